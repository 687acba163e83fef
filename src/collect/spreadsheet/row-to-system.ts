import {issueWords} from '../../model/issue-words.ts'
import {DeclaredSystem} from '../../model/declared.ts'
import {slugOf} from '../../model/ids.ts'
import {mappedFields} from '../../model/mapped-fields.ts'
import type {ColumnMapping, Mapping} from '../../model/mapping.ts'
import type {Json} from '../../model/values.ts'
import {type CellRead, readCell, type ReadingRules, unknownWords, wordOf} from './read-cell.ts'
import type {PlacedColumn, PlacedColumns} from './read-mapping.ts'
import {columnLetter, type Row} from './workbook.ts'

/** Something in a row that cannot be taken, with what to do about it. */
export interface RowFault {
  readonly message: string
  readonly hint: string
}

export interface RowRead {
  /** Undefined where the row names no system, or is empty. */
  readonly system?: DeclaredSystem
  readonly faults: readonly RowFault[]
  /** Cells that say that something is not known. */
  readonly unknownCells: number
}

export interface RowReader {
  /** Some column names other systems. */
  readonly refers: boolean
  /** The id that a row comes to, or why there is none; undefined where the mapped cells are empty. */
  readonly idOf: (row: Row) => {readonly id: string; readonly name: string} | {readonly fault: RowFault} | undefined
  readonly read: (row: Row, identity: {readonly id: string; readonly name: string}) => RowRead
}

/** Reads rows by a mapping whose columns were found. */
export function rowReader(data: Mapping, {columns, constants}: PlacedColumns, from1904: boolean): RowReader {
  const rules = new Map(columns.map((column) => [column, rulesOf(column.mapping, data, from1904)]))
  const identifying = columns.filter(({mapping: {field}}) => field === 'id' || field === 'name')
  return {
    refers: columns.some(({mapping: {field}}) => field === 'partOf' || field === 'dependsOn'),
    idOf: (row) => identityOf(row, columns, identifying, rules),
    read: (row, identity) => readRow(row, identity, columns, constants, rules),
  }
}

type Rules = ReadonlyMap<PlacedColumn, ReadingRules>

function rulesOf(
  {field, dates, choices, separator, unit}: ColumnMapping,
  data: Mapping,
  from1904: boolean,
): ReadingRules {
  return {
    kind: mappedFields[field]?.kind ?? {reads: 'text'},
    dates: dates ?? data.dates,
    from1904,
    unknownWords: new Set([...unknownWords, ...data.unknown.map(wordOf)]),
    choices: new Map(Object.entries(choices ?? {}).map(([word, value]) => [wordOf(word), value])),
    separator,
    unit,
  }
}

function identityOf(row: Row, columns: readonly PlacedColumn[], identifying: readonly PlacedColumn[], rules: Rules) {
  if (row.fault) return {fault: {message: row.fault, hint: 'Mend the quotes of the row.'}}
  if (!columns.some(({index}) => row.cells.has(index))) return undefined
  const found: Record<string, string> = {}
  for (const column of identifying) {
    const read = cellRead(row, column, rules)
    if (read && 'fault' in read) return {fault: cellFault(row, column, read)}
    if (read && 'value' in read && typeof read.value === 'string') found[column.mapping.field] = read.value
  }
  const name = found.name ?? found.id
  if (name === undefined)
    return {
      fault: {
        message: 'the row has neither a name nor an id, so it is no system',
        hint: 'Fill the cell; of merged cells only the first has a value.',
      },
    }
  const like = looksLike(row, columns, found)
  if (like)
    return {
      fault: {
        message: `'${name.slice(0, 60)}' looks like ${like}, not a system`,
        hint: 'Take the row out; where it is a system, give it an id and a name.',
      },
    }
  return {id: found.id ?? slugOf(name), name: name.replace(/\s+/g, ' ')}
}

/** What a row is that stands among the systems of a sheet and is none; undefined for one that may be a system. */
function looksLike(row: Row, columns: readonly PlacedColumn[], {id, name}: Readonly<Record<string, string>>) {
  if (id !== undefined && name !== undefined) return undefined
  if (/^(grand[ -]|sub-?)?totals?:?$/i.test(name ?? id ?? '')) return 'a line of totals'
  const isAlone = columns.every(({index, mapping: {field}}) => field === 'name' || !row.cells.has(index))
  const isNote = /^(?:[*\u2020\u2021]|(?:sources?|notes?|nb|n\.b\.)\s?[:.])/i.test(name ?? '')
  const hasIds = columns.some(({mapping: {field}}) => field === 'id')
  return isAlone && (isNote || (hasIds && columns.length > 2)) ? 'a heading or a note' : undefined
}

function cellRead(row: Row, column: PlacedColumn, rules: Rules): CellRead | undefined {
  const cell = row.cells.get(column.index)
  const own = rules.get(column)
  return cell && own ? readCell(cell, own) : undefined
}

