import {type Amount, formatAmount, sumOf} from '../../../model/decimal.ts'
import type {InventoryRecord, Problem} from '../../../model/inventory.ts'
import {type CostLine, openCostGroups} from '../../costs/aggregate-costs.ts'
import type {Clients} from '../clients.ts'
import type {Collection} from '../collection.ts'
import {coverageOf} from '../task-coverage.ts'
import {taskKey} from '../task.ts'
import {apart, costExplorer} from './cost-explorer.ts'
import {type GroupTold, type MonthsTold, type MonthTold, readMonths} from './read-months.ts'

interface CostReading {
  readonly collection: Collection
  /** The folder of the pages. */
  readonly evidence: string
  readonly clients: Pick<Clients, 'client' | 'command'>
  readonly signal?: AbortSignal | undefined
}

/** Costs by month, from the pages alone; with what became of each listing, and each total that does not fit. */
export async function* costRecords(reading: CostReading): AsyncGenerator<readonly InventoryRecord[]> {
  const {header, results} = reading.collection
  const ofCosts = results.filter(({service}) => service === costExplorer.id)
  const [payer] = ofCosts.map(({account}) => account)
  if (payer === undefined) return
  const told = await readMonths(reading)
  yield [
    ...told.problems,
    ...ofCosts.map((result) => coverageOf(result, {items: told.counts.get(taskKey(result)) ?? 0, kept: 0}, [])),
  ]
  const months = new Set(Object.values(told.views).flatMap((view) => [...view.keys()]))
  for (const month of [...months].toSorted()) {
    const {lines, used, problems} = monthLines(told, month, payer)
    const evidence = used.flatMap((one) => [...one.evidence.values()])
    const ids = [...new Set(evidence.map(({id}) => id))].toSorted()
    const scopes = [...new Set(used.flatMap((one) => [...one.scopes]))].toSorted()
    const groups = openCostGroups({organisation: header.organisation, sourceId: header.source, evidence: ids})
    for (const line of lines) groups.add(line)
    yield [...evidence, ...problems, ...groups.take().map((record) => ({...record, scopes}))]
  }
}

type Way = 'whole' | 'services' | 'tag'

interface MonthLines {
  readonly lines: readonly CostLine[]
  /** What the lines were made of. */
  readonly used: readonly MonthTold[]
  readonly problems: readonly Problem[]
}

/**
 * The lines of a month, none twice: what is told apart by type; the rest of an account by tag where it has tagged
 * costs, else by service; where neither was told, by account alone.
 */
function monthLines({views, tag}: MonthsTold, month: string, payer: string): MonthLines {
  const [whole, services, tags] = [views.whole.get(month), views.services.get(month), views.tag.get(month)]
  const line = (way: Way) => (group: GroupTold) => lineOf(group, way, {month, payer, tag: tag ?? ''})
  const all = groupsOf(whole)
  const special = all.filter(({keys: [type]}) => isApart(type))
  const running = runningOf(services, tags, tag ?? '')
  const rest = running ? [] : all.filter((group) => !special.includes(group))
  const lines = [
    ...[...special, ...rest].map(line('whole')),
    ...(running?.services ?? []).map(line('services')),
    ...(running?.tagged ?? []).map(line('tag')),
  ].filter(({billed, effective}) => billed !== 0n || effective !== 0n)
  const used = [whole, services, tags].filter((one) => one !== undefined)
  return {lines, used, problems: whole ? differences(month, payer, lines, all) : []}
}

function groupsOf(month: MonthTold | undefined): readonly GroupTold[] {
  return [...(month?.groups.values() ?? [])]
}

function isApart(type: string): boolean {
  return apart.some((one) => one === type)
}

function runningOf(services: MonthTold | undefined, tags: MonthTold | undefined, tag: string) {
  if (!services && !tags) return undefined
  const tagged = groupsOf(tags)
  if (!services) return {services: [], tagged}
  const accounts = new Set(
    tagged.filter(({keys: [pair]}) => valueOf(pair, tag) !== '').map(({keys: [, account]}) => account),
  )
  return {
    services: groupsOf(services).filter(({keys: [account]}) => !accounts.has(account)),
    tagged: tagged.filter(({keys: [, account]}) => accounts.has(account)),
  }
}

/** `System$Pay$1` is `Pay$1` of `System`; `System$` is what has no such tag. */
function valueOf(pair: string, tag: string): string {
  return pair.slice(tag.length + 1)
}

const categories = {Credit: 'Credit', Refund: 'Adjustment', Support: 'Usage', Tax: 'Tax'} as const

function lineOf(
  {keys: [first, second], currency, billed, effective}: GroupTold,
  way: Way,
  {month, payer, tag}: {readonly month: string; readonly payer: string; readonly tag: string},
): CostLine {
  const type = apart.find((one) => way === 'whole' && one === first)
  const value = way === 'tag' ? valueOf(first, tag) : ''
  const tags = value === '' ? undefined : [{key: tag, value}]
  return {
    provider: 'AWS',
    billingAccount: payer,
    subAccount: way === 'services' ? first : second,
    subAccountName: '',
    service: way === 'services' ? second : '',
    serviceCategory: '',
    resource: '',
    resourceName: '',
    region: '',
    month,
    category: type === undefined ? 'Usage' : categories[type],
    isCorrection: type === 'Refund',
    isSupport: type === 'Support',
    currency,
    billed,
    effective,
    tags,
    tagText: tags ? JSON.stringify(tags) : '',
  }
}

/** Each total of the parts that is not that of the bill. */
function differences(
  month: string,
  payer: string,
  parts: readonly CostLine[],
  whole: readonly GroupTold[],
): readonly Problem[] {
  const currencies = [...new Set([...parts, ...whole].map(({currency}) => currency))].toSorted()
  return currencies.flatMap((currency) =>
    (['billed', 'effective'] as const).flatMap((which) => {
      const [of, all] = [totalOf(parts, currency, which), totalOf(whole, currency, which)]
      if (of === all) return []
      const what = which === 'billed' ? 'UnblendedCost' : 'AmortizedCost'
      return {
        record: 'problem' as const,
        code: 'costs-differ',
        message: `${month}: the parts of ${what} add up to ${formatAmount(of)} ${currency}, and the bill to ${formatAmount(all)} ${currency}`,
        where: `Cost Explorer of ${payer}`,
        hint: 'The bill changed while it was read, or something of it could not be: collect again with --fresh.',
      }
    }),
  )
}

function totalOf(
  lines: readonly {readonly currency: string; readonly billed: Amount; readonly effective: Amount | undefined}[],
  currency: string,
  which: 'billed' | 'effective',
): Amount {
  return sumOf(lines.filter((line) => line.currency === currency).map((line) => line[which] ?? 0n))
}
