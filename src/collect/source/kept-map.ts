/** What was kept before and what is kept now, by name; what was kept before is looked up when first asked for. */
export interface Kept<V> {
  readonly get: (name: string) => V | undefined
  readonly set: (name: string, value: V) => void
  /** What was set since this was last called. */
  readonly takePending: () => ReadonlyMap<string, V>
  readonly all: () => ReadonlyMap<string, V>
  /** What was asked for, or set. */
  readonly used: () => ReadonlyMap<string, V>
  /** How many entries were written, those that others took the place of as well; none where none was asked for. */
  readonly written: () => number
}

interface Before<V> {
  readonly entries: Map<string, V>
  /** How many entries there were, those that others took the place of as well. */
  readonly lines: number
}

export function keptMap<V>(readBefore: () => Before<V>): Kept<V> {
  let before: Before<V> | undefined
  let written = 0
  let pending = new Map<string, V>()
  const used = new Set<string>()
  const all = (): Map<string, V> => {
    if (!before) written += (before = readBefore()).lines
    return before.entries
  }
  return {
    get: (name) => {
      const value = all().get(name)
      if (value !== undefined) used.add(name)
      return value
    },
    set: (name, value) => {
      all().set(name, value)
      used.add(name)
      pending.set(name, value)
    },
    takePending: () => {
      const taken = pending
      pending = new Map()
      written += taken.size
      return taken
    },
    all,
    used: () =>
      new Map([...used].flatMap((name) => (before?.entries.has(name) ? [[name, before.entries.get(name) as V]] : []))), // it has it
    written: () => (before ? written : 0),
  }
}
