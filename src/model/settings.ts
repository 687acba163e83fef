import {z} from 'zod'
import {CalendarDate, Decimal, Slug} from './values.ts'

/** A move of capacity in or out of work: no cut-over, or no work at all, between two dates, both included. */
export const Blackout = z.strictObject({
  from: CalendarDate,
  to: CalendarDate,
  why: z.string(),
  of: z.enum(['cut-over', 'work']).default('cut-over'),
  organisation: Slug.optional(),
})
export type Blackout = Readonly<z.infer<typeof Blackout>>

export const Team = z.strictObject({
  skill: Slug,
  personDaysPerQuarter: z.number().nonnegative(),
  organisation: Slug.optional(),
})
export type Team = Readonly<z.infer<typeof Team>>

export const Deadline = z.strictObject({system: z.string(), date: CalendarDate, what: z.string()})
export type Deadline = Readonly<z.infer<typeof Deadline>>

const match = z
  .strictObject({
    path: z.string().optional(),
    tag: z.string().optional(),
    account: z.string().optional(),
    host: z.string().optional(),
    name: z.string().optional(),
  })
  .refine((item) => Object.keys(item).length > 0, 'expected at least one of path, tag, account, host, name')

/** Components that belong to a system: items are alternatives, the keys inside one item must all hold. */
export const SystemRule = z.strictObject({
  id: Slug,
  name: z.string().min(1).optional(),
  organisation: Slug,
  match: z.array(match).min(1),
})
export type SystemRule = Readonly<z.infer<typeof SystemRule>>

const sourceId = Slug

export const SourceTree = z.strictObject({
  id: sourceId,
  collect: z.literal('source'),
  organisation: Slug,
  /** Folders to scan, relative to the audit folder. */
  paths: z.array(z.string().min(1)).min(1),
  /** The system that the whole of it belongs to. */
  system: Slug.optional(),
  exclude: z.array(z.string()).default([]),
})
export type SourceTree = Readonly<z.infer<typeof SourceTree>>

export const DeclaredFile = z.strictObject({
  id: sourceId,
  import: z.literal('declared'),
  organisation: Slug,
  /** The YAML file, relative to the audit folder; read in place. */
  file: z.string().min(1),
})
export type DeclaredFile = Readonly<z.infer<typeof DeclaredFile>>

/** An inventory that another run, or another machine, wrote. */
export const InventoryFile = z.strictObject({
  id: sourceId,
  import: z.literal('inventory'),
  organisation: Slug,
  file: z.string().min(1),
})
export type InventoryFile = Readonly<z.infer<typeof InventoryFile>>

/** A CSV, XLSX or ODS whose rows are systems; read in place. */
export const SpreadsheetSource = z.strictObject({
  id: sourceId,
  import: z.literal('spreadsheet'),
  organisation: Slug,
  file: z.string().min(1),
  /** The file that says which column is which field. */
  mapping: z.string().min(1),
  /** Instead of the mapping's. */
  sheet: z.string().min(1).optional(),
})
export type SpreadsheetSource = Readonly<z.infer<typeof SpreadsheetSource>>

/** Accounts of AWS, read with the credentials of the environment. */
export const AwsAccounts = z.strictObject({
  id: sourceId,
  collect: z.literal('aws'),
  organisation: Slug,
  /** Twelve digits each; left out, all open accounts that Organizations lists. */
  accounts: z
    .array(z.string().regex(/^\d{12}$/, 'expected the twelve digits of an account'))
    .min(1)
    .optional(),
  /** The role to take in each account but the caller's: its name, or its ARN with `*` for the account. */
  role: z.string().min(1).optional(),
  externalId: z.string().min(1).optional(),
  /** Left out, all that each account has enabled. */
  regions: z
    .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region, as eu-west-2'))
    .min(1)
    .optional(),
  /** A folder of evidence to read instead, relative to the audit folder: nothing is asked of AWS. */
  replay: z.string().min(1).optional(),
})
export type AwsAccounts = Readonly<z.infer<typeof AwsAccounts>>

export const SourceSetting = z.union([SourceTree, AwsAccounts, DeclaredFile, SpreadsheetSource, InventoryFile])
export type SourceSetting = z.infer<typeof SourceSetting>

export const Settings = z.strictObject({
  schema: z.literal('domesday/settings@1'),
  organisations: z
    .array(
      z.strictObject({
        id: Slug,
        name: z.string().min(1),
        /** An abbreviation for tables, as MSTI. */
        short: z.string().max(12).optional(),
        /** The department's yearly budget in pounds. */
        budgetGbp: Decimal.optional(),
      }),
    )
    .min(1),
  sources: z.array(SourceSetting).default([]),
  systems: z.array(SystemRule).default([]),
  /** Packages, or folders relative to the audit folder: what they bring is used, and they are run. */
  plugins: z.array(z.string().min(1)).default([]),
  store: z.strictObject({kind: z.literal('embedded')}).default({kind: 'embedded'}),
  assess: z
    .strictObject({asOf: CalendarDate.optional(), horizonYears: z.number().int().min(1).max(10).default(3)})
    .default({horizonYears: 3}),
  plan: z
    .strictObject({
      from: CalendarDate.optional(),
      teams: z.array(Team).default([]),
      blackouts: z.array(Blackout).default([]),
      deadlines: z.array(Deadline).default([]),
    })
    .default({teams: [], blackouts: [], deadlines: []}),
  report: z
    .strictObject({
      marking: z.enum(['OFFICIAL', 'OFFICIAL-SENSITIVE']).default('OFFICIAL-SENSITIVE'),
      edition: z.enum(['full']).default('full'),
    })
    .default({marking: 'OFFICIAL-SENSITIVE', edition: 'full'}),
})
export type Settings = Readonly<z.infer<typeof Settings>>
