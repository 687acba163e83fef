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
  const monthOf = monthReader()
  const readTags = tagReader()
  return (cells) => {
    if (cells.length !== columns.width)
      return {fault: `the row has ${cells.length} cells where the header has ${columns.width}`}
    const text = (at: number): string => textOf(cells, at)
    const money = moneyOf(text, columns)
    const fail = (fault: string): ReadRow => ({
      fault,
      ...(money.billed !== undefined && {amount: money.billed}),
      ...(money.currency !== undefined && {currency: money.currency}),
    })
    const {billed, effective, currency} = money
    if (billed === undefined) return fail(`BilledCost: ${shown(text(columns.billed))} is no exact amount`)
    if (effective === undefined) return fail(`EffectiveCost: ${shown(text(columns.effective))} is no exact amount`)
    if (currency === undefined) return fail(`BillingCurrency: ${shown(text(columns.currency))} is no currency's code`)
    const category = text(columns.category)
    if (!isCategory(category)) return fail(`ChargeCategory: ${shown(category)} is none of FOCUS`)
    const month = monthOf(text(columns.start))
    if (month === undefined)
      return fail(`ChargePeriodStart: ${shown(text(columns.start))} is no moment in UTC that exists`)
    const texts = textsOf(text, columns)
    const bad = faultOfTexts(texts)
    if (bad) return fail(bad)
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

type TextAt = (at: number) => string

/** A cell, as it stands; some exporters write null where there is nothing. */
function textOf(cells: readonly string[], at: number): string {
  const cell = cells[at] ?? ''
  return cell.length === 4 && cell.toLowerCase() === 'null' ? '' : cell
}

function moneyOf(text: TextAt, columns: FocusColumns) {
  const currency = text(columns.currency).trim()
  return {
    billed: parseAmount(text(columns.billed).trim()),
    effective: parseAmount(text(columns.effective).trim()),
    currency: /^[A-Z]{3}$/.test(currency) ? currency : undefined,
  }
}

function monthReader(): (text: string) => string | undefined {
  const months = new Map<string, string | undefined>()
  return (text) => {
    if (!moment.test(text)) return undefined
    const day = text.slice(0, 10)
    if (!months.has(day)) months.set(day, CalendarDate.safeParse(day).success ? day.slice(0, 7) : undefined)
    return months.get(day)
  }
}

function textsOf(text: TextAt, columns: FocusColumns) {
  return {
    provider: text(columns.provider),
    billingAccount: text(columns.billingAccount),
    subAccount: text(columns.subAccount),
    subAccountName: text(columns.subAccountName),
    service: text(columns.service),
    serviceCategory: text(columns.serviceCategory),
    resource: text(columns.resource),
    resourceName: text(columns.resourceName),
    region: text(columns.region),
  }
}

function faultOfTexts(texts: ReturnType<typeof textsOf>): string | undefined {
  if (texts.provider === '') return 'the provider is not named'
  if (texts.billingAccount === '') return 'BillingAccountId is empty'
  const long = Object.entries(texts).find(([, value]) => value.length > longestText)
  return long && `${long[0]}: more than ${longestText} characters`
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
