import {stringify} from 'csv-stringify/sync'
import type {Allocation} from '../../model/cost.ts'
import {compareText} from '../../model/json-lines.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {safeCell} from './safe-cell.ts'

interface Column {
  readonly name: string
  readonly type: 'string' | 'decimal' | 'date'
  readonly of: (allocation: Allocation) => string
}

const columns: readonly Column[] = [
  {name: 'BilledCost', type: 'decimal', of: ({BilledCost}) => BilledCost},
  {name: 'EffectiveCost', type: 'decimal', of: ({EffectiveCost = ''}) => EffectiveCost},
  {name: 'BillingCurrency', type: 'string', of: ({BillingCurrency}) => BillingCurrency},
  {name: 'BillingAccountId', type: 'string', of: ({BillingAccountId}) => BillingAccountId},
  {name: 'SubAccountId', type: 'string', of: ({SubAccountId = ''}) => SubAccountId},
  {name: 'ChargePeriodStart', type: 'date', of: ({ChargePeriodStart}) => ChargePeriodStart},
  {name: 'ChargePeriodEnd', type: 'date', of: ({ChargePeriodEnd}) => ChargePeriodEnd},
  {name: 'ChargeCategory', type: 'string', of: ({ChargeCategory}) => ChargeCategory},
  {name: 'ChargeClass', type: 'string', of: ({ChargeClass = ''}) => ChargeClass},
  {name: 'ProviderName', type: 'string', of: ({ProviderName}) => ProviderName},
  {name: 'ServiceName', type: 'string', of: ({ServiceName = ''}) => ServiceName},
  {name: 'x_Organisation', type: 'string', of: ({organisation}) => organisation},
  {name: 'x_Attribution', type: 'string', of: ({way}) => way},
  {name: 'x_System', type: 'string', of: ({system = ''}) => system},
  {name: 'x_How', type: 'string', of: ({how}) => how},
  {name: 'x_Kind', type: 'string', of: ({kind}) => kind},
]

/** No file of a report is over 2 MB. */
const mostBytes = 1_900_000

/** What each system bears of the bills, FOCUS-shaped, with its CSVW metadata; nothing where there is no bill. */
export function* renderCostsCsv({estate}: ReportInput): Generator<RenderedFile> {
  if (estate.allocations.length === 0) return
  const names: string[] = []
  for (const content of parts(estate.allocations.toSorted(inOrder))) {
    const path = names.length === 0 ? 'costs.csv' : `costs-${names.length + 1}.csv`
    names.push(path)
    yield {path, content}
  }
  yield {path: 'costs.csv-metadata.json', content: `${JSON.stringify(metadata(names), null, 1)}\n`}
}

function inOrder(a: Allocation, b: Allocation): number {
  return (
    compareText(a.ChargePeriodStart, b.ChargePeriodStart) ||
    compareText(a.system ?? '\uffff', b.system ?? '\uffff') ||
    compareText(a.id, b.id)
  )
}

function* parts(allocations: readonly Allocation[]): Generator<string> {
  const line = (cells: readonly (string | number)[]): string => stringify([cells], {record_delimiter: 'windows'})
  const head = line(columns.map(({name}) => name))
  let content = head
  let bytes = 0
  for (const allocation of allocations) {
    const row = line(columns.map(({of, type}) => (type === 'decimal' ? of(allocation) : safeCell(of(allocation)))))
    const length = Buffer.byteLength(row)
    if (bytes > 0 && bytes + length > mostBytes) {
      yield content
      content = head
      bytes = 0
    }
    content += row
    bytes += length
  }
  yield content
}

function metadata(names: readonly string[]): object {
  const context = {'@context': 'http://www.w3.org/ns/csvw'}
  const about = {
    'dc:description':
      'What each system bears of the bills, in the columns of FOCUS and some of our own (x_). Amounts are exact. Rows of no x_System are nobody’s; all rows together are all charges. Texts are on one line, without control characters and those that turn or hide text; one that a spreadsheet would take for a formula has an apostrophe before it.',
    dialect: {delimiter: ',', header: true, encoding: 'utf-8', lineTerminators: ['\r\n']},
  }
  const schema = {
    tableSchema: {columns: columns.map(({name, type}) => ({name, titles: name, datatype: type}))},
  }
  const [only, ...others] = names
  if (others.length === 0) return {...context, url: only, ...about, ...schema}
  return {...context, ...about, tables: names.map((url) => ({url, ...schema}))}
}
