import type {Document} from 'yaml'
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type ParsedNode,
  visit,
} from 'yaml'
import {z} from 'zod'
import {type Fault, InventoryError} from '../errors.ts'
import {issueWords} from './issue-words.ts'
import {everydayWord} from './everyday-words.ts'
import {nearest} from './nearest.ts'
import {dateMeant, lacksCentury} from './written-dates.ts'
import {yamlWords} from './yaml-words.ts'

const largestBytes = 10 * 1024 * 1024
/** So deep may parts of a document stand in each other. */
export const deepestYaml = 40
const mostAliases = 100

export type Path = readonly PropertyKey[]

/** A YAML document that fits its schema, and where each of its parts stands. */
export interface Located<T> {
  readonly data: T
  /** `file:line:column` of a part. */
  readonly where: (path: Path) => string
  /** `file:line` of a part, as evidence names it. */
  readonly line: (path: Path) => string
}

/**
 * Parses YAML by a schema. Where the schema expects text, a number is taken as it is written: `3.10` stays `3.10` and
 * `012345678901` keeps its zero. Errors: an InventoryError with every fault, its line and the nearest valid name.
 */
export function parseLocatedYaml<T>(text: string, shownAs: string, schema: z.ZodType<T>): Located<T> {
  if (text.length > largestBytes)
    throw bad(shownAs, [
      {message: `the file has ${text.length} characters; the most is ${largestBytes}`, where: shownAs},
    ])
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    merge: false,
    version: '1.2',
  })
  const place = (offset: number): string => {
    const {line, col} = lines.linePos(offset)
    return `${shownAs}:${Math.max(line, 1)}:${Math.max(col, 1)}`
  }
  const foreign = text.indexOf('\ufffd')
  const syntax = [
    ...(foreign < 0 ? [] : [{message: 'this is not UTF-8: save the file as UTF-8', where: place(foreign)}]),
    ...document.errors.map((error) => ({...yamlWords(error, text), where: place(error.pos[0])})),
    ...structureFaults(document, place),
  ]
  if (syntax.length > 0) throw bad(shownAs, syntax)
  const where = (path: Path): string => place(offsetOf(document, path))
  const data = parseWithSpelling(plain(document.contents, document), schema, spelledIn(document))
  if (!data.success)
    throw bad(shownAs, inOrder(data.error.issues.flatMap((issue) => faultsOf(issue, [], document, schema, where))))
  return {data: data.data, where, line: (path) => where(path).replace(/:\d+$/, '')}
}

/** What can be made out of YAML, whatever is wrong with it; undefined where that would be too much. */
export function plainYaml(text: string): unknown {
  if (text.length > largestBytes) return undefined
  const document = parseDocument(text, {prettyErrors: false, merge: false, version: '1.2'})
  if (structureFaults(document, () => '').length > 0) return undefined
  return plain(document.contents, document)
}

/** Faults that were found after parsing, in the same form. */
export function badDocument(shownAs: string, faults: readonly Fault[]): InventoryError {
  return bad(shownAs, inOrder(faults))
}

function bad(shownAs: string, faults: readonly Fault[]): InventoryError {
  const count = faults.length === 1 ? '1 error' : `${faults.length} errors`
  return new InventoryError(
    'bad-yaml',
    `${count} in ${shownAs.endsWith('.') ? `'${shownAs}'` : shownAs}. Nothing was written.`,
    {faults},
  )
}

/** Depth and aliases are bounded before anything is expanded, so that no document can fill the memory. */
function structureFaults(document: Document.Parsed, place: (offset: number) => string): Fault[] {
  const faults: Fault[] = []
  let aliases = 0
  visit(document, {
    Node(_key, node, ancestors) {
      const at = (node as ParsedNode).range?.[0] ?? 0 // nodes of a parsed document have ranges
      if (isAlias(node) && ++aliases > mostAliases) {
        faults.push({message: `more than ${mostAliases} aliases: write the values out`, where: place(at)})
        return visit.BREAK
      }
      if (isAlias(node) && !node.resolve(document))
        faults.push({message: `alias *${node.source} repeats what is nowhere named`, where: place(at)})
      if (isAlias(node) && insideAnchor(node.source, ancestors))
        faults.push({message: `alias *${node.source} stands inside what it repeats`, where: place(at)})
      if (ancestors.length > deepestYaml * 2) {
        faults.push({message: `nested deeper than ${deepestYaml} levels`, where: place(at)})
        return visit.BREAK
      }
      if (isCollection(node) && node.anchor && containsAlias(node)) {
        faults.push({
          message: `the anchor &${node.anchor} holds aliases itself: write the values out`,
          where: place(at),
        })
        return visit.BREAK
      }
      return undefined
    },
  })
  return faults
}

