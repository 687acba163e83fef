import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {z} from 'zod'
import {sha256} from '../../../model/ids.ts'
import {writeWhole} from '../../../model/write-whole.ts'
import {readPage} from '../evidence-pages.ts'
import type {CommandInput} from '../service-description.ts'
import {Page} from '../task.ts'

const CachedListing = z.strictObject({schema: z.literal('domesday/cost-listing@1'), pages: z.array(Page).min(1)})

const openHours = 12
const closedHours = 31 * 24

/** Listings that were paid for, by payer and request. */
export interface CostCache {
  /** The folder of the listings, and that of the pages. */
  readonly folder: string
  readonly evidence: string
  readonly payer: string
}

/** The pages of a listing that was read whole not long ago. Bills of closed months change no more. */
export async function cachedPages(
  cache: CostCache,
  input: CommandInput,
  {isClosed, now}: {readonly isClosed: boolean; readonly now: Date},
): Promise<readonly Page[] | undefined> {
  const text = await readFile(listingPath(cache, input), 'utf8').catch(() => '')
  const pages = CachedListing.safeParse(parsed(text)).data?.pages
  if (!pages) return undefined
  const isYoung = pages.every(({observedAt}) => {
    const hours = (now.getTime() - Date.parse(observedAt)) / 3_600_000
    return hours >= 0 && hours < (isClosed ? closedHours : openHours)
  })
  if (!isYoung) return undefined
  const isThere = await Promise.all(
    pages.map((page) =>
      readPage(cache.evidence, page.sha256).then(
        () => true,
        () => false,
      ),
    ),
  )
  return isThere.every(Boolean) ? pages : undefined
}

export async function keepPages(cache: CostCache, input: CommandInput, pages: readonly Page[]): Promise<void> {
  await writeWhole(listingPath(cache, input), `${JSON.stringify({schema: 'domesday/cost-listing@1', pages})}\n`)
}

function listingPath({folder, payer}: CostCache, input: CommandInput): string {
  return join(folder, `${sha256(JSON.stringify([payer, input]))}.json`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
