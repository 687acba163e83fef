import {readFile} from 'node:fs/promises'
import {z} from 'zod'
import type {AssessmentMemory} from '../assess/assess-estate.ts'
import type {Assessments, SystemAssessment} from '../model/assessment.ts'
import {sha256} from '../model/ids.ts'
import {type KnownText, knownText, rememberText} from '../model/item-digest.ts'
import {itemPlaces} from '../model/json-document.ts'
import {hashOfFile} from '../model/write-whole.ts'
import type {AuditFolder} from './audit-folder.ts'
import {readKept, writeKept} from './kept-document.ts'

/** Of a system: the key of its facts, and what is known of the text of its assessment. */
type KeptSystem = readonly [system: string, key: string, bytes: number, digest: string, digestWithoutEvidence: string]

const Kept = z.strictObject({
  /** What all assessments were made from besides the facts of their system. */
  base: z.string(),
  /** Of the document that holds them, in this order. */
  sha256: z.string(),
  // Its hash is that of what was written, and a large estate has many: each is looked at, but by no schema of its own.
  systems: z.custom<readonly KeptSystem[]>(areSystems),
})

function areSystems(list: unknown): boolean {
  const isSystem = (one: unknown): boolean =>
    Array.isArray(one) &&
    one.length === 5 &&
    one.every((part, at) => typeof part === (at === placeOfBytes ? 'number' : 'string'))
  return Array.isArray(list) && list.every(isSystem)
}

const placeOfBytes = 2

/** A document of more is not read for what of it is still true: it would not fit beside the estate. */
const mostBytes = 100_000_000

/**
 * The assessments of the last audit, by what each was made from: they stand in its document, which is believed only as a
 * whole, by its hash. Those that stand on another base are as none.
 */
export async function assessmentMemory(
  {assessed, assessments}: Pick<AuditFolder, 'assessed' | 'assessments'>,
  base: string,
): Promise<{readonly memory: AssessmentMemory; readonly save: (made: Assessments) => Promise<void>}> {
  const before = await textsBefore({assessed, assessments}, base)
  const keys = new Map<string, string>()
  return {
    memory: (system, key) => {
      keys.set(system, key)
      const one = before.get(system)
      return one?.key === key ? readAgain(one) : undefined
    },
    save: async ({systems}) => {
      const kept = systems.map((one): KeptSystem => {
        const {bytes, digest, digestWithoutEvidence} = knownText(one)
        return [one.system, keys.get(one.system) ?? '', bytes, digest, digestWithoutEvidence]
      })
      const isTooMuch = kept.reduce((sum, [, , bytes]) => sum + bytes, 0) > mostBytes
      const hash = await hashOfFile(assessments)
      await writeKept(assessed, {base, sha256: hash ?? '', systems: isTooMuch ? [] : kept} satisfies z.infer<
        typeof Kept
      >)
    },
  }
}

interface TextBefore extends KnownText {
  readonly key: string
  readonly text: () => string
}

async function textsBefore(
  {assessed, assessments}: Pick<AuditFolder, 'assessed' | 'assessments'>,
  base: string,
): Promise<ReadonlyMap<string, TextBefore>> {
  const kept = await readKept(assessed, Kept)
  if (kept?.base !== base || kept.systems.length === 0) return new Map()
  const document = await readFile(assessments).catch(() => undefined)
  if (!document || sha256(document) !== kept.sha256) return new Map()
  const places = itemPlaces(
    document,
    'systems',
    kept.systems.map(([, , bytes]) => bytes),
  )
  return new Map(
    kept.systems.flatMap(([system, key, bytes, digest, digestWithoutEvidence], at) => {
      const place = places[at]
      return place
        ? [[system, {key, bytes, digest, digestWithoutEvidence, text: () => document.toString('utf8', ...place)}]]
        : []
    }),
  )
}

function readAgain({text, ...known}: TextBefore): SystemAssessment {
  const assessment = JSON.parse(text()) as SystemAssessment // the hash of its document is that of what this code wrote
  rememberText(assessment, {...known, text})
  return assessment
}
