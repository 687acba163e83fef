import {readFile} from 'node:fs/promises'
import {type Fault, InventoryError} from '../../errors.ts'
import {DeclaredInventory} from '../../model/declared.ts'
import type {ProducedBy} from '../../model/document.ts'
import {sha256} from '../../model/ids.ts'
import type {Inventory} from '../../model/inventory.ts'
import {compareRecords} from '../../model/json-lines.ts'
import {badDocument, parseLocatedYaml} from '../../model/located-yaml.ts'
import type {CalendarDate, Instant} from '../../model/values.ts'
import {type DeclaredFileRead, referenceFaults} from './check-references.ts'
import {declaredRecords} from './declared-records.ts'

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
  const read: DeclaredFileRead[] = []
  for (const file of files) {
    try {
      read.push(await readDeclared(file))
    } catch (error) {
      if (!(error instanceof InventoryError)) throw error
      faults.push(...error.faults)
    }
  }
  if (faults.length === 0) faults.push(...referenceFaults(read, options.elsewhere ?? new Set()))
  if (faults.length > 0) {
    const wrong = new Set(faults.map(({where = ''}) => where.replace(/(:\d+)+$/, '')))
    if (wrong.size === 1) throw badDocument([...wrong][0] ?? '', faults)
    throw new InventoryError('bad-yaml', `${faults.length} errors in ${wrong.size} files. Nothing was written.`, {
      faults,
    })
  }
  return new Map(read.map((one) => [one.shownAs, inventoryOf(one, options)]))
}

async function readDeclared(file: DeclaredFile): Promise<DeclaredFileRead> {
  let text: string
  try {
    text = await readFile(file.file, 'utf8')
  } catch (error) {
    throw new InventoryError('missing-inventory', `${file.shownAs} cannot be read.`, {
      faults: [{message: 'the file cannot be read', where: file.shownAs, hint: 'Mend its path.'}],
      cause: error,
    })
  }
  const located = parseLocatedYaml(text, file.shownAs, DeclaredInventory)
  if (located.data.organisation !== file.organisation) {
    throw badDocument(file.shownAs, [
      {
        message: `organisation is '${located.data.organisation}', but this file is listed for '${file.organisation}'`,
        where: located.where(['organisation']),
      },
    ])
  }
  return {...file, ...located, sha256: sha256(text)}
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
