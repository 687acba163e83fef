import {describe, expect, it} from '@jest/globals'
import type {Entity} from '../../src/model/entity.ts'
import type {Relation} from '../../src/model/inventory.ts'
import {joinPrograms} from '../../src/resolve/join-programs.ts'
import {entity, relation, system} from '../estates.ts'

const program = (tree: string, name: string): Entity => ({
  ...entity('component', `component:msti/${tree}#${name}`, {type: 'program'}),
  name,
})
const outside = (name: string): Entity => ({
  ...entity('interface', `interface:msti/${name}`, {type: 'program', program: name}),
  name,
})
const told = (entities: readonly Entity[], relations: readonly Relation[]) =>
  joinPrograms(new Map(entities.map((one) => [one.id, one])), new Map(relations.map((one) => [one.id, one]))).map(
    ({from, type, to, certainty, attributes}) => [from, type, to, certainty, attributes.how].join(' '),
  )

const [claims, rates, again] = [program('claims', 'CLAIMS'), program('rates', 'RATES'), program('old', 'RATES')]
const parts = [
  relation(claims.id, 'PART_OF', 'msti/claims'),
  relation(rates.id, 'PART_OF', 'msti/rates'),
  relation(again.id, 'PART_OF', 'msti/old'),
]
const systems = [system('msti/claims'), system('msti/rates'), system('msti/old')]
const call = relation(claims.id, 'CALLS', outside('RATES').id, {how: 'CALL'})

describe('a program that another tree holds', () => {
  it('is the one that is called, and its system is needed', () => {
    expect(told([...systems, claims, rates, outside('RATES')], [...parts, call])).toEqual([
      'component:msti/claims#CLAIMS CALLS component:msti/rates#RATES inferred CALL; the program is of another source tree',
      'msti/claims DEPENDS_ON msti/rates inferred calls RATES',
    ])
  })

  it('is not known where two trees hold one of its name', () => {
    expect(told([...systems, claims, rates, again, outside('RATES')], [...parts, call])).toEqual([])
  })

  it('makes its system needed where the call is within one tree, too', () => {
    expect(told([...systems, claims, rates], [...parts, relation(claims.id, 'CALLS', rates.id)])).toEqual([
      'msti/claims DEPENDS_ON msti/rates inferred calls RATES',
    ])
  })
})
