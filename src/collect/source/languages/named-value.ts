import type {ItemData, Named} from './mainframe-fact.ts'

/** What is known of a file's data items, by name, while it is read. */
export interface ItemsKnown {
  readonly value: (name: string, text: string) => void
  readonly move: (name: string, source: string) => void
  /** It takes what is known at run time alone. */
  readonly open: (name: string) => void
  /** What the names of facts lead to; of a file that others take in, all. */
  readonly leadingFrom: (wanted: readonly string[] | undefined) => Readonly<Record<string, ItemData>>
  /** The one text that an item may hold, where the file alone says that. */
  readonly only: (name: string) => string | undefined
}

interface Item {
  readonly values: Set<string>
  readonly moves: Set<string>
  isOpen: boolean
}

const mostSources = 200
const longestText = 4000

/** Collects what a file says of its data items; names are in capitals. */
export function itemsKnown(): ItemsKnown {
  const items = new Map<string, Item>()
  const of = (name: string): Item => {
    const item = items.get(name) ?? {values: new Set(), moves: new Set(), isOpen: false}
    items.set(name, item)
    return item
  }
  const add = (set: keyof Pick<Item, 'values' | 'moves'>, name: string, text: string): void => {
    const item = of(name)
    if (item[set].size >= mostSources || text.length > longestText) item.isOpen = true
    else item[set].add(text)
  }
  const told = (name: string): ItemData => {
    const {values, moves, isOpen} = items.get(name) ?? {values: new Set(), moves: new Set(), isOpen: true}
    return {
      ...(values.size > 0 && {values: [...values]}),
      ...(moves.size > 0 && {moves: [...moves]}),
      ...(isOpen && {isOpen: true as const}),
    }
  }
  return {
    value: (name, text) => text.trim() !== '' && add('values', name, text.trim()),
    move: (name, source) => add('moves', name, source),
    open: (name) => {
      of(name).isOpen = true
    },
    leadingFrom: (wanted) => {
      if (wanted === undefined) return Object.fromEntries([...items.keys()].map((name) => [name, told(name)]))
      const found: Record<string, ItemData> = {}
      const queue = [...wanted]
      for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
        if (Object.hasOwn(found, name) || !items.has(name)) continue
        found[name] = told(name)
        queue.push(...(items.get(name)?.moves ?? []))
      }
      return found
    },
    only: (name) => {
      const item = items.get(name)
      return item && !item.isOpen && item.moves.size === 0 && item.values.size === 1 ? [...item.values][0] : undefined
    },
  }
}

/** The items that facts name. */
export function itemsNamed(facts: readonly object[]): readonly string[] {
  const names = facts.flatMap((fact) =>
    Object.values(fact).flatMap((part: unknown) => (isNamed(part) && part.item !== undefined ? [part.item] : [])),
  )
  return [...new Set(names)]
}

function isNamed(part: unknown): part is Named {
  return typeof part === 'object' && part !== null && 'item' in part
}
