import type {ItemData, Overlay, ValueHeld} from '../mainframe-fact.ts'
import type {DataItem} from './data-items.ts'
import {overlaidValues, overlaysElsewhere, recordsHeld} from './overlaid-items.ts'
import type {Move, Statements} from './statement-reading.ts'
import {nextAfter} from './straight-moves.ts'

const mostValues = 60
const mostMoves = 200
/** Longer ones are messages, no names. */
const longestValue = 80

/** What of the statements of a file tells what its items hold. */
export type ItemStatements = Pick<Statements, 'items' | 'moves' | 'leaves' | 'performs' | 'paragraphs'>

/**
 * What a file says of data items: of a program those that `wanted` names lead to, of a copybook all that may hold a name.
 * Of a table whose elements lie over values, those of all elements.
 */
export function itemsOf(
  statements: ItemStatements,
  wanted: readonly string[] | undefined,
): {readonly items: Readonly<Record<string, ItemData>>; readonly receives: string} {
  const {items, moves} = statements
  const {declared, conditions, overlaying} = declaredItems(items)
  const into = movesInto(moves, conditions, reachOf(statements))
  let overlaid: ReadonlyMap<string, readonly string[]> | undefined
  const elsewhere = overlaysElsewhere(items)
  const records = wanted === undefined ? recordsHeld(items) : new Map<string, readonly ValueHeld[]>()
  const found: Record<string, ItemData> = {}
  const add = (name: string): ItemData => {
    const own = declared.get(plainName(name)) ?? []
    const [first] = own
    if (own.some(({item}) => overlaying.has(item))) overlaid ??= overlaidValues(items)
    const texts = own.flatMap(({item}) =>
      item.value !== undefined && item.value.length <= longestValue ? [item.value.trim()] : [],
    )
    const values = [...new Set([...texts, ...(overlaid?.get(plainName(name)) ?? [])])]
      .filter(Boolean)
      .slice(0, mostValues)
    const received = into.get(name)
    const isOpen = received?.isOpen || own.some(({item}) => item.section === 'linkage' || item.section === 'file')
    return (found[name] = {
      ...(first?.parent !== undefined && {parent: first.parent}),
      ...(values.length > 0 && {values}),
      ...(received && received.sources.size > 0 && {moves: [...received.sources]}),
      ...(isOpen && {isOpen: true as const}),
      ...acrossFiles(plainName(name), elsewhere, records),
    })
  }
  if (wanted === undefined) {
    for (const [name, own] of declared) if (mayHoldName(own[0]?.item)) add(name)
    for (const name of into.keys()) if (!declared.has(name)) add(name)
    return {items: found, receives: ''}
  }
  const queue = [...wanted]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (Object.hasOwn(found, name)) continue
    const {moves: sources = [], parent} = add(name)
    queue.push(...sources.filter((source) => !source.startsWith("'")), ...(parent === undefined ? [] : [parent]))
  }
  const isElsewhere = Object.entries(found).some(([name, {over}]) => over !== undefined || !declared.has(name))
  const isFilled = ({isOpen, sources}: Received): boolean =>
    isOpen || [...sources].some((source) => !source.startsWith("'"))
  const receives = isElsewhere
    ? [...into].flatMap(([name, received]) => (isFilled(received) && !declared.has(plainName(name)) ? [name] : []))
    : []
  return {items: found, receives: receives.toSorted().join(' ')}
}

/** What one file says and another needs: what lies over what, and what that holds. */
function acrossFiles(
  name: string,
  elsewhere: ReadonlyMap<string, Overlay>,
  records: ReadonlyMap<string, readonly ValueHeld[]>,
): Pick<ItemData, 'over' | 'holds'> {
  const [over, holds] = [elsewhere.get(name), records.get(name)]
  return {...(over && {over}), ...(holds && {holds})}
}

interface Declared {
  readonly declared: ReadonlyMap<string, readonly {readonly item: DataItem; readonly parent: string | undefined}[]>
  /** By the name of a condition, its item and its first value. */
  readonly conditions: ReadonlyMap<string, {readonly parent: string; readonly value: string}>
  /** Those that lie over others. */
  readonly overlaying: ReadonlySet<DataItem | undefined>
}

