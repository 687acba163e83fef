import {beforeAll, describe, expect, it} from '@jest/globals'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import {nearestProducts} from '../../src/lifecycle/nearest-products.ts'
import {showProduct} from '../../src/lifecycle/show-product.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'

let catalogue: Catalogue
beforeAll(async () => {
  catalogue = await loadCatalogue()
})

describe('products spelt like a name', () => {
  it.each([
    ['postgres sql', 'postgresql'],
    ['windows sever', 'windows-server'],
    ['Nodejs 22 LTS', 'nodejs'],
    ['orcale database', 'oracle-database'],
  ])('are found: %s', (text, id) => {
    expect(nearestProducts(catalogue, text)).toContain(id)
  })

  it.each(['', '?!', 'zzzzzzzzzzzz', 'x'.repeat(100_000)])('are none where nothing comes near', (text) => {
    expect(nearestProducts(catalogue, text)).toEqual([])
  })
})

describe('lifecycle show', () => {
  it('finds a product by another name, and names the nearest where there is none', () => {
    expect(showProduct(catalogue, ' Windows Server ').product.id).toBe('windows-server')
    expect(() => showProduct(catalogue, 'windows sever')).toThrow(
      expect.objectContaining({hint: expect.stringContaining('windows-server')}),
    )
  })
})
