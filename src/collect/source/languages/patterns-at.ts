interface PatternsAt<P> {
  /** Patterns of this reading alone, since a place goes with them. */
  readonly own: P
  /** Behind what a pattern finds at a place; the same place where it finds nothing. */
  readonly end: (pattern: RegExp, at: number) => number
}

/** Sticky patterns for the reading of one text. */
export function patternsAt<P extends Readonly<Record<string, RegExp>>>(patterns: P, text: string): PatternsAt<P> {
  const own = Object.fromEntries(Object.entries(patterns).map(([name, pattern]) => [name, new RegExp(pattern)]))
  return {
    own: own as P, // the same patterns under the same names
    end: (pattern, at) => {
      pattern.lastIndex = at
      return pattern.test(text) ? pattern.lastIndex : at
    },
  }
}
