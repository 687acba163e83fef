/** So many texts are remembered at a time, so that an estate of nothing but different ones cannot fill the memory. */
export const mostRemembered = 100_000

/**
 * Numbers for texts that many rows share, so that each is stored once. One that was not met lately may get a second
 * number, which costs room only.
 */
export function interned(store: (number: number, text: string) => void): (text: string) => number {
  const numbers = new Map<string, number>()
  let next = 0
  return (text) => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    if (numbers.size >= mostRemembered) numbers.clear()
    numbers.set(text, next)
    store(next, text)
    next += 1
    return next - 1
  }
}
