import type {Node} from 'web-tree-sitter'
import {type Standing, wordsOf} from '../connection-name.ts'
import {literalStanding} from '../name-before.ts'
import {addressesIn} from '../addresses-in-text.ts'
import {enclosing} from './around-node.ts'
import type {Fact, Value} from './fact.ts'
import {
  beginsSql,
  type FactMaker,
  type FactSaid,
  type Library,
  type Site,
  type TypeRule,
  wordPattern,
} from './library.ts'
import {kafkaServers} from './brokers.ts'
import {sqlFact} from './sql-text.ts'
import type {Call, Syntax} from './syntax.ts'
import {type KeyReaders, valueReader, type ReadValue, type ValueReader} from './read-value.ts'

export interface FactSearch {
  readonly text: string
  readonly root: Node
  readonly syntax: Syntax
  /** Those that the file imports, and those that need no import. */
  readonly libraries: readonly Library[]
  readonly keys: KeyReaders
  /** What the file calls by a name of its own: `queues.ORDERS` of `ORDERS`, `Topics.PAID` of `PAID`. */
  readonly imported?: (name: string) => string | undefined
  /** Whether what a text is given to, by its name, takes SQL wherever it comes from. */
  readonly isQuery?: (giver: string) => boolean
}

/** What a name holds: something of a type of interest, of `Order` where it is a `Set<Order>`. */
interface Held {
  readonly rule: TypeRule
  readonly typeArguments: readonly string[]
  /** Where it is said. */
  readonly at: Node
}

const longestAddress = 20_000
const mostWordsAFile = 20_000

/**
 * The facts of a file: the words that its libraries make interesting are looked for in the text, and the tree is asked
 * only where one stands, which also tells those in comments and strings apart. Names are followed, not types: what is
 * declared with a type of interest, or made of one, is called by its name.
 */