const mostOfOneName = 4

function declaredItems(items: readonly DataItem[]): Declared {
  const declared = new Map<string, {item: DataItem; parent: string | undefined}[]>()
  const conditions = new Map<string, {readonly parent: string; readonly value: string}>()
  const overlaying = new Set<DataItem | undefined>()
  const open: DataItem[] = []
  for (const item of items) {
    while (open.length > 0 && (item.level === 77 || (item.level !== 88 && (open.at(-1)?.level ?? 0) >= item.level)))
      open.pop()
    const parent = open.at(-1)
    if (item.level === 88) {
      const [value] = item.values ?? []
      if (parent && value !== undefined) conditions.set(item.name, {parent: parent.name, value})
      continue
    }
    if (item.redefines !== undefined || overlaying.has(parent)) overlaying.add(item)
    if (item.name !== 'FILLER') {
      const named = open.findLast(({name}) => name !== 'FILLER')
      const own = declared.get(item.name) ?? []
      if (own.length < mostOfOneName) declared.set(item.name, [...own, {item, parent: named?.name}])
    }
    open.push(item)
  }
  return {declared, conditions, overlaying}
}

/** Groups, and items of letters that are long enough for a name. */
function mayHoldName(item: DataItem | undefined): boolean {
  return item !== undefined && (item.picture === undefined || /^[XAN]/.test(item.picture))
}

interface Received {
  readonly sources: Set<string>
  isOpen: boolean
}

function movesInto(
  moves: readonly Move[],
  conditions: ReadonlyMap<string, {readonly parent: string; readonly value: string}>,
  reachOf: (move: Move) => number,
): ReadonlyMap<string, Received> {
  const bounded = Map.groupBy(
    moves.filter((move) => Number.isFinite(reachOf(move))),
    ({to}) => to.item ?? '',
  )
  /** The name of an item as it is at a place, where some of its moves do not reach that. */
  const nameAt = (name: string, at: number): string =>
    bounded.get(name)?.some((move) => move.at >= at || at > reachOf(move)) ? `${name}@${at}` : name
  const reading = new Map<string, readonly [name: string, at: number]>()
  const into = new Map<string, Received>()
  const of = (name: string): Received => {
    const own = into.get(name) ?? {sources: new Set<string>(), isOpen: false}
    into.set(name, own)
    return own
  }
  for (const {from, to, at} of moves) {
    if (from === 'TRUE') {
      const condition = conditions.get(to.item ?? '')
      if (condition) of(condition.parent).sources.add(`'${condition.value.trim()}`)
      continue
    }
    const own = of(to.item ?? '')
    const seen = from === undefined || from.startsWith("'") ? undefined : nameAt(from, at)
    if (seen !== undefined && seen !== from && reading.size < mostMoves) {
      reading.set(seen, [from ?? '', at])
      own.sources.add(seen)
      continue
    }
    if (from === undefined || own.sources.size >= mostMoves) own.isOpen = true
    else if (from !== "'" && from.length <= longestValue) own.sources.add(from)
  }
  for (const [seen, [name, at]] of reading)
    for (const move of moves)
      if (move.to.item === name && (!Number.isFinite(reachOf(move)) || (move.at < at && at <= reachOf(move)))) {
        if (move.from === undefined) of(seen).isOpen = true
        else if (move.from !== "'" && move.from !== 'TRUE') of(seen).sources.add(move.from)
      }
  return into
}

/** An item at a place is that item. */
export function plainName(name: string): string {
  return /^[^@]+(?=@\d+$)/.exec(name)?.[0] ?? name
}

/** Where what a MOVE sets is lost: behind it the program is left without going anywhere else, else nowhere. */
function reachOf({leaves, performs, paragraphs}: ItemStatements): (move: Move) => number {
  return ({at}) => {
    const leave = nextAfter(leaves, at)
    return leave < nextAfter(performs, at) && leave < nextAfter(paragraphs, at) ? leave : Infinity
  }
}
