import type {Allocation, Cost} from '../../model/cost.ts'
import {checkSums} from '../../model/cost-sums.ts'
import type {Estate} from '../../model/estate.ts'
import {compareText} from '../../model/json-lines.ts'
import {evidencePlace} from '../facts/evidence-places.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {type CsvColumn, csvInParts} from './csv-in-parts.ts'

/** What is borne of one cost, or of all that are alike but for the resource. */
type Row = Allocation & Pick<Cost, 'ServiceCategory' | 'RegionId' | 'ResourceId' | 'line'> & {readonly rows?: number}

type Column = CsvColumn<(row: Row, sources: Sources) => string>

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
  {name: 'ServiceCategory', type: 'string', of: ({ServiceCategory = ''}) => ServiceCategory},
  {name: 'ServiceName', type: 'string', of: ({ServiceName = ''}) => ServiceName},
  {name: 'RegionId', type: 'string', of: ({RegionId = ''}) => RegionId},
  {name: 'ResourceId', type: 'string', of: ({ResourceId = ''}) => ResourceId},
  {name: 'x_Organisation', type: 'string', of: ({organisation}) => organisation},
  {name: 'x_Attribution', type: 'string', of: ({way}) => way},
  {name: 'x_System', type: 'string', of: ({system = ''}) => system},
  {name: 'x_How', type: 'string', of: ({how}) => how},
  {name: 'x_Kind', type: 'string', of: ({kind}) => kind},
  {name: 'x_Rows', type: 'integer', of: ({rows}) => (rows === undefined ? '' : String(rows))},
  {name: 'x_Source', type: 'string', of: ({evidence}, sources) => sourcesText(evidence, sources)},
  {name: 'x_Line', type: 'integer', of: ({line}) => (line === undefined ? '' : String(line))},
]

type Sources = ReadonlyMap<string, string>

const mostSources = 3

/** `bills/2026.csv.gz`, or the pages that an answer stands in. */
function sourcesText(evidence: readonly string[], sources: Sources): string {
  const places = [...new Set(evidence.flatMap((id) => sources.get(id) ?? []))]
  const more = places.length - mostSources
  return [...places.slice(0, mostSources), ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

/** Of more costs than these no single resource is told, because nobody opens so many files. */
const mostCosts = 100_000

/** What each system bears of the bills, FOCUS-shaped, with its CSVW metadata; nothing where there is no bill. */
export function* renderCostsCsv({estate}: ReportInput, most = mostCosts): Generator<RenderedFile> {
  if (estate.allocations.length === 0) return
  const isByResource = estate.costs.length <= most
  const rows = isByResource ? rowsByResource(estate) : estate.allocations
  checkSums(estate.costs, rows)
  const wanted = new Set(rows.flatMap(({evidence}) => evidence))
  const sources = new Map(
    estate.evidence.filter(({id}) => wanted.has(id)).map((one) => [one.id, evidencePlace(one)] as const),
  )
  const cells = rows.toSorted(inOrder).map((row) => columns.map(({of}) => of(row, sources)))
  yield* csvInParts('costs', columns, cells, description(isByResource))
}

/** Each cost that is one system's or nobody's; what is shared out among systems bears no one resource. */
function rowsByResource({costs, allocations}: Estate): readonly Row[] {
  const whys = new Set<string>()
  const own = costs.flatMap((cost): readonly Row[] => {
    const {attribution, record: _, ...told} = cost
    if (attribution?.way === 'attributed') return [{...told, ...attribution, record: 'allocation'}]
    if (attribution?.way !== 'unallocated') return []
    whys.add(attribution.why)
    return [{...told, record: 'allocation', way: 'unallocated', how: attribution.why}]
  })
  const divided = allocations.filter(({way, how}) => way === 'shared' || (way === 'unallocated' && !whys.has(how)))
  return [...own, ...divided]
}

function inOrder(a: Row, b: Row): number {
  return (
    compareText(a.ChargePeriodStart, b.ChargePeriodStart) ||
    compareText(a.system ?? '\uffff', b.system ?? '\uffff') ||
    compareText(a.id, b.id)
  )
}

function description(isByResource: boolean): string {
  return `What each system bears of the bills, in the columns of FOCUS and some of our own (x_). Amounts are exact. Rows of no x_System are nobody’s; all rows together are all charges. x_Source is where they stand, x_Line the line in that file of the first of x_Rows rows of the bill. ${
    isByResource
      ? 'Rows that are shared out among systems name no resource.'
      : 'There are too many costs to name each resource: those of one service and account are added up.'
  }`
}
