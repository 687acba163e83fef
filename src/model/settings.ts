import {z} from 'zod'
import {amountOf, sumOf} from './decimal.ts'
import {CalendarDate, Currency, Decimal, Slug} from './values.ts'

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

const MatchItem = z
  .strictObject({
    /** Of a tree or an application as `sources` gives it, with or without the `../` in front. */
    path: z.string().optional(),
    tag: z.string().optional(),
    account: z.string().optional(),
    host: z.string().optional(),
    name: z.string().optional(),
    /** Ids of cloud resources, or patterns of them. */
    resource: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  })
  .refine((item) => Object.keys(item).length > 0, 'expected at least one of path, tag, account, host, name, resource')
export type MatchItem = Readonly<z.infer<typeof MatchItem>>

/** Components that belong to a system: items are alternatives, the keys inside one item must all hold. */
export const SystemRule = z.strictObject({
  id: Slug,
  name: z.string().min(1).optional(),
  organisation: Slug,
  match: z.array(MatchItem).min(1),
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
  /** Ask Cost Explorer of the payer for thirteen months, which AWS charges for by the request. */
  costs: z.boolean().optional(),
  /** The key of the tag by which costs are asked for; left out, the first of `costs: {tagKeys}`. */
  costTag: z.string().min(1).max(128).optional(),
  /** As many requests as Cost Explorer may be sent in one run, every attempt counted; left out, 200. */
  maxRequests: z.number().int().min(1).optional(),
  /** A folder of evidence to read instead, relative to the audit folder: nothing is asked of AWS. */
  replay: z.string().min(1).optional(),
})
export type AwsAccounts = Readonly<z.infer<typeof AwsAccounts>>

/** A bill by FOCUS: a CSV, gzipped or not; read in place. */
export const FocusBill = z.strictObject({
  id: sourceId,
  import: z.literal('focus'),
  organisation: Slug,
  file: z.string().min(1),
})
export type FocusBill = Readonly<z.infer<typeof FocusBill>>

/** What a cloud exports of its resources: Azure's Resource Graph, or Google Cloud's Asset Inventory; read in place. */
export const CloudExportFile = z.strictObject({
  id: sourceId,
  import: z.enum(['azure', 'gcp']),
  organisation: Slug,
  file: z.string().min(1),
  /** When it was exported, which the file does not say; left out, the as-of date stands for it. */
  exported: CalendarDate.optional(),
})
export type CloudExportFile = Readonly<z.infer<typeof CloudExportFile>>

const componentId = z.string().min(1)

/** A bill of materials: CycloneDX or SPDX; read in place. */
export const SbomFile = z.strictObject({
  id: sourceId,
  import: z.literal('sbom'),
  organisation: Slug,
  file: z.string().min(1),
  /** The system that it is the bill of, or of a part of it. */
  system: Slug.optional(),
  /** Instead: the id of a component that another source has. */
  component: componentId.optional(),
  /** Components of the bill that are applications of their own: what they need is theirs. */
  parts: z
    .array(z.strictObject({name: z.string().min(1), system: Slug.optional(), component: componentId.optional()}))
    .default([]),
})
export type SbomFile = Readonly<z.infer<typeof SbomFile>>

/** A scanner's report of vulnerabilities, or statements of them (VEX); read in place. */
export const ScanFile = z.strictObject({
  id: sourceId,
  import: z.literal('vulnerabilities'),
  organisation: Slug,
  file: z.string().min(1),
  /** What was scanned: a system, a component of another source by its id, or a host by its full name. */
  system: Slug.optional(),
  component: componentId.optional(),
  host: z.string().min(1).optional(),
  /** When it was scanned, where the file does not say so itself. */
  scanned: CalendarDate.optional(),
})
export type ScanFile = Readonly<z.infer<typeof ScanFile>>

export const SourceSetting = z.union([
  SourceTree,
  AwsAccounts,
  DeclaredFile,
  SpreadsheetSource,
  FocusBill,
  CloudExportFile,
  SbomFile,
  ScanFile,
  InventoryFile,
])
export type SourceSetting = z.infer<typeof SourceSetting>

/** A system's slug, in the organisation in question, or `organisation/slug`. */
const SystemName = z
  .string()
  .regex(/^([a-z0-9-]{1,80}\/)?[a-z0-9-]{1,80}$/, 'expected a system, as pay-gateway or my-department/pay-gateway')

