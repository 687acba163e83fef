import {describe, expect, it} from '@jest/globals'
import {parse} from 'csv-parse/sync'
import {renderResourcesCsv} from '../../../src/render/csv/resources-csv.ts'
import {entity, estateOf, relation, system} from '../../estates.ts'
import {reportInput} from '../inputs.ts'

const resource = (id: string, attributes: Record<string, unknown> = {}, name = id) => ({
  ...entity('resource', id, {type: 'ec2:instance', account: '012345678901', ...attributes}),
  name,
})

function rowsOf(...records: Parameters<typeof estateOf>): readonly Record<string, string>[] {
  const [file] = [...renderResourcesCsv({...reportInput(), estate: estateOf(...records)})]
  return parse(String(file?.content), {columns: true})
}

describe('the resources of the clouds as CSV', () => {
  it('are none without a cloud', () => {
    expect([...renderResourcesCsv({...reportInput(), estate: estateOf(system('m/a'))})]).toEqual([])
  })

  it('name each resource with whose it is and what runs in it', () => {
    const rows = rowsOf(
      system('m/a'),
      system('m/b'),
      resource('r:one'),
      resource('r:two'),
      resource('r:none', {state: 'terminated'}),
      resource('r:paid', {sharedCosts: 'platform'}),
      entity('technology', 'technology:x'),
      relation('m/a', 'RUNS_ON', 'r:one'),
      relation('m/a', 'RUNS_ON', 'r:two'),
      relation('m/b', 'RUNS_ON', 'r:two'),
      relation('r:one', 'USES', 'technology:x'),
    )

    expect(rows.map(({id, whose, systems, state}) => [id, whose, systems, state])).toEqual([
      ['r:one', 'attributed', 'm/a', ''],
      ['r:two', 'shared', 'm/a; m/b', ''],
      ['r:none', 'unallocated', '', 'terminated'],
      ['r:paid', 'shared', '', ''],
    ])
    expect(rows[0]).toMatchObject({type: 'ec2:instance', account: '012345678901', runs: expect.stringMatching(/./)})
  })

  it('let no name be computed by a spreadsheet', () => {
    const [row] = rowsOf(resource('r:x', {}, '=HYPERLINK("http://x.example")'))

    expect(row?.['name']).toBe(`'=HYPERLINK("http://x.example")`)
  })

  it('are all there in parts, none over 2 MB', () => {
    const many = Array.from({length: 12_000}, (_, at) => resource(`r:${'long'.repeat(40)}${at}`))
    const files = [...renderResourcesCsv({...reportInput(), estate: estateOf(...many)})]
    const rows = files
      .filter(({path}) => path.endsWith('.csv'))
      .map(({content}) => String(content).trim().split('\r\n'))

    expect(rows.length).toBeGreaterThan(1)
    expect(rows.reduce((sum, lines) => sum + lines.length - 1, 0)).toBe(many.length)
    for (const {content} of files) expect(Buffer.byteLength(String(content))).toBeLessThan(2_000_000)
  })
})
