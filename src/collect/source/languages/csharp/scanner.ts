import type {Node} from 'web-tree-sitter'
import {codeAlone, firstLines, lineCounter} from '../code-alone.ts'
import type {Fact} from '../fact.ts'
import {findFacts} from '../find-facts.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {beginsSql, isOfInterest, librariesFor, type Library, wordPattern} from '../library.ts'
import {connectionsHeld, holdsConnection} from './connection-strings.ts'
import {entitiesAround} from './entities-around.ts'
import {otherReadings} from './other-readings.ts'
import {linkCSharp, sharedUsings} from './imports.ts'
import {csharpKeys, csharpLibraries} from './libraries.ts'
import {namedWhole} from './machines.ts'
import {csharpSyntax} from './syntax.ts'

export const csharp: LanguageScanner = {
  id: 'csharp',
  name: 'C#',
  extensions: ['cs'],
  grammar: 'c-sharp',
  skim,
  facts: ({text, given}, root, {imports}) =>
    root ? factsOf(text, root, librariesFor(csharpLibraries, withGiven([...imports, ...namedWhole(text)], given))) : [],
  link: linkCSharp,
  shared: sharedUsings,
  readings: otherReadings,
}

function factsOf(text: string, root: Node, libraries: readonly Library[]): readonly Fact[] {
  const found = findFacts({text, root, syntax: csharpSyntax, libraries, keys: csharpKeys})
  const held = connectionsHeld(text, root, found)
  const all = held.length > 0 ? [...found, ...held].toSorted((a, b) => a.line - b.line) : found
  return withoutUnnamed(all, text)
}

/** Any word that a library looks for. */
const anyWord = wordPattern(
  csharpLibraries.flatMap(({types = {}, annotations = {}, calls = {}}) =>
    [types, annotations, calls].flatMap(Object.keys),
  ),
)

/** What others may import for a file, so that it would say more. */
function openTo(text: string, imports: Skim['imports']): Pick<Skim, 'open'> {
  if (!anyWord || (text.search(anyWord) < 0 && text.search(beginsSql) < 0)) return {}
  const seen = new Set(librariesFor(csharpLibraries, imports))
  const open = csharpLibraries.flatMap((library) =>
    !seen.has(library) && isOfInterest(text, [library]) ? library.imports : [],
  )
  return open.length > 0 ? {open: [...new Set(open)]} : {}
}

function withGiven(imports: Skim['imports'], given: readonly string[] = []): Skim['imports'] {
  return [...imports, ...given.map((specifier) => ({specifier, line: 0}))]
}

/** `ToTable` is found by its own name too, which does not say whose table it is; what stands around it may. */
function withoutUnnamed(found: readonly Fact[], text: string): readonly Fact[] {
  const isUnnamed = (fact: Fact): boolean => fact.is === 'mapped' && fact.entity === ''
  const around = found.some(isUnnamed) ? entitiesAround(text, notCode) : undefined
  const facts = found.map((fact) =>
    fact.is === 'mapped' && fact.entity === '' && around ? {...fact, entity: around(fact.line)} : fact,
  )
  const named = new Set(facts.flatMap((fact) => (fact.is === 'mapped' && fact.entity ? [fact.line] : [])))
  const met = new Set<string>()
  return facts.filter((fact) => {
    if (fact.is !== 'mapped') return true
    const key = JSON.stringify(fact)
    const isNew = !met.has(key) && (fact.entity !== '' || !named.has(fact.line))
    met.add(key)
    return isNew
  })
}

/** Texts may be verbatim, in which only a doubled quote is one, or raw. */
const notCode =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$*"""[\s\S]*?(?:"""|$)|(?:\$@|@\$|@)"(?:[^"]|"")*"?|\$"(?:[^"\\\n{]|\\.|\{\{|\{(?:"(?:[^"\\\n]|\\.)*"|[^{}"\n]|\{[^{}\n]*\})*\}|\{)*"?|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'(?:[^'\\\n]|\\.){1,8}'/g
/** What stands in an interpolated text is code, up to how it is to be written. */
function codeInside(match: string): string {
  if (!/^(?:\$"|\$@|@\$)/.test(match)) return ''
  let code = ''
  let end = 0
  for (const {0: all, 1: inside = '', index} of match.matchAll(/(?<!\{)\{([^{}"\n:]+)(?::[^{}"\n]*)?\}/g)) {
    code += match.slice(end, index).replace(/[^\n]/g, ' ')
    code += ` ${inside}`.padEnd(all.length)
    end = index + all.length
  }
  return code && code + match.slice(end).replace(/[^\n]/g, ' ')
}
const using = /(?<=^|[;{}])[ \t]*(global\s+)?using\s+(?:static\s+)?(?:[\w]+\s*=\s*)?([\w.]+)\s*;/gm
const structure =
  /[{}]|\bnamespace\s+([\w.]+)\s*(;)?|\bdelegate\s+[\w<>[\],.?]{1,200}\s+([A-Z]\w*)\s*[(<]|\b(partial\s+)?(?:class|interface|struct|enum|record)\s+(?:struct\s+|class\s+)?([A-Za-z_]\w*)/g
/** A capital letter begins types, and methods and properties too: what is called without `new`, or given a value, is none. */
const typeUse = /(?<![\w.@])[A-Z]\w*(?!\w|\s*(?:\(|=[^=>]))|(?<=\bnew\s)[A-Z]\w*|(?<=[[,]\s?|:\s{0,20})[A-Z]\w*(?=\()/g
const addressInLiteral = /"[^"\n]{0,500}:\/\//

function skim({text, given}: ScannedFile): Skim {
  const code = codeAlone(text, notCode, codeInside)
  const lineAt = lineCounter(code)
  const imports = [...code.matchAll(using)].map(({1: shared, 2: specifier = '', index}) => ({
    specifier,
    line: lineAt(index + 1),
    ...(shared && {isShared: true as const}),
  }))
  return {
    imports,
    ...declaredTypes(code),
    ...openTo(text, imports),
    uses: firstLines(code, typeUse),
    isOfInterest:
      addressInLiteral.test(text) ||
      holdsConnection(text) ||
      isOfInterest(text, librariesFor(csharpLibraries, withGiven([...imports, ...namedWhole(text)], given))),
  }
}

/** Full names of the types that stand in no other type. */
function declaredTypes(code: string): Pick<Skim, 'declares' | 'parts'> {
  const names = new Set<string>()
  const parts = new Set<string>()
  /** The namespaces that are open, each with the depth at which it closes. */
  const open: {readonly name: string; readonly depth: number}[] = []
  let depth = 0
  let next: string | undefined
  for (const [mark, namespace, isWholeFile, delegate, isPart, named] of code.matchAll(structure)) {
    const type = named ?? delegate
    if (mark === '{') {
      if (next !== undefined) open.push({name: next, depth})
      next = undefined
      depth += 1
    } else if (mark === '}') {
      depth -= 1
      if (open.at(-1)?.depth === depth) open.pop()
    } else if (namespace && isWholeFile) open.push({name: namespace, depth: -1})
    else if (namespace) next = namespace
    else if (type && depth === open.filter((one) => one.depth >= 0).length) {
      const name = [...open.map(({name}) => name), type].join('.')
      names.add(name)
      if (isPart) parts.add(name)
    }
  }
  return {declares: [...names], ...(parts.size > 0 && {parts: [...parts]})}
}
