import {describe, expect, it} from '@jest/globals'
import {loadCatalogue} from '../../../src/lifecycle/load-catalogue.ts'
import {renderCatalogue, renderProduct} from '../../../src/render/text/lifecycle.ts'

const catalogue = await loadCatalogue()
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length))

describe('the catalogue on a terminal', () => {
  it('takes no more than 80 columns, with the systems of an estate or without', () => {
    const uses = catalogue.products.map(({id}) => ({product: id, cycles: [], systems: ['m/a', 'm/b']}))

    expect(widest(renderCatalogue(catalogue))).toBeLessThanOrEqual(80)
    expect(widest(renderCatalogue(catalogue, uses))).toBeLessThanOrEqual(80)
  })
})

describe('a product on a terminal', () => {
  const product = {
    id: 'sundial',
    name: 'Sundial',
    category: 'server',
    aliases: ['dial'],
    source: 'https://sundial.example/',
    cycles: [
      {name: '2', endOfLife: '2027-01-31'},
      {name: '1', endOfLife: 'ended'},
    ],
  } as const

  it('tells its releases, whose dates nobody read, and which of them was asked for', () => {
    const foundAs = {kind: 'container-image', text: 'sundial:1\u001b[2J', cycles: ['1']}

    expect(renderProduct({product, foundAs})).toBe(`
  Sundial   sundial, server
  Also called: dial
  Dates: https://sundial.example/
    not read from it: unverified, and never certain
  * sundial:1, taken as container image

  Release  In files  Support ends     Bought support ends
  2        2         31 January 2027  not known
  1 *      1         ended            not known
`)
  })

  it('tells the systems that run it, and what is not known of that', () => {
    const uses = [
      {product: 'sundial', cycles: [], systems: ['m/a']},
      {product: 'sundial', version: '1.4', cycles: ['1'], systems: ['m/b', 'm/c']},
      {product: 'sundial', version: '9', cycles: [], systems: ['m/d']},
    ]

    expect(renderProduct({product}, uses).split('\n').slice(10)).toEqual([
      '  Systems of the estate that run it',
      '  version not known',
      '    m/a',
      '  1.4: release 1',
      '    m/b, m/c',
      '  9: the catalogue has no such release',
      '    m/d',
      '',
    ])
    expect(renderProduct({product}, [])).toContain('No system of the estate is known to run it.')
  })
})
