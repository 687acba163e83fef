/**
 * What a department's plugin is written against: types alone, so that a plugin needs nothing of the host when it runs.
 * `apiVersion` is the version of this file. Additions that leave older plugins right keep it; anything else raises it,
 * and the policy on that is in docs/plugins.md.
 */

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json}

/** A calendar date that exists, as `2026-11-01`. */
export type CalendarDate = string

/** Lower case letters, digits and single hyphens, at most 80 characters. */
export type Slug = string

export type CriterionId = 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6' | 'L7' | 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'C6'

export type DispositionName = 'retire' | 'repurchase' | 'relocate' | 'rehost' | 'replatform' | 'refactor' | 'retain'

/** What the `department` hook's target exports by default. */
export type DepartmentHook = () => Department | Promise<Department>

/** All that a plugin brings. It speaks for its own organisations, and for nothing else. */
export interface Department {
  readonly apiVersion: 1
  /** The organisations that everything else here is about, at least one. */
  readonly organisations: readonly Organisation[]
  /** Components that belong to a system, by globs, as under `systems` in domesday.yaml. */
  readonly systems?: readonly SystemRule[]
  /** The same by functions. */
  readonly assembly?: readonly AssemblyRule[]
  /** What the department knows of a criterion. */
  readonly criteria?: readonly CriterionRule[]
  /** What the department knows for or against a treatment. */
  readonly dispositions?: readonly DispositionRule[]
  /** Who can work when, and what must be done by when. */
  readonly calendar?: Calendar
  /** What the tags of cloud resources mean in its organisations. */
  readonly costs?: TagSettings
  /** Languages and kinds of manifests of its own, which the host cannot read. */
  readonly scanners?: readonly Scanner[]
  /** Products of its own, or cycles that the catalogue lacks or has otherwise, for its own systems. */
  readonly lifecycle?: readonly Product[]
  /** Sections of its own in the report. */
  readonly report?: readonly ReportSection[]
}

export interface Organisation {
  /** The slug of its page on GOV.UK. */
  readonly id: Slug
  readonly name: string
  /** An abbreviation for tables, at most 12 characters. */
  readonly short?: string
  /** The yearly budget in pounds, an exact decimal. */
  readonly budgetGbp?: string
}

/** Items are alternatives; the keys inside one item must all hold. */
export interface SystemRule {
  readonly id: Slug
  readonly name?: string
  readonly organisation: Slug
  readonly match: readonly {
    readonly path?: string
    readonly tag?: string
    readonly account?: string
    readonly host?: string
    readonly name?: string
    /** Ids of cloud resources, or patterns of them. */
    readonly resource?: string | readonly string[]
  }[]
}

/** As under `costs` in domesday.yaml, which comes first. */
export interface TagSettings {
  /** Keys of tags whose values name systems; the first that names one wins. */
  readonly tagKeys?: readonly string[]
  /** Values of those tags that name a system in other words than its own. */
  readonly tagValues?: readonly {readonly value: string; readonly system: string}[]
}

/** A thing of the estate as a function sees it. */
export interface Thing {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly organisation: Slug
  /** By key, every value that is known, best supported first. No entry: unknown. */
  readonly attributes: Readonly<Record<string, readonly AttributeValue[]>>
}

/** One value, or that it is known to be absent or not applicable, with the ids of its evidence. */
export interface AttributeValue {
  readonly value?: Json
  readonly state?: 'absent' | 'not-applicable'
  readonly evidence: readonly string[]
  /** From 0 to 1. */
  readonly confidence: number
}

/** Asked of every component, host, datastore and cloud resource of its organisation. */
export interface AssemblyRule {
  readonly id: Slug
  readonly organisation: Slug
  /** The system that the thing belongs to, or nothing. */
  readonly claim: (thing: Thing) => Claim | undefined
}

export interface Claim {
  /** The system's slug, in the rule's organisation. */
  readonly system: Slug
  /** Its name, where nobody declared it. */
  readonly name?: string
  /** In words, for `domesday explain`. */
  readonly why: string
}

export interface SystemFacts {
  readonly system: Thing
  /** The date that the audit is of. Never read the clock. */
  readonly asOf: CalendarDate
  readonly horizonYears: number
  readonly technologies: readonly {
    readonly product?: string
    readonly version?: string
    /** The system, component, host or datastore that uses it. */
    readonly user: string
    readonly evidence: readonly string[]
  }[]
  readonly contracts: readonly {
    readonly supplier?: string
    readonly ends?: CalendarDate
    readonly replacement?: 'none' | 'planned' | 'signed' | 'not-needed'
    readonly evidence: readonly string[]
  }[]
  readonly incidents: readonly {
    readonly date: CalendarDate
    readonly severity: 'severe' | 'major' | 'moderate' | 'minor'
    readonly summary?: string
    readonly hours?: number
    readonly ongoing?: boolean
    readonly evidence: readonly string[]
  }[]
  readonly vulnerabilities: readonly {
    readonly subject: string
    readonly assessed: CalendarDate
    readonly known: number
    readonly identifier?: string
    readonly highestSeverity?: 'critical' | 'high' | 'medium' | 'low' | 'none'
    readonly evidence: readonly string[]
  }[]
  /** Systems that depend on it directly. */
  readonly dependants: readonly {readonly system: string; readonly evidence: readonly string[]}[]
  /** What the criterion's own rule says. */
  readonly proposed: Score
}

