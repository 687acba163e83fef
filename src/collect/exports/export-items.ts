import {JSONParser} from '@streamparser/json'
import Papa from 'papaparse'
import {InventoryError} from '../../errors.ts'
import {filePieces} from '../../model/file-pieces.ts'
import {firstBytes, isGzip, unzipped} from '../maybe-gzip.ts'
import {at, textAt} from './fields.ts'

/** An item of an export holds some kilobytes; one of more is no item. */
const largestItemBytes = 8 * 1024 * 1024
const deepest = 100
const longestKey = 40
/** As many lines may be broken before the first whole one. */
const linesTried = 100

/** One item, and where in the file it stands. */
export interface ExportItem {
  /** `#/data/3`, or `:4` for a row or a line. */
  readonly place: string
  readonly value: unknown
  /** Why nothing can be read there. */
  readonly fault?: string
}

/** What an export says of itself beside its items, as `totalRecords`. */
export type ExportFacts = ReadonlyMap<string, unknown>

/** The fact that a file ends in the middle of a line, which is the fact's value. */
export const cutShortIn = 'cut short in line'

export interface ExportForm {
  /** As people know it: `Resource Graph export`. */
  readonly name: string
  /** Keys of a document whose list holds the items, as `data`; without any, each document of the file is an item. */
  readonly lists: readonly string[]
  /** Keys beside the items that say how complete it is. */
  readonly facts: readonly string[]
  /** A column that it has as a CSV, in lower case; left out, it is none. */
  readonly csv?: string
  /** What it should be and how to make it, where it is something else. */
  readonly hint: string
}

/**
 * The items of an export, gzipped or not, one after the other in memory that does not grow with them: a JSON list, a
 * document that holds one, a document a line, or a CSV. Gives what the export says of itself. Of documents a line those
 * that cannot be read are faults. Errors: an InventoryError where it is none of these, is otherwise damaged or cut short.
 */
export async function* exportItems(
  file: string,
  shownAs: string,
  form: ExportForm,
): AsyncGenerator<readonly ExportItem[], ExportFacts> {
  const first = await firstCharacter(file, shownAs, form)
  if (first === '<') throw isNone(shownAs, 'it is a page of HTML, or XML', form)
  if (first === '[') return yield* jsonItems(file, shownAs, form, {paths: ['$.*'], list: ''})
  if (first === '{' && form.lists.length > 0)
    return yield* jsonItems(file, shownAs, form, {
      paths: [...form.lists.map((key) => `$.${key}.*`), ...[...form.facts, errorKey].map((key) => `$.${key}`)],
      list: 'data',
    })
  if (first === '{')
    return (await isLines(file, shownAs, form))
      ? yield* lineItems(file, shownAs, form)
      : yield* jsonItems(file, shownAs, form, {paths: ['$'], list: ''})
  if (form.csv !== undefined) return yield* csvItems(file, shownAs, form)
  throw isNone(shownAs, 'it is no JSON', form)
}

/** Where a provider says why it answered nothing. */
const errorKey = 'error'

/** What a provider answered in the place of resources; undefined where it did not. */
export function errorAnswered(document: unknown): string | undefined {
  const error = at(document, errorKey)
  if (error === undefined) return undefined
  const told = ['code', 'status', 'message'].flatMap((key) => textAt(error, key) ?? []).slice(0, 2)
  return `it is an error that was answered${told.length > 0 ? `, ${told.join(': ').slice(0, 120)}` : ''}`
}

interface JsonShape {
  readonly paths: readonly string[]
  /** The key of the list, for places. */
  readonly list: string
}