function insideAnchor(source: string, ancestors: readonly unknown[]): boolean {
  return ancestors.some((ancestor) => isCollection(ancestor) && ancestor.anchor === source)
}

function containsAlias(node: Node): boolean {
  let found = false
  visit(node, {
    Alias() {
      found = true
      return visit.BREAK
    },
  })
  return found
}

/** Parses; wherever text was expected and a plain number or truth stands, tries again with the source's own spelling. */
export function parseWithSpelling<T>(
  value: unknown,
  schema: z.ZodType<T>,
  spellingAt: (path: Path) => string | undefined,
): z.ZodSafeParseResult<T> {
  const result = schema.safeParse(value)
  if (result.success) return result
  let replaced = false
  for (const path of textExpected(result.error.issues, [])) {
    const spelling = spellingAt(path)
    if (spelling !== undefined) replaced = setIn(value, path, spelling) || replaced
  }
  return replaced ? schema.safeParse(value) : result
}

function spelledIn(document: Document.Parsed): (path: Path) => string | undefined {
  return (path) => {
    const node = document.getIn(path, true)
    return isScalar(node) && typeof node.value !== 'string' && node.value !== null ? node.source : undefined
  }
}

function textExpected(issues: readonly z.core.$ZodIssue[], base: Path): PropertyKey[][] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path]
    if (issue.code === 'invalid_type' && issue.expected === 'string') return [path]
    return issue.code === 'invalid_union' ? issue.errors.flatMap((branch) => textExpected(branch, path)) : []
  })
}

function setIn(root: unknown, path: Path, text: string): boolean {
  let parent: unknown = root
  for (const key of path.slice(0, -1)) parent = (parent as Record<PropertyKey, unknown> | undefined)?.[key] // read by the document's own path
  const last = path.at(-1)
  if (typeof parent !== 'object' || parent === null || last === undefined) return false
  ;(parent as Record<PropertyKey, unknown>)[last] = text // maps have no prototype
  return true
}

/** Plain values in maps without a prototype, so that a key such as `__proto__` is a key like any other. */
function plain(node: unknown, document: Document.Parsed): unknown {
  if (isAlias(node)) return plain(node.resolve(document), document)
  if (isScalar(node)) return node.value
  if (isMap(node)) {
    const map = plainMap()
    for (const pair of node.items) map[keyText(pair.key)] = plain(pair.value, document)
    return map
  }
  return isCollection(node) ? node.items.map((item) => plain(item, document)) : null
}

export function plainMap(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown> // Object.create gives any
}

/** A key as it is written. */
export function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key)
}

function offsetOf(document: Document.Parsed, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : nodeAt(document, path.slice(0, length))
    if (node?.range) return node.range[0]
  }
  return 0
}

/** The value's node, or the key's where the value is empty. */
function nodeAt(document: Document.Parsed, path: Path): ParsedNode | undefined {
  const node = document.getIn(path, true) as ParsedNode | undefined // keepScalar gives nodes
  return node?.range ? node : undefined
}

function keyOffset(document: Document.Parsed, path: Path, key: string): number {
  const parent = path.length === 0 ? document.contents : document.getIn(path, true)
  const pair = isMap(parent) ? parent.items.find((item) => isPair(item) && keyText(item.key) === key) : undefined
  return (pair?.key as ParsedNode | undefined)?.range?.[0] ?? offsetOf(document, path) // keys of a parsed document are nodes
}

