import {expect, it} from '@jest/globals'
import {supportEnds} from '../../src/audit/query-facts.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'
import {entity, system} from '../estates.ts'

const catalogue: Catalogue = {
  schema: 'domesday/lifecycle@1',
  products: [
    {
      id: 'lamp-server',
      name: 'Lamp Server',
      category: 'server',
      aliases: [],
      source: 'https://lamps.example/support',
      cycles: [
        {name: '1', endOfLife: 'ended'},
        {name: '2', endOfLife: '2027-03-31'},
        {name: '3', endOfLife: 'none'},
        {name: '4'},
      ],
    },
  ],
}

it('tells the day on which support ends, that it has ended, and nothing where no end is known', () => {
  const technologies = ['1', '2', '3', '4', '5'].map((version) =>
    entity('technology', `technology:m/lamp-server-${version}`, {product: 'lamp-server', version}),
  )
  const other = entity('technology', 'technology:m/nobody-knows', {product: 'nobody-knows'})

  expect(supportEnds([system('m/a'), ...technologies, other], catalogue, new Map())).toEqual([
    {technology: 'technology:m/lamp-server-1', ends: 'ended'},
    {technology: 'technology:m/lamp-server-2', ends: '2027-03-31'},
  ])
})