async function* jsonItems(
  file: string,
  shownAs: string,
  form: ExportForm,
  {paths, list}: JsonShape,
): AsyncGenerator<readonly ExportItem[], ExportFacts> {
  const facts = new Map<string, unknown>()
  const isStream = paths[0] === '$'
  let found: ExportItem[] = []
  let count = 0
  let sinceItem = 0
  const parser = new JSONParser({paths: [...paths], keepStack: false, ...(isStream && {separator: ''})})
  parser.onValue = ({value, key, stack}) => {
    if (typeof key === 'string' && stack.length === 1) facts.set(key, value)
    else {
      const parent = stack.at(-1)?.key
      const place = isStream ? `#${count}` : `#/${typeof parent === 'string' && list ? `${parent}/` : ''}${count}`
      found.push({place, value})
      count += 1
      sinceItem = 0
    }
  }
  const depth = depthGuard(form.lists, () => {
    throw tooDeep(shownAs, form)
  })
  for await (const text of textOf(file, shownAs, form)) {
    depth.read(text)
    try {
      parser.write(text)
    } catch (error) {
      if (error instanceof InventoryError) throw error
      throw refused(shownAs, `it is no whole JSON after item ${count}`, form)
    }
    sinceItem += text.length
    if (sinceItem > largestItemBytes) throw withoutItem(shownAs, count, form)
    if (found.length > 0) yield found
    found = []
  }
  if (isStream ? depth.isInside() : !parser.isEnded) throw refused(shownAs, `it is cut short after item ${count}`, form)
  if (list && count === 0 && !depth.sawList())
    throw isNone(
      shownAs,
      errorAnswered({[errorKey]: facts.get(errorKey)}) ?? `it has no list by the name of ${form.lists.join(' or ')}`,
      form,
    )
  return facts
}

interface Line {
  readonly number: number
  readonly text: string
  /** The last one may not be. */
  readonly isEnded: boolean
}

/** The lines of a file that hold something. Errors: an InventoryError where one is longer than an item can be. */
async function* linesOf(file: string, shownAs: string, form: ExportForm): AsyncGenerator<readonly Line[]> {
  let rest = ''
  let number = 0
  let items = 0
  const line = (text: string, isEnded: boolean): Line => ({number: (number += 1), text, isEnded})
  for await (const piece of textOf(file, shownAs, form)) {
    const [head = '', ...others] = piece.split('\n')
    const texts = [rest + head, ...others]
    rest = texts.pop() ?? ''
    const found = texts.map((text) => line(text, true)).filter(({text}) => text.trim() !== '')
    items += found.length
    if (found.length > 0) yield found
    if (rest.length > largestItemBytes) throw withoutItem(shownAs, items, form)
  }
  if (rest.trim() !== '') yield [line(rest, false)]
}

/** Whether it has a document a line: of the first lines one is whole. A document on many lines has none that is. */
async function isLines(file: string, shownAs: string, form: ExportForm): Promise<boolean> {
  for await (const lines of linesOf(file, shownAs, form))
    for (const {number, text} of lines) {
      if (text.startsWith('{') && parsed(text) !== undefined) return true
      if (number > linesTried) return false
    }
  return false
}

async function* lineItems(
  file: string,
  shownAs: string,
  form: ExportForm,
): AsyncGenerator<readonly ExportItem[], ExportFacts> {
  const facts = new Map<string, unknown>()
  for await (const lines of linesOf(file, shownAs, form))
    yield lines.map(({number, text, isEnded}): ExportItem => {
      const place = `:${number}`
      depthGuard([], () => {
        throw tooDeep(shownAs, form)
      }).read(text)
      const value = parsed(text)
      if (value !== undefined) return {place, value}
      if (!isEnded) facts.set(cutShortIn, number)
      return {place, value, fault: 'the line is no whole JSON'}
    })
  return facts
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Counts brackets outside texts, so that no document can nest deep enough to exhaust the parser, nor end unseen in the
 * middle; and sees whether a key of the outermost document is one of these.
 */
export function depthGuard(lists: readonly string[], tooDeep: () => never) {
  let level = 0
  let isText = false
  let isEscaped = false
  let isList = false
  let outermost = ''
  const readInText = (code: number): void => {
    if (isEscaped) isEscaped = false
    else if (code === 92) isEscaped = true
    else if (code === 34) {
      isText = false
      return
    }
    if (level === 1 && outermost.length < longestKey) outermost += String.fromCharCode(code)
  }
  return {
    read(text: string): void {
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at)
        if (isText) readInText(code)
        else if (code === 34) {
          isText = true
          outermost = ''
        } else if (code === 123 || code === 91) {
          level += 1
          outermost = ''
          if (level > deepest) tooDeep()
        } else if (code === 125 || code === 93) level -= 1
        else if (code === 58 && level === 1) isList ||= lists.includes(outermost)
      }
    },
    /** Whether what was read so far ends inside a document. */
    isInside: (): boolean => level > 0 || isText,
    sawList: (): boolean => isList,
  }
}

