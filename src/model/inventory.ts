import {z} from 'zod'
import {Cost} from './cost.ts'
import {ProducedBy} from './document.ts'
import {Entity} from './entity.ts'
import {Certainty, RelationType} from './relation-types.ts'
import {CalendarDate, Instant, Json, Sha256, SystemId} from './values.ts'

export const InventoryHeader = z.strictObject({
  schema: z.literal('domesday/inventory@1'),
  organisation: z.string(),
  producedBy: ProducedBy,
  collector: z.strictObject({name: z.string(), version: z.string()}),
  /** What was looked at: for a source tree its path, commit and whether it had uncommitted changes. */
  scope: z.record(z.string(), Json),
  observedAt: Instant,
})
export type InventoryHeader = Readonly<z.infer<typeof InventoryHeader>>

const scopes = z.array(z.string()).readonly().optional()
const evidence = z.array(z.string()).readonly()

export const Relation = z.strictObject({
  record: z.literal('relation'),
  id: z.string(),
  from: z.string(),
  to: z.string(),
  type: RelationType,
  certainty: Certainty,
  /** `how`, `kind`, `move`, `count`, `environment`, ... */
  attributes: z.record(z.string(), Json),
  evidence,
  scopes,
})
export type Relation = Readonly<z.infer<typeof Relation>>

/** A relation as a source tells it, with what only joins ask for. */
export const InventoryRelation = Relation.extend({
  /** By what is called of a machine, as `GET /dues/{}`, its own evidence; one that is not here has all of the relation's. */
  operationEvidence: z.record(z.string(), evidence).optional(),
})
export type InventoryRelation = Readonly<z.infer<typeof InventoryRelation>>

export const Evidence = z.strictObject({
  record: z.literal('evidence'),
  id: z.string(),
  /** The source's id in domesday.yaml. */
  source: z.string(),
  /** `path/to/file.ts:14`, a page with a JSON pointer, or `Sheet1:12`. */
  locator: z.string(),
  /** The hash of the content that was read. */
  sha256: Sha256,
  observedAt: Instant,
  /** A scanner of a plugin, where that saw it: `domesday-plugin-x 1.2.0, scanner y`. */
  seenBy: z.string().optional(),
})
export type Evidence = Readonly<z.infer<typeof Evidence>>

export const CoverageStatus = z.enum(['complete', 'partial', 'denied', 'unavailable', 'failed'])
export type CoverageStatus = z.infer<typeof CoverageStatus>

/** What was seen but not read, or read but not in full, with a count. */
export const CoverageNote = z.strictObject({
  code: z.string(),
  what: z.string(),
  count: z.number().int(),
  message: z.string(),
})
export type CoverageNote = Readonly<z.infer<typeof CoverageNote>>

/** What was looked at and how completely; a note says what was seen but not read, with a count. */
export const Coverage = z.strictObject({
  record: z.literal('coverage'),
  id: z.string(),
  scope: z.record(z.string(), Json),
  status: CoverageStatus,
  reason: z.string().optional(),
  counts: z.record(z.string(), z.number()).optional(),
  notes: z.array(CoverageNote).readonly().optional(),
  /** When it was looked at. In an inventory it may be left out: then when the inventory was made. */
  observedAt: Instant.optional(),
})
export type Coverage = Readonly<z.infer<typeof Coverage>>

export const Problem = z.strictObject({
  record: z.literal('problem'),
  code: z.string(),
  message: z.string(),
  where: z.string().optional(),
  hint: z.string().optional(),
})
export type Problem = Readonly<z.infer<typeof Problem>>

/** The contract behind an entity of the same id. `replacement` left out is unknown. */
export const Contract = z.strictObject({
  record: z.literal('contract'),
  id: z.string(),
  system: SystemId,
  supplier: z.string().optional(),
  ends: CalendarDate.optional(),
  replacement: z.enum(['none', 'planned', 'signed', 'not-needed']).optional(),
  evidence,
  scopes,
})
export type Contract = Readonly<z.infer<typeof Contract>>

export const Severity = z.enum(['severe', 'major', 'moderate', 'minor'])
export type Severity = z.infer<typeof Severity>

export const Incident = z.strictObject({
  record: z.literal('incident'),
  id: z.string(),
  system: SystemId,
  date: CalendarDate,
  severity: Severity,
  summary: z.string().optional(),
  /** Staff hours lost or added. */
  hours: z.number().nonnegative().optional(),
  /** It has not ended yet. */
  ongoing: z.boolean().optional(),
  evidence,
  scopes,
})
export type Incident = Readonly<z.infer<typeof Incident>>

/**
 * What an assessment on a date found in a thing: how many vulnerabilities were known, or one by its identifier. One with an
 * identifier, `known: 0` and a `status` is what somebody says of it, and no assessment.
 */
export const Vulnerability = z.strictObject({
  record: z.literal('vulnerability'),
  id: z.string(),
  /** The system, component, host or package. */
  subject: z.string(),
  assessed: CalendarDate,
  known: z.number().int().nonnegative(),
  identifier: z.string().optional(),
  /** Other names of the same vulnerability. */
  aliases: z.array(z.string()).readonly().optional(),
  highestSeverity: z.enum(['critical', 'high', 'medium', 'low', 'none']).optional(),
  /** Versions of the package that no longer have it. */
  fixedIn: z.array(z.string()).readonly().optional(),
  /** What found it, without a version. */
  scanner: z.string().optional(),
  /** The system, component or host that was scanned; left out, it holds wherever the subject is used. */
  within: z.string().optional(),
  /** Why it is not counted though it has been named. */
  status: z.enum(['not-affected', 'resolved', 'false-positive']).optional(),
  justification: z.string().optional(),
  evidence,
  scopes,
})
export type Vulnerability = Readonly<z.infer<typeof Vulnerability>>

/** A person's score of a criterion, or a person's choice (`disposition`), with who, when and why. */
export const Judgement = z.strictObject({
  record: z.literal('judgement'),
  id: z.string(),
  subject: SystemId,
  /** A criterion's code (`L1` ... `C6`) or `disposition`. */
  about: z.string(),
  value: z.union([z.number(), z.string()]),
  assessor: z.string().optional(),
  date: CalendarDate.optional(),
  reason: z.string().optional(),
  evidence,
  scopes,
})
export type Judgement = Readonly<z.infer<typeof Judgement>>

export const InventoryRecord = z.discriminatedUnion('record', [
  Entity,
  InventoryRelation,
  Evidence,
  Coverage,
  Problem,
  Cost,
  Contract,
  Incident,
  Vulnerability,
  Judgement,
])
export type InventoryRecord = Readonly<z.infer<typeof InventoryRecord>>

/** An inventory in memory: its header and all its records. */
export interface Inventory {
  readonly header: InventoryHeader
  readonly records: readonly InventoryRecord[]
}
