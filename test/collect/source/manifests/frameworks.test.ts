import {describe, expect, it} from '@jest/globals'
import {frameworkPackages, frameworksOf} from '../../../../src/collect/source/manifests/frameworks.ts'
import type {PackageUse} from '../../../../src/collect/source/manifests/manifest-kind.ts'
import {loadCatalogue} from '../../../../src/lifecycle/load-catalogue.ts'

const file = {path: 'x', sha256: '0'.repeat(64), text: ''}
const use = (name: string, more: Partial<PackageUse>): PackageUse => ({
  type: 'npm',
  name,
  resolved: false,
  file,
  line: 1,
  ...more,
})

describe('the products that packages stand for', () => {
  it('are all in the lifecycle catalogue', async () => {
    const known = new Set((await loadCatalogue()).products.map(({id}) => id))
    const named = Object.values(frameworkPackages).flatMap((list) => list.map(([, product]) => product))

    expect(named.filter((product) => !known.has(product))).toEqual([])
  })

  it('are those that a manifest asks for: not what was brought in, nor what the user is to bring', () => {
    const found = frameworksOf([
      use('react', {version: '18.2.0', resolved: true, isTransitive: true}),
      use('vue', {version: '>=2', said: {scope: 'peer'}}),
      use('express', {version: '^4.17.0'}),
    ])

    expect(found.map(({product, version}) => `${product} ${version}`)).toEqual(['express 4'])
  })
})
