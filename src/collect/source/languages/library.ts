import {nameInPattern} from './code-alone.ts'
import type {Fact, Value} from './fact.ts'

/** A call that a library's rule looks at, with its arguments as values. */
export interface Site {
  readonly name: string
  readonly line: number
  readonly argumentCount: number
  /** The argument at that place, counted from 0. */
  readonly argument: (index: number) => Value | undefined
  /** The first of these named arguments that is there. */
  readonly named: (...names: readonly string[]) => Value | undefined
  /** Each element of such an argument that is a list, by place or by the first of the names that is there. */
  readonly each: (...which: readonly (number | string)[]) => readonly Value[]
  /** The calls before it in its chain, the nearest first. */
  readonly before: readonly Site[]
  /** What an annotation stands on. */
  readonly on: 'type' | 'member' | undefined
  /** An annotation of the same thing, or of a type around it. */
  readonly beside: (name: string) => Site | undefined
  readonly around: (name: string) => Site | undefined
  /** The names of the types around it, the innermost first. */
  readonly types: readonly string[]
}

/** A fact without its line, which is the call's. */
type Unplaced<T> = T extends Fact ? Omit<T, 'line'> : never
export type FactSaid = Unplaced<Fact>

/** What a call says; undefined where it says nothing. */
export type FactMaker = (site: Site) => FactSaid | readonly FactSaid[] | undefined

/** A type whose objects, or whose name, are called. */
export interface TypeRule {
  /** Calls on the type's own name only make one: those on what holds one count. */
  readonly isMadeByItsName?: boolean
  /** What making an object of it says. */
  readonly made?: FactMaker
  /** By method; `*` for one that is not named. */
  readonly methods?: Readonly<Record<string, FactMaker>>
}

/** What a library's names stand for in code that imports it. */
export interface LibraryRules {
  /** How an import of it begins: `org.springframework.jms.`; the empty text for what needs no import. */
  readonly imports: readonly string[]
  readonly types?: Readonly<Record<string, TypeRule>>
  readonly annotations?: Readonly<Record<string, FactMaker>>
  /** Code that imports it talks to a database: its literals that read as SQL are SQL. */
  readonly isDatabase?: boolean
  /** Its queries name mapped classes, not tables, but for those given to a call that says `native` or `SQL`. */
  readonly namesEntities?: boolean
}

export interface Library extends LibraryRules {
  /** Every word that it looks for; undefined where it has none. */
  readonly words: RegExp | undefined
  /** What must stand beside a word for it to say anything; undefined where each may by itself. */
  readonly methods: RegExp | undefined
}

/** The rules with the patterns by which a text of interest is known. */
export function library(rules: LibraryRules): Library {
  const {types = {}, annotations = {}} = rules
  const own = Object.values(types).map(({made, methods = {}}) =>
    made || Object.hasOwn(methods, '*') ? undefined : Object.keys(methods),
  )
  const methods = own.every((names) => names !== undefined) ? own.flat() : []
  return {
    ...rules,
    words: wordPattern([...Object.keys(types), ...Object.keys(annotations)]),
    methods: Object.keys(annotations).length === 0 ? wordPattern(methods) : undefined,
  }
}

/** Whole words of a text; undefined for no word at all. */
export function wordPattern(words: readonly string[]): RegExp | undefined {
  const names = [...new Set(words)].map(nameInPattern)
  return names.length > 0 ? new RegExp(`(?<![\\w$])(?:${names.join('|')})(?![\\w$])`, 'g') : undefined
}

/** Whether something that libraries look for stands in a text, in a comment perhaps. */
export function isOfInterest(text: string, libraries: readonly Library[]): boolean {
  const has = (pattern: RegExp): boolean => text.search(pattern) >= 0
  return libraries.some(
    ({words, methods, isDatabase}) =>
      (words && has(words) && (!methods || has(methods))) || (isDatabase && has(beginsSql)),
  )
}

/** Where a literal begins that may be SQL. */
export const beginsSql = /["'`]\s*(?:select|insert|update|delete|merge|with|call|exec(?:ute)?|truncate|replace|\{)\b/gi

export const httpCall =
  (operation?: string, url = 0): FactMaker =>
  (site) => {
    const at = site.argument(url)
    return {is: 'http', ...(operation && {operation}), ...(at && {url: at})}
  }

export const databaseCall =
  (product: string, connection?: number): FactMaker =>
  (site) => {
    const at = connection === undefined ? undefined : site.argument(connection)
    return {is: 'database', product, operation: site.name, ...(at && {connection: at})}
  }

export const queueCall =
  (product: string, does: 'sends' | 'receives', queue?: number): FactMaker =>
  (site) => {
    const at = queue === undefined ? undefined : site.argument(queue)
    return {is: 'queue', product, does, operation: site.name, ...(at && {queue: at})}
  }

/** An annotation on what is called when a message comes. */
export const listener =
  (product: string, ...names: readonly string[]): FactMaker =>
  (site) => {
    const queues = site.each(...names, 0)
    return queues.length > 0
      ? queues.map((queue) => ({is: 'queue', product, does: 'receives', queue}))
      : {is: 'queue', product, does: 'receives'}
  }

/** The path of an endpoint below that of its type; either may be left out. */
export function joinedPath(base: Value | undefined, own: Value | undefined): Value {
  const known = [base, own].filter((value) => value !== undefined)
  const texts = known.map((value) => ('literal' in value ? value.literal : undefined))
  if (!texts.every((text) => text !== undefined)) return known.find((value) => !('literal' in value)) ?? {literal: '/'}
  return {
    literal: `/${texts
      .flatMap((text) => text.split('/'))
      .filter(Boolean)
      .join('/')}`,
  }
}

export const cloudCall =
  (service: string): FactMaker =>
  (site) => ({is: 'cloud', service, operation: site.name})

export const settingRead =
  (from: 'environment' | 'configuration', index = 0): FactMaker =>
  (site) => {
    const key = site.argument(index)
    return key && 'literal' in key && !key.literal.includes('{}') ? {is: 'setting', from, key: key.literal} : undefined
  }

export const programRun =
  (index = 0): FactMaker =>
  (site) => ({is: 'process', program: site.argument(index) ?? {unresolved: 'the program is decided at run time'}})

export const mailUse: FactMaker = () => ({is: 'mail'})
