import {describe, expect, it} from '@jest/globals'
import {findingWithoutSecrets} from '../../../../src/collect/source/manifests/finding-without-secrets.ts'
import {imageNamed, withoutSignOn} from '../../../../src/collect/source/manifests/image-technologies.ts'

describe('an image by its reference', () => {
  it.each([
    ['node:14-alpine', {path: 'node', tag: '14-alpine'}],
    ['registry.dept.example:5000/node@sha256:0123456789abcdef', {path: 'registry.dept.example:5000/node'}],
    ['node:14@sha256:abc', {path: 'node', tag: '14'}],
    ['u:hunter2@registry.dept.example/node:14', {path: 'registry.dept.example/node', tag: '14'}],
    ['u:hunter2@registry.dept.example:5000/node:14@sha256:abc', {path: 'registry.dept.example:5000/node', tag: '14'}],
    ['u:hunter2@registry.dept.example', {path: 'registry.dept.example'}],
    ['https://u:hun/ter2@registry.dept.example/node:14', {path: 'registry.dept.example/node', tag: '14'}],
    ['https://registry.dept.example/node:14?token=hunter2', undefined],
    ['node:${TAG}', undefined],
    ['u:hunter2@${REGISTRY}', undefined],
  ])('is told without who signs in to its registry: %s', (reference, named) => {
    expect(imageNamed(reference)).toEqual(named)
  })

  it('keeps its digest where it is told as it is written', () => {
    expect(withoutSignOn('https://u:hunter2@registry.dept.example/node:14@sha256:abc')).toBe(
      'registry.dept.example/node:14@sha256:abc',
    )
  })
})

describe('a text of a manifest', () => {
  it.each([
    ['https://u:hun/ter@2@git.dept.example:8443/app.git#main', 'https://git.dept.example:8443/app.git#main'],
    ['git+https://oauth2:hunter2@git.dept.example/p.git', 'git+https://git.dept.example/p.git'],
    ['git::https://hunter2@git.dept.example/p.git?ref=v1', 'git::https://git.dept.example/p.git?ref=v1'],
    ['https://git.dept.example/p.git?private_token=hunter2', 'https://git.dept.example/p.git?private_token={}'],
    ['https://git.dept.example:8443/@scope/p', 'https://git.dept.example:8443/@scope/p'],
    ['git@git.dept.example:p.git', 'git@git.dept.example:p.git'],
  ])('keeps no user and no key of an address: %s', (text, kept) => {
    expect(findingWithoutSecrets(text)).toBe(kept)
  })
})
