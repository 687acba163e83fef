import {plainName} from '../languages/cobol/followed-items.ts'
import {replacedName} from '../languages/cobol/copies.ts'
import {valuesAt} from '../languages/cobol/overlaid-items.ts'
import type {Fact, QueueUse, SqlText, Value} from '../languages/fact.ts'
import type {ImportEdge} from '../languages/language-scanner.ts'
import {memberName} from '../languages/members.ts'
import type {CopySeen, DataItems, ItemData, Named, ProgramFile, Replacing} from '../languages/mainframe-fact.ts'
import {sqlFact} from '../languages/sql-text.ts'

type Facts = ReadonlyMap<string, readonly Fact[]>

/** A copybook that a program takes in, itself or through another. */
interface Inclusion {
  readonly path: string
  /** The line of the program's own COPY. */
  readonly via: number
  /** What each COPY on the way puts in, the innermost first. */
  readonly replacing: readonly Replacing[]
  readonly isFromOutside: boolean
}

const mostInclusions = 2000
const deepest = 12
const mostNames = 60

/**
 * The facts of programs of mainframes with every name followed to what it may be, also into copybooks; what a copybook does
 * becomes what each program does that takes it in. Other files keep their facts.
 */
export function followNames(all: Facts, edges: readonly ImportEdge[]): Map<string, readonly Fact[]> {
  const facts = withoutCopied(all, edges)
  const copied = Map.groupBy(edges, ({from}) => from)
  const isCobol = (own: readonly Fact[] | undefined): boolean =>
    own?.some(({is}) => is === 'program' || is === 'items' || is === 'copy') ?? false
  const found = new Map<string, readonly Fact[]>()
  for (const [path, own] of facts) {
    if (!isCobol(own)) found.set(path, own)
    else if (own.some(({is}) => is === 'program')) {
      const inclusions = inclusionsOf(path, facts, copied)
      found.set(path, followed(path, own, inclusions, facts))
    } else {
      // A copybook does nothing by itself; what it takes in stays known.
      const copies = own.filter(({is}) => is === 'copy')
      if (copies.length > 0) found.set(path, copies)
    }
  }
  return found
}

/** A source of RPG that others copy, and that exports nothing, is no program, though it has procedures. */
function withoutCopied(facts: Facts, edges: readonly ImportEdge[]): Facts {
  const taken = new Set(edges.map(({to}) => to))
  const isCopied = (path: string, own: readonly Fact[]): boolean =>
    taken.has(path) &&
    own.some((fact) => fact.is === 'program' && fact.language === 'RPG' && fact.exports === undefined)
  return new Map(
    [...facts].map(([path, own]) => [path, isCopied(path, own) ? own.filter(({is}) => is !== 'program') : own]),
  )
}

function inclusionsOf(
  program: string,
  facts: Facts,
  copied: ReadonlyMap<string, readonly ImportEdge[]>,
): readonly Inclusion[] {
  const found: Inclusion[] = []
  const met = new Set<string>()
  const take = (path: string, around: Omit<Inclusion, 'path'> | undefined, depth: number): void => {
    const edges = copied.get(path) ?? []
    const ways = new Map(edges.map(({to}) => [memberName(to), to]))
    // A path may lead to a file that is called otherwise.
    const byLine = new Map(edges.map(({to, line}) => [line, to]))
    for (const copy of (facts.get(path) ?? []).filter((fact): fact is CopySeen => fact.is === 'copy')) {
      const to = ways.get(copy.member) ?? byLine.get(copy.line)
      const replacing = [...(copy.replacing ?? []), ...(around?.replacing ?? [])]
      const key = `${to} ${JSON.stringify(replacing)} ${copy.isFromOutside ?? around?.isFromOutside ?? false}`
      if (to === undefined || to === program || met.has(key) || depth > deepest || found.length >= mostInclusions)
        continue
      met.add(key)
      const inclusion = {
        via: around?.via ?? copy.line,
        replacing,
        isFromOutside: (copy.isFromOutside ?? false) || (around?.isFromOutside ?? false),
      }
      found.push({path: to, ...inclusion})
      take(to, inclusion, depth + 1)
    }
    // Macros are taken in by their names alone.
    for (const {to, line} of macrosOf(path, facts, copied)) {
      if (to === program || met.has(to) || depth > deepest || found.length >= mostInclusions) continue
      met.add(to)
      const inclusion = {via: around?.via ?? line, replacing: [], isFromOutside: false}
      found.push({path: to, ...inclusion})
      take(to, inclusion, depth + 1)
    }
  }
  take(program, undefined, 0)
  return found
}

/** What a file takes in that no COPY of it names. */
function macrosOf(
  path: string,
  facts: Facts,
  copied: ReadonlyMap<string, readonly ImportEdge[]>,
): readonly ImportEdge[] {
  const named = new Set((facts.get(path) ?? []).flatMap((fact) => (fact.is === 'copy' ? [fact.member] : [])))
  return (copied.get(path) ?? []).filter(({to}) => !named.has(memberName(to)))
}