const sharing = {
  name: z.string().min(1).max(80),
  organisation: Slug,
  match: z.array(MatchItem).min(1),
}

/** Costs that several systems bear, each month by a stated key. */
export const SharedCosts = z.discriminatedUnion('by', [
  z.strictObject({...sharing, by: z.literal('equal'), among: z.array(SystemName).min(1)}),
  /** In proportion to what is theirs alone; left out, `among` is every system of the organisation. */
  z.strictObject({...sharing, by: z.literal('direct'), among: z.array(SystemName).min(1).optional()}),
  z.strictObject({
    ...sharing,
    by: z.literal('fixed'),
    percentages: z
      .array(z.strictObject({system: SystemName, percent: Decimal}))
      .min(1)
      .refine(
        (all) => sumOf(all.map(({percent}) => amountOf(percent))) === amountOf('100'),
        'expected percentages that add up to 100',
      )
      .refine((all) => all.every(({percent}) => amountOf(percent) > 0n), 'expected percentages above zero'),
  }),
])
export type SharedCosts = Readonly<z.infer<typeof SharedCosts>>

/** What one unit of a currency is in pounds, and who says so of which day. */
export const Rate = z.strictObject({
  from: Currency.refine((code) => code !== 'GBP', 'GBP needs no rate'),
  gbp: Decimal.refine((rate) => amountOf(rate) > 0n, 'expected a rate above zero'),
  date: CalendarDate,
  source: z.string().min(1),
})
export type Rate = Readonly<z.infer<typeof Rate>>

export const TagSettings = z.strictObject({
  /** Keys of tags whose values name systems; the first that names one wins. */
  tagKeys: z.array(z.string().min(1)).default([]),
  /** Values of those tags that name a system in other words than its own. */
  tagValues: z.array(z.strictObject({value: z.string().min(1), system: SystemName})).default([]),
})
export type TagSettings = Readonly<z.infer<typeof TagSettings>>

/** What tags mean in some organisations; left out, in all. */
export type TagRules = TagSettings & {readonly organisations?: readonly string[]}

export const CostSettings = TagSettings.extend({
  shared: z.array(SharedCosts).default([]),
  rates: z.array(Rate).default([]),
})
export type CostSettings = Readonly<z.infer<typeof CostSettings>>

/** An address of a Neo4j server, without a user: that comes from the environment alone. */
const Neo4jUri = z
  .string()
  .regex(/^(neo4j|bolt)(\+s)?:\/\//, 'expected an address that begins with neo4j://, neo4j+s://, bolt:// or bolt+s://')
  .refine(
    (uri) => !/^[a-z0-9+]+:\/\/[^/?]*@/.test(uri),
    'names a user; the user and the password come from NEO4J_USERNAME and NEO4J_PASSWORD',
  )
  .refine((uri) => URL.canParse(uri) && new URL(uri).hostname !== '', 'is no address')

export const StoreSetting = z.union([
  /** A file in .domesday/. */
  z.strictObject({kind: z.literal('embedded')}),
  z.strictObject({
    kind: z.literal('neo4j'),
    uri: Neo4jUri,
    database: z.string().min(1).max(63).default('neo4j'),
    /** The most rows of one transaction; halved where the server has not the memory or the time. */
    batchRows: z.number().int().min(1).max(100_000).default(10_000),
    /** A transaction of a load that takes longer is broken off, and tried in halves. */
    batchSeconds: z.number().int().min(1).max(3600).default(120),
  }),
])
export type StoreSetting = Readonly<z.infer<typeof StoreSetting>>
export type Neo4jSetting = Extract<StoreSetting, {kind: 'neo4j'}>

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
  /** Whose the costs are that bills tell, and what they are in pounds. */
  costs: CostSettings.default({tagKeys: [], tagValues: [], shared: [], rates: []}),
  /** Packages, or folders relative to the audit folder: what they bring is used, and they are run. */
  plugins: z.array(z.string().min(1)).default([]),
  store: StoreSetting.default({kind: 'embedded'}),
  assess: z
    .strictObject({asOf: CalendarDate.optional(), horizonYears: z.number().int().min(1).max(10).default(3)})
    .default({horizonYears: 3}),
  /** Of packages that `collect osv` would send: globs of package URLs that stay here. */
  osv: z.strictObject({leaveOut: z.array(z.string().min(1)).default([])}).default({leaveOut: []}),
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
