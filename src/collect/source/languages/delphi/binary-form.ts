/**
 * A form as Delphi wrote it until version 5, in binary: the text that it stands for, as Delphi itself shows it. Undefined
 * for what is no such form. Pictures and all other bytes are left out; what is cut gives what stands before the cut.
 * Source: the layout of `TReader` and `TValueType` in the documentation of the unit Classes.
 */
export function binaryFormText(bytes: Buffer): string | undefined {
  const start = signatureAt(bytes)
  if (start === undefined) return undefined
  const reading: Reading = {bytes, at: start + 4, lines: [], left: mostValues}
  try {
    writeComponent(reading, 0)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return `${reading.lines.join('\n')}\n`
}

const mostValues = 500_000
const deepest = 100
const longestText = 100_000

interface Reading {
  readonly bytes: Buffer
  at: number
  readonly lines: string[]
  left: number
}

/** Behind the head of a resource (`FF 0A 00`, a name and its length), where it has one. */
function signatureAt(bytes: Buffer): number | undefined {
  if (bytes.subarray(0, 4).toString('latin1') === 'TPF0') return 0
  if (bytes[0] !== 0xff || bytes[1] !== 0x0a) return undefined
  const at = bytes.subarray(0, 300).indexOf('TPF0', 0, 'latin1')
  return at < 0 ? undefined : at
}

/** Errors: RangeError behind the end of the file, or where it holds more than any form. */
function take(reading: Reading, length: number): Buffer {
  reading.left -= 1
  if (length < 0 || reading.left < 0 || reading.at + length > reading.bytes.length) throw new RangeError('cut')
  const taken = reading.bytes.subarray(reading.at, reading.at + length)
  reading.at += length
  return taken
}

function byte(reading: Reading): number {
  return take(reading, 1)[0] ?? 0
}

function shortText(reading: Reading): string {
  return take(reading, byte(reading)).toString('latin1')
}

/** A name, in which nothing stands that would end the line. */
function nameOf(reading: Reading): string {
  return shortText(reading).replace(/[^\p{L}\p{N}_.]/gu, '_')
}

function writeComponent(reading: Reading, depth: number): void {
  if (depth > deepest) throw new RangeError('too deep')
  const first = reading.bytes[reading.at] ?? 0
  if (first >= 0xf0) {
    byte(reading)
    // Its place among the parts of the form that it stands in.
    if ((first & 2) !== 0) writeValue(reading, byte(reading), '', depth)
  }
  const word = (first & 0xf1) === 0xf1 ? 'inherited' : 'object'
  const [type, name] = [nameOf(reading), nameOf(reading)]
  const before = '  '.repeat(depth)
  reading.lines.push(`${before}${word} ${name ? `${name}: ` : ''}${type}`)
  writeProperties(reading, depth)
  while ((reading.bytes[reading.at] ?? 0) !== 0) writeComponent(reading, depth + 1)
  byte(reading)
  reading.lines.push(`${before}end`)
}

function writeProperties(reading: Reading, depth: number): void {
  while ((reading.bytes[reading.at] ?? 0) !== 0) {
    const name = nameOf(reading)
    const value = writeValue(reading, byte(reading), name, depth)
    if (value !== undefined && name) reading.lines.push(`${'  '.repeat(depth + 1)}${name} = ${value}`)
  }
  byte(reading)
}

/** Bytes of values that are no text: of one, two and four bytes, of real numbers, of money, dates and long numbers. */
const lengths: Readonly<Record<number, number>> = {2: 1, 3: 2, 4: 4, 5: 10, 15: 4, 16: 8, 17: 8, 19: 8, 21: 8}

/** The value as text; undefined for what is left out. */
function writeValue(reading: Reading, kind: number, name: string, depth: number): string | undefined {
  if (depth > deepest) throw new RangeError('too deep')
  const length = lengths[kind]
  if (length !== undefined) {
    const number = take(reading, length)
    return length <= 4 && kind !== 15 ? String(number.readIntLE(0, length)) : undefined
  }
  if (kind === 1) return listOf(reading, name, depth)
  if (kind === 7) return nameOf(reading)
  if (kind === 8) return 'False'
  if (kind === 9) return 'True'
  if (kind === 11) return setOf(reading)
  if (kind === 14) return collectionOf(reading, depth)
  if (kind === 10) return void take(reading, take(reading, 4).readInt32LE(0))
  if (kind === 0 || kind === 13) return undefined
  return quoted(textOf(reading, kind))
}

function textOf(reading: Reading, kind: number): string {
  if (kind === 6) return shortText(reading)
  if (kind !== 12 && kind !== 18 && kind !== 20) throw new RangeError('no value')
  const length = take(reading, 4).readInt32LE(0)
  if (kind === 18) return take(reading, length * 2).toString('utf16le')
  return take(reading, length).toString(kind === 20 ? 'utf8' : 'latin1')
}

/** As Delphi writes a text: what is no plain character by its number. */
function quoted(text: string): string {
  const written = text
    .slice(0, longestText)
    .replaceAll("'", "''")
    .replace(/[^\P{C}]/gu, (one) => `'#${one.codePointAt(0) ?? 32}'`)
  return `'${written}'`.replace(/(?<=#\d+)''(?=#|$)/g, '')
}

function listOf(reading: Reading, name: string, depth: number): string {
  const values: string[] = []
  while ((reading.bytes[reading.at] ?? 0) !== 0) {
    const value = writeValue(reading, byte(reading), name, depth + 1)
    if (value !== undefined) values.push(value)
  }
  byte(reading)
  return `(\n${values.join('\n')})`
}

function setOf(reading: Reading): string {
  const names: string[] = []
  for (let name = nameOf(reading); name !== ''; name = nameOf(reading)) names.push(name)
  return `[${names.join(', ')}]`
}

/** Its parts are not told: no connection stands in one. */
function collectionOf(reading: Reading, depth: number): string {
  const within = {...reading, lines: []}
  while ((within.bytes[within.at] ?? 0) !== 0) {
    const kind = byte(within)
    if (kind === 1) writeProperties(within, depth + 1)
    else writeValue(within, kind, '', depth + 1)
  }
  byte(within)
  reading.at = within.at
  reading.left = within.left
  return '<>'
}
