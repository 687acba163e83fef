import {readFile, stat} from 'node:fs/promises'
import {basename, resolve} from 'node:path'
import {type CatalogueChanges, compareCatalogues} from '../lifecycle/compare-catalogues.ts'
import {loadCatalogue, soundRefreshed} from '../lifecycle/load-catalogue.ts'
import {checkWhole} from '../collect/lifecycle/check-whole.ts'
import type {DownloadLimits} from '../collect/lifecycle/download.ts'
import {type LeftOut, readAnswer} from '../collect/lifecycle/read-answer.ts'
import {unreadFile} from '../collect/unread-file.ts'
import {InventoryError} from '../errors.ts'
import {sha256} from '../model/ids.ts'
import {jsonText} from '../model/json-document.ts'
import type {RefreshedCatalogue} from '../model/lifecycle.ts'
import type {CalendarDate} from '../model/values.ts'
import {writeWhole} from '../model/write-whole.ts'
import {readSettings} from '../settings/read-settings.ts'
import {auditFolder, shownPath} from './audit-folder.ts'
import {producedBy} from './produced-by.ts'

/** Where endoflife.date gives all of its products at once. */
export const everyProduct = 'https://endoflife.date/api/v1/products/full'

export interface RefreshRequest {
  readonly root: string
  /** A file that was fetched elsewhere, relative to where the command runs; left out, the address is asked. */
  readonly from?: string | undefined
  readonly url: string
  /** Proxy settings. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limits?: DownloadLimits
  readonly today: CalendarDate
  readonly dryRun: boolean
  readonly allowFewer: boolean
  readonly signal?: AbortSignal | undefined
}

export interface Refreshed {
  readonly file: string
  readonly written: boolean
  readonly readFrom: string
  readonly sha256: string
  readonly snapshot: CalendarDate
  readonly products: number
  readonly cycles: number
  readonly changes: CatalogueChanges
  readonly leftOut: readonly LeftOut[]
}

/**
 * Reads endoflife.date, or a file of its answer, into the audit folder, and says what is otherwise than before.
 * Errors: a UsageError where there is no audit folder, a SourceError where nothing can be had, an InventoryError where
 * what was had is damaged, shrunken or older than what is known.
 */
export async function refreshLifecycle(request: RefreshRequest): Promise<Refreshed> {
  await readSettings(request.root)
  const folder = auditFolder(request.root)
  const readFrom = request.from === undefined ? withoutQuery(request.url) : basename(request.from)
  const bytes = await bytesOf(request)
  const answer = readAnswer(bytes, readFrom)
  // Where the last one is damaged, this one mends it.
  const before = await loadCatalogue(await soundRefreshed(folder.lifecycle))
  checkWhole(answer, {...request, known: before, shownAs: readFrom})
  const refreshed: RefreshedCatalogue = {
    schema: 'domesday/lifecycle-refresh@1',
    producedBy: producedBy(),
    snapshot: answer.snapshot,
    readFrom,
    sha256: sha256(bytes),
    products: answer.products,
  }
  const after = await loadCatalogue(refreshed)
  if (!request.dryRun) await writeWhole(folder.lifecycle, jsonText(refreshed))
  return {
    file: shownPath(folder, folder.lifecycle),
    written: !request.dryRun,
    readFrom,
    sha256: refreshed.sha256,
    snapshot: answer.snapshot,
    products: answer.products.length,
    cycles: answer.products.reduce((sum, {cycles}) => sum + cycles.length, 0),
    changes: compareCatalogues(before, after),
    leftOut: answer.leftOut,
  }
}

async function bytesOf({root, from, url, env, limits, signal}: RefreshRequest): Promise<Uint8Array> {
  const {download, usualLimits} = await import('../collect/lifecycle/download.ts')
  const bounds = limits ?? usualLimits
  if (from === undefined) return download({url, env, limits: bounds, signal})
  const path = resolve(root, from)
  try {
    const state = await stat(path)
    if (state.isFile() && state.size <= bounds.bytes) return await readFile(path, {signal})
  } catch (error) {
    signal?.throwIfAborted()
    throw unreadFile(from, error)
  }
  throw new InventoryError(
    'damaged-lifecycle',
    `Nothing was changed: ${from} is no file, or one too large for such a list.`,
  )
}

/** What follows the path may be a key. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, '')
}
