import type {DataItem} from './data-items.ts'

/** Where a field of a record is, and how its bytes are to be read. */
export interface Field {
  readonly level: number
  readonly name: string
  /** In bytes, from 0, of its first occurrence. */
  readonly offset: number
  /** In bytes, of one occurrence. */
  readonly length: number
  readonly picture?: string
  readonly usage: string
  /** Digits of a number before and behind its point. */
  readonly digits?: number
  readonly scale?: number
  readonly isSigned?: true
  readonly occurs?: number
  readonly dependingOn?: string
  readonly redefines?: string
  readonly value?: string
  /** What stands before it has no fixed length, so that it begins there at the earliest when all are there. */
  readonly isBehindVariable?: true
  /** The names of the groups around it, the outermost first. */
  readonly within: readonly string[]
  /** The place of its description. */
  readonly at: number
}

/** A record (a description of level 1 or 77, or what a copybook begins with) with its fields, itself the first. */
export interface RecordLayout {
  readonly name: string
  readonly length: number
  readonly fields: readonly Field[]
}

interface Node {
  readonly item: DataItem
  readonly children: Node[]
}

/** The records that descriptions make, with offsets and lengths by the rules of IBM's compilers for z/OS. */
export function layoutsOf(items: readonly DataItem[]): readonly RecordLayout[] {
  return recordsOf(items).map((root) => {
    const fields: Field[] = []
    const length = place(root, {offset: 0, usage: undefined, within: [], isBehindVariable: false}, fields).length
    return {name: root.item.name, length, fields}
  })
}

/** The trees of descriptions; names of conditions and renames take no place. */
function recordsOf(items: readonly DataItem[]): readonly Node[] {
  const roots: Node[] = []
  const open: Node[] = []
  for (const item of items) {
    if (item.level === 66 || item.level === 88 || item.level === 78) continue
    const node: Node = {item, children: []}
    while (open.length > 0 && (item.level === 77 || (open.at(-1)?.item.level ?? 0) >= item.level)) open.pop()
    const parent = open.at(-1)
    if (parent) parent.children.push(node)
    else roots.push(node)
    if (open.length < deepest) open.push(node)
  }
  return roots
}

const deepest = 60

interface Placing {
  readonly offset: number
  readonly usage: string | undefined
  readonly within: readonly string[]
  readonly isBehindVariable: boolean
}

/** Places an item and what is in it; gives the bytes that it takes, all occurrences together. */
function place(node: Node, placing: Placing, fields: Field[]): {readonly length: number; readonly isVariable: boolean} {
  const {item, children} = node
  const usage = item.usage ?? placing.usage
  const isGroup = children.length > 0 && item.picture === undefined
  const own = isGroup ? undefined : elementary(item, usage)
  const slack = item.isSynchronised && own ? slackBefore(placing.offset, own) : 0
  const offset = placing.offset + slack
  const index = fields.length
  fields.push(fieldOf(item, {...placing, offset}, own, usage))
  let [length, isVariable] = [own?.length ?? 0, item.dependingOn !== undefined]
  if (isGroup) {
    const within = [...placing.within, item.name]
    const offsets = new Map<string, number>()
    let [next, end] = [offset, offset]
    for (const child of children) {
      const {redefines} = child.item
      const start = (redefines === undefined ? undefined : offsets.get(redefines)) ?? next
      const behind = placing.isBehindVariable || isVariable
      const taken = place(
        child,
        {offset: start, usage, within, isBehindVariable: behind && redefines === undefined},
        fields,
      )
      offsets.set(child.item.name, start)
      if (redefines === undefined) next = start + taken.length
      end = Math.max(end, start + taken.length)
      isVariable ||= taken.isVariable
    }
    length = end - offset
    const group = fields[index]
    if (group) fields[index] = {...group, length}
  }
  return {length: slack + length * Math.min(item.occurs ?? 1, mostOccurrences), isVariable}
}

const mostOccurrences = 1_000_000_000

function fieldOf(item: DataItem, placing: Placing, own: Elementary | undefined, usage: string | undefined): Field {
  return {
    level: item.level,
    name: item.name,
    offset: placing.offset,
    length: own?.length ?? 0,
    ...(item.picture !== undefined && {picture: item.picture}),
    usage: own ? own.usage : 'GROUP',
    ...(own?.digits !== undefined && {digits: own.digits, scale: own.scale}),
    ...(own?.isSigned && {isSigned: true as const}),
    ...(item.occurs !== undefined && {occurs: item.occurs}),
    ...(item.dependingOn !== undefined && {dependingOn: item.dependingOn}),
    ...(item.redefines !== undefined && {redefines: item.redefines}),
    ...(item.value !== undefined && usage !== 'NATIONAL' && {value: item.value}),
    ...(placing.isBehindVariable && {isBehindVariable: true as const}),
    within: placing.within,
    at: item.at,
  }
}