export interface Score {
  /** Whole numbers, both ends included: 1 to 6 for L1 to L7, 1 to 5 for C1 to C6. */
  readonly low: number
  readonly high: number
  /** From 0 to 1. */
  readonly confidence: number
  /** A sentence for the report. */
  readonly rationale: string
  /** Ids of evidence that the function was given. */
  readonly evidence: readonly string[]
  /** What is not known, and what to add where. */
  readonly missing: readonly {readonly what: string; readonly how: string}[]
}

/**
 * `widen`: the score may lie anywhere in this interval as well. Reaching lower than the criterion's own rule does needs
 * evidence. `narrow`: the score lies in this interval; needs evidence. Where that contradicts the criterion's own rule,
 * the result holds both.
 */
export interface Proposal extends Score {
  readonly effect: 'widen' | 'narrow'
}

/** Asked of every system of its organisations, as of the audit's date. */
export interface CriterionRule {
  readonly id: Slug
  readonly criterion: CriterionId
  readonly propose: (facts: SystemFacts) => Proposal | undefined
}

export interface SystemSituation {
  readonly system: Thing
  readonly asOf: CalendarDate
  /** By criterion, the interval that was assessed; undefined when the system was not. */
  readonly criteria?: Readonly<Record<CriterionId, {readonly low: number; readonly high: number}>>
  readonly legacy?: 'yes' | 'no' | 'could-be'
  readonly redRated?: 'yes' | 'no' | 'could-be'
  /** Systems that depend on it directly. */
  readonly dependants: number
  readonly dependantsComplete: boolean
}

/** Asked of every system of its organisations. */
export interface DispositionRule {
  readonly id: Slug
  readonly disposition: DispositionName
  readonly weigh: (situation: SystemSituation) => Weight | undefined
}

/** Points for (or against, below zero) a treatment whose whole score is 0 to 100. */
export interface Weight {
  /** A whole number from -100 to 100. */
  readonly points: number
  /** In words, for the report. */
  readonly because: string
}

/** As under `plan` in domesday.yaml, for its own organisations. */
export interface Calendar {
  readonly teams?: readonly {
    readonly skill: Slug
    readonly personDaysPerQuarter: number
    readonly organisation: Slug
  }[]
  /** Both days included; no cut-over, or with `of: work` no work at all. */
  readonly blackouts?: readonly {
    readonly from: CalendarDate
    readonly to: CalendarDate
    readonly why: string
    readonly of?: 'cut-over' | 'work'
    readonly organisation: Slug
  }[]
  readonly deadlines?: readonly {
    /** `organisation/system`. */
    readonly system: string
    readonly date: CalendarDate
    readonly what: string
  }[]
}

/** A product of its own; with the id of one in the catalogue, its cycles stand beside or in place of those there. */
export interface Product {
  readonly id: string
  readonly name: string
  readonly category:
    | 'language'
    | 'framework'
    | 'operating-system'
    | 'database'
    | 'middleware'
    | 'server'
    | 'mainframe'
    | 'desktop'
    | 'cloud'
    | 'application'
    | 'device'
    | 'standard'
  /** Other names under which it is found, lower case. */
  readonly aliases?: readonly string[]
  /** The address where its dates are published. */
  readonly source: string
  /** The day on which somebody read them there. */
  readonly snapshot: CalendarDate
  readonly cycles: readonly {
    readonly name: string
    readonly releaseDate?: CalendarDate
    /** The end of ordinary support: `ended` on a day that the source does not tell, `none` when none is announced. */
    readonly endOfLife: CalendarDate | 'ended' | 'none'
    readonly endOfExtendedSupport?: CalendarDate | 'ended' | 'none'
  }[]
}

/** Plain text, which the host escapes; either as it stands or written by a function. */
export interface ReportSection {
  readonly id: Slug
  readonly title: string
  readonly paragraphs?: readonly string[]
  readonly table?: Table
  readonly write?: (facts: ReportFacts) => SectionContent | undefined
}

export interface SectionContent {
  readonly paragraphs?: readonly string[]
  readonly table?: Table
}

export interface Table {
  /** At most 10. */
  readonly columns: readonly string[]
  /** At most 200, each with a cell for every column. */
  readonly rows: readonly (readonly string[])[]
}

/** What the report says of the plugin's own systems. */
export interface ReportFacts {
  readonly asOf: CalendarDate
  readonly systems: readonly {
    readonly id: string
    readonly name: string
    readonly organisation: Slug
    readonly legacy: 'yes' | 'no' | 'could-be'
    readonly redRated: 'yes' | 'no' | 'could-be'
    /** Rounded for show. */
    readonly overall: {readonly low: number; readonly high: number}
    readonly criteria: Readonly<Record<CriterionId, {readonly low: number; readonly high: number}>>
    readonly disposition?: DispositionName
    /** The last day of its work in the plan. */
    readonly cutOver?: CalendarDate
  }[]
}

