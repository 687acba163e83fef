import {z} from 'zod'
import {CriterionId} from '../model/criteria.ts'
import {Product} from '../model/lifecycle.ts'
import {DispositionName} from '../model/roadmap.ts'
import {Blackout, Deadline, SystemRule, TagSettings, Team} from '../model/settings.ts'
import {CalendarDate, Confidence, Decimal, Slug} from '../model/values.ts'
import {lineWanted, noControls} from './scanned.ts'

/** The version of the types that this host offers plugins. */
export const apiVersion = 1

/** How a function comes over from the worker: by its number in the plugin's own list. */
export const functionMark = 'domesday:function'

const Call = z
  .strictObject({[functionMark]: z.number().int().nonnegative()}, {error: 'expected a function'})
  .transform((mark) => mark[functionMark] as number) // the only key of the object
export type Call = z.infer<typeof Call>

const most = 200
const list = <T extends z.ZodType>(item: T) => z.array(item).max(most).default([])
const Name = z.string().trim().min(1).max(200)
const Sentence = z.string().trim().min(1).max(1000)

export const Table = z
  .strictObject({
    columns: z.array(z.string().max(200)).min(1).max(10),
    rows: z.array(z.array(z.string().max(1000))).max(200),
  })
  .refine(
    ({columns, rows}) => rows.every((row) => row.length === columns.length),
    'expected a cell for every column in each row',
  )

export const SectionContent = z.strictObject({
  paragraphs: z.array(z.string().max(4000)).max(40).optional(),
  table: Table.optional(),
})

const ReportSection = z
  .strictObject({id: Slug, title: Name, ...SectionContent.shape, write: Call.optional()})
  .refine(
    ({write, paragraphs, table}) => (write === undefined) !== (paragraphs === undefined && table === undefined),
    'expected either write, or paragraphs or a table',
  )

const Scanner = z
  .strictObject({
    id: Slug,
    name: z.string().trim().min(1).max(60).regex(noControls, lineWanted),
    reads: z.enum(['language', 'manifest']),
    extensions: z
      .array(z.string().regex(/^[a-z0-9]{1,20}$/, 'expected an ending in lower case without its dot, as tide'))
      .max(50)
      .default([]),
    fileNames: z
      .array(z.string().regex(/^[\w.-]{1,100}$/, 'expected the whole name of a file, as Tidefile'))
      .max(50)
      .default([]),
    example: z.string().min(1).max(20_000).optional(),
    scan: Call,
  })
  .refine(
    ({extensions, fileNames}) => extensions.length + fileNames.length > 0,
    'expected extensions or fileNames: they say which files it reads',
  )

/** A department as data; its functions stay in the worker and are numbers here. Types for authors: api.ts. */
export const Department = z.strictObject({
  apiVersion: z.literal(apiVersion, {
    error: `expected ${apiVersion}: the version of the plugin API that this host has`,
  }),
  organisations: z
    .array(z.strictObject({id: Slug, name: Name, short: z.string().max(12).optional(), budgetGbp: Decimal.optional()}))
    .min(1)
    .max(most),
  systems: list(SystemRule),
  assembly: list(z.strictObject({id: Slug, organisation: Slug, claim: Call})),
  criteria: list(z.strictObject({id: Slug, criterion: CriterionId, propose: Call})),
  dispositions: list(z.strictObject({id: Slug, disposition: DispositionName, weigh: Call})),
  calendar: z
    .strictObject({
      teams: list(Team.required({organisation: true})),
      blackouts: list(Blackout.required({organisation: true})),
      deadlines: list(Deadline),
    })
    .default({teams: [], blackouts: [], deadlines: []}),
  costs: TagSettings.default({tagKeys: [], tagValues: []}),
  scanners: list(Scanner),
  lifecycle: list(
    Product.extend({
      id: Slug,
      aliases: z.array(z.string().min(1).max(80)).max(20).default([]),
      snapshot: CalendarDate,
      cycles: z
        .array(
          z.strictObject({
            name: z.string().min(1).max(64),
            releaseDate: CalendarDate.optional(),
            endOfLife: z.union([CalendarDate, z.enum(['ended', 'none'])]),
            endOfExtendedSupport: z.union([CalendarDate, z.enum(['ended', 'none'])]).optional(),
          }),
        )
        .min(1)
        .max(most),
    }),
  ),
  report: list(ReportSection),
})
export type Department = Readonly<z.infer<typeof Department>>

/** What an assembly rule's function answers; nothing is an answer too. */
export const Claim = z.strictObject({system: Slug, name: Name.optional(), why: Sentence})

/** What a criterion rule's function answers. */
export const Proposal = z.strictObject({
  effect: z.enum(['widen', 'narrow']),
  low: z.number().int(),
  high: z.number().int(),
  confidence: Confidence,
  rationale: Sentence,
  evidence: z.array(z.string()).max(most).readonly(),
  missing: z
    .array(z.strictObject({what: Sentence, how: Sentence}))
    .max(20)
    .readonly(),
})

/** What a disposition rule's function answers. */
export const Weight = z.strictObject({points: z.number().int().min(-100).max(100), because: Sentence})

/** How many of each kind of contribution a department brings; kinds that it does not bring are left out. */
export function contributionsOf(department: Department): Readonly<Record<string, number>> {
  const {calendar, costs, apiVersion: _, ...lists} = department
  const counts = Object.entries({...lists, ...calendar, ...costs}).map(([kind, items]) => [kind, items.length] as const)
  return Object.fromEntries(counts.filter(([, count]) => count > 0).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