interface Elementary {
  readonly length: number
  readonly usage: string
  readonly digits?: number
  readonly scale?: number
  readonly isSigned?: true
}

/** Lengths of items without a picture. */
const fixedLengths: Readonly<Record<string, number>> = {
  'COMP-1': 4,
  'COMP-2': 8,
  INDEX: 4,
  POINTER: 4,
  'PROCEDURE-POINTER': 8,
  'BINARY-CHAR': 1,
  'BINARY-SHORT': 2,
  'BINARY-LONG': 4,
  'BINARY-DOUBLE': 8,
}

const ownOfNumbers = /^(?:BINARY|COMP-5|COMP-6|PACKED-DECIMAL)$/

function elementary(item: DataItem, usage = 'DISPLAY'): Elementary {
  const fixed = Object.hasOwn(fixedLengths, usage) ? fixedLengths[usage] : undefined
  if (fixed !== undefined) return {length: fixed, usage}
  const picture = pictureOf(item.picture ?? '')
  const {digits, scale, isNumeric, isSigned, characters, wide} = picture
  const own = {...(isNumeric && {digits: digits - scale, scale}), ...(isSigned && {isSigned})}
  // Text takes no usage of numbers from its group.
  if (!isNumeric && ownOfNumbers.test(usage)) return {length: characters, usage: 'DISPLAY'}
  if (wide) return {length: characters * 2, usage: usage === 'DISPLAY' ? 'NATIONAL' : usage}
  if (usage === 'NATIONAL' || usage === 'DISPLAY-1') return {length: characters * 2, usage, ...own}
  if (usage === 'PACKED-DECIMAL') return {length: Math.floor(digits / 2) + 1, usage, ...own}
  if (usage === 'COMP-6') return {length: Math.ceil(digits / 2), usage, ...own}
  if (usage === 'COMP-X') return {length: isNumeric ? bytesFor(digits) : characters, usage, ...own}
  if (usage === 'BINARY' || usage === 'COMP-5') return {length: digits <= 4 ? 2 : digits <= 9 ? 4 : 8, usage, ...own}
  return {length: characters + (item.isSignSeparate && isSigned ? 1 : 0), usage: 'DISPLAY', ...own}
}

/** Bytes that a whole number of so many digits needs. */
function bytesFor(digits: number): number {
  return Math.max(1, Math.ceil((digits * Math.log2(10)) / 8))
}

interface Picture {
  /** Places that take room. */
  readonly characters: number
  readonly digits: number
  readonly scale: number
  readonly isNumeric: boolean
  readonly isSigned?: true
  /** Of characters of two bytes each. */
  readonly wide: boolean
}

const mostCharacters = 1_000_000_000

function pictureOf(picture: string): Picture {
  let [characters, digits, scale, isBehindPoint] = [0, 0, 0, false]
  for (const [, symbol = '', times] of picture.matchAll(/(CR|DB|.)(?:\((\d{1,9})\))?/g)) {
    const count = times === undefined ? 1 : Number(times)
    if (symbol === 'V') isBehindPoint = true
    else if (symbol !== 'S' && symbol !== 'P') {
      characters = Math.min(characters + (symbol.length === 2 ? 2 : count), mostCharacters)
      if (symbol === '9') digits += count
      if (symbol === '9' && isBehindPoint) scale += count
    }
  }
  const isNumeric = /^S?[9VP()\d]+$/.test(picture) && picture.includes('9')
  return {
    characters,
    digits,
    scale,
    isNumeric,
    ...(picture.startsWith('S') && {isSigned: true}),
    wide: /^[NG](?:\(|[NG]|$)/.test(picture),
  }
}

/** Bytes that are left free so that a binary number begins at a word's border. */
function slackBefore(offset: number, {usage, length}: Elementary): number {
  if (!/^(?:BINARY|COMP-5|COMP-1|COMP-2|INDEX|POINTER)$/.test(usage)) return 0
  const border = usage === 'COMP-2' ? 8 : Math.min(length, 4)
  return (border - (offset % border)) % border
}