/** Rows by their column's names in lower case; cells that hold JSON are read as such. */
async function* csvItems(
  file: string,
  shownAs: string,
  form: ExportForm,
): AsyncGenerator<readonly ExportItem[], ExportFacts> {
  let found: ExportItem[] = []
  let titles: readonly string[] | undefined
  let line = 1
  let fault: string | undefined
  let isOther = false
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, {delimiter: ','})
  parser.on('data', (cells: readonly string[]) => {
    if (titles === undefined) {
      titles = cells.map((title) => title.trim().toLowerCase())
      isOther = form.csv === undefined || !titles.includes(form.csv)
    } else if (cells.length === titles.length) found.push({place: `:${line}`, value: rowOf(titles, cells)})
    else if (cells.length > 1 || cells[0]?.trim())
      fault ??= `line ${line} has ${cells.length} cells where the first has ${titles.length}`
    line += 1 + cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
  })
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve)
    parser.on('error', reject)
  })
  ended.catch(() => undefined) // awaited below
  const check = (): void => {
    if (isOther) throw isNone(shownAs, `its first line has no column ${form.csv}`, form)
    if (fault !== undefined) throw refused(shownAs, fault, form)
  }
  for await (const text of textOf(file, shownAs, form)) {
    if (!parser.write(text)) await new Promise((resolve) => parser.once('drain', resolve))
    check()
    if (found.length > 0) yield found
    found = []
  }
  parser.end()
  await ended
  check()
  if (found.length > 0) yield found
  return new Map()
}

function rowOf(titles: readonly string[], cells: readonly string[]): unknown {
  return Object.fromEntries(titles.map((title, at) => [title, cellOf(cells[at] ?? '')]))
}

function cellOf(cell: string): unknown {
  const text = cell.trim()
  if (text === '' || text === 'null') return undefined
  if (!/^[[{]/.test(text)) return text
  return parsed(text) ?? text
}

async function firstCharacter(file: string, shownAs: string, form: ExportForm): Promise<string> {
  for await (const text of textOf(file, shownAs, form)) {
    const first = text.trimStart()[0]
    if (first !== undefined) return first
  }
  throw refused(shownAs, 'it is empty', form)
}

async function* textOf(file: string, shownAs: string, form: ExportForm): AsyncGenerator<string> {
  let decoder = new TextDecoder()
  try {
    const first = await firstBytes(file)
    decoder = new TextDecoder(encodingOf(first))
    for await (const bytes of isGzip(first) ? unzipped(file) : filePieces(file)) {
      const text = decoder.decode(bytes, {stream: true})
      if (text !== '') yield text
    }
  } catch (error) {
    const {code = 'damaged'} = error as NodeJS.ErrnoException // errors of streams carry codes
    if (error instanceof InventoryError) throw error
    throw refused(shownAs, code === 'ENOENT' ? 'it is not there' : `it cannot be read (${code})`, form)
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** Windows' shells write what a program prints in UTF-16, with its mark at the start. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** The file is something else. */
export function isNone(shownAs: string, why: string, {name, hint}: ExportForm): InventoryError {
  return new InventoryError('bad-export', `${shownAs} is no ${name}: ${why}. Nothing was written.`, {
    faults: [{message: why, where: shownAs, hint}],
  })
}

function tooDeep(shownAs: string, form: ExportForm): InventoryError {
  return refused(shownAs, `it is nested deeper than ${deepest} levels`, form)
}

function withoutItem(shownAs: string, items: number, form: ExportForm): InventoryError {
  return refused(shownAs, `it has ${largestItemBytes} characters without an item after item ${items}`, form)
}

function refused(shownAs: string, why: string, {hint}: ExportForm): InventoryError {
  return new InventoryError('bad-export', `${shownAs} cannot be read: ${why}. Nothing was written.`, {
    faults: [{message: why, where: shownAs, hint}],
  })
}