function cellFault(
  row: Row,
  {index, header}: PlacedColumn,
  {fault, hint}: {readonly fault: string; readonly hint: string},
): RowFault {
  const cell = `${columnLetter(index)}${row.number}${header === undefined ? '' : ` ('${header.slice(0, 60)}')`}`
  return {message: `${cell}: ${fault}, so it is not known`, hint}
}

function readRow(
  row: Row,
  {id, name}: {readonly id: string; readonly name: string},
  columns: readonly PlacedColumn[],
  constants: readonly ColumnMapping[],
  rules: Rules,
): RowRead {
  const faults: RowFault[] = []
  let unknownCells = 0
  const draft: Draft = {id, name}
  const filled = new Set<string>()
  const partly = new Set<string>()
  for (const column of columns) {
    const {field} = column.mapping
    if (field === 'id' || field === 'name') continue
    partly.add(groupOf(field))
    const read = cellRead(row, column, rules)
    if (!read) continue
    if ('unknown' in read) unknownCells += 1
    else if ('fault' in read) faults.push(cellFault(row, column, read))
    else {
      filled.add(groupOf(field))
      put(draft, field, read.value)
    }
  }
  for (const {field, constant = '', unit} of constants) {
    // What a constant says beside cells of the same thing holds only where one of them says something.
    if (partly.has(groupOf(field)) && groupOf(field) !== '' && !filled.has(groupOf(field))) continue
    const read = readCell(
      {is: 'text', text: constant},
      {...constantRules, kind: mappedFields[field]?.kind ?? {reads: 'text'}, unit},
    )
    if ('value' in read) put(draft, field, read.value)
  }
  const checked = checkedSystem(withoutHoles(draft), numbersOf(draft))
  return {...checked, faults: [...faults, ...checked.faults], unknownCells}
}

const constantRules = {
  dates: 'dd/mm/yyyy',
  from1904: false,
  unknownWords: new Set<string>(),
  choices: new Map<string, string>(),
  separator: undefined,
} as const

interface Draft {
  [key: string]: Json | Draft
}

function groupOf(field: string): string {
  return field.includes('.') ? field.slice(0, field.lastIndexOf('.')) : ''
}

/** Sets a value by its path; lists from several columns add up, and stand beside what is numbered. */
function put(draft: Draft, field: string, value: Json): void {
  const [first = '', ...rest] = field === 'technologies' ? [field, unnumbered] : field.split('.')
  const before = draft[first]
  if (rest.length === 0) draft[first] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value
  else {
    const inner = innerOf(before)
    draft[first] = inner
    put(inner, rest.join('.'), value)
  }
}

/** Where technologies stand that no column numbers: before the others. */
const unnumbered = '0'

function innerOf(value: Json | Draft | undefined): Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Draft) : {} // built here
}

function technologiesOf(draft: Draft): readonly (readonly [number: string, technology: Json])[] {
  return Object.entries(innerOf(draft.technologies))
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .flatMap(([number, one]) => (Array.isArray(one) ? one : [one]).map((each) => [number, each as Json] as const)) // built here from plain values
}

/** By its place in the list, the number by which a mapping calls each technology. */
function numbersOf(draft: Draft): readonly string[] {
  return technologiesOf(draft).map(([number]) => number)
}

/** `technologies.1` and its like become a list; what only goes with a figure goes where the figure is not known. */
function withoutHoles(draft: Draft): Draft {
  const {technologies, cost, ...rest} = draft
  const hasFigure = typeof cost === 'object' && cost !== null && 'annualRunGbp' in cost
  return {
    ...rest,
    ...(technologies !== undefined && {technologies: technologiesOf(draft).map(([, one]) => one)}),
    ...(hasFigure && {cost}),
  }
}

/** By the schema of declared systems: what does not fit is told and stays unknown, the rest is kept. */
function checkedSystem(
  draft: Draft,
  numbers: readonly string[],
): {readonly system?: DeclaredSystem; readonly faults: readonly RowFault[]} {
  const first = DeclaredSystem.safeParse(draft)
  if (first.success) return {system: first.data, faults: []}
  const faults = first.error.issues.map((issue) => ({
    message: `${fieldOf(issue.path, numbers)}: ${issueWords(issue)}${/received undefined$/.test(issue.message) ? ', but it is not given' : ''}`,
    hint: 'Fill the cells that belong together, or none of them.',
  }))
  const wrong = new Set(first.error.issues.map(({path}) => String(path[0])))
  const second = DeclaredSystem.safeParse(Object.fromEntries(Object.entries(draft).filter(([key]) => !wrong.has(key))))
  return second.success ? {system: second.data, faults} : {faults}
}

/** A path as a mapping writes it: it counts from 1. */
function fieldOf([first, ...rest]: readonly PropertyKey[], numbers: readonly string[]): string {
  const [at] = rest
  const number = first === 'technologies' && typeof at === 'number' ? numbers[at] : undefined
  if (number !== undefined && number !== unnumbered) return [first, number, ...rest.slice(1)].map(String).join('.')
  return [first, ...rest].map((part) => (typeof part === 'number' ? part + 1 : String(part))).join('.')
}
