import {readFile} from 'node:fs/promises'
import {type Fault, InventoryError} from '../../errors.ts'
import {DeclaredInventory} from '../../model/declared.ts'
import type {ProducedBy} from '../../model/document.ts'
import {sha256} from '../../model/ids.ts'
import type {Inventory} from '../../model/inventory.ts'
import {compareRecords} from '../../model/json-lines.ts'
import {badDocument, parseLocatedYaml, type Path} from '../../model/located-yaml.ts'
import {type LinedNode, parsePiecewise} from '../../model/yaml-pieces.ts'
import type {Latest, Remember} from '../../model/remember.ts'
import type {CalendarDate, Instant} from '../../model/values.ts'
import {unreadFile} from '../unread-file.ts'
import {
  type DeclaredFileRead,
  DeclaredReferences,
  referenceFaults,
  referencesOf,
  type ReferencesRead,
} from './check-references.ts'
import {declaredRecords} from './declared-records.ts'
import {type PackedInventory, packInventory, unpackInventory} from './packed-inventory.ts'

export const declaredCollector = {name: 'declared', version: '1.0.0'} as const

interface DeclaredFile {
  /** Absolute. */
  readonly file: string
  /** As messages and evidence name it. */
  readonly shownAs: string
  readonly organisation: string
  readonly sourceId: string
}

interface ImportOptions {
  readonly producedBy: ProducedBy
  /** The moment that stands for a file that bears no date of its own. */
  readonly observedAt: Instant
  /** Systems that sources of another kind tell of, so that a declared one may name them. */
  readonly elsewhere?: ReadonlySet<string>
  /** Whether files of other organisations are left out, so that what is named of theirs cannot be checked. */
  readonly isAlone?: boolean
  /** Other files that could not be read, so that what seems to be nowhere may be in them. */
  readonly unsure?: readonly string[]
  /** Gives what was made of the same key before, or makes it: reading YAML takes longer than all that follows. */
  readonly remember?: Remember
  /** What large files were made of when they were last read, so that of one that was edited the rest need not be read. */
  readonly latest?: Latest
}

/** A file as it was read: what its references are checked by, and the inventory that it stands for. */
interface ReadFile {
  readonly file: DeclaredFile & ReferencesRead
  readonly inventory: Inventory
}

/**
 * Reads declared files together, so that one may name systems of another. Gives an inventory by the file's shown name.
 * Errors: an InventoryError with the faults of all files at once.
 */
export async function importDeclaredFiles(
  files: readonly DeclaredFile[],
  options: ImportOptions,
): Promise<ReadonlyMap<string, Inventory>> {
  const faults: Fault[] = []
  const read: ReadFile[] = []
  const loose: ReferencesRead[] = []
  const unread: DeclaredFile[] = []
  for (const file of files) {
    try {
      read.push(await readOnce(file, options))
    } catch (error) {
      if (!(error instanceof InventoryError)) throw error
      faults.push(...error.faults)
      const references = await readLoosely(file)
      if (references) loose.push(references)
      else unread.push(file)
    }
  }
  const {elsewhere = new Set(), unsure = []} = options
  const named = await Promise.all(unread.map(idsNamed))
  const isNamed = new Set([...elsewhere, ...named.flat()])
  const own = new Set(files.map(({organisation}) => organisation))
  const references = referenceFaults(
    [...read.map(({file}) => file), ...loose],
    (id) => isNamed.has(id) || (options.isAlone === true && !own.has(id.split('/')[0] ?? '')),
  )
  faults.push(...references.map((fault) => asUnsure(fault, [...unread.map(({shownAs}) => shownAs), ...unsure])))
  if (faults.length > 0) {
    const wrong = new Set(faults.map(({where = ''}) => where.replace(/(:\d+)+$/, '')))
    if (wrong.size === 1) throw badDocument([...wrong][0] ?? '', faults)
    throw new InventoryError('bad-yaml', `${faults.length} errors in ${wrong.size} files. Nothing was written.`, {
      faults,
    })
  }
  return new Map(read.map(({file, inventory}) => [file.shownAs, inventory]))
}

/** What a faulty file refers to, so that its references are checked in the same round; not where it is no YAML. */
async function readLoosely(file: DeclaredFile): Promise<ReferencesRead | undefined> {
  try {
    return {...parseLocatedYaml(await textOf(file), file.shownAs, DeclaredReferences), organisation: file.organisation}
  } catch (error) {
    if (error instanceof InventoryError) return undefined
    throw error
  }
}

