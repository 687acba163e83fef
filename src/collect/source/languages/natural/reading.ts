import type {Fact} from '../fact.ts'
import type {Named, ProgramFile} from '../mainframe-fact.ts'
import type {ItemsKnown} from '../named-value.ts'
import type {NaturalTokens, Token} from './tokens.ts'

/** The item that stands for a view: its value is the DDM. */
export const viewItem = 'view '

export interface Reading {
  readonly tokens: readonly Token[]
  readonly numberOf: NaturalTokens['numberOf']
  readonly items: ItemsKnown
  readonly facts: Fact[]
  readonly copies: {member: string; line: number; isFromOutside: boolean}[]
  readonly subroutines: string[]
  functionName: string | undefined
  readonly counts: Map<string, number>
  decisions: number
  fields: number
  /** Without DEFINE DATA a statement names the DDM itself. */
  hasData: boolean
  /** Within DEFINE DATA, the kind of the section. */
  section: 'none' | 'local' | 'parameter' | 'global'
  declared: string
  /** Statements that loop over a view, by the place where they stand. */
  readonly loops: {readonly view: string; readonly line: number; readonly label: string | undefined}[]
  readonly open: string[]
  readonly workFiles: Map<string, {line: number; path: Named | undefined; opens: ProgramFile['opens'][number][]}>
}

export type Handler = (reading: Reading, at: number) => number

export function count({counts}: Reading, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

export function wordAt({tokens}: Reading, at: number): string | undefined {
  const token = tokens[at]
  return token?.kind === 'word' ? token.text : undefined
}

export function isMark({tokens}: Reading, at: number, mark: string): boolean {
  const token = tokens[at]
  return token?.kind === 'mark' && token.text === mark
}

/** A literal, or the variable of a name without its group. */
export function namedAt({tokens}: Reading, at: number): Named | undefined {
  const token = tokens[at]
  if (token?.kind === 'text') return {literal: token.text.trim().toUpperCase()}
  if (token?.kind !== 'word' || /^\d/.test(token.text)) return undefined
  return {item: plain(token.text)}
}

export function plain(name: string): string {
  return name.replace(/\.$/, '').split('.').at(-1) ?? name
}

/** Behind the bracket that closes the one at `open`. */
export function behindBrackets({tokens}: Reading, open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length && at - open < 500; at += 1) {
    const token = tokens[at]
    if (token?.kind !== 'mark') continue
    if (token.text === '(') depth += 1
    else if (token.text === ')' && --depth === 0) return at + 1
  }
  return open + 1
}

/** The variables behind a place, in its line: they take what a run gives. */
export function receiveBehind(reading: Reading, at: number): void {
  const {tokens, items} = reading
  const line = tokens[at]?.line
  for (let next = at; next < tokens.length && tokens[next]?.line === line && next - at < 60; next += 1) {
    const name = wordAt(reading, next)
    if (name !== undefined && /^[#+]|\.[#+A-Z]/.test(name)) items.open(plain(name))
  }
}
