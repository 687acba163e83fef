import {word} from '../topology.ts'

/** Numbers in order of their coming, in memory that doubles: a JavaScript array would take twice as much or more. */
export interface GrowingNumbers {
  readonly length: number
  push(value: number): void
  /** One that was pushed. */
  at(place: number): number
  set(place: number, value: number): void
  /** The numbers so far, in the memory that holds them. */
  all(): Uint32Array
}

export function growingNumbers(): GrowingNumbers {
  let numbers = new Uint32Array(1 << 10)
  let length = 0
  return {
    get length() {
      return length
    },
    push: (value) => {
      if (length === numbers.length) {
        const larger = new Uint32Array(length * 2)
        larger.set(numbers)
        numbers = larger
      }
      numbers[length] = value
      length += 1
    },
    at: (place) => word(numbers, place),
    set: (place, value) => {
      numbers[place] = value
    },
    all: () => numbers.subarray(0, length),
  }
}

/** Pieces of bytes one after another. */
export interface GrowingBytes {
  /** Room for so many more bytes at the end, to be filled at once. */
  extend(bytes: number): Buffer
  readonly length: number
  slice(start: number, end: number): Uint8Array
  /** All of them, in the memory that holds them until more come. */
  held(): Uint8Array
}

export function growingBytes(): GrowingBytes {
  let bytes = Buffer.alloc(1 << 12)
  let length = 0
  return {
    get length() {
      return length
    },
    extend: (more) => {
      if (length + more > bytes.length) {
        const larger = Buffer.alloc(Math.max(bytes.length * 2, length + more))
        bytes.copy(larger, 0, 0, length)
        bytes = larger
      }
      length += more
      return bytes.subarray(length - more, length)
    },
    slice: (start, end) => bytes.subarray(start, end),
    held: () => bytes,
  }
}
