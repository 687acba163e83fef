import {growingBytes, growingNumbers} from './growing.ts'

/**
 * Numbers for texts, from 0 in the order of their coming. They are kept and compared as bytes: a map of a million strings
 * takes several times the memory, and the time to make each string.
 */
export interface ByteKeys {
  readonly size: number
  /** The new one's number; -1 where it is there already. */
  add(bytes: Uint8Array, start: number, end: number): number
  /** -1 where it is not there. */
  find(bytes: Uint8Array, start: number, end: number): number
  textOf(number: number): string
}

export function byteKeys(): ByteKeys {
  const keys = growingBytes()
  const ends = growingNumbers()
  const hashes = growingNumbers()
  /** At each key's place its number and one more; 0 is free. At most half are taken. */
  let places = new Uint32Array(1 << 10)
  const startOf = (number: number): number => (number === 0 ? 0 : ends.at(number - 1))
  const isKey = (number: number, bytes: Uint8Array, start: number, end: number): boolean => {
    const from = startOf(number)
    if (ends.at(number) - from !== end - start) return false
    const held = keys.held()
    for (let at = start, other = from; at < end; at += 1, other += 1) if (bytes[at] !== held[other]) return false
    return true
  }
  /** The place of a key, or the free one where it would be. */
  const placeOf = (hash: number, bytes: Uint8Array, start: number, end: number): number => {
    for (let place = hash & (places.length - 1); ; place = (place + 1) & (places.length - 1)) {
      const taken = places[place] ?? 0
      if (taken === 0 || (hashes.at(taken - 1) === hash && isKey(taken - 1, bytes, start, end))) return place
    }
  }
  const grow = (): void => {
    places = new Uint32Array(places.length * 2)
    for (let number = 0; number < ends.length; number += 1) {
      let place = hashes.at(number) & (places.length - 1)
      while (places[place] !== 0) place = (place + 1) & (places.length - 1)
      places[place] = number + 1
    }
  }
  return {
    get size() {
      return ends.length
    },
    add: (bytes, start, end) => {
      const hash = hashOf(bytes, start, end)
      const place = placeOf(hash, bytes, start, end)
      if (places[place] !== 0) return -1
      keys.extend(end - start).set(bytes.subarray(start, end))
      ends.push(keys.length)
      hashes.push(hash)
      places[place] = ends.length
      if (ends.length * 2 > places.length) grow()
      return ends.length - 1
    },
    find: (bytes, start, end) => (places[placeOf(hashOf(bytes, start, end), bytes, start, end)] ?? 0) - 1,
    textOf: (number) => Buffer.from(keys.slice(startOf(number), ends.at(number))).toString(),
  }
}

/** FNV-1a, with its high bits mixed into the low ones. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
