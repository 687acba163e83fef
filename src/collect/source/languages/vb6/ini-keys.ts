import type {Token} from '../vbnet/tokens.ts'
import type {Procedure} from './procedures.ts'
import {isMark, lowerWord} from '../token-marks.ts'

const asks = new Set(['getprivateprofilestring', 'getprivateprofileint'])
const cuts = new Set(['left', 'trim', 'rtrim', 'ltrim'])
const fills = new Set(['space', 'string'])

/** A function that asks an INI file for the section and the key that it is given, by their places in its arguments. */
export interface IniReader {
  readonly section: number
  readonly key: number
}

/** Names that stand for functions of Windows: `Declare Function ReadIt Lib "kernel32" Alias "GetPrivateProfileStringA"`. */
export function windowsNames(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (let at = 0; at < tokens.length; at += 1) {
    if (lowerWord(tokens[at]) !== 'lib' || tokens[at + 1]?.kind !== 'text') continue
    const alias =
      lowerWord(tokens[at + 2]) === 'alias' && tokens[at + 3]?.kind === 'text' ? tokens[at + 3]?.text : undefined
    const own = lowerWord(tokens[at - 1])
    if (own) names.set(own, (alias ?? own).toLowerCase().replace(/(?<=[a-z])[aw]$/, ''))
  }
  return names
}

/** The functions of this file that hand what they are given to Windows' reader of INI files. */
export function iniReaders(
  procedures: readonly Procedure[],
  windows: ReadonlyMap<string, string>,
): ReadonlyMap<string, IniReader> {
  const readers = new Map<string, IniReader>()
  for (const {name, parameters, tokens} of procedures)
    for (let at = 0; at < tokens.length; at += 1) {
      if (!isAsking(tokens, at, windows)) continue
      const [section, key] = argumentTokens(tokens, at + 1).map((given) =>
        given.length === 1 ? parameters.indexOf(lowerWord(given[0])) : -1,
      )
      if (section !== undefined && key !== undefined && section >= 0 && key >= 0) readers.set(name, {section, key})
    }
  return readers
}

/**
 * Tokens in which a key of an INI file that the code asks for stands as a setting: the call, and the text that Windows
 * fills with the answer.
 */
export function withIniKeys(
  tokens: readonly Token[],
  windows: ReadonlyMap<string, string>,
  readers: ReadonlyMap<string, IniReader>,
): readonly Token[] {
  const made: Token[] = []
  const buffers = new Set<string>()
  for (let at = 0; at < tokens.length; at += 1)
    if (isAsking(tokens, at, windows) && tokens[at + 1]) {
      const given = argumentTokens(tokens, at + 1)
      const buffer = given[3]?.length === 1 ? lowerWord(given[3][0]) : ''
      if (buffer) buffers.add(buffer)
    }
  /** The setting that fills a text is put behind the end of its statement. */
  let filled: readonly Token[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (!token) break
    const asked = keyAsked(tokens, at, windows, readers)
    if (asked) {
      const setting = settingTokens(asked.key, token.at)
      if (asked.buffer)
        filled = [{kind: 'word', text: asked.buffer, at: token.at}, {kind: 'mark', text: '=', at: token.at}, ...setting]
      made.push(...setting)
      at = asked.behind - 1
      continue
    }
    if (token.kind === 'end' && filled.length > 0) {
      made.push(token, ...filled)
      filled = []
    }
    const cut = bufferCut(tokens, at, buffers)
    if (cut) made.push({...cut, at: token.at})
    else if (isFilling(tokens, at, buffers)) {
      at = endOf(tokens, at) - 1
      continue
    } else made.push(token)
    if (cut) at = behindBrackets(tokens, at + 1) - 1
  }
  return [...made, ...filled]
}

function isAsking(tokens: readonly Token[], at: number, windows: ReadonlyMap<string, string>): boolean {
  const name = lowerWord(tokens[at])
  return (
    name !== '' &&
    isMark(tokens[at + 1], '(') &&
    asks.has(windows.get(name) ?? name) &&
    lowerWord(tokens[at - 1]) !== 'function'
  )
}

interface Asked {
  readonly key: string
  readonly buffer?: string
  readonly behind: number
}

function keyAsked(
  tokens: readonly Token[],
  at: number,
  windows: ReadonlyMap<string, string>,
  readers: ReadonlyMap<string, IniReader>,
): Asked | undefined {
  const reader = isMark(tokens[at - 1], '.') ? undefined : readers.get(lowerWord(tokens[at]))
  const isOwn = isAsking(tokens, at, windows)
  if ((!isOwn && !reader) || !isMark(tokens[at + 1], '(')) return undefined
  const given = argumentTokens(tokens, at + 1)
  const literal = (index: number): string | undefined => {
    const [only, ...rest] = given[index] ?? []
    return only?.kind === 'text' && rest.length === 0 && only.text ? only.text : undefined
  }
  const [section, key] = [literal(reader?.section ?? 0), literal(reader?.key ?? 1)]
  if (section === undefined || key === undefined) return undefined
  const buffer = isOwn && given[3]?.length === 1 ? lowerWord(given[3][0]) : ''
  return {key: `${section}.${key}`, behind: behindBrackets(tokens, at + 1), ...(buffer && {buffer})}
}

function settingTokens(key: string, at: number): readonly Token[] {
  return [
    {kind: 'word', text: 'AppSettings', at},
    {kind: 'mark', text: '(', at},
    {kind: 'text', text: key, at},
    {kind: 'mark', text: ')', at},
  ]
}

/** `Left(buffer, n)`, `Trim(buffer)`: the text that Windows gave. */
function bufferCut(tokens: readonly Token[], at: number, buffers: ReadonlySet<string>): Token | undefined {
  const name = tokens[at + 2]
  return cuts.has(lowerWord(tokens[at])) && isMark(tokens[at + 1], '(') && buffers.has(lowerWord(name))
    ? name
    : undefined
}

/** `buffer = Space(255)`. */
function isFilling(tokens: readonly Token[], at: number, buffers: ReadonlySet<string>): boolean {
  return buffers.has(lowerWord(tokens[at])) && isMark(tokens[at + 1], '=') && fills.has(lowerWord(tokens[at + 2]))
}

function endOf(tokens: readonly Token[], start: number): number {
  let at = start
  while (at < tokens.length && tokens[at]?.kind !== 'end') at += 1
  return at
}

const mostTokens = 500

function behindBrackets(tokens: readonly Token[], open: number): number {
  let depth = 0
  let at = open
  for (; at < tokens.length && at < open + mostTokens && tokens[at]?.kind !== 'end'; at += 1) {
    if (isMark(tokens[at], '(')) depth += 1
    else if (isMark(tokens[at], ')')) depth -= 1
    if (depth === 0) return at + 1
  }
  return at
}

function argumentTokens(tokens: readonly Token[], open: number): readonly (readonly Token[])[] {
  const close = behindBrackets(tokens, open) - 1
  const found: Token[][] = [[]]
  let depth = 0
  for (let at = open + 1; at < close; at += 1) {
    const token = tokens[at]
    if (!token) break
    if (isMark(token, '(')) depth += 1
    else if (isMark(token, ')')) depth -= 1
    if (depth === 0 && isMark(token, ',')) found.push([])
    else if (lowerWord(token) !== 'byval') found.at(-1)?.push(token)
  }
  return found
}
