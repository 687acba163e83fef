import type {ImportSeen, ModuleScan} from '../resolve-imports.ts'
import type {SourceFile} from '../walk-tree.ts'
import {isWordToken, type ScriptTokens, scriptTokens} from './script-tokens.ts'

/** What can begin an import, and what then follows it: a word in passing is none. */
const importWords: readonly (readonly [string, RegExp])[] = [
  ['import', /import\b/y],
  ['from', /from\s*['"/]/y],
  ['require', /require\s*[(/]/y],
  ['define', /define\s*[(/]/y],
  ['module', /module\s*['"/]/y],
]

interface SpecifierAt {
  readonly specifier: string
  readonly at: number
}

/**
 * Stage one: what every module imports, by its tokens alone, which need no parser. A module that adds to what another
 * declares (`declare module 'x'`) imports it; a declaration of one that has no code imports nothing.
 */
export function scanImports({path, sha256, text}: SourceFile): ModuleScan {
  const last = importWords.reduce((found, [word, next]) => lastImport(text, word, next, found), -1)
  return {file: {path, sha256}, imports: last < 0 ? [] : withLines(text, specifiersIn(text, last))}
}

/** Where the last such word stands after `from`, or else `from`: most of a module need not be read to know its imports. */
function lastImport(text: string, word: string, next: RegExp, from: number): number {
  // Looking forward is many times faster, and mostly there is nothing to be found.
  if (!text.includes(word, from + 1)) return from
  for (let at = text.lastIndexOf(word); at > from; at = at === 0 ? -1 : text.lastIndexOf(word, at - 1)) {
    next.lastIndex = at
    if (next.test(text)) return at
  }
  return from
}

/** No import begins behind `last`. */
function specifiersIn(text: string, last: number): readonly SpecifierAt[] {
  const tokens = scriptTokens(text)
  const found: SpecifierAt[] = []
  const declared: SpecifierAt[] = []
  let isModule = false
  const take = (into: SpecifierAt[]): void => {
    into.push({specifier: tokens.said(), at: tokens.start()})
    if (into === found && tokens.depth() === 0) isModule = true
  }
  const statements: Readonly<Record<string, () => void>> = {
    import: () => isImport(tokens) && take(found),
    export: () => {
      if (tokens.depth() === 0) isModule = true
      if (isExportFrom(tokens)) take(found)
    },
    require: () => isCallWithText(tokens) && take(found),
    declare: () => {
      const isNested = tokens.depth() > 0
      if (tokens.next() === 'module' && tokens.next() === 'text') take(isNested ? found : declared)
    },
    define: () => takeDefined(tokens, () => take(found)),
  }
  tokens.next()
  // What is declared is added to where the file is a module, which its last line may say.
  while (tokens.token() !== '' && (tokens.start() <= last || (declared.length > 0 && !isModule))) {
    const statement = statements[tokens.token()]
    if (statement) statement()
    else tokens.next()
  }
  return isModule ? [...found, ...declared] : found
}

/** Whether it leads to the text that then is the token; otherwise the token is the first that is no part of it. */
function isImport(tokens: ScriptTokens): boolean {
  const isMember = tokens.before() === '.'
  let token = tokens.next()
  if (isMember) return false
  if (token === 'text') return true
  if (token === '(') return isText(tokens.next())
  if (token === 'type') token = tokens.next()
  if (isWordToken(token)) {
    const name = token
    token = tokens.next()
    if (name === 'from' && token === 'text') return true
    if (token === '=') return tokens.next() === 'require' && isCallWithText(tokens, 'text')
    if (token === ',') token = tokens.next()
    else if (token !== 'from') return false
  }
  if (token === '*') token = pastNames(tokens)
  else if (token === '{') token = pastBraces(tokens)
  return token === 'from' && tokens.next() === 'text'
}

function isExportFrom(tokens: ScriptTokens): boolean {
  let token = tokens.next()
  if (token === 'type') token = tokens.next()
  if (token === '*') token = pastNames(tokens)
  else if (token === '{') token = pastBraces(tokens)
  else return false
  return token === 'from' && tokens.next() === 'text'
}

/** Behind `* as name`, or behind the star alone. */
function pastNames(tokens: ScriptTokens): string {
  let token = tokens.next()
  if (token !== 'word') return token
  token = tokens.next()
  return isWordToken(token) || token === 'text' ? tokens.next() : token
}

function pastBraces(tokens: ScriptTokens): string {
  while (tokens.token() !== '}' && tokens.token() !== '') tokens.next()
  return tokens.next()
}

function isText(token: string): boolean {
  return token === 'text' || token === 'template'
}

function isCallWithText(tokens: ScriptTokens, only?: 'text'): boolean {
  if (tokens.next() !== '(') return false
  const token = tokens.next()
  return only ? token === only : isText(token)
}

/** What `define('name', ['a', 'b'], ...)` of AMD lists. */
function takeDefined(tokens: ScriptTokens, take: () => void): void {
  if (tokens.next() !== '(') return
  if (isText(tokens.next()) && (tokens.next() !== ',' || tokens.next() === '')) return
  if (tokens.token() !== '[') return
  for (let token = tokens.next(); token !== ']' && token !== ''; token = tokens.next()) if (isText(token)) take()
}

function withLines(text: string, seen: readonly SpecifierAt[]): readonly ImportSeen[] {
  let [line, next] = [1, text.indexOf('\n')]
  return seen
    .toSorted((a, b) => a.at - b.at)
    .map(({specifier, at}) => {
      while (next >= 0 && next < at) [line, next] = [line + 1, text.indexOf('\n', next + 1)]
      return {specifier, line}
    })
}