function followed(path: string, own: readonly Fact[], inclusions: readonly Inclusion[], facts: Facts): readonly Fact[] {
  const follow = follower(own, inclusions, facts)
  const all: Fact[] = own.flatMap((fact) => (fact.is === 'items' ? [] : withNames(fact, follow)))
  for (const {path: copybook, via, replacing} of inclusions)
    for (const fact of facts.get(copybook) ?? []) {
      if (fact.is === 'items' || fact.is === 'copy' || (fact.is === 'program' && fact.language === 'RPG')) continue
      const renamed = replacing.length > 0 ? withReplaced(fact, replacing) : fact
      all.push(...withNames({...renamed, in: copybook, via}, follow))
    }
  return all
}

/** What is known of an item by one file, with whether its data come from outside. */
interface Known extends ItemData {
  readonly isFromOutside: boolean
}

/** Finds what an item may hold in a program: its values, what is moved to it, and whether others may come. */
function follower(own: readonly Fact[], inclusions: readonly Inclusion[], facts: Facts): (named: Named) => Named {
  const ownItems = own.find((fact): fact is DataItems => fact.is === 'items')
  const received = new Set(ownItems?.receives?.split(' '))
  const books = inclusions.flatMap((inclusion) => {
    const items = (facts.get(inclusion.path) ?? []).find((fact): fact is DataItems => fact.is === 'items')?.items
    return items ? [{items: withReplacedNames(items, inclusion.replacing), isFromOutside: inclusion.isFromOutside}] : []
  })
  const knownOf = (name: string): readonly Known[] => [
    ...(ownItems && Object.hasOwn(ownItems.items, name) ? [{...ownItems.items[name], isFromOutside: false}] : []),
    ...books.flatMap(({items, isFromOutside}) =>
      Object.hasOwn(items, plainName(name)) ? [{...items[plainName(name)], isFromOutside}] : [],
    ),
  ]
  const done = new Map<string, Named>()
  return (named) => {
    if (named.literal !== undefined || named.item === undefined) return named
    const before = done.get(named.item)
    if (before) return {...named, ...before}
    const names = new Set<string>()
    const met = new Set<string>()
    const seen = {isOpen: false}
    const isOpenGroup = (name: string, depth: number): boolean => {
      const known = knownOf(name)
      if (received.has(name) || known.some((one) => one.isOpen || one.moves?.some((move) => !move.startsWith("'"))))
        return true
      const parent = known.find((one) => one.parent !== undefined)?.parent
      return parent !== undefined && depth < deepest && isOpenGroup(parent, depth + 1)
    }
    const visit = (name: string, depth: number): void => {
      if (met.has(name) || met.size > 500) return
      met.add(name)
      const known = knownOf(name).map((one) => withOverlaid(one, knownOf))
      if (known.every(({values = [], moves = []}) => values.length + moves.length === 0)) seen.isOpen = true
      if (received.has(plainName(name))) seen.isOpen = true
      for (const {values = [], moves = [], isOpen: isOwnOpen, isFromOutside, parent, over} of known) {
        if (
          isOwnOpen ||
          isFromOutside ||
          [parent, over?.record].some((one) => one !== undefined && isOpenGroup(one, 0))
        )
          seen.isOpen = true
        for (const value of values) if (names.size < mostNames) names.add(value)
        for (const move of moves)
          if (move.startsWith("'")) {
            if (names.size < mostNames && move.length > 1) names.add(move.slice(1).trim())
          } else if (depth < deepest) visit(move, depth + 1)
          else seen.isOpen = true
      }
    }
    visit(named.item, 0)
    const result: Named = {names: [...names].filter(Boolean).toSorted(), ...(seen.isOpen && {isOpen: true as const})}
    done.set(named.item, result)
    return {...named, ...result}
  }
}

/** An item with what stands at its places in the record of another file that it lies over. */
function withOverlaid(known: Known, knownOf: (name: string) => readonly Known[]): Known {
  const {over, values = []} = known
  if (!over) return known
  const overlaid = knownOf(over.record).flatMap(({holds}) => (holds ? valuesAt(holds, over) : []))
  return overlaid.length === 0 ? known : {...known, values: [...new Set([...values, ...overlaid])]}
}

function withReplacedNames(
  items: Readonly<Record<string, ItemData>>,
  replacing: readonly Replacing[],
): Readonly<Record<string, ItemData>> {
  if (replacing.length === 0) return items
  const named = (name: string): string => replacedName(name, replacing)
  return Object.fromEntries(
    Object.entries(items).map(([name, {parent, moves, over, ...data}]) => [
      named(name),
      {
        ...data,
        ...(over && {over: {...over, record: named(over.record)}}),
        ...(parent !== undefined && {parent: named(parent)}),
        ...(moves && {moves: moves.map((move) => (move.startsWith("'") ? move : named(move)))}),
      },
    ]),
  )
}

