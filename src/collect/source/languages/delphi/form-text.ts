import type {SyntaxFault} from '../../syntax-fault.ts'
import {lineOf} from '../line-of.ts'
import {characterOf} from './tokens.ts'

/** A component of a form or of a data module, with what its form sets. */
export interface FormComponent {
  /** In lower case: `tadoquery`. */
  readonly type: string
  readonly name: string
  readonly properties: readonly FormProperty[]
}

interface FormProperty {
  /** In lower case: `sql.strings`. */
  readonly name: string
  /** Of a list its texts, each a line; of what is no text as it is written. */
  readonly value: string
  readonly isText: boolean
  readonly at: number
}

interface Form {
  readonly components: readonly FormComponent[]
  readonly fault?: SyntaxFault
}

const token =
  /\s+|(?<text>(?:'[^'\n]*'?|#\d{1,7})+)|(?<word>[\p{L}_][\p{L}\p{N}_.]*)|(?<number>-?[\d$][\w.]*)|(?<mark>[^])/uy
const mostComponents = 20_000
const longestText = 100_000

/** What a form says in text, as `.dfm`, `.xfm`, `.fmx` and `.lfm` have it; pictures are skipped. */
export function readForm(text: string): Form {
  const reading: Reading = {text, at: 0, pattern: new RegExp(token)}
  const components: {type: string; name: string; properties: FormProperty[]}[] = []
  const open: {readonly component: (typeof components)[number]; readonly at: number}[] = []
  for (let next = nextToken(reading); next; next = nextToken(reading)) {
    if (next.kind !== 'word') continue
    const word = next.text.toLowerCase()
    if (/^(?:object|inherited|inline)$/.test(word)) {
      const head = headOf(reading)
      if (!head || components.length >= mostComponents) break
      const component = {...head, properties: []}
      components.push(component)
      open.push({component, at: next.at})
    } else if (word === 'end') open.pop()
    else {
      const property = propertyOf(reading, word, next.at)
      if (property) open.at(-1)?.component.properties.push(property)
    }
  }
  const unended = open[0]
  return {
    components,
    ...(unended && {
      fault: {line: lineOf(text)(unended.at), message: 'syntax error: this form never ends: it may be cut'},
    }),
  }
}

interface Reading {
  readonly text: string
  readonly pattern: RegExp
  at: number
}

interface FormToken {
  readonly kind: 'text' | 'word' | 'number' | 'mark'
  readonly text: string
  readonly at: number
}

function nextToken(reading: Reading): FormToken | undefined {
  while (reading.at < reading.text.length) {
    const at = reading.at
    reading.pattern.lastIndex = at
    const found = reading.pattern.exec(reading.text)
    reading.at = Math.max(reading.pattern.lastIndex, at + 1)
    const {text, word, number, mark} = found?.groups ?? {}
    if (text !== undefined) return {kind: 'text', text: plainText(text), at}
    if (word !== undefined) return {kind: 'word', text: word, at}
    if (number !== undefined) return {kind: 'number', text: number, at}
    if (mark === '{') skipTo(reading, '}')
    if (mark !== undefined) return {kind: 'mark', text: mark, at}
  }
  return undefined
}

function skipTo(reading: Reading, end: string): void {
  const close = reading.text.indexOf(end, reading.at)
  reading.at = close < 0 ? reading.text.length : close + 1
}

/** `'it''s'#13#10'more'`. */
function plainText(written: string): string {
  return written.replace(/'((?:[^']|'')*)'?|#(\d{1,7})/g, (_, text: string | undefined, code: string | undefined) =>
    text === undefined ? characterOf(code) : text.replaceAll("''", "'"),
  )
}

/** `Query1: TQuery`, `TQuery`, and behind it `[2]`. */
function headOf(reading: Reading): {readonly type: string; readonly name: string} | undefined {
  const first = nextToken(reading)
  if (first?.kind !== 'word') return undefined
  const before = reading.at
  if (nextToken(reading)?.text !== ':') {
    reading.at = before
    return {type: first.text.toLowerCase(), name: ''}
  }
  const type = nextToken(reading)
  return type?.kind === 'word' ? {type: type.text.replace(/^.*\./, '').toLowerCase(), name: first.text} : undefined
}

function propertyOf(reading: Reading, name: string, at: number): FormProperty | undefined {
  const before = reading.at
  if (nextToken(reading)?.text !== '=') {
    reading.at = before
    return undefined
  }
  const value = nextToken(reading)
  if (!value) return undefined
  if (value.text === '(') return {name, value: listOf(reading), isText: true, at}
  if (value.text === '<' && value.kind === 'mark') skipCollection(reading)
  if (value.text === '[' && value.kind === 'mark') skipTo(reading, ']')
  if (value.kind !== 'text') return {name, value: value.text.slice(0, 200), isText: false, at}
  return {name, value: value.text + restOfText(reading), isText: true, at}
}

/** Long texts go on behind a `+`. */
function restOfText(reading: Reading): string {
  const parts: string[] = []
  for (;;) {
    const before = reading.at
    const next = nextToken(reading)?.text === '+' ? nextToken(reading) : undefined
    if (next?.kind !== 'text') {
      reading.at = before
      return parts.join('').slice(0, longestText)
    }
    parts.push(next.text)
  }
}

function listOf(reading: Reading): string {
  const lines: string[] = []
  for (let next = nextToken(reading); next && next.text !== ')'; next = nextToken(reading))
    if (next.kind === 'text') lines.push(next.text + restOfText(reading))
  return lines.join('\n').slice(0, longestText)
}

/** `<item ... end>`, which may hold further ones. */
function skipCollection(reading: Reading): void {
  let depth = 1
  for (let next = nextToken(reading); next && depth > 0; next = nextToken(reading)) {
    if (next.kind !== 'mark') continue
    if (next.text === '<') depth += 1
    else if (next.text === '>') depth -= 1
    if (depth === 0) return
  }
}
