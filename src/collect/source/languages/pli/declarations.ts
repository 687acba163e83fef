import type {DataItem} from '../cobol/data-items.ts'
import {fileModes} from './libraries.ts'
import type {Reading} from './reading.ts'
import {behindBrackets, partsBetween} from './references.ts'

const deepest = 10
const mostValues = 4
const longestValue = 80

/** `DECLARE name attributes, (several, names) attributes, 1 group, 2 element ...`, whose names begin at `start`. */
export function declareAt(reading: Reading, start: number, end: number): void {
  const {masked} = reading.code
  for (const [from, to] of partsBetween(masked, start, end))
    partAt(reading, from, to, {level: '', behind: '', depth: 0})
  reading.declarations.push([start, end])
}

const head = /\s*(\d+)?\s*(\(|\*|[A-Z@#$_][\w@#$]*)/iy

/** One part; in brackets, several with the attributes that stand behind these. */
function partAt(
  reading: Reading,
  start: number,
  end: number,
  {level, behind, depth}: {readonly level: string; readonly behind: string; readonly depth: number},
): void {
  const {masked, text} = reading.code
  head.lastIndex = start
  const found = head.exec(masked)
  if (!found || head.lastIndex > end) return
  const [, number = level, name = ''] = found
  if (name === '(') {
    if (depth > deepest) return
    const open = head.lastIndex - 1
    const close = behindBrackets(masked, open, end)
    const attributes = `${text.slice(close, end)} ${behind}`
    for (const [from, to] of partsBetween(masked, open + 1, close - 1))
      partAt(reading, from, to, {level: number, behind: attributes, depth: depth + 1})
    return
  }
  const at = head.lastIndex - name.length
  const attributes = `${text.slice(head.lastIndex, end)} ${behind}`
  declared(reading, {name: name.toUpperCase(), level: number === '' ? undefined : Number(number), attributes, at})
}

interface Declaration {
  readonly name: string
  readonly level: number | undefined
  readonly attributes: string
  readonly at: number
}

const quoted = /'(?:[^']|'')*'|"[^"]*"/g
const has = (attributes: string, words: string): boolean =>
  new RegExp(`(?:^|[\\s)])(?:${words})(?=[\\s(,)]|$)`, 'i').test(attributes)

function declared(reading: Reading, {name, level, attributes, at}: Declaration): void {
  const plain = attributes.includes("'") ? attributes.replace(quoted, "''") : attributes
  if (/\bENTRY\b/i.test(plain) && has(plain, 'ENTRY'))
    return entryDeclared(reading, {name, level, attributes, at}, plain)
  if (/\bFILE\b/i.test(plain) && has(plain, 'FILE') && !has(plain, 'VARIABLE') && level === undefined)
    return fileDeclared(reading, name, plain, at)
  if (name === '*' || /\bBUILTIN\b/i.test(plain)) return
  const isLetters = /\b(?:CHAR|CHARACTER|PIC|PICTURE)\b/i.test(plain)
  const isGroup = level !== undefined && !/\b(?:FIXED|FLOAT|BIT|BIN|BINARY|DEC|DECIMAL|POINTER|PTR|PIC)\b/i.test(plain)
  const values = isLetters ? valuesOf(attributes) : []
  const isElsewhere =
    reading.parameters.has(name) || values.length > mostValues || has(plain, 'BASED|DEFINED|DEF|CONTROLLED|CTL|UNION')
  const item: DataItem = {
    level: level ?? 77,
    name,
    ...(!isGroup && {picture: isLetters ? 'X' : '9'}),
    section: isElsewhere ? 'linkage' : 'working-storage',
    at,
  }
  const kept = values.slice(0, mostValues)
  if (kept.length === 0) reading.items.push(item)
  for (const value of kept) reading.items.push({...item, value})
}

/** Texts that a variable holds at first. */
function valuesOf(attributes: string): readonly string[] {
  const found = /\b(?:INIT(?:IAL)?|VALUE)\s*\(/i.exec(attributes)
  if (!found) return []
  const inside = attributes.slice(found.index)
  return [...inside.matchAll(/'((?:[^']|'')*)'(?!\s*[XBN]\b)/gi)]
    .map(([, value = '']) => value.replaceAll("''", "'"))
    .filter((value) => value.trim() !== '' && value.length <= longestValue)
}

function entryDeclared(reading: Reading, {name, level, attributes}: Declaration, plain: string): void {
  const outside = plain.replace(/\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)/g, ' ')
  const named = /\b(?:EXT|EXTERNAL)\s*\(\s*['"]([^'"]+)['"]/i.exec(attributes)?.[1]
  const isVariable =
    (level !== undefined && level > 1) || /\b(?:VARIABLE|BASED|DEFINED|DEF)\b/i.test(outside) || /^\s*\(/.test(plain)
  reading.entries.set(name, {
    external: (named ?? name).trim().toUpperCase(),
    isVariable: isVariable || reading.parameters.has(name),
    returns: /\bRETURNS\b/i.test(plain),
  })
  if (isVariable) reading.items.push({level: level ?? 77, name, picture: 'X', section: 'working-storage', at: 0})
}

function fileDeclared(reading: Reading, name: string, plain: string, at: number): void {
  const outside = plain.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, ' ').toUpperCase()
  const word = Object.keys(fileModes).find((mode) => new RegExp(`\\b${mode}\\b`).test(outside))
  const isVsam = /\bVSAM\b/i.test(plain)
  reading.files.push({
    name,
    mode: word === undefined ? undefined : fileModes[word],
    organization: isVsam ? 'vsam' : /\b(?:KEYED|INDEXED)\b/i.test(plain) ? 'indexed' : undefined,
    at,
  })
}
