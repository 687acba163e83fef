import type {Token} from '../vbnet/tokens.ts'
import {isMark} from '../token-marks.ts'

/** A procedure of a file, with all its tokens. */
export interface Procedure {
  /** In lower case, as its parameters and what it declares. */
  readonly name: string
  readonly parameters: readonly string[]
  readonly locals: ReadonlySet<string>
  readonly isPublic: boolean
  readonly tokens: readonly Token[]
}

export interface Parts {
  readonly procedures: readonly Procedure[]
  /** What stands in none: declarations, and the code of a page. */
  readonly outside: readonly Token[]
  /** Names that are declared there, in lower case. */
  readonly names: ReadonlySet<string>
  /** Where the last procedure begins, when nothing ends it. */
  readonly unended?: number
}

const scopes = new Set(['public', 'private', 'friend', 'static', 'global', 'default'])
const kinds = new Set(['sub', 'function', 'property'])

/** The procedures of a file; one that never ends goes to the beginning of the next. */
export function partsOf(tokens: readonly Token[]): Parts {
  const procedures: Procedure[] = []
  const outside: Token[] = []
  let start: number | undefined
  const close = (end: number): void => {
    if (start !== undefined) procedures.push(procedureOf(tokens.slice(start, end)))
    start = undefined
  }
  for (let at = 0; at < tokens.length; at += 1) {
    const isFirst = at === 0 || tokens[at - 1]?.kind === 'end'
    if (isFirst && beginsProcedure(tokens, at)) {
      close(at)
      start = at
    } else if (isFirst && word(tokens[at]) === 'end' && kinds.has(word(tokens[at + 1])) && start !== undefined) {
      close(at)
      at += 1
      continue
    }
    const token = tokens[at]
    if (start === undefined && token) outside.push(token)
  }
  const unended = start === undefined ? undefined : tokens[start]?.at
  close(tokens.length)
  return {procedures, outside, names: declaredIn(outside), ...(unended !== undefined && {unended})}
}

function word(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : ''
}

function behindScopes(tokens: readonly Token[], start: number): number {
  let at = start
  while (scopes.has(word(tokens[at])) && at < start + 4) at += 1
  return at
}

function beginsProcedure(tokens: readonly Token[], start: number): boolean {
  const at = behindScopes(tokens, start)
  return kinds.has(word(tokens[at])) && tokens[at + 1]?.kind === 'word'
}

function procedureOf(tokens: readonly Token[]): Procedure {
  const kind = behindScopes(tokens, 0)
  const at = word(tokens[kind]) === 'property' ? kind + 2 : kind + 1
  const scope = tokens.slice(0, kind).map(word)
  const parameters: string[] = []
  if (isMark(tokens[at + 1], '('))
    for (
      let place = at + 2, depth = 1;
      place < tokens.length && depth > 0 && tokens[place]?.kind !== 'end';
      place += 1
    ) {
      const before = tokens[place - 1]
      if (isMark(tokens[place], '(')) depth += 1
      else if (isMark(tokens[place], ')')) depth -= 1
      else if (/^(?:byval|byref|optional|paramarray)$/.test(word(tokens[place]))) continue
      else if (
        tokens[place]?.kind === 'word' &&
        (isMark(before, '(') || isMark(before, ',') || /^(?:byval|byref|optional|paramarray)$/.test(word(before)))
      )
        parameters.push(word(tokens[place]))
    }
  return {
    name: word(tokens[at]),
    parameters,
    locals: new Set([...declaredIn(tokens), ...parameters]),
    isPublic: !scope.includes('private') && !scope.includes('friend'),
    tokens,
  }
}

/** Names behind `Dim`, `Const`, `Public` and their like. */
export function declaredIn(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (let at = 0; at < tokens.length; at += 1) {
    const isFirst = at === 0 || tokens[at - 1]?.kind === 'end'
    if (!isFirst || !/^(?:dim|redim|const|public|private|global|static)$/.test(word(tokens[at]))) continue
    let depth = 0
    let isName = true
    for (at += 1; at < tokens.length && tokens[at]?.kind !== 'end'; at += 1) {
      const token = tokens[at]
      if (isMark(token, '(')) depth += 1
      else if (isMark(token, ')')) depth -= 1
      else if (depth === 0 && isMark(token, ',')) isName = true
      else if (depth === 0 && isName && token?.kind === 'word') {
        if (/^(?:const|withevents|preserve|dim)$/.test(word(token))) continue
        if (/^(?:declare|type|enum|event|sub|function|property)$/.test(word(token))) break
        names.add(word(token))
        isName = false
      }
    }
  }
  return names
}
