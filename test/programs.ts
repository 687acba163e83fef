import type {Entity} from '../src/model/entity.ts'
import type {EstateRecord} from '../src/model/estate.ts'
import type {Relation} from '../src/model/inventory.ts'
import type {RelationType} from '../src/model/relation-types.ts'
import type {Json} from '../src/model/values.ts'
import {entity, evidence, relation} from './estates.ts'

/** A thing of the small application of tide tables, by its name alone. */
export const idOf = (name: string): string => `component:tides/${name}`

export const thing = (name: string, type: string, attributes: Record<string, Json> = {}): Entity => ({
  ...entity(
    type === 'dataset' || type === 'table'
      ? 'datastore'
      : type === 'transaction' || type === 'screen'
        ? 'interface'
        : 'component',
    idOf(name),
    {type, ...attributes},
    [`at ${name}`],
  ),
  name,
})

export const link = (from: string, type: RelationType, to: string, place: string): Relation => ({
  ...relation(idOf(from), type, idOf(to)),
  certainty: 'structural',
  evidence: [place],
})

/** A nightly job of two steps, a program that writes a dataset and calls another, and a transaction. */
export const tideThings = [
  thing('NIGHTLY', 'job'),
  thing('NIGHTLY.SUM', 'step'),
  thing('TIDESUM', 'program', {codeLines: 120, decisions: 14, language: 'COBOL'}),
  thing('TIDEDATE', 'program', {codeLines: 30, decisions: 2}),
  thing('TIDEINQ', 'program', {
    codeLines: 200,
    decisions: 41,
    callsByDataItem: ['CALL WS-NEXT, line 9: no value seen'],
  }),
  thing('TIDEREC', 'copybook'),
  thing('TIDES.DAILY', 'dataset'),
  thing('TIDES.SUMS', 'table'),
  thing('TI01', 'transaction'),
  thing('TIMAP', 'screen'),
]

export const tideLinks = [
  link('NIGHTLY.SUM', 'PART_OF', 'NIGHTLY', 'n.jcl:4'),
  link('NIGHTLY.SUM', 'CALLS', 'TIDESUM', 'n.jcl:4'),
  link('NIGHTLY.SUM', 'READS', 'TIDES.DAILY', 'n.jcl:5'),
  link('TIDESUM', 'READS', 'TIDES.DAILY', 's.cbl:8'),
  link('TIDESUM', 'WRITES', 'TIDES.SUMS', 's.cbl:40'),
  link('TIDESUM', 'CALLS', 'TIDEDATE', 's.cbl:33'),
  link('TIDESUM', 'IMPORTS', 'TIDEREC', 's.cbl:12'),
  link('TI01', 'DEPENDS_ON', 'TIDEINQ', 't.csd:2'),
  link('TIDEINQ', 'READS', 'TIDES.SUMS', 'i.cbl:20'),
  link('TIDEINQ', 'CALLS', 'TIMAP', 'i.cbl:25'),
]

export const tidePlaces = [
  ...new Set([...tideLinks.flatMap((one) => one.evidence), ...tideThings.map(({name}) => `at ${name}`)]),
].map((place) => evidence(place, place.replace(/^at (.*)$/, 'src/$1:1')))

export const tideRecords: readonly EstateRecord[] = [...tideThings, ...tideLinks, ...tidePlaces]
