import {expect, it} from '@jest/globals'
import {productsOfReference} from '../../../src/lifecycle/aliases/container-image.ts'

it.each([
  ['node:14-alpine', ['nodejs 14']],
  ['python:3.7', ['python 3.7']],
  ['nginx:1.19', ['nginx 1.19']],
  ['docker.io/library/node:12.22-buster', ['nodejs 12.22', 'debian 10']],
  ['public.ecr.aws/docker/library/nginx:1.18@sha256:abc', ['nginx 1.18']],
  ['mcr.microsoft.com/dotnet/aspnet:3.1', ['dotnet 3.1']],
  ['registry.moon.example:5000/ruby:2.5', ['ruby 2.5']],
  ['redis', ['redis undefined']],
  ['000000000001.dkr.ecr.eu-west-2.amazonaws.com/library/node:10', ['nodejs 10']],
  ['000000000001.dkr.ecr.eu-west-2.amazonaws.com/node:10', []],
  ['000000000001.dkr.ecr.eu-west-2.amazonaws.com/landing/web:1.2', []],
  ['constructor:1', []],
])('%s', (reference, expected) => {
  expect(productsOfReference(reference).map(({product, version}) => `${product} ${version}`)).toEqual(expected)
})