export function findFacts(search: FactSearch): readonly Fact[] {
  const reader = valueReader(search)
  const found: Fact[] = []
  const named = new Map<string, Held[]>()
  const siteOf = sites(search.syntax, reader)
  const say = (maker: FactMaker | undefined, call: Call): void => {
    const site = siteOf(call)
    const said = maker?.(site)
    for (const one of said === undefined ? [] : Array.isArray(said) ? said : [said])
      found.push({...one, line: site.line} as Fact) // the line is all that a said fact lacks
  }
  const declare = (said: FactSaid | undefined, node: Node): void => {
    if (said) found.push({...said, line: node.startPosition.row + 1} as Fact) // as above
  }
  const ofType = (rule: TypeRule, calls: readonly Call[], isMade = false): void => {
    for (const [index, call] of calls.entries())
      if (isMade && index === 0) say(rule.made, call)
      else say(methodOf(rule, call.name), call)
  }
  const remember = (rule: TypeRule, {names, ...use}: Named, at: Node): void => {
    const typeArguments = use.typeArguments ?? []
    for (const name of names) {
      const held = named.get(name) ?? []
      const isKnown = held.some((one) => one.rule === rule && one.typeArguments.join() === typeArguments.join())
      if (!isKnown) named.set(name, [...held, {rule, typeArguments, at}])
    }
  }
  for (const library of search.libraries)
    for (const {word, node} of wordsAt(search, library.words)) {
      const use = search.syntax.useOf(node)
      if (use?.is === 'annotation') say(own(library.annotations, word), use.call)
      if (use?.is === 'method') say(own(library.calls, word), use.call)
      const rule = own(library.types, word)
      if (!rule || !use || use.is === 'annotation' || use.is === 'method') continue
      remember(rule, use, node)
      if (use.is === 'called') ofType(rule, rule.isMadeByItsName && !use.isMade ? [] : use.calls, use.isMade)
      else if (use.isMember) for (const name of use.names) declare(rule.declared?.(name, use.typeArguments ?? []), node)
    }
  for (const {word, node} of wordsAt(search, wordPattern([...named.keys()]))) {
    const use = search.syntax.useOf(node)
    if (use?.is !== 'called' || use.isMade) continue
    for (const {rule, typeArguments} of heldAt(named.get(word) ?? [], node, search.syntax))
      ofType(
        rule,
        use.calls.map((call) => (call.typeArguments?.length ? call : {...call, typeArguments})),
      )
  }
  const texts = textFacts(search, reader.value)
  return [...found, ...kafkaServers(search, reader.value), ...texts].toSorted((a, b) => a.line - b.line)
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

interface Named {
  readonly names: readonly string[]
  readonly typeArguments?: readonly string[]
}

/** Of several things of one name, those that are said nearest around a place, where any is said around it. */
function heldAt(held: readonly Held[], at: Node, {scopes}: Syntax): readonly Held[] {
  if (held.length < 2 || !scopes) return held
  const scoped = held.map((one) => ({one, scope: enclosing(one.at, scopes)[0]}))
  const around = scoped.flatMap(({scope}) =>
    scope && scope.startIndex <= at.startIndex && at.endIndex <= scope.endIndex ? [scope.startIndex] : [],
  )
  const nearest = Math.max(...around)
  return around.length === 0 ? held : scoped.flatMap(({one, scope}) => (scope?.startIndex === nearest ? [one] : []))
}

function methodOf({methods}: TypeRule, name: string): FactMaker | undefined {
  return own(methods, name) ?? own(methods, '*')
}

function* wordsAt({text, root}: FactSearch, words: RegExp | undefined): Generator<{word: string; node: Node}> {
  if (!words) return
  let count = 0
  for (const {0: word, index} of text.matchAll(words)) {
    count += 1
    if (count > mostWordsAFile) return
    const node = root.descendantForIndex(index, index + word.length)
    if (node && node.startIndex === index && node.endIndex === index + word.length) yield {word, node}
  }
}

/** Calls as the rules of libraries see them. */
function sites(syntax: Syntax, {value: readValue, parts}: ValueReader): (call: Call) => Site {
  const siteOf = (call: Call): Site => {
    const first = (calls: readonly Call[], name: string): Site | undefined => {
      const one = calls.find((other) => other.name === name)
      return one && siteOf(one)
    }
    const given = (which: readonly (number | string)[]): Node | undefined =>
      which.map((one) => (typeof one === 'number' ? call.arguments[one] : own(call.named, one))).find(Boolean)
    const valueOf = (node: Node | undefined): Value | undefined => node && readValue(node)
    return {
      name: call.name,
      line: call.node.startPosition.row + 1,
      argumentCount: call.arguments.length,
      typeArguments: call.typeArguments ?? [],
      argument: (index) => valueOf(given([index])),
      named: (...names) => valueOf(given(names)),
      each: (...which) => {
        const node = given(which)
        return node ? syntax.elementsOf(node).map(readValue) : []
      },
      parts: (...which) => {
        const node = given(which)
        return node ? syntax.elementsOf(node).map(parts) : []
      },
      get before() {
        const before: Site[] = []
        for (let at = call.before; at && before.length < 50; at = at.before) before.push(siteOf(at))
        return before
      },
      get following() {
        return (call.following ?? []).map(siteOf)
      },
      get on() {
        return syntax.standsOn(call.node)
      },
      beside: (name) => first(syntax.beside(call.node), name),
      around: (name) => first(syntax.around(call.node), name),
      get declared() {
        return syntax.declaredAt?.(call.node)
      },
      get callsAround() {
        return (syntax.callsAround?.(call.node) ?? []).map(siteOf)
      },
      get types() {
        return syntax.typesAround(call.node)
      },
    }
  }
  return siteOf
}

const beginsAddress = /:\/\/|\bjdbc:|\(\s?DESCRIPTION\s?=/gi

/** Literals that are addresses, and in code that talks to a database those that read as SQL. */
function textFacts(search: FactSearch, readValue: ReadValue): readonly Fact[] {
  const facts: Fact[] = []
  const seen = new Set<number>()
  const stringsAt = function* (pattern: RegExp): Generator<Node> {
    for (const {index, 0: match} of search.text.matchAll(pattern)) {
      const string = stringAround(search, index + match.length - 1)
      if (!string || seen.has(string.id)) continue
      seen.add(string.id)
      yield string
    }
  }
  for (const string of stringsAt(beginsAddress)) {
    const whole = search.syntax.wholeText(string)
    // What something else is compared with is called by nobody, nor is a link for readers of the code.
    if (search.syntax.isRemark?.(string)) continue
    if (/^[!=]==?$/.test(whole.parent?.childForFieldName('operator')?.type ?? '')) continue
    const value = readValue(whole)
    const line = string.startPosition.row + 1
    if (!('literal' in value) || value.literal.length >= longestAddress) continue
    const standing = standingOf(search, string, value.literal)
    for (const address of addressesIn(value.literal))
      facts.push({is: 'address', ...address, standing: standing(address.protocol), line})
  }
  const isDatabase = search.libraries.some((library) => library.isDatabase)
  if (!isDatabase && !search.isQuery) return facts
  const namers = search.libraries.flatMap((library) => library.namesEntities ?? [])
  const namesEntities = (taker: string | undefined): boolean =>
    namers.some((one) => (one === true ? !/native|sql/i.test(taker ?? '') : taker === one))
  for (const string of stringsAt(beginsSql)) {
    const whole = search.syntax.wholeText(string)
    const taker = search.syntax.givenTo(whole)
    if (!isDatabase && !search.isQuery?.(taker ?? '')) continue
    if (taker !== undefined && runsNothing.test(taker)) continue
    const value = readValue(whole)
    const sql = 'literal' in value ? sqlFact(value.literal) : undefined
    const of = namesEntities(taker) ? 'entities' : 'tables'
    if (sql) facts.push({...sql, of, line: whole.startPosition.row + 1})
  }
  if (namers.length === 0) return facts
  for (const string of stringsAt(beginsFrom)) {
    const whole = search.syntax.wholeText(string)
    const taker = search.syntax.givenTo(whole)
    if (!namesEntities(taker) || !/query/i.test(taker ?? '')) continue
    const value = readValue(whole)
    const sql = 'literal' in value ? sqlFact(`select x ${value.literal}`) : undefined
    if (sql) facts.push({...sql, of: 'entities', line: whole.startPosition.row + 1})
  }
  return facts
}

/** A query of mapped classes that leaves out what it selects. */
const beginsFrom = /["']\s*(?:from|FROM)\s+(?:[a-z_]\w*\.)*[A-Z]/g

/** What is given a text for people to read, in logs, errors and screens, or a text to look for. */
const runsNothing =
  /^(?:(?:strstr|stristr|strpos|stripos|str_contains|str_starts_with|substr_count|preg_match|preg_match_all|Contains|HasPrefix|HasSuffix|startswith|endswith|start_with|end_with)$|(?:log|debug|info|warn|warning|error|trace|notice|verbose|critical|fatal|panic|exception|print|puts|echo|write|fprint|report)(?:f|ln|w|line|_line|_r)?|\w*(?:Error|Exception|Warning)|Errorf|error_log|trigger_error|syslog|die|exit|abort|fail|raise|say|say_with_time|assert\w*)$/i

/** Whether the name before an address says that it stands for a thing: `scope: 'http://...'`, a schema's own address. */
function isOfThing(before: string, literal: string): boolean {
  const [, name = ''] = /([\w-]{1,80})["']?\s*\]?\s*(?:=>|:=|[:=])\s*[\s([]{0,4}$/.exec(before) ?? []
  return wordsOf(name).some((word) => ofThings.has(word)) || /\.(?:dtd|xsd)$/i.test(literal)
}

/** In code alone: what a setting is called by these words may well be called. */
const ofThings = new Set(['doctype', 'scope', 'useragent', 'agent', 'profile'])

/** What shows an address to people, or sends their browsers there; and functions that translate a text. */
const showsLink = /link|redirect|href|anchor|help(?!er)|^(?:_|__|_e|s|t|tr|trans|translate|n?gettext|info)$/i

/**
 * How an address of a literal stands, by its scheme: what is given to people, in logs, errors and on screens, is named
 * alone; so is a bare address under a name that says so.
 */
function standingOf({syntax, text}: FactSearch, string: Node, literal: string): (protocol: string) => Standing {
  const taker = syntax.givenTo(syntax.wholeText(string)) ?? ''
  if (!isAddress(literal) || runsNothing.test(taker) || showsLink.test(taker)) return () => 'named'
  const before = text.slice(Math.max(0, string.startIndex - 120), string.startIndex)
  const isAside = isOfThing(before, literal)
  return (protocol) => {
    const standing = literalStanding(text, string.startIndex, protocol)
    return standing === 'address' && isAside ? 'named' : standing
  }
}

/** A link, a picture or a schema of a page: what people follow, or a browser, is no call of the code. */
const inMarkup =
  /<(?:a|embed|object|param|video|audio|img|link|script|iframe|form|area|base|source|!DOCTYPE|html|svg)\b|\b(?:href|src|action|xmlns|pluginspage|placeholder)\s*=\s*["']?$/i

/** A text that is one, not a sentence or code that has one in it. */
function isAddress(text: string): boolean {
  const before = text.slice(0, Math.max(0, text.search(/[a-z][a-z0-9+.-]*:\/\//i)))
  if (inMarkup.test(before)) return false
  return before.includes('=') || !/[\s"'(]/.test(before)
}

function stringAround({root, syntax}: FactSearch, index: number): Node | undefined {
  let node: Node | null = root.descendantForIndex(index)
  for (let steps = 0; node && steps < 4; steps += 1) {
    if (syntax.strings.has(node.type)) return node
    node = node.parent
  }
  return undefined
}