/** Whatever a file that cannot be read seems to name, so that nobody is told of a reference to it that it is wrong. */
async function idsNamed({file, organisation}: DeclaredFile): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return [...text.matchAll(/\bid\s*:\s*["']?([a-z0-9-]{1,80})/g)].map(([, id = '']) => `${organisation}/${id}`)
}

function asUnsure(fault: Fault, unread: readonly string[]): Fault {
  if (unread.length === 0 || !/no system has that id/.test(fault.message)) return fault
  const others = unread.length > 1 ? ` and ${unread.length - 1} more` : ''
  return {...fault, hint: `It may be in ${unread[0]}${others}, which cannot be read as it stands.`}
}

async function readOnce(file: DeclaredFile, options: ImportOptions): Promise<ReadFile> {
  const text = await textOf(file)
  const latest = text.length < leastForPieces ? undefined : options.latest?.(piecesKey(file))
  const make = async (): Promise<Kept> => {
    const read = (latest && (await readByPieces(file, text, latest))) ?? readDeclared(file, text)
    return {data: referencesOf(read.data), inventory: inventoryOf(read, options)}
  }
  const {shownAs, organisation, sourceId} = file
  const hash = sha256(text)
  const key = JSON.stringify(['declared', hash, shownAs, organisation, sourceId, options.observedAt])
  const {data, inventory} = options.remember ? await rememberedJson(options.remember, key, make) : await make()
  // Only a fault asks where something stands, so the parsed YAML is not held: it is many times its text.
  let again: DeclaredFileRead | undefined
  const located = (): DeclaredFileRead => (again ??= readDeclared(file, text))
  const places = {where: (path: Path) => located().where(path), line: (path: Path) => located().line(path)}
  return {file: {...file, ...places, data}, inventory}
}

interface Kept {
  readonly data: ReferencesRead['data']
  readonly inventory: Inventory
}

async function rememberedJson(remember: Remember, key: string, make: () => Promise<Kept>): Promise<Kept> {
  let made: Kept | undefined
  const bytes = await remember(key, async () => {
    made = await make()
    return Buffer.from(JSON.stringify({...made, inventory: packInventory(made.inventory)}))
  })
  if (made) return made
  const {data, inventory} = JSON.parse(String(bytes)) as KeptJson // its hash is that of what this code wrote
  return {data, inventory: unpackInventory(inventory)}
}

interface KeptJson {
  readonly data: Kept['data']
  readonly inventory: PackedInventory
}

async function textOf(file: DeclaredFile): Promise<string> {
  try {
    return await readFile(file.file, 'utf8')
  } catch (error) {
    throw unreadFile(file.shownAs, error)
  }
}

function readDeclared(file: DeclaredFile, text: string): DeclaredFileRead {
  const located = parseLocatedYaml(text, file.shownAs, DeclaredInventory)
  if (located.data.organisation !== file.organisation) {
    throw badDocument(file.shownAs, [
      {
        message: `organisation is '${located.data.organisation}', but this file is listed for '${file.organisation}'`,
        where: located.where(['organisation']),
      },
    ])
  }
  return {...file, ...located, sha256: sha256(text), contentHash: contentHashes(text, located.data)}
}

/** A smaller file is read as fast as what is kept of it. */
const leastForPieces = 50_000

function piecesKey({shownAs, organisation, sourceId}: DeclaredFile): string {
  return JSON.stringify(['declared pieces', shownAs, organisation, sourceId])
}

/** The file from what its items were when it was last read, and those that changed; nothing where that will not do. */
async function readByPieces(
  file: DeclaredFile,
  text: string,
  latest: ReturnType<Latest>,
): Promise<DeclaredFileRead | undefined> {
  const before = await latest.read()
  const known = before && (JSON.parse(String(before)) as readonly (readonly [string, LinedNode])[]) // as it was written below
  const found = parsePiecewise(text, DeclaredInventory, new Map(known))
  if (found?.data.organisation !== file.organisation) return undefined
  if (found.read > 0) await latest.write(Buffer.from(JSON.stringify([...found.pieces])))
  const {data, lineOf} = found
  return {
    ...file,
    data,
    line: (path) => `${file.shownAs}:${lineOf(path)}`,
    where: (path) => readDeclared(file, text).where(path),
    sha256: sha256(text),
    contentHash: contentHashes(text, data),
  }
}

/** Of the line that a part begins on, and of all that the part says: a change elsewhere in the file is none of it. */
function contentHashes(text: string, data: DeclaredInventory): DeclaredFileRead['contentHash'] {
  const lines = text.split('\n')
  return (path, locator) => {
    const line = lines[Number(locator.slice(locator.lastIndexOf(':') + 1)) - 1] ?? ''
    return sha256(JSON.stringify([line, partOf(data, path)]))
  }
}

function partOf(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    data,
  )
}

function inventoryOf(file: DeclaredFileRead, {producedBy, observedAt}: ImportOptions): Inventory {
  const newest = file.data.observed ?? newestDate(file.data)
  const observed = newest ? `${newest}T00:00:00Z` : observedAt
  const records = declaredRecords(file, observed)
  return {
    header: {
      schema: 'domesday/inventory@1',
      organisation: file.organisation,
      producedBy,
      collector: declaredCollector,
      scope: {file: file.shownAs},
      observedAt: observed,
    },
    records: [
      ...records,
      {
        record: 'coverage' as const,
        id: 's1',
        scope: {file: file.shownAs},
        status: 'complete' as const,
        counts: {systems: file.data.systems.length, stores: file.data.stores.length},
      },
    ].toSorted(compareRecords),
  }
}

/** The newest day on which a person or a scan is said to have looked. */
function newestDate(data: DeclaredInventory): CalendarDate | undefined {
  const dates = data.systems.flatMap(({scores, vulnerabilities}) => [scores?.date, vulnerabilities?.assessed])
  return dates
    .filter((date) => date !== undefined)
    .toSorted()
    .at(-1)
}
