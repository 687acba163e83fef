import {byteKeys} from './byte-keys.ts'

/** So many texts are remembered at a time, so that an estate of nothing but different ones cannot fill the memory. */
const mostRemembered = 100_000

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

/** The same of texts that come as bytes: only of one that was not met lately is a text made. */
export function internedBytes(
  numberOf: (text: string) => number,
): (bytes: Uint8Array, start: number, end: number) => number {
  let met = byteKeys()
  let numbers: number[] = []
  return (bytes, start, end) => {
    const known = met.find(bytes, start, end)
    if (known >= 0) return numbers[known] ?? 0
    if (met.size >= mostRemembered) [met, numbers] = [byteKeys(), []]
    met.add(bytes, start, end)
    numbers.push(numberOf(Buffer.from(bytes.subarray(start, end)).toString()))
    return numbers.at(-1) ?? 0
  }
}
