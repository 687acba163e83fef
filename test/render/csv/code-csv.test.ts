import {describe, expect, it} from '@jest/globals'
import {parse} from 'csv-parse/sync'
import {renderBlockersCsv} from '../../../src/render/csv/blockers-csv.ts'
import {renderEndpointsCsv} from '../../../src/render/csv/endpoints-csv.ts'
import {renderFoundInCodeCsv} from '../../../src/render/csv/found-in-code-csv.ts'
import type {RenderedFile} from '../../../src/render/rendered.ts'
import {entity, relation} from '../../estates.ts'
import {clock, codeInput, served, web} from '../code-found.ts'
import {reportInput} from '../inputs.ts'

function rowsOf(files: Iterable<RenderedFile>): readonly Record<string, string>[] {
  const [file] = [...files]
  return parse(String(file?.content), {columns: true})
}

describe('what scans of code found as CSV', () => {
  it('is no file where no code was read', () => {
    for (const render of [renderEndpointsCsv, renderFoundInCodeCsv, renderBlockersCsv])
      expect([...render(reportInput())]).toEqual([])
  })

  it('has every endpoint with every place', () => {
    const endpoints = [
      served('ring', 'POST', '/ring', ['p3', 'p2', 'p1']),
      served('formula', 'GET', '=HYPERLINK("http://x.example")', ['p1']),
    ]
    const input = codeInput(
      endpoints.map((one) => one.entity),
      endpoints.map((one) => one.relation),
      {p1: 'clock/a.ts:7', p2: 'clock/b.ts:9', p3: 'clock/a.ts:12'},
    )

    expect(rowsOf(renderEndpointsCsv(input))).toEqual([
      {
        system: clock,
        name: 'Master Clock',
        organisation: 'moc',
        method: 'POST',
        path: '/ring',
        component: web,
        source: 'clock/a.ts:7; clock/a.ts:12; clock/b.ts:9',
      },
      expect.objectContaining({path: '\'=HYPERLINK("http://x.example")', source: 'clock/a.ts:7'}),
    ])
  })

  it('has everything that the code names, more than a page shows, in the same order', () => {
    const ids = Array.from({length: 40}, (_, at) => `datastore:moc/t${at}`)
    const input = codeInput(
      ids.map((id) => entity('datastore', id)),
      ids.map((id) => ({...relation(web, 'READS', id), evidence: id.endsWith('t7') ? ['p1', 'p2'] : ['p1']})),
      {p1: 'clock/a.ts:7', p2: 'clock/b.ts:9'},
    )
    const rows = rowsOf(renderFoundInCodeCsv(input))

    expect(rows).toHaveLength(40)
    expect(rows[0]).toEqual({
      system: clock,
      name: 'Master Clock',
      organisation: 'moc',
      kind: 'datastore',
      what: 't7',
      id: 'datastore:moc/t7',
      how: 'reads',
      environment: 'production',
      by: 'structure',
      places: '2',
      source: 'clock/a.ts:7; clock/b.ts:9',
      seenBy: '',
    })
  })

  it('has every place that stands in the way of a move, the kind with most places first', () => {
    const blockers = [
      {value: 'COM components', evidence: ['p1'], confidence: 0.8},
      {value: 'absolute paths', evidence: ['p1', 'p2'], confidence: 0.8},
    ]
    const part = {...entity('component', 'component:moc/bells'), attributes: {blockers}}
    const input = codeInput([part], [relation(part.id, 'PART_OF', clock)], {p1: 'clock/a.ts:7', p2: 'clock/b.ts:9'})
    const rows = rowsOf(renderBlockersCsv(input)).filter(({system}) => system === clock)

    expect(rows.map(({what, source}) => [what, source])).toEqual([
      ['absolute paths', 'clock/a.ts:7'],
      ['absolute paths', 'clock/b.ts:9'],
      ['COM components', 'clock/a.ts:7'],
    ])
    expect(rows[2]?.advice).toMatch(/registered on a Windows machine/)
  })
})
