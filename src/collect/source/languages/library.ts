import type {ImportSeen} from '../resolve-imports.ts'
import {nameInPattern} from './code-alone.ts'
import type {Fact, FileExchange, Value} from './fact.ts'
import type {DeclaredAt} from './syntax.ts'

/** A call that a library's rule looks at, with its arguments as values. */
export interface Site {
  readonly name: string
  readonly line: number
  readonly argumentCount: number
  readonly typeArguments: readonly string[]
  /** The argument at that place, counted from 0. */
  readonly argument: (index: number) => Value | undefined
  /** The first of these named arguments that is there. */
  readonly named: (...names: readonly string[]) => Value | undefined
  /** Each element of such an argument that is a list, by place or by the first of the names that is there. */
  readonly each: (...which: readonly (number | string)[]) => readonly Value[]
  /** What each of them is put together of, where the language's scanner tells that. */
  readonly parts?: (...which: readonly (number | string)[]) => readonly (readonly Value[])[]
  /** The calls before it in its chain, the nearest first. */
  readonly before: readonly Site[]
  /** The calls on its result, the nearest first, where the language's syntax tells them. */
  readonly following?: readonly Site[]
  /** The names of the calls after it in its chain, where the language's scanner tells them. */
  readonly after?: readonly string[]
  /** What an annotation stands on. */
  readonly on: 'type' | 'member' | undefined
  /** An annotation of the same thing, or of a type around it. */
  readonly beside: (name: string) => Site | undefined
  readonly around: (name: string) => Site | undefined
  /** Of what an annotation stands on or in, where the language's syntax tells it. */
  readonly declared?: DeclaredAt | undefined
  /** The calls that it is an argument of, the nearest first, where the language's syntax tells them. */
  readonly callsAround?: readonly Site[]
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
  /** What declaring a member of it says: `DbSet<Order> Orders`. */
  readonly declared?: (name: string, typeArguments: readonly string[]) => FactSaid | undefined
  /** By method; `*` for one that is not named. */
  readonly methods?: Readonly<Record<string, FactMaker>>
}

/** What a library's names stand for in code that imports it. */
export interface LibraryRules {
  /** How an import of it begins: `org.springframework.jms.`; the empty text for what needs no import. */
  readonly imports: readonly string[]
  readonly types?: Readonly<Record<string, TypeRule>>
  readonly annotations?: Readonly<Record<string, FactMaker>>
  /** Methods that say something whatever they are called on. */
  readonly calls?: Readonly<Record<string, FactMaker>>
  /** Code that imports it talks to a database: its literals that read as SQL are SQL. */
  readonly isDatabase?: boolean
  /**
   * Its queries name mapped classes, not tables: all but those given to a call that says `native` or `SQL`, or only
   * those given to the call of this name.
   */
  readonly namesEntities?: true | string
}

export interface Library extends LibraryRules {
  /** Every word that it looks for; undefined where it has none. */
  readonly words: RegExp | undefined
  /** Of these, the words that may say something by themselves. */
  readonly telling: RegExp | undefined
  /** The others are types that say something only where one of their methods stands beside them. */
  readonly called: {readonly types: RegExp; readonly methods: RegExp} | undefined
}

/** The rules with the patterns by which a text of interest is known. */
export function library(rules: LibraryRules): Library {
  const {types = {}, annotations = {}, calls = {}} = rules
  const telling = [...Object.keys(annotations), ...Object.keys(calls)]
  const called = {types: [] as string[], methods: [] as string[]}
  for (const [name, {made, declared, methods = {}}] of Object.entries(types))
    if (made || declared || Object.hasOwn(methods, '*')) telling.push(name)
    else {
      called.types.push(name)
      called.methods.push(...Object.keys(methods))
    }
  const [ofTypes, ofMethods] = [wordPattern(called.types), wordPattern(called.methods)]
  return {
    ...rules,
    words: wordPattern([...telling, ...called.types]),
    telling: wordPattern(telling),
    called: ofTypes && ofMethods && {types: ofTypes, methods: ofMethods},
  }
}

/** Those that a file imports, and those that need no import. */
export function librariesFor(libraries: readonly Library[], imports: readonly ImportSeen[]): readonly Library[] {
  return libraries.filter(({imports: prefixes}) =>
    prefixes.some((prefix) => prefix === '' || imports.some(({specifier}) => specifier.startsWith(prefix))),
  )
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
    ({telling, called, isDatabase}) =>
      (telling && has(telling)) ||
      (called && has(called.types) && has(called.methods)) ||
      (isDatabase && has(beginsSql)),
  )
}

const sqlVerbs = String.raw`\s*(?:(?:select|insert|update|delete|merge|with|call|exec(?:ute)?|truncate|replace|begin)\b(?!["'\`]\s*[,;:)\]=}])|\{\s*(?:call\b|[?:]))`

/** Where a literal begins that may be SQL: a verb alone, of a list or a key, is none. */
export const beginsSql = new RegExp(`["'\`]${sqlVerbs}`, 'gi')

/** What is between quotes, where it begins as SQL does. */
export const sqlVerb = new RegExp(`^${sqlVerbs}`, 'i')

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

/** A path that is put together of these: with them, where only other files or settings say what some of them are. */
export function pathOf(parts: readonly Value[]): {readonly path: Value; readonly parts?: readonly Value[]} {
  const literals = parts.flatMap((part) => ('literal' in part ? [part.literal] : []))
  if (literals.length === parts.length) return {path: joinedPath(undefined, {literal: literals.join('')})}
  if (parts.some((part) => 'unresolved' in part)) return {path: atRunTime}
  return {path: atRunTime, parts}
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
  (site) => ({is: 'process', program: site.argument(index) ?? atRunTime})

export const fileUse =
  (protocol: FileExchange['protocol'], does?: FileExchange['does'], path = 0): FactMaker =>
  (site) => {
    const at = site.argument(path)
    const literal = at && 'literal' in at ? at.literal : undefined
    if (protocol !== 'local') return {is: 'file', protocol, ...(does && {does}), ...(at && {path: at})}
    // Of files by the machine's own paths only those are of interest that the code names whole, or a setting does.
    const isWhole = literal !== undefined && /^(?:[A-Za-z]:)?[\\/]./.test(literal)
    if (!at || !(isWhole || 'key' in at)) return undefined
    const server = /^[\\/]{2}([\w.-]+)[\\/]/.exec(literal ?? '')?.[1]
    return {
      is: 'file',
      protocol: server ? 'smb' : 'local',
      ...(does && {does}),
      ...(server && {server: {literal: server}}),
      path: at,
    }
  }

export const fileServer =
  (protocol: FileExchange['protocol'], index = 0): FactMaker =>
  (site) => {
    const at = site.argument(index)
    return at && {is: 'file', protocol, server: at}
  }

export const atRunTime: Value = {unresolved: 'decided at run time'}

export const mailUse: FactMaker = () => ({is: 'mail'})
