import type {FieldKind} from '../../model/mapped-fields.ts'
import type {ColumnMapping, DateForm} from '../../model/mapping.ts'
import {slugOf} from '../../model/ids.ts'
import {CalendarDate, type Json} from '../../model/values.ts'
import {dateMeant, lacksCentury} from '../../model/written-dates.ts'
import {serialDate} from './serial-dates.ts'
import type {Cell} from './workbook.ts'

/** What a cell says: a value, that nobody knows, or something that cannot be understood. */
export type CellRead =
  {readonly value: Json} | {readonly unknown: true} | {readonly fault: string; readonly hint: string}

export interface ReadingRules {
  readonly kind: FieldKind
  readonly dates: DateForm
  readonly from1904: boolean
  /** Lower case words that mean that something is not known. */
  readonly unknownWords: ReadonlySet<string>
  readonly choices: ReadonlyMap<string, string>
  readonly separator: string | undefined
  readonly unit: ColumnMapping['unit']
}

/** Words for what nobody knows: they are not values, and not "none" either. */
export const unknownWords: readonly string[] = [
  '?',
  '-',
  '\u2013',
  '\u2014',
  'n/a',
  'na',
  'n.a.',
  'not available',
  'not known',
  'not applicable',
  'unknown',
  'tbc',
  'tbd',
  'tba',
  'to be confirmed',
  'to be determined',
  'to be advised',
]

const unknown = {unknown: true} as const

export function readCell(cell: Cell, rules: ReadingRules): CellRead {
  if (cell.is === 'faulty') return {fault: cell.why, hint: cell.hint}
  const plain = textOf(cell)
  const chosen = rules.choices.get(wordOf(plain))
  if (chosen !== undefined)
    return wordOf(chosen) === 'unknown' ? unknown : readValue({is: 'text', text: chosen}, chosen, rules)
  return rules.unknownWords.has(wordOf(plain)) ? unknown : readValue(cell, plain, rules)
}

/** As words are compared: capitals and the width of spaces do not matter. */
export function wordOf(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase()
}

function textOf(cell: Exclude<Cell, {is: 'faulty'}>): string {
  if (cell.is === 'truth') return cell.value ? 'yes' : 'no'
  return cell.is === 'date' ? (cell.date ?? '') : cell.text
}

function readValue(cell: Cell, plain: string, rules: ReadingRules): CellRead {
  const {kind} = rules
  const oneLine = plain.replace(/\s+/g, ' ')
  if (kind.reads === 'date') return readDate(cell, oneLine, rules)
  if (cell.is === 'date' && kind.reads !== 'text')
    return {fault: `is a date${cell.date ? ` (${cell.date})` : ''}`, hint: 'Format the cell as text and type it again.'}
  switch (kind.reads) {
    case 'text':
      return {value: plain}
    case 'version':
      return {value: oneLine}
    case 'id':
    case 'product':
      return {value: slugOf(oneLine)}
    case 'reference':
      return {value: referenceOf(oneLine)}
    case 'money':
      return readMoney(oneLine, rules.unit, cell.is === 'number')
    case 'yes-no':
      return readYesNo(oneLine)
    case 'number':
      return readNumber(oneLine, kind)
    case 'choice':
      return readChoice(oneLine, kind.of)
    case 'texts':
    case 'references':
    case 'services':
    case 'hosts':
    case 'technologies':
      return {value: listOf(plain, rules.separator).flatMap((one) => listItem(one, rules))}
  }
}

