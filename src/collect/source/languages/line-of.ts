/** One-based lines of places in a text, in any order. */
export function lineOf(text: string): (at: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return lineAmong(starts)
}

/** One-based lines of places, in any order, in a text whose lines begin at these. */
export function lineAmong(starts: readonly number[]): (at: number) => number {
  return (at) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= at) low = middle
      else high = middle
    }
    return low + 1
  }
}
