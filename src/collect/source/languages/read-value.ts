import type {Node} from 'web-tree-sitter'
import type {Value} from './fact.ts'
import {definitionFinder} from './find-definition.ts'
import type {Part, Syntax} from './syntax.ts'

/** Methods whose first argument is the key of a setting, and annotations that say it of a field. */
export interface KeyReaders {
  /** Each with what stands before the key in the files of settings. */
  readonly methods: ReadonlyMap<string, string>
  readonly annotations: ReadonlySet<string>
  /** Annotations by which a container gives what has that name: `@Resource(lookup = "jms/paid")`. */
  readonly containers?: ReadonlyMap<string, readonly string[]>
}

export type ReadValue = (expression: Node) => Value

export interface ValueReader {
  readonly value: ReadValue
  /** What an expression is put together of: `{}` for what a run decides, but where it begins with that. */
  readonly parts: (expression: Node) => readonly Value[]
}

interface Reading {
  readonly text: string
  readonly root: Node
  readonly syntax: Syntax
  readonly keys: KeyReaders
  /** What the file calls by a name of its own: `queues.ORDERS` of `ORDERS`, `Topics.PAID` of `PAID`. */
  readonly imported?: (name: string) => string | undefined
}

const deepest = 6
const longest = 20_000

/** What an expression stands for, as far as its file says it: literals, constants, keys of settings. */
export function valueReader(reading: Reading): ValueReader {
  const known = new Map<string, Value>()
  const find = definitionFinder(reading)
  const valueOf = (expression: Node, depth: number): Value =>
    joinedValue(reading.syntax.partsOf(expression).map((part) => partValue(part, depth)))
  const partValue = (part: Part, depth: number): Value => {
    if ('text' in part) return {literal: part.text}
    if ('other' in part || depth >= deepest) return atRunTime
    if ('format' in part) return formatValue(part.format.map((one) => partValue(one, depth + 1)))
    if ('call' in part) {
      const key = part.call.arguments[0]
      const before = reading.keys.methods.get(part.call.name)
      return key && before !== undefined ? asKey(before, valueOf(key, depth + 1)) : atRunTime
    }
    const place = `${find.placeOf(part.node)} ${part.name}`
    const before = known.get(place)
    if (before) return before
    const value = nameValue(part.name, part.node, depth)
    known.set(place, value)
    return value
  }
  const nameValue = (name: string, at: Node, depth: number): Value => {
    const definition = find.definitionOf(name, at)
    for (const {name: annotation, named, arguments: given} of definition?.annotations ?? []) {
      const bare = named.key ?? named.name
      if (bare && reading.keys.annotations.has(annotation)) return asKey('', valueOf(bare, depth + 1))
      const key = given[0] ?? Object.values(named)[0]
      if (key && reading.keys.annotations.has(annotation)) return placeholder(valueOf(key, depth + 1))
      const contained = reading.keys.containers?.get(annotation)?.flatMap((one) => named[one] ?? [])[0]
      if (contained) return valueOf(contained, depth + 1)
    }
    if (definition?.value) return valueOf(definition.value, depth + 1)
    if (definition) return atRunTime
    const whole = reading.imported?.(name) ?? name.split('.').slice(-2).join('.')
    return /^[A-Za-z_]\w*\.[A-Z]\w*$/.test(whole) ? {constant: whole} : atRunTime
  }
  const partsOf = (expression: Node, depth: number): readonly Value[] =>
    reading.syntax.partsOf(expression).flatMap((part) => {
      const said = 'name' in part && depth < deepest ? find.definitionOf(part.name, part.node) : undefined
      return said?.value && said.annotations.length === 0
        ? partsOf(said.value, depth + 1)
        : placeholders(partValue(part, depth))
    })
  return {
    value: (expression) => placeholder(valueOf(expression, 0)),
    parts: (expression) => {
      const parts = partsOf(expression, 0)
      const [first] = parts
      if (first === undefined || 'unresolved' in first) return [atRunTime]
      return parts.map((part) => ('unresolved' in part ? {literal: '{}'} : part))
    },
  }
}

/** A text with its `${...}` as keys of their own. */
function placeholders(value: Value): readonly Value[] {
  if (!('literal' in value) || !value.literal.includes('${')) return [value]
  const pieces = value.literal.split(/\$\{([\w.-]{1,200})(?::[^{}]*)?\}/)
  return pieces.flatMap((piece, at): readonly Value[] =>
    at % 2 === 1 ? [{key: piece}] : piece === '' ? [] : [{literal: piece}],
  )
}

const atRunTime: Value = {unresolved: 'decided at run time'}

function asKey(before: string, value: Value): Value {
  return 'literal' in value && !value.literal.includes('{}') ? {key: `${before}${value.literal}`} : atRunTime
}

/** `${orders.queue}` and `${orders.queue:orders}` are a key. */
function placeholder(value: Value): Value {
  const key = 'literal' in value ? /^[$#]\{([\w.-]{1,200})(?::([^{}]*))?\}(.*)$/s.exec(value.literal) : null
  if (!key?.[1]) return value
  return {key: key[1], ...(key[3] && {rest: key[3]}), ...(key[2] && harmless.test(key[2]) && {otherwise: key[2]})}
}

/** A path, or a line of cron: a default of another form may be secret. */
const harmless =
  /^(?:\/[a-z\d_./{}-]{0,100}|(?:[\d*?LW#,/-]{1,20}\s+){4,6}(?:[\d*?LW#,/-]|MON|TUE|WED|THU|FRI|SAT|SUN){1,30}|-)$/

/** The text around what a run decides says something even where it begins with that. */
function formatValue(values: readonly Value[]): Value {
  const value = joinedValue(values)
  return 'unresolved' in value ? joinedValue([{literal: ''}, ...values]) : value
}

/** What parts that stand one after the other are together. */
export function joinedValue(values: readonly Value[]): Value {
  const [first] = values
  if (first === undefined) return atRunTime
  if (values.length === 1) return first
  const texts = values.map((value) => ('literal' in value ? value.literal : '{}'))
  if (!('literal' in first)) {
    const rest = texts.slice(1).join('').slice(0, longest)
    if ('key' in first) return {key: first.key, rest: `${first.rest ?? ''}${rest}`}
    return 'constant' in first ? {constant: first.constant, rest: `${first.rest ?? ''}${rest}`} : first
  }
  return {literal: texts.join('').slice(0, longest)}
}