/**
 * Reads the files of one language, or of one kind of manifest, in the source trees of its own organisations. It is asked
 * of each file alone, in a thread that is ended where a file takes longer than five seconds: it opens nothing, keeps
 * nothing from one file to the next, and leaves out what it cannot tell.
 */
export interface Scanner {
  readonly id: Slug
  /** As people call the language, or the kind of manifest: `Tide`. */
  readonly name: string
  /** Files of a language are modules; a manifest says what an application is, and what it is built from. */
  readonly reads: 'language' | 'manifest'
  /** Of its files, without the dot, in lower case; none that the host reads itself. */
  readonly extensions?: readonly string[]
  /** Whole names of files: `Tidefile`. */
  readonly fileNames?: readonly string[]
  /** A few lines of such a file, which `domesday plugin check` tries whole, cut short and turned about. */
  readonly example?: string
  /** What one file says; nothing where it says nothing. */
  readonly scan: (file: ScannedFile) => Scanned | undefined
}

export interface ScannedFile {
  /** In its tree, with `/`. */
  readonly path: string
  readonly text: string
}

/** What one file says. Every line is one of the file, counted from 1; texts hold no line breaks and no secrets. */
export interface Scanned {
  /** Other files that it needs: a path beside it or from the root of the tree, or a name that one file declares. */
  readonly imports?: readonly {readonly name: string; readonly line: number}[]
  /** Names by which other files import it. */
  readonly declares?: readonly string[]
  readonly facts?: readonly ScannedFact[]
  /** The application that a manifest is of: all that stands in its folder belongs to it. */
  readonly application?: {
    readonly name: string
    /** The language of its code; left out, the scanner's name. */
    readonly language?: string
  }
  /** What a manifest builds from: an exact version, or the range that it asks for. */
  readonly packages?: readonly {
    readonly type?: 'cargo' | 'composer' | 'gem' | 'generic' | 'github' | 'golang' | 'maven' | 'npm' | 'nuget' | 'pypi'
    readonly namespace?: string
    readonly name: string
    readonly version?: string
    readonly range?: string
    readonly line: number
  }[]
  /** Products that it runs on, by an id or a name of the lifecycle catalogue or of the plugin's own `lifecycle`. */
  readonly technologies?: readonly {readonly product: string; readonly version?: string; readonly line: number}[]
  /** The first thing in the file that the scanner does not understand: what stands behind it may be missed. */
  readonly fault?: {readonly line: number; readonly message: string}
}

/** A name, an address or a path: as it is written, `{}` for parts that are decided at run time; or what decides it. */
export type Written =
  | {readonly literal: string}
  /** The key of a setting: where a file of settings gives it a value, the host follows it. */
  | {readonly key: string}
  | {readonly unresolved: string}

/** What code does; the host makes of it what it makes of its own languages. */
export type ScannedFact = {readonly line: number} & (
  | {readonly is: 'serves'; readonly method: string; readonly path: Written}
  | {readonly is: 'http'; readonly operation?: string; readonly url?: Written}
  | {readonly is: 'database'; readonly product: string; readonly operation?: string; readonly connection?: Written}
  /** Tables as they are named in statements, `schema.table`, and stored procedures that are called. */
  | {
      readonly is: 'sql'
      readonly reads?: readonly string[]
      readonly writes?: readonly string[]
      readonly calls?: readonly string[]
      /** Some table's name is decided at run time. */
      readonly isPartial?: boolean
    }
  | {
      readonly is: 'queue'
      readonly product: string
      readonly operation?: string
      readonly queue?: Written
      readonly does?: 'sends' | 'receives'
    }
  | {readonly is: 'mail'; readonly server?: Written}
  | {
      readonly is: 'file'
      readonly protocol: 'ftp' | 'sftp' | 'smb' | 'local'
      readonly server?: Written
      readonly path?: Written
      readonly does?: 'reads' | 'writes'
    }
  /** Runs by the clock. */
  | {readonly is: 'job'; readonly schedule: Written}
  /** Another program that is started. */
  | {readonly is: 'process'; readonly program: Written}
  /** A cloud service, as `aws-s3`. */
  | {readonly is: 'cloud'; readonly service: string; readonly operation?: string}
  /** A key whose value the code asks for; never the value. */
  | {readonly is: 'setting'; readonly from: 'environment' | 'configuration'; readonly key: string}
  /**
   * A machine by its full name, where a call or a connection leads there. Of one whose address only stands in the file,
   * `standing` says how: under a name that is called like a connection, under one that says no more than `url` (called
   * where the file makes calls), or neither: then it is named, and no dependency follows.
   */
  | {
      readonly is: 'address'
      readonly standing?: 'connection' | 'address' | 'named'
      readonly host: string
      readonly protocol: string
      readonly port?: string
      readonly database?: string
    }
)
