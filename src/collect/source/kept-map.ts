/**
 * What was kept before and what is kept now, by name. What was kept before is looked up when first asked for; what is kept
 * now is in memory until it is written down, since a tree has hundreds of thousands of files.
 */
export interface Kept<V> {
  /** What was kept of it before, with what was added since; of what was not kept before, what is not written down yet. */
  readonly get: (name: string) => V | undefined
  readonly set: (name: string, value: V) => void
  /** What was set since this was last called. */
  readonly takePending: () => ReadonlyMap<string, V>
  /** Whether it was asked for, or set; of what was kept before alone, unless nothing was. */
  readonly isUsed: (name: string) => boolean
  /** Whether much of what is written down is used no longer; never where nothing was asked for. */
  readonly isOutdated: (most: number) => boolean
}

export interface KeptBefore<V> {
  readonly entries: Map<string, V>
  /** How many entries there were, those that others took the place of as well. */
  readonly lines: number
}

/** `together` puts what is set together with what is there; left out, it takes its place. */
export function keptMap<V>(
  readBefore: () => KeptBefore<V>,
  together: (before: V | undefined, value: V) => V = (_before, value) => value,
): Kept<V> {
  let before: KeptBefore<V> | undefined
  let written = 0
  let pending = new Map<string, V>()
  const used = new Set<string>()
  const all = (): KeptBefore<V> => {
    if (!before) written += (before = readBefore()).lines
    return before
  }
  /** Where nothing was kept before, all is used. */
  const use = (name: string): void => {
    if (all().lines === 0) return
    if (!used.has(name) && !all().entries.has(name)) written += 1
    used.add(name)
  }
  return {
    get: (name) => {
      const value = all().entries.get(name) ?? pending.get(name)
      if (value !== undefined) use(name)
      return value
    },
    set: (name, value) => {
      const {entries} = all()
      use(name)
      if (entries.has(name)) {
        written += 1
        entries.set(name, together(entries.get(name), value))
      }
      pending.set(name, together(pending.get(name), value))
    },
    takePending: () => {
      const taken = pending
      pending = new Map()
      return taken
    },
    isUsed: (name) => before === undefined || before.lines === 0 || used.has(name),
    isOutdated: (most) => before !== undefined && before.lines > 0 && written > most * used.size,
  }
}
