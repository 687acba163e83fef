import {z} from 'zod'
import {InventoryError} from '../../errors.ts'
import {compareText} from '../../model/json-lines.ts'
import type {Product} from '../../model/lifecycle.ts'
import {type Cycle} from '../../model/lifecycle.ts'
import {CalendarDate} from '../../model/values.ts'

/** No product of endoflife.date comes near: what does is no list of products. */
const most = {products: 5000, cycles: 5000} as const

const Word = z.string().regex(/^[a-z0-9][a-z0-9.+_-]{0,79}$/)
/** What a person will see on a terminal. */
const Shown = z.string().regex(/^[^\p{C}]{1,100}$/u)
const Flag = z.boolean().nullish()
/** A day, or where there is none to tell a yes or no. */
const End = z.union([CalendarDate, z.boolean()]).nullish()
const Day = CalendarDate.nullish()

/** Of the answer of `GET /api/v1/products/full` the fields that are used. */
const Answer = z.object({
  generated_at: z.iso.datetime({offset: true}),
  result: z.array(z.unknown()).max(most.products),
})

const Release = z.object({
  name: Shown.max(64),
  releaseDate: Day,
  isEoas: Flag,
  eoasFrom: End,
  isEol: Flag,
  eolFrom: End,
  isEoes: Flag,
  eoesFrom: End,
  latest: z.object({name: Shown.nullish().catch(undefined)}).nullish(),
})
type Release = Readonly<z.infer<typeof Release>>

const Listed = z.object({
  name: Word,
  label: Shown,
  aliases: z.array(z.string()).max(100).default([]),
  category: z.string(),
  releases: z.array(Release).max(most.cycles),
})
type Listed = Readonly<z.infer<typeof Listed>>

/** The categories of endoflife.date by ours; one that it adds later is an application here. */
const categories: Readonly<Record<string, Product['category']>> = {
  app: 'application',
  database: 'database',
  device: 'device',
  framework: 'framework',
  lang: 'language',
  os: 'operating-system',
  'server-app': 'server',
  service: 'cloud',
  standard: 'standard',
}

/**
 * Products whose patches end with their active support; what endoflife.date calls their end of life is the day from which
 * nothing can be changed that runs there, which may be years after.
 */
export const frozenAtEnd: ReadonlySet<string> = new Set(['aws-lambda'])

export interface LeftOut {
  readonly product: string
  readonly why: string
}

export interface AnswerRead {
  /** The day on which endoflife.date wrote it. */
  readonly snapshot: CalendarDate
  readonly products: readonly Product[]
  /** Those that are not of the form that is known. */
  readonly leftOut: readonly LeftOut[]
}

/** Reads what endoflife.date answered. Errors: an InventoryError where it is no list of products, or not a whole one. */
export function readAnswer(bytes: Uint8Array, shownAs: string): AnswerRead {
  const answer = Answer.safeParse(parsed(bytes, shownAs))
  if (!answer.success)
    throw damaged(
      shownAs,
      `it is not the list of endoflife.date: ${z.prettifyError(answer.error).split('\n')[0] ?? ''}`,
    )
  const snapshot = answer.data.generated_at.slice(0, 10)
  const products = new Map<string, Product>()
  const leftOut: LeftOut[] = []
  for (const [at, one] of answer.data.result.entries()) {
    const listed = Listed.safeParse(one)
    const fault = listed.success ? doubled(listed.data, products) : z.prettifyError(listed.error).replace(/\s+/g, ' ')
    if (!listed.success || fault !== undefined)
      leftOut.push({product: nameOf(one, at), why: (fault ?? '').slice(0, 200)})
    else products.set(listed.data.name, productOf(listed.data, snapshot))
  }
  return {snapshot, products: [...products.values()].toSorted((a, b) => compareText(a.id, b.id)), leftOut}
}

function parsed(bytes: Uint8Array, shownAs: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes))
  } catch {
    const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1').trimStart()
    throw damaged(
      shownAs,
      start.startsWith('<') ? 'it is a web page, perhaps of a proxy, and not JSON' : 'it is not JSON, or not all of it',
    )
  }
}

function damaged(shownAs: string, message: string): InventoryError {
  return new InventoryError('damaged-lifecycle', 'Nothing was changed: what was read cannot be used.', {
    faults: [{message, where: shownAs}],
    hint: 'Fetch https://endoflife.date/api/v1/products/full anew, and compare its size with what the site sends.',
  })
}

function doubled({name, releases}: Listed, before: ReadonlyMap<string, Product>): string | undefined {
  if (before.has(name)) return 'it stands in the list twice'
  return new Set(releases.map((release) => release.name)).size < releases.length
    ? 'a release of it stands in the list twice'
    : undefined
}

function nameOf(one: unknown, at: number): string {
  const named = z.object({name: Word}).safeParse(one)
  return named.success ? named.data.name : `entry ${at + 1}`
}

function productOf({name, label, aliases, category, releases}: Listed, snapshot: CalendarDate): Product {
  return {
    id: name,
    name: label,
    category: (Object.hasOwn(categories, category) ? categories[category] : undefined) ?? 'application',
    aliases: [...new Set(aliases.filter((alias) => alias !== name && Word.safeParse(alias).success))].toSorted(
      compareText,
    ),
    source: `https://endoflife.date/${name}`,
    snapshot,
    cycles: releases.map((release) => cycleOf(release, frozenAtEnd.has(name))),
  }
}

function cycleOf(release: Release, isFrozenAtEnd: boolean): Cycle {
  const {name, releaseDate, latest} = release
  const active = endOf(release.isEoas, release.eoasFrom)
  const life = endOf(release.isEol, release.eolFrom)
  const fields = {
    name,
    releaseDate: releaseDate ?? undefined,
    endOfActiveSupport: dayOf(release.eoasFrom),
    endOfLife: isFrozenAtEnd ? active : life,
    frozenFrom: isFrozenAtEnd ? dayOf(release.eolFrom) : undefined,
    endOfExtendedSupport: endOf(release.isEoes, release.eoesFrom),
    latest: latest?.name ?? undefined,
  }
  // What is not known is left out, and undefined is no JSON.
  return {name, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))}
}

/** True without a date: over, on a day that is not told; false: no end announced; neither: not known. */
function endOf(flag: boolean | null | undefined, from: CalendarDate | boolean | null | undefined): Cycle['endOfLife'] {
  const isOver = flag ?? (typeof from === 'boolean' ? from : undefined)
  return dayOf(from) ?? (isOver === true ? 'ended' : isOver === false ? 'none' : undefined)
}

function dayOf(from: CalendarDate | boolean | null | undefined): CalendarDate | undefined {
  return typeof from === 'string' ? from : undefined
}