function withReplaced(fact: Fact, replacing: readonly Replacing[]): Fact {
  const put = (named: Named): Named => {
    if (named.item !== undefined) return {...named, item: replacedName(named.item, replacing)}
    const literal = replacing.find(({from}) => from === named.literal)?.to
    return literal === undefined ? named : {literal}
  }
  const parts = Object.entries(fact).map(([key, part]) => [key, isNamed(part) ? put(part) : part])
  return Object.fromEntries(parts) as Fact // names stand where names stood
}

function isNamed(part: unknown): part is Named {
  return typeof part === 'object' && part !== null && ('item' in part || 'literal' in part)
}

/** A fact with its names followed, in the words that all languages share where they have some. */
function withNames(fact: Fact, follow: (named: Named) => Named): readonly Fact[] {
  const place = {line: fact.line, ...('in' in fact && fact.in !== undefined && {in: fact.in, via: fact.via})}
  if (fact.is === 'mq')
    return queues(fact.product ?? 'ibm-mq', follow(fact.queue), {
      ...place,
      operation: fact.operation,
      ...(fact.does && {does: fact.does}),
    })
  if (fact.is === 'cics-queue') {
    const product = fact.store === 'TD' ? 'cics-transient-data' : 'cics-temporary-storage'
    return queues(product, follow(fact.queue), {...place, does: fact.does === 'writes' ? 'sends' : 'receives'})
  }
  if (fact.is === 'program-file' && fact.path) return [fact, ...filesByPath(follow(fact.path), fact.opens)]
  if (fact.is === 'dynamic-sql') return dynamicSql(follow(fact.text), place)
  if (fact.is === 'cics-web') {
    const host = fact.host && only(follow(fact.host))
    const path = fact.path ? (only(follow(fact.path)) ?? '/{}') : ''
    // Where a URIMAP leads, the definitions of CICS say.
    if (fact.host === undefined && !fact.uriMap)
      return [
        {is: 'http', operation: fact.method ?? fact.operation, url: {unresolved: 'decided at run time'}, ...place},
      ]
    if (fact.host === undefined)
      return fact.uriMap ? [{...fact, uriMap: follow(fact.uriMap), ...(fact.path && {path: follow(fact.path)})}] : []
    return [
      {
        is: 'http',
        operation: fact.method ?? fact.operation,
        url: host ? {literal: `http://${host}${path}`} : {unresolved: 'decided at run time'},
        ...place,
      },
    ]
  }
  const parts = Object.entries(fact)
  if (!parts.some(([key, part]) => isOperand(key, part))) return [fact]
  const named = parts.map(([key, part]) => [key, isOperand(key, part) ? follow(part) : part])
  return [Object.fromEntries(named) as Fact] // names stand where names stood
}

const operands: ReadonlySet<string> = new Set([
  'target',
  'file',
  'map',
  'mapset',
  'container',
  'channel',
  'operation',
  'psb',
  'behind',
  'path',
  'area',
  'to',
  'view',
])

function isOperand(key: string, part: unknown): part is Named {
  return operands.has(key) && isNamed(part) && !('literal' in part)
}

/** The only name that an item may have. */
export function only({literal, names, isOpen}: Named): string | undefined {
  if (literal !== undefined) return literal
  return names?.length === 1 && !isOpen ? names[0] : undefined
}

/** All that an item may be, as far as it is known. */
export function namesOf({literal, names}: Named): readonly string[] {
  return literal !== undefined ? [literal] : (names ?? [])
}

function queues(product: string, named: Named, rest: Pick<QueueUse, 'line' | 'operation' | 'does'>): readonly Fact[] {
  const known = namesOf(named).map((name): Fact => ({is: 'queue', product, queue: {literal: name}, ...rest}))
  if (known.length > 0 && !named.isOpen) return known
  return [...known, {is: 'queue', product, queue: {unresolved: 'decided at run time'}, ...rest}]
}

/** Files that a program opens by a path of its own, at each of its OPENs. */
function filesByPath(named: Named, opens: ProgramFile['opens']): readonly Fact[] {
  const known = namesOf(named).map((literal): Value => ({literal}))
  const paths: readonly Value[] =
    known.length > 0 && !named.isOpen ? known : [...known, {unresolved: 'decided at run time'}]
  return opens.flatMap(({mode, line}) =>
    paths.map((path): Fact => ({
      is: 'file',
      protocol: 'local',
      path,
      does: mode === 'input' ? 'reads' : 'writes',
      line,
    })),
  )
}

function dynamicSql(named: Named, place: Pick<SqlText, 'line'>): readonly Fact[] {
  const known = namesOf(named).flatMap((text) => {
    const fact = sqlFact(text)
    return fact ? [{...fact, ...place} as Fact] : [] // the place is all that it lacks
  })
  if (known.length > 0 && !named.isOpen) return known
  return [...known, {is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true, ...place}]
}