function faultsOf(
  issue: z.core.$ZodIssue,
  base: Path,
  document: Document.Parsed,
  schema: z.ZodType,
  where: (path: Path) => string,
): Fault[] {
  const path = [...base, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path)
    return issue.keys.map((key) => {
      const like = nearest(key, known)
      const place = where(path).replace(/:\d+:\d+$/, '')
      const {line, col} = lineOf(document, keyOffset(document, path, key))
      return {
        message: `unknown key '${key}'.${like ? ` Did you mean '${like}'?` : ` Known here: ${known.join(', ')}.`}`,
        where: `${place}:${line}:${col}`,
        ...(!like && (document.getIn([...path, key]) ?? null) === null && {hint: commaHint}),
      }
    })
  }
  if (issue.code === 'invalid_union') {
    const closest = closestBranch(issue.errors)
    if (closest) return closest.flatMap((inner) => faultsOf(inner, path, document, schema, where))
  }
  const name = path.filter((key) => typeof key === 'string').at(-1)
  return [{message: `${name ? `${String(name)}: ` : ''}${wordsOf(issue, document, path)}`, where: where(path)}]
}

/** Of a union's alternatives, the one that the writer seems to have meant: it fails deepest, or by the fewest faults. */
function closestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(({path}) => path.length))
  const misfit = (issues: readonly z.core.$ZodIssue[]): number =>
    (issues.some(({code, path}) => path.length === 0 && code === 'invalid_type') ? 1000 : 0) + issues.length
  return branches.toSorted((a, b) => misfit(a) - misfit(b) || depth(b) - depth(a))[0]
}

/** `{reason: 120,000 people}` is a reason of 120 and a key of `000 people`. */
const commaHint = 'If it is the end of a text, put that text into quotes: a comma inside { } ends it.'

function wordsOf(issue: z.core.$ZodIssue, document: Document.Parsed, path: Path): string {
  const node = document.getIn(path, true)
  const value = isScalar(node) ? String(node.value) : ''
  const written = isScalar(node) ? `, not ${JSON.stringify(node.value) ?? 'nothing'}` : ''
  if (issue.code === 'invalid_type' && node === undefined) return 'is missing'
  if (isDate(issue) && lacksCentury(value))
    return `the year of "${value.slice(0, 40)}" has two digits, which may be of any century. Write the year in full.`
  const like = value === '' ? undefined : meant(issue, value)
  return `${issueWords(issue)}${written.slice(0, 80)}${like ? `. ${like}` : ''}`
}

function isDate({message}: z.core.$ZodIssue): boolean {
  return message.startsWith('expected a date')
}

/** What the writer seems to have meant, as a question. */
function meant(issue: z.core.$ZodIssue, value: string): string | undefined {
  if (issue.code === 'invalid_value') {
    const like = everydayWord(value, issue.values.map(String)) ?? nearest(value, issue.values.map(String))
    return like && `Did you mean '${like}'?`
  }
  if (!isDate(issue)) return undefined
  const date = dateMeant(value)
  return date && `Did you mean ${date}?`
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  let at: readonly JsonSchema[] = [
    z.toJSONSchema(schema, {io: 'input', unrepresentable: 'any', reused: 'inline'}) as JsonSchema,
  ] // only its structure is read
  const spread = (one: JsonSchema): readonly JsonSchema[] => (one.anyOf ? one.anyOf.flatMap(spread) : [one])
  for (const key of path) {
    at = at
      .flatMap(spread)
      .flatMap((one) =>
        typeof key === 'number'
          ? (one.items ?? [])
          : one.properties && Object.hasOwn(one.properties, key)
            ? (one.properties[String(key)] ?? [])
            : [],
      )
  }
  return [...new Set(at.flatMap(spread).flatMap((one) => Object.keys(one.properties ?? {})))]
}

function lineOf(document: Document.Parsed, offset: number): {readonly line: number; readonly col: number} {
  const counter = (document.options as {lineCounter?: LineCounter}).lineCounter // given when it was parsed
  return counter?.linePos(offset) ?? {line: 1, col: 1}
}

function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const position = ({where = ''}: Fault): readonly [number, number] => {
    const [, line = '0', column = '0'] = /:(\d+)(?::(\d+))?$/.exec(where) ?? []
    return [Number(line), Number(column)]
  }
  return faults.toSorted((a, b) => position(a)[0] - position(b)[0] || position(a)[1] - position(b)[1])
}
