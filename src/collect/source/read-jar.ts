import {closeSync, fstatSync, openSync, readSync} from 'node:fs'
import {inflateRawSync} from 'node:zlib'
import {hashOfOpenFile} from './hash-of-open-file.ts'

/** What a jar says of itself; its classes are never looked at. */
export interface JarSays {
  /** The main attributes of its manifest. */
  readonly manifest: Readonly<Record<string, string>>
  /** The packages of Maven that it was built from: several where it holds others. */
  readonly maven: readonly {readonly groupId: string; readonly artifactId: string; readonly version: string}[]
}

const endLength = 22
const longestComment = 65_535
const longestDirectory = 16 * 1024 * 1024
/** No manifest and no list of properties is longer; what swells beyond it is not taken. */
const longestEntry = 256 * 1024
const mostEntries = 50

/**
 * Reads the manifest of a jar, and what Maven put beside it, by the archive's directory: nothing else is inflated, and
 * of these no more than a manifest can have. Undefined for what is no archive that can be read so.
 */
export function readJar(path: string): {readonly says: JarSays | undefined; readonly sha256: string} {
  const file = openSync(path, 'r')
  try {
    const {size} = fstatSync(file)
    return {says: saysOf(file, size), sha256: hashOfOpenFile(file)}
  } finally {
    closeSync(file)
  }
}

interface Entry {
  readonly name: string
  readonly isDeflated: boolean
  readonly length: number
  readonly at: number
}

function saysOf(file: number, size: number): JarSays | undefined {
  const entries = entriesOf(file, size)
  if (!entries) return undefined
  const texts = entries.slice(0, mostEntries).map((entry) => [entry.name, textOf(file, size, entry)] as const)
  const manifest = texts.find(([name]) => name === 'META-INF/MANIFEST.MF')?.[1] ?? ''
  const maven = texts.flatMap(([name, text]) => {
    if (!text || !name.endsWith('/pom.properties')) return []
    const [groupId, artifactId, version] = ['groupId', 'artifactId', 'version'].map(
      (key) => new RegExp(`^${key}\\s*[=:]\\s*([^\\s]{1,200})`, 'm').exec(text)?.[1],
    )
    return groupId && artifactId && version ? [{groupId, artifactId, version}] : []
  })
  return {manifest: attributesOf(manifest), maven}
}

/** The entries of the archive's directory that say what it is. */
function entriesOf(file: number, size: number): readonly Entry[] | undefined {
  const end = readAt(file, Math.max(0, size - endLength - longestComment), Math.min(size, endLength + longestComment))
  const mark = end.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (mark < 0 || mark + endLength > end.length) return undefined
  const [length, start] = [end.readUInt32LE(mark + 12), end.readUInt32LE(mark + 16)]
  if (length > longestDirectory || start + length > size) return undefined
  const directory = readAt(file, start, length)
  const entries: Entry[] = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const [named, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field))
    const name = directory.toString('utf8', at + 46, at + 46 + (named ?? 0))
    const method = directory.readUInt16LE(at + 10)
    if (wanted.test(name) && (method === 0 || method === 8))
      entries.push({
        name,
        isDeflated: method === 8,
        length: directory.readUInt32LE(at + 20),
        at: directory.readUInt32LE(at + 42),
      })
    at += 46 + (named ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return entries
}

const wanted = /^META-INF\/(?:MANIFEST\.MF|maven\/[^/]{1,200}\/[^/]{1,200}\/pom\.properties)$/

function textOf(file: number, size: number, {isDeflated, length, at}: Entry): string {
  if (length > longestEntry || at + 30 > size) return ''
  const head = readAt(file, at, 30)
  if (head.length < 30) return ''
  const data = readAt(file, at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28), length)
  try {
    return (isDeflated ? inflateRawSync(data, {maxOutputLength: longestEntry}) : data).toString('utf8')
  } catch {
    return '' // damaged, or longer than any manifest
  }
}

function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(file, bytes, 0, length, at))
}

/** `Name: value`, continued on lines that begin with a space, up to the first empty line. */
function attributesOf(manifest: string): Readonly<Record<string, string>> {
  const [main = ''] = manifest.replace(/\r\n?/g, '\n').replace(/\n /g, '').split('\n\n', 1)
  return Object.fromEntries(
    [...main.matchAll(/^([A-Za-z][\w-]{0,70}):[ \t]*(.{0,500})/gm)]
      .filter(([, name = '']) => told.has(name))
      .map(([, name = '', value = '']) => [name, value.trim()]),
  )
}

const told = new Set(['Implementation-Title', 'Implementation-Version', 'Specification-Version', 'Bundle-Version'])
