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
  ['timescale/timescaledb:1.7.4-pg11', ['postgresql 11']],
  ['timescale/timescaledb-ha:pg14.6-ts2.9.1-p1', ['postgresql 14.6']],
  ['timescale/timescaledb:2.1.0', ['postgresql undefined']],
  ['pgvector/pgvector:pg15', ['postgresql 15']],
  ['postgis/postgis:11-2.5', ['postgresql 11']],
  ['bitnami/postgresql:11.14.0-debian-10-r22', ['postgresql 11.14.0', 'debian 10']],
  ['docker.io/bitnamilegacy/mongodb:4.0.10', ['mongodb 4.0.10']],
  ['bitnami/kafka:2.8.0', ['apache-kafka 2.8.0']],
  ['bitnami/constructor:1-debian-9', []],
  ['bitnami/perl:5.30', ['perl 5.30']],
  ['wurstmeister/kafka:2.12-2.4.1', ['apache-kafka 2.4.1']],
  ['wurstmeister/kafka:1.0.0', ['apache-kafka 1.0.0']],
  ['quay.io/strimzi/kafka:0.20.0-kafka-2.6.0', ['apache-kafka 2.6.0']],
  ['sonarqube:7.9-community', ['sonarqube-server 7.9']],
])('%s', (reference, expected) => {
  expect(productsOfReference(reference).map(({product, version}) => `${product} ${version}`)).toEqual(expected)
})