/** `organisation/id` stays; a name becomes the id that it would have. */
function referenceOf(text: string): string {
  return /^[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/.test(text) ? text : slugOf(text)
}

function listOf(text: string, separator: string | undefined): readonly string[] {
  return text
    .split(separator ?? /[;\n]/)
    .map((one) => one.replace(/\s+/g, ' ').trim())
    .filter((one) => one !== '')
}

function listItem(text: string, {kind, unknownWords: words}: ReadingRules): readonly Json[] {
  if (words.has(wordOf(text))) return []
  if (kind.reads === 'references') return [{system: referenceOf(text)}]
  if (kind.reads === 'services') return [{service: slugOf(text), name: text}]
  if (kind.reads === 'hosts') return [{name: text}]
  return [kind.reads === 'technologies' ? technologyOf(text) : text]
}

/** A product and, where the last words begin with a digit, the version: `Windows Server 2008 R2`, `Oracle 11g`. */
function technologyOf(text: string): Json {
  const [, product, version] =
    /^(.*?[^\s\d.].*?)[\s_-]+(?:version |v)?(\d[\w.]*(?: (?:R2|SP\d|[Uu]pdate \d+))*)$/.exec(text) ?? []
  return product && version ? {product: slugOf(product), version} : {product: slugOf(text)}
}

function readDate(cell: Cell, text: string, {dates, from1904}: ReadingRules): CellRead {
  if (cell.is === 'date') return existing(cell.date, 'a number that is no date')
  if (cell.is === 'number') return existing(serialDate(Number(cell.text), from1904), text)
  if (/^\d+(\.\d+)?$/.test(text) && dates.startsWith('serial'))
    return existing(serialDate(Number(text), dates === 'serial-1904'), text)
  if (/^[2-7]\d{4}(\.0+)?$/.test(text))
    return {
      fault: `'${text}' is no date, but may be the number of a day in Excel`,
      hint: 'Export the column formatted as dd/mm/yyyy, or say dates: serial-1900 in the mapping.',
    }
  const iso = /^(\d{4}-\d{2}-\d{2})(?:$|[T ]\d{2}:\d{2})/.exec(text)?.[1]
  if (iso) return existing(iso, text)
  return existing(dateMeant(text, dates === 'mm/dd/yyyy' ? 'month-first' : 'day-first'), text)
}

function existing(date: string | undefined, written: string): CellRead {
  return date !== undefined && CalendarDate.safeParse(date).success ? {value: date} : noDate(written)
}

function noDate(written: string): CellRead {
  const shown = `'${written.slice(0, 40)}'`
  return lacksCentury(written)
    ? {
        fault: `${shown} has a year of two digits, which may be of any century`,
        hint: 'Write the year in full, as 2027. In a spreadsheet, format the column as dd/mm/yyyy.',
      }
    : {
        fault: `${shown} is no date that exists`,
        hint: 'Write it as 31/03/2026 or 2026-03-31, or say in the mapping how dates are written.',
      }
}

const shifts = {k: 3, thousand: 3, m: 6, million: 6, bn: 9, billion: 9} as const
const units = {pounds: 0, thousands: 3, millions: 6} as const

/** Pounds as an exact decimal: signs, separators of thousands and words for sizes go, no float touches it. */
function readMoney(text: string, unit: ColumnMapping['unit'], isNumber: boolean): CellRead {
  const [, open, digits = '', part = '', size, close] =
    /^(\()?-?(?:GBP|\u00a3)? ?-?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))? ?(k|m|bn|thousand|million|billion)?(?: ?(?:GBP|p\.?a\.?|per (?:year|annum)))?(\))?$/i.exec(
      text,
    ) ?? []
  if (digits === '' || (open === undefined) !== (close === undefined))
    return {
      fault: `'${text.slice(0, 40)}' is no amount of pounds`,
      hint: 'Write it as 410000, 410,000.50 or \u00a31.2m; other currencies are not converted.',
    }
  if (size !== undefined && unit !== undefined && unit !== 'pounds')
    return {
      fault: `'${text.slice(0, 40)}' says its own size, and its column is in ${unit}`,
      hint: 'Write the number alone, or take unit out of the mapping.',
    }
  // Ledgers write what is paid so, and what is paid back: which of them is meant, only who wrote it knows.
  if ((open !== undefined || text.includes('-')) && /[1-9]/.test(digits + part))
    return {
      fault: `'${text.slice(0, 40)}' is less than nothing, which no cost to run is`,
      hint: 'Write what it costs without a sign or brackets; a credit is no cost to run.',
    }
  if (!isNumber && size === undefined && unit === undefined && /^\d{1,3}$/.test(digits) && part.length === 3)
    return {
      fault: `'${text.slice(0, 40)}' may be pounds with a fraction, or thousands parted by a dot`,
      hint: `Write it as ${digits}${part} or as ${digits}.${part.slice(0, 2)}.`,
    }
  const word = size?.toLowerCase()
  const shift =
    units[unit ?? 'pounds'] + (word && Object.hasOwn(shifts, word) ? shifts[word as keyof typeof shifts] : 0) // it is one of its keys
  const whole = digits.replaceAll(',', '')
  const all = whole + part.padEnd(shift, '0')
  const point = whole.length + shift
  const pounds = all.slice(0, point).replace(/^0+(?=\d)/, '')
  const pence = all.slice(point).replace(/0+$/, '')
  return {value: pence ? `${pounds}.${pence}` : pounds}
}

function readYesNo(text: string): CellRead {
  if (/^(yes|y|true|1|\u2713|\u2714)$/i.test(text)) return {value: true}
  if (/^(no|n|false|0|\u2717|\u2718)$/i.test(text)) return {value: false}
  return {
    fault: `'${text.slice(0, 40)}' is neither yes nor no`,
    hint: 'Write yes or no, or say under choices what the word means.',
  }
}

function readNumber(text: string, {least, most, whole}: Extract<FieldKind, {reads: 'number'}>): CellRead {
  const number = /^-?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d+)?%?$/.test(text) ? Number(text.replace(/[,%]/g, '')) : Number.NaN
  if (number >= least && (most === undefined || number <= most) && (!whole || Number.isInteger(number)))
    return {value: number}
  const range = most === undefined ? `of ${least} or more` : `from ${least} to ${most}`
  return {
    fault: `'${text.slice(0, 40)}' is no ${whole ? 'whole ' : ''}number ${range}`,
    hint: 'Write the number alone, or say under choices what the word means.',
  }
}

function readChoice(text: string, of: readonly string[]): CellRead {
  const wanted = slugOf(text)
  const found = of.find((one) => slugOf(one) === wanted)
  return found === undefined
    ? {
        fault: `'${text.slice(0, 40)}' is none of ${of.join(', ')}`,
        hint: `Say under choices what the word means, as choices: {"${text.slice(0, 40).replaceAll('"', '')}": ${of[0]}}.`,
      }
    : {value: found}
}
