import {expect, it} from '@jest/globals'
import {endOfSupport} from '../../src/assess/end-of-support.ts'
import type {Cycle, Product} from '../../src/model/lifecycle.ts'

const cycles: readonly Cycle[] = [
  {name: '1', endOfLife: '2024-02-29', endOfExtendedSupport: '2027-03-31'},
  {name: '2', endOfLife: '2023-12-04', frozenFrom: '2027-03-03'},
  {name: '3', endOfLife: '2018-01-09'},
  {name: '3-sp1', endOfLife: '2022-10-11'},
  {name: '3-sp2', endOfLife: '2026-07-14'},
  {name: '4', endOfLife: 'ended', endOfExtendedSupport: 'ended'},
]
const product: Product = {
  id: 'sundial',
  name: 'Sundial',
  category: 'database',
  aliases: [],
  source: 'https://clocks.example/sundial',
  snapshot: '2026-08-22',
  cycles,
}

const said = (name: string, asOf: string, bought?: string) => {
  const cycle = cycles.find((one) => one.name === name)
  if (!cycle) throw new Error(`no cycle ${name}`)
  const {low, sentence} = endOfSupport(product, cycle, asOf, bought)
  return [low, sentence]
}

it('tells standard and extended support apart', () => {
  expect(said('1', '2023-11-01')).toEqual([5, 'Sundial 1 leaves support on 29 February 2024'])
  expect(said('1', '2026-11-01')).toEqual([
    6,
    'Sundial 1 left standard support on 29 February 2024; extended support, where it is bought, ends on 31 March 2027',
  ])
  expect(said('1', '2026-11-01', '2027-03-31')).toEqual([
    5,
    'Sundial 1 is under paid extended support until 31 March 2027; standard support ended on 29 February 2024',
  ])
  expect(said('1', '2027-04-01', '2027-03-31')).toEqual([6, 'Sundial 1 left support on 29 February 2024'])
  expect(said('4', '2026-11-01')).toEqual([6, 'Sundial 4 is out of support'])
})

it('counts from the end of support, not from the day on which the provider forbids changes', () => {
  expect(said('2', '2026-11-01')).toEqual([
    6,
    'Sundial 2 left support on 4 December 2023, and what runs on it cannot be changed from 3 March 2027',
  ])
  expect(said('2', '2027-03-03')).toEqual([
    6,
    'Sundial 2 left support on 4 December 2023, and what runs on it can no longer be changed',
  ])
})

it('tells the end of the last service pack beside that of an earlier one', () => {
  expect(said('3-sp1', '2023-11-01')).toEqual([
    6,
    'Sundial 3 SP1 left support on 11 October 2022; with its last service pack it has support until 14 July 2026',
  ])
  expect(said('3-sp2', '2023-11-01')).toEqual([3, 'Sundial 3 SP2 leaves support on 14 July 2026'])
})

it('leaves a product’s name that holds the version already', () => {
  const basic = {...product, name: 'Sundial 6.0'}

  expect(endOfSupport(basic, {name: '6.0', endOfLife: '2008-04-08'}, '2026-11-01', undefined).sentence).toBe(
    'Sundial 6.0 left support on 8 April 2008',
  )
})
