import {describe, expect, it} from '@jest/globals'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {scannedCounts, scannedThings} from '../../../src/render/facts/scanned-things.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import type {Relation} from '../../../src/model/inventory.ts'
import type {ReportInput} from '../../../src/render/rendered.ts'
import {entity, evidence, relation} from '../../estates.ts'
import {reportInput} from '../inputs.ts'

const system = 'moc/master-clock'

/** A system with a root of source code, a module in it that names things, and packages. */
function scannedInput(packages: number): ReportInput {
  const input = reportInput()
  const {estate} = input
  const used = Array.from({length: packages}, (_, at) => `pkg:npm/p${String(at).padStart(2, '0')}@1.0.0`)
  const relations = [
    relation('component:moc/src', 'PART_OF', system),
    relation('component:moc/src#web', 'PART_OF', 'component:moc/src'),
    relation('component:moc/src#web', 'READS', 'datastore:moc/ticks'),
    relation('component:moc/src#web', 'WRITES', 'datastore:moc/ticks'),
    relation('component:moc/src', 'CALLS', 'host:moc/tower'),
    ...used.map((id) => relation('component:moc/src#web', 'USES', id)),
  ].map((one) => ({...one, evidence: ['scan']}))
  const entities = [
    entity('component', 'component:moc/src'),
    entity('component', 'component:moc/src#web'),
    entity('datastore', 'datastore:moc/ticks'),
    entity('host', 'host:moc/tower'),
    ...used.map((id) => entity('package', id)),
  ]
  return {
    ...input,
    estate: {
      ...estate,
      entities: [...estate.entities, ...entities],
      relations: [...estate.relations, ...relations],
      evidence: [...estate.evidence, evidence('scan', 'sources/clock/web.ts:7')],
    },
  }
}

describe('what the code of a system names', () => {
  it('is found through its components, each thing once, with what is done with it and where', () => {
    const things = scannedThings(indexReport(scannedInput(1)), system)

    const found = {places: ['sources/clock/web.ts:7'], isStructural: true, seenBy: []}
    expect(things).toEqual([
      {id: 'datastore:moc/ticks', kind: 'datastore', name: 'ticks', how: 'reads and writes', ...found},
      {id: 'host:moc/tower', kind: 'host', name: 'tower', how: 'calls', ...found},
      {id: 'pkg:npm/p00@1.0.0', kind: 'package', name: 'p00@1.0.0', how: 'uses', ...found},
    ])
    expect(scannedCounts(things)).toBe('one datastore, one host and one package')
  })

  it('stands with its system in the report, the first of a kind and the count of all', () => {
    const text = String([...renderHtml(scannedInput(40), {})][0]?.content)

    expect(text).toContain('Its code names one datastore, one host and 40 packages')
    expect(text).toContain('10 of 40 packages')
    expect(text).toContain('href="found-in-code.csv"')
    expect(text).toContain('p09@1.0.0')
    expect(text).not.toContain('p10@1.0.0')
  })

  it('begins with what production uses, then what is said by structure, then what is named most often', () => {
    const host = (name: string) => entity('host', `host:moc/${name}`)
    const calls = (name: string, more: Partial<Relation>) => ({
      ...relation('component:moc/src#web', 'CALLS', `host:moc/${name}`),
      evidence: ['scan'],
      ...more,
    })
    const input = scannedInput(0)
    const {estate} = input
    const things = scannedThings(
      indexReport({
        ...input,
        estate: {
          ...estate,
          entities: [...estate.entities, ...['a', 'b', 'c', 'd'].map(host)],
          relations: [
            ...estate.relations,
            calls('a', {attributes: {environment: 'build'}}),
            calls('b', {certainty: 'inferred', evidence: ['scan', 'two', 'three']}),
            calls('c', {attributes: {environment: 'production'}}),
            calls('d', {certainty: 'structural', evidence: ['scan', 'two']}),
          ],
          evidence: [...estate.evidence, evidence('two', 'clock/a.ts:2'), {...evidence('three', 'c:3'), seenBy: 'x 1'}],
        },
      }),
      system,
    )

    expect(
      things
        .filter(({kind}) => kind === 'host')
        .map(({name, environment, isStructural, seenBy}) => [name, environment, isStructural, ...seenBy]),
    ).toEqual([
      ['d', undefined, true],
      ['c', undefined, true],
      ['tower', undefined, true],
      ['b', undefined, false, 'x 1'],
      ['a', 'build', true],
    ])
  })

  it('does not list packages that others bring in, only how many they are', () => {
    const input = scannedInput(2)
    const relations = input.estate.relations.map((one) =>
      one.to === 'pkg:npm/p01@1.0.0' ? {...one, attributes: {direct: false}} : one,
    )
    const text = String([...renderHtml({...input, estate: {...input.estate, relations}}, {})][0]?.content)

    expect(text).toContain('Its code names one datastore, one host, one package and one package that those bring in')
    expect(text).not.toContain('p01@1.0.0')
  })

  it('tells hosts that are named and not called apart, and what only the build uses', () => {
    const input = scannedInput(0)
    const more = [
      relation('component:moc/src#web', 'NAMES', 'host:moc/tower'),
      relation('component:moc/src#web', 'NAMES', 'host:moc/help'),
      relation('component:moc/src', 'USES', 'technology:moc/nodejs-24', {environment: 'build'}),
      relation('component:moc/src', 'USES', 'technology:moc/java-21', {environment: 'build'}),
      relation('component:moc/src#web', 'USES', 'technology:moc/java-21'),
    ].map((one) => ({...one, evidence: ['scan']}))
    const things = [
      entity('host', 'host:moc/help'),
      entity('technology', 'technology:moc/nodejs-24'),
      entity('technology', 'technology:moc/java-21'),
    ]
    const {estate} = input
    const index = indexReport({
      ...input,
      estate: {
        ...estate,
        entities: [...estate.entities, ...things],
        relations: [...estate.relations, ...more],
      },
    })
    const found = scannedThings(index, system)

    expect(found.map(({kind, name, how, environment}) => [kind, name, how, environment])).toEqual([
      ['datastore', 'ticks', 'reads and writes', undefined],
      ['host', 'tower', 'calls', undefined],
      ['technology', 'java-21', 'uses', undefined],
      ['technology', 'nodejs-24', 'uses', 'build'],
      ['named-host', 'help', 'named in its text, not seen called', undefined],
    ])
    expect(scannedCounts(found)).toBe(
      'one datastore, one host, two technologies and one host that it is not seen to call',
    )
  })

  it('is nothing where no code was read', () => {
    expect(scannedThings(indexReport(reportInput()), system)).toEqual([])
    expect(String([...renderHtml(reportInput(), {})][0]?.content)).not.toContain('Its code names')
  })
})
