import {ChargeCategory} from '../../model/cost.ts'
import {parseAmount} from '../../model/decimal.ts'
import {CalendarDate} from '../../model/values.ts'
import type {CostLine} from '../costs/aggregate-costs.ts'
import type {FocusColumns} from './focus-columns.ts'
import {tagReader} from './read-tags.ts'

/** What a row of a bill says, or why it cannot be read. */
export type ReadRow =
  | {readonly line: CostLine; readonly badTags?: string}
  | {readonly fault: string; readonly amount?: bigint; readonly currency?: string}

const longestText = 2048
const categories = new Set<string>(ChargeCategory.options)
const moment = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?UTC|Z|[+-]00:?00)?)?$/

/** Reads rows of a bill with these columns. What many rows repeat is read once. */
export function rowReader(columns: FocusColumns): (cells: readonly string[]) => ReadRow {
  const months = new Map<string, string | undefined>()
  const readTags = tagReader()
  const monthOf = (text: string): string | undefined => {
    if (!moment.test(text)) return undefined
    const day = text.slice(0, 10)
    if (!months.has(day)) months.set(day, CalendarDate.safeParse(day).success ? day.slice(0, 7) : undefined)
    return months.get(day)
  }
  return (cells) => {
    const text = (at: number): string => {
      const cell = cells[at] ?? ''
      return cell.length === 4 && cell.toLowerCase() === 'null' ? '' : cell
    }
    const currency = text(columns.currency).trim()
    const billed = parseAmount(text(columns.billed).trim())
    const made = {...(billed !== undefined && {amount: billed}), ...(/^[A-Z]{3}$/.test(currency) && {currency})}
    const fail = (fault: string): ReadRow => ({fault, ...made})
    if (cells.length !== columns.width)
      return {fault: `the row has ${cells.length} cells where the header has ${columns.width}`}
    if (billed === undefined) return fail(`BilledCost: ${shown(text(columns.billed))} is no exact amount`)
    const effective = parseAmount(text(columns.effective).trim())
    if (effective === undefined) return fail(`EffectiveCost: ${shown(text(columns.effective))} is no exact amount`)
    if (made.currency === undefined) return fail(`BillingCurrency: ${shown(currency)} is no currency's code`)
    const category = text(columns.category)
    if (!isCategory(category)) return fail(`ChargeCategory: ${shown(category)} is none of FOCUS`)
    const month = monthOf(text(columns.start))
    if (month === undefined)
      return fail(`ChargePeriodStart: ${shown(text(columns.start))} is no moment in UTC that exists`)
    const [provider, billingAccount] = [text(columns.provider), text(columns.billingAccount)]
    if (!provider) return fail('the provider is not named')
    if (!billingAccount) return fail('BillingAccountId is empty')
    const texts = {
      provider,
      billingAccount,
      subAccount: text(columns.subAccount),
      subAccountName: text(columns.subAccountName),
      service: text(columns.service),
      serviceCategory: text(columns.serviceCategory),
      resource: text(columns.resource),
      resourceName: text(columns.resourceName),
      region: text(columns.region),
    }
    for (const [name, value] of Object.entries(texts))
      if (value.length > longestText) return fail(`${name}: more than ${longestText} characters`)
    const json = text(columns.tags)
    const tags = json === '' ? undefined : readTags(json)
    return {
      line: {
        ...texts,
        month,
        category,
        isCorrection: text(columns.class) === 'Correction',
        isSupport: isSupport(text(columns.serviceSubcategory), texts.service),
        currency,
        billed,
        effective,
        tags: tags?.tags,
        tagText: tags?.text ?? '',
      },
      ...(json !== '' && tags === undefined && {badTags: `Tags: ${shown(json)} is no JSON of keys and values`}),
    }
  }
}

function isCategory(text: string): text is ChargeCategory {
  return categories.has(text)
}

/** By its subcategory, which 1.0 has not; else by its name. Extended support of an old version is use. */
function isSupport(subcategory: string, service: string): boolean {
  if (subcategory !== '') return subcategory === 'Support'
  return /\bsupport\b|^awssupport/i.test(service) && !/extended support/i.test(service)
}

function shown(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}...` : text
  return text === '' ? 'an empty cell' : `'${short}'`
}
