import {describe, expect, it} from '@jest/globals'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {scannedCounts, scannedThings} from '../../../src/render/facts/scanned-things.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
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

    expect(things).toEqual([
      {kind: 'datastore', name: 'ticks', how: 'reads and writes', places: ['sources/clock/web.ts:7']},
      {kind: 'host', name: 'tower', how: 'calls', places: ['sources/clock/web.ts:7']},
      {kind: 'package', name: 'p00@1.0.0', how: 'uses', places: ['sources/clock/web.ts:7']},
    ])
    expect(scannedCounts(things)).toBe('one datastore, one host and one package')
  })

  it('stands with its system in the report, the first of a kind and the count of all', () => {
    const text = String([...renderHtml(scannedInput(40), {})][0]?.content)

    expect(text).toContain('Its code names one datastore, one host and 40 packages')
    expect(text).toContain('Not shown: 25 packages')
    expect(text).toContain('p14@1.0.0')
    expect(text).not.toContain('p15@1.0.0')
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

    expect(found.map(({kind, name, how}) => [kind, name, how])).toEqual([
      ['datastore', 'ticks', 'reads and writes'],
      ['host', 'tower', 'calls'],
      ['technology', 'java-21', 'uses'],
      ['technology', 'nodejs-24', 'uses, in the build only'],
      ['named-host', 'help', 'named in its text, not seen called'],
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
