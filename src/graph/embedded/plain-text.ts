/** What of JSON is the same, byte for byte, once it was read and written again. Each returns the place after it, or -1. */
const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const [zero, one, nine, point] = [0x30, 0x31, 0x39, 0x2e]
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d]
/** More digits may be written otherwise than they were read. */
const mostDigits = 15
const mostDecimals = 6
const mostKeys = 64

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text)
}

const [yes, no, nothing] = ['true', 'false', 'null'].map(bytesOf) as [Uint8Array, Uint8Array, Uint8Array] // three for three
const asKey = bytesOf('":')

export function afterWord(bytes: Uint8Array, start: number, word: Uint8Array): number {
  for (let at = 0; at < word.length; at += 1) if (bytes[start + at] !== word[at]) return -1
  return start + word.length
}

/** From after its opening quote; of ASCII alone where ids are compared by their bytes. */
export function afterText(bytes: Uint8Array, start: number, isAscii: boolean): number {
  const beyond = isAscii ? 0x80 : 0x100
  for (let at = start; ; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === quote) return at + 1
    if (byte === backslash || byte < 0x20 || byte >= beyond) return -1
  }
}

/** A list of texts, from its opening bracket. */
export function afterTexts(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== openBracket) return -1
  if (bytes[start + 1] === closeBracket) return start + 2
  for (let at = start + 1; ; at += 1) {
    if (bytes[at] !== quote) return -1
    at = afterText(bytes, at + 1, false)
    if (at < 0) return -1
    if (bytes[at] === closeBracket) return at + 1
    if (bytes[at] !== comma) return -1
  }
}

/** A text, a number, true, false or null; other values are not plain. */
export function afterValue(bytes: Uint8Array, start: number): number {
  const first = bytes[start] ?? 0
  if (first === quote) return afterText(bytes, start + 1, false)
  if (first >= zero && first <= nine) return afterNumber(bytes, start)
  return Math.max(afterWord(bytes, start, yes), afterWord(bytes, start, no), afterWord(bytes, start, nothing))
}

function afterNumber(bytes: Uint8Array, start: number): number {
  const whole = afterDigits(bytes, start)
  if (bytes[start] === zero && whole > start + 1) return -1
  let end = whole
  if (bytes[whole] === point) {
    end = afterDigits(bytes, whole + 1)
    const decimals = end - whole - 1
    if (decimals === 0 || decimals > mostDecimals || bytes[end - 1] === zero) return -1
  }
  const next = bytes[end] ?? 0
  return end - start > mostDigits || next === 0x65 || next === 0x45 ? -1 : end // e or E: an exponent
}

function afterDigits(bytes: Uint8Array, start: number): number {
  let at = start
  while ((bytes[at] ?? 0) >= zero && (bytes[at] ?? 0) <= nine) at += 1
  return at
}

/** A number from 0 to 1. */
export function afterShare(bytes: Uint8Array, start: number): number {
  const end = afterNumber(bytes, start)
  const first = bytes[start]
  return first === zero || (first === one && end === start + 1) ? end : -1
}

/**
 * An object, from its opening brace. Its keys begin with a letter and differ: a number would move to the front as it is
 * read, and of two that are one the first would be lost.
 */
export function afterObject(
  bytes: Uint8Array,
  start: number,
  afterEach: (bytes: Uint8Array, start: number) => number,
): number {
  if (bytes[start] !== openBrace) return -1
  if (bytes[start + 1] === closeBrace) return start + 2
  const keys: number[] = []
  for (let at = start + 1; ; at += 1) {
    if (bytes[at] !== quote || !isLetter(bytes[at + 1] ?? 0)) return -1
    const key = at + 1
    at = afterText(bytes, key, false)
    if (at < 0 || keys.length === mostKeys || hasKey(bytes, keys, key, at)) return -1
    keys.push(key)
    at = afterWord(bytes, at - 1, asKey)
    if (at < 0) return -1
    at = afterEach(bytes, at)
    if (at < 0) return -1
    if (bytes[at] === closeBrace) return at + 1
    if (bytes[at] !== comma) return -1
  }
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

/** Whether one of the keys that begin there is the one between the places, its closing quote with it. */
function hasKey(bytes: Uint8Array, keys: readonly number[], start: number, end: number): boolean {
  return keys.some((key) => {
    for (let at = start; at < end; at += 1) if (bytes[at] !== bytes[key + at - start]) return false
    return true
  })
}
