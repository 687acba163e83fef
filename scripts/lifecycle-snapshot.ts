/**
 * Writes src/lifecycle/catalogue/endoflife-date.json from a checkout, or a bare clone, of endoflife.date's data.
 * Usage: node scripts/lifecycle-snapshot.ts <git directory>. The date of the snapshot is that of the commit read.
 */
import {execFileSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'yaml'
import {frozenAtEnd} from '../src/collect/lifecycle/read-answer.ts'
import {Cycle, Product} from '../src/model/lifecycle.ts'
import {wantedProducts} from './lifecycle-products.ts'

const [gitDirectory] = process.argv.slice(2)
if (!gitDirectory) throw new Error('usage: node scripts/lifecycle-snapshot.ts <git directory>')
const git = (...args: string[]): string =>
  execFileSync('git', [`--git-dir=${gitDirectory}`, ...args], {encoding: 'utf8', maxBuffer: 1 << 26})
const snapshot = git('log', '-1', '--format=%cs').trim()

interface Release {
  readonly releaseCycle: string
  readonly releaseDate?: unknown
  readonly eoas?: unknown
  readonly eol?: unknown
  readonly eoes?: unknown
  readonly latest?: unknown
}

const day = (value: unknown): string | undefined => {
  const text = typeof value === 'string' ? value : ''
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined
}
/** True: over, on a day that is not told; false: no end announced. */
const end = (value: unknown): string | undefined =>
  day(value) ?? (value === true ? 'ended' : value === false ? 'none' : undefined)
const without = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined))

const products = Object.entries(wantedProducts).map(([id, {category, aliases = []}]) => {
  const front = git('show', `HEAD:products/${id}.md`).split(/^---$/m)[1] ?? ''
  const page = parse(front, {schema: 'core'}) as {title: string; alternate_urls?: string[]; releases: Release[]} // checked by Product below
  const alternates = (page.alternate_urls ?? []).map((url) => url.replace(/^\//, ''))
  const cycles = page.releases.map((release) =>
    Cycle.parse(
      without({
        name: String(release.releaseCycle),
        releaseDate: day(release.releaseDate),
        endOfActiveSupport: day(release.eoas),
        endOfLife: end(frozenAtEnd.has(id) ? release.eoas : release.eol),
        frozenFrom: frozenAtEnd.has(id) ? day(release.eol) : undefined,
        endOfExtendedSupport: end(release.eoes),
        latest: release.latest === undefined ? undefined : String(release.latest),
      }),
    ),
  )
  return Product.parse({
    id,
    name: page.title,
    category,
    aliases: [...new Set([...alternates, ...aliases])].filter((alias) => alias !== id).sort(),
    source: `https://endoflife.date/${id}`,
    snapshot,
    cycles,
  })
})

// A line per cycle, so that a later snapshot shows what changed.
const text = products
  .sort((a, b) => (a.id < b.id ? -1 : 1))
  .map(
    ({cycles, ...product}) =>
      `${JSON.stringify({...product}).slice(0, -1)},"cycles":[\n${cycles.map((cycle) => JSON.stringify(cycle)).join(',\n')}\n]}`,
  )
  .join(',\n')
const folder = join(import.meta.dirname, '..', 'src', 'lifecycle', 'catalogue')
writeFileSync(join(folder, 'endoflife-date.json'), `{"schema":"domesday/lifecycle@1","products":[\n${text}\n]}\n`)
