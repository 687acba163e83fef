import type {Node} from 'web-tree-sitter'
import {nameInPattern} from './code-alone.ts'
import type {Value} from './fact.ts'
import type {Definition, Part, Syntax} from './syntax.ts'

/** Methods whose first argument is the key of a setting, and annotations that say it of a field. */
export interface KeyReaders {
  /** Each with what stands before the key in the files of settings. */
  readonly methods: ReadonlyMap<string, string>
  readonly annotations: ReadonlySet<string>
}

export type ReadValue = (expression: Node) => Value

interface Reading {
  readonly text: string
  readonly root: Node
  readonly syntax: Syntax
  readonly keys: KeyReaders
}

const deepest = 6
const longest = 20_000
const mostPlaces = 200

/** What an expression stands for, as far as its file says it: literals, constants, keys of settings. */
export function valueReader(reading: Reading): ReadValue {
  const known = new Map<string, Value>()
  const valueOf = (expression: Node, depth: number): Value =>
    joinedValue(reading.syntax.partsOf(expression).map((part) => partValue(part, depth)))
  const partValue = (part: Part, depth: number): Value => {
    if ('text' in part) return {literal: part.text}
    if ('other' in part || depth >= deepest) return atRunTime
    if ('call' in part) {
      const key = part.call.arguments[0]
      const before = reading.keys.methods.get(part.call.name)
      return key && before !== undefined ? asKey(before, valueOf(key, depth + 1)) : atRunTime
    }
    const before = known.get(part.name)
    if (before) return before
    const value = nameValue(part.name, depth)
    known.set(part.name, value)
    return value
  }
  const nameValue = (name: string, depth: number): Value => {
    const short = name.slice(name.lastIndexOf('.') + 1)
    const definition = definitionOf(reading, short)
    for (const annotation of definition?.annotations ?? []) {
      const key = annotation.arguments[0] ?? Object.values(annotation.named)[0]
      if (key && reading.keys.annotations.has(annotation.name)) return placeholder(valueOf(key, depth + 1))
    }
    if (definition?.value) return valueOf(definition.value, depth + 1)
    return /^[A-Z]\w*\.[A-Z][A-Z0-9_]*$/.test(name) ? {constant: name} : atRunTime
  }
  return (expression) => placeholder(valueOf(expression, 0))
}

const atRunTime: Value = {unresolved: 'decided at run time'}

function asKey(before: string, value: Value): Value {
  return 'literal' in value && !value.literal.includes('{}') ? {key: `${before}${value.literal}`} : atRunTime
}

/** `${orders.queue}` and `${orders.queue:orders}` are a key. */
function placeholder(value: Value): Value {
  const key = 'literal' in value ? /^[$#]\{([\w.-]{1,200})(?::[^{}]*)?\}(.*)$/s.exec(value.literal) : null
  return key?.[1] ? {key: key[1], ...(key[2] && {rest: key[2]})} : value
}

/** What parts that stand one after the other are together. */
export function joinedValue(values: readonly Value[]): Value {
  const [first] = values
  if (first === undefined) return atRunTime
  if (values.length === 1) return first
  const texts = values.map((value) => ('literal' in value ? value.literal : '{}'))
  if (!('literal' in first)) {
    const rest = texts.slice(1).join('').slice(0, longest)
    return 'key' in first ? {key: first.key, rest: `${first.rest ?? ''}${rest}`} : first
  }
  return {literal: texts.join('').slice(0, longest)}
}

/**
 * Where the file itself says what a name is. Of several declarations only one may say it, and the others be fields or
 * parameters that take it; more are decided at run time.
 */
function definitionOf({text, root, syntax}: Reading, name: string): Definition | undefined {
  if (!/^@{0,2}[A-Za-z_$][\w$]*$/.test(name)) return undefined
  const pattern = new RegExp(`(?<![\\w$.])${nameInPattern(name)}(?![\\w$])`, 'g')
  let only: Definition | undefined
  let looked = 0
  for (const {index} of text.matchAll(pattern)) {
    looked += 1
    if (looked > mostPlaces) return undefined
    const node = root.descendantForIndex(index, index + name.length)
    const definition = node && node.endIndex - node.startIndex === name.length ? syntax.definitionAt(node) : undefined
    if (!definition || (!definition.value && definition.annotations.length === 0)) continue
    if (only) return undefined
    only = definition
  }
  return only
}
