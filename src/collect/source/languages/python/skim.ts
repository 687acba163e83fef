import {codeAlone, lineCounter} from '../code-alone.ts'
import {sqlVerb} from '../library.ts'
import {sqlFact} from '../sql-text.ts'

const notCode =
  /#[^\n]*|"""[\s\S]*?(?:(?<!\\)"""|$)|'''[\s\S]*?(?:(?<!\\)'''|$)|"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"?|'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*'?/g
const importing =
  /^[ \t]*(?:(?:try|else|finally)[ \t]*:[ \t]*)?(?:from[ \t]+(\.*[ \t]*[\w.]*)[ \t]*import\b[ \t]*(\([^)]*\)|(?:[^\n;\\]|\\\r?\n)*)|import[ \t]+((?:[^\n;\\]|\\\r?\n)*))/gm
const checkedOnly = /^([ \t]*)if\s+(?:\w+\.)?TYPE_CHECKING\s*:[^\n]*\n((?:\1[ \t]+[^\n]*(?:\n|$)|[ \t]*(?:\n|$))*)/gm

/** A name that a file takes from another module. */
export interface Binding {
  /** With dots before it where it is relative; of `from a.b import c`, `a.b.c`. */
  readonly specifier: string
  readonly line: number
  /** What the file calls it: of `import a.b`, `a` alone. */
  readonly local: string
}

/** The end of what stands before a text that describes a module, a class or a function. */
const beforeDescription =
  /(?:^(?:\s*#[^\n]*\n)*|(?:^|\n)[ \t]*(?:(?:class|def|async[ \t]+def)\b|\))[^\n]*:[ \t]*(?:#[^\n]*)?)\s*[rRuU]?$/
const longestHead = 400

interface PythonSkimmed {
  /** The text without comments and literals. */
  readonly code: string
  /** Whether a literal that is neither a comment nor describes anything may hold an address, or be SQL. */
  readonly hasAddress: boolean
  readonly hasSql: boolean
}

/** The code alone, and what its literals may be. */
export function skimPython(text: string): PythonSkimmed {
  const seen = {hasAddress: false, hasSql: false}
  const code = codeAlone(text, notCode, (match, at) => {
    if (match.startsWith('#')) return ''
    const isAddress = !seen.hasAddress && match.includes('://')
    const isSql = !seen.hasSql && beginsAsSql(match, text, at)
    if ((isAddress || isSql) && !beforeDescription.test(text.slice(Math.max(0, at - longestHead), at))) {
      seen.hasAddress ||= isAddress
      seen.hasSql ||= isSql
    }
    return ''
  })
  return {code, ...seen}
}

const endsValue = /^\s*(?:[,)\]};:@]|(?![rbuf]{0,2}["'])\w|$)/i

/** A literal that stands alone is read as SQL; one that others follow, or that is filled in, is where its verb is one. */
function beginsAsSql(literal: string, text: string, at: number): boolean {
  const quotes = /^(?:"""|'''|["'])/.exec(literal)?.[0].length ?? 0
  if (!sqlVerb.test(literal.slice(quotes, quotes + 40))) return false
  const isFilled = /[fF]/.test(text.slice(Math.max(0, at - 2), at)) || /[%{\\]/.test(literal)
  if (isFilled || !endsValue.test(text.slice(at + literal.length, at + literal.length + 200))) return true
  return sqlFact(literal.slice(quotes, -quotes)) !== undefined
}

/** What the code imports when it runs: imports for type checkers alone are none. */
export function bindingsOf(code: string): readonly Binding[] {
  const running = code.includes('TYPE_CHECKING')
    ? code.replace(checkedOnly, (block) => block.replace(/[^\n]/g, ' '))
    : code
  const lineAt = lineCounter(running)
  return [...running.matchAll(importing)].flatMap(({1: from, 2: names, 3: modules, index}) => {
    const line = lineAt(index + 1)
    if (modules !== undefined)
      return namesIn(modules).map(({name, alias}) => ({
        specifier: name,
        line,
        local: alias ?? name.replace(/\..*$/s, ''),
      }))
    const base = (from ?? '').replace(/\s/g, '')
    return namesIn(names ?? '').map(({name, alias}) => ({
      specifier: name === '*' ? base : base.endsWith('.') ? `${base}${name}` : `${base}.${name}`,
      line,
      local: alias ?? name,
    }))
  })
}

function namesIn(written: string): readonly {readonly name: string; readonly alias: string | undefined}[] {
  return written
    .replace(/[()\\]/g, ' ')
    .split(',')
    .flatMap((one) => {
      const [, name, alias] = /^\s*([\w.]+|\*)(?:\s+as\s+(\w+))?\s*$/.exec(one) ?? []
      return name ? [{name, alias}] : []
    })
}
