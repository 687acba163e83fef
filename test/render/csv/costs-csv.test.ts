import {describe, expect, it} from '@jest/globals'
import {parse} from 'csv-parse/sync'
import {renderCostsCsv} from '../../../src/render/csv/costs-csv.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {renderMarkdown} from '../../../src/render/markdown/report-markdown.ts'
import {reportInput} from '../inputs.ts'
import {cost, inputWithCosts, tagged} from '../costs.ts'

const rowsOf = (content: string | Uint8Array): Record<string, string>[] => parse(String(content), {columns: true})

describe('costs as CSV', () => {
  it('are not written where there is no bill', () => {
    expect([...renderCostsCsv(reportInput())]).toEqual([])
  })

  it('have a row for what each system bears, and none that a spreadsheet would compute', () => {
    const input = inputWithCosts([
      cost({...tagged('finance-core'), BilledCost: '-1.0000001', SubAccountId: '007'}),
      cost({ServiceName: '=1+1'}),
    ])
    const [csv, metadata] = [...renderCostsCsv(input)]

    expect(rowsOf(csv?.content ?? '')).toMatchObject([
      {BilledCost: '-1.0000001', SubAccountId: '007', x_System: 'msti/finance-core', x_Attribution: 'attributed'},
      {BilledCost: '12', ServiceName: "'=1+1", x_System: '', x_Attribution: 'unallocated'},
    ])
    expect(JSON.parse(String(metadata?.content))).toMatchObject({url: 'costs.csv'})
  })

  it('name the resource, the region, and where in which file the charges stand', () => {
    const input = inputWithCosts([
      cost({
        ...tagged('finance-core'),
        ResourceId: 'arn:aws:s3:::pay-runs',
        RegionId: 'eu-west-2',
        ServiceCategory: 'Storage',
        rows: 3,
        line: 17,
        evidence: ['bill'],
      }),
      cost({ResourceId: 'i-0abc', evidence: ['page']}),
    ])
    const evidence = [
      {
        record: 'evidence',
        id: 'bill',
        source: 'bill',
        locator: 'bills/2026.csv',
        sha256: '0'.repeat(64),
        observedAt: '',
      },
      {
        record: 'evidence',
        id: 'page',
        source: 'aws',
        locator: 'pages/1.gz#/R/0',
        sha256: '1'.repeat(64),
        observedAt: '',
      },
    ] as const
    const [csv] = [...renderCostsCsv({...input, estate: {...input.estate, evidence}})]

    expect(rowsOf(csv?.content ?? '')).toMatchObject([
      {
        ResourceId: 'arn:aws:s3:::pay-runs',
        RegionId: 'eu-west-2',
        ServiceCategory: 'Storage',
        x_Rows: '3',
        x_Source: 'bills/2026.csv',
        x_Line: '17',
      },
      {ResourceId: 'i-0abc', RegionId: '', x_Rows: '1', x_Source: 'pages/1.gz#/R/0', x_Line: ''},
    ])
  })

  it('have a row of each share where systems share a cost, and all rows come to the bill', () => {
    const among = ['finance-core', 'payroll-gateway']
    const input = inputWithCosts(
      [cost({SubAccountId: '9', ResourceId: 'i-1'}), cost({SubAccountId: '9', ResourceId: 'i-2'}), cost({})],
      {
        shared: [{name: 'Network', organisation: 'msti', match: [{account: '9'}], by: 'equal', among}],
      },
    )
    const rows = rowsOf([...renderCostsCsv(input)][0]?.content ?? '')

    expect(rows.map((row) => [row['x_Attribution'], row['BilledCost'], row['ResourceId']])).toEqual([
      ['shared', '12', ''],
      ['shared', '12', ''],
      ['unallocated', '12', ''],
    ])
  })

  it('of more than can be opened are added up by service, and the metadata say so', () => {
    const input = inputWithCosts([cost({ResourceId: 'i-1'}), cost({ResourceId: 'i-2'})])
    const [csv, metadata] = [...renderCostsCsv(input, 1)]

    expect(rowsOf(csv?.content ?? '').map((row) => [row['BilledCost'], row['ResourceId']])).toEqual([['24', '']])
    expect(String(metadata?.content)).toContain('too many costs to name each resource')
  })

  it('are divided among files under two megabytes that together hold every row', () => {
    const many = Array.from({length: 15_000}, (_, at) => cost({ServiceName: `Service ${at}`}))
    const files = [...renderCostsCsv(inputWithCosts(many))]
    const parts = files.filter(({path}) => path.endsWith('.csv'))

    expect(files.map(({path}) => path)).toEqual(['costs.csv', 'costs-2.csv', 'costs.csv-metadata.json'])
    expect(parts.every(({content}) => Buffer.byteLength(content) <= 2_000_000)).toBe(true)
    expect(parts.flatMap(({content}) => rowsOf(content))).toHaveLength(15_000)
    expect(JSON.parse(String(files[2]?.content)).tables.map(({url}: {url: string}) => url)).toEqual([
      'costs.csv',
      'costs-2.csv',
    ])
  })
})

describe('a bill of hostile names', () => {
  it('leaves the report its markup and its tables', () => {
    const evil = '<img src=x onerror=alert(1)>|`"\'=HYPERLINK'
    const input = inputWithCosts([
      cost({
        ResourceId: evil,
        resource: evil,
        ServiceName: evil,
        SubAccountId: evil,
        ProviderName: evil,
        ...tagged(evil),
      }),
      cost(tagged(evil, evil)),
    ])
    const page = String([...renderHtml(input, {})][0]?.content)
    const text = String(renderMarkdown(input).content)

    expect(page).toContain('id="costs"')
    expect(page).not.toContain('<img')
    expect(text).toContain('## The bills come to')
    expect(text).not.toContain('<img')
  })
})
