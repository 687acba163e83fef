import type {DocumentRead} from '../boms/read-document.ts'
import type {PurlRead} from '../boms/purl.ts'
import type {SystemScanned} from './scanned-system.ts'

/** What a scan says of one vulnerability in one package, or in what was scanned as a whole. */
export interface Finding {
  /** `#/matches/3`, or `:14` for a line. */
  readonly place: string
  /** Left out, it is of what was scanned as a whole. */
  readonly package?: PurlRead
  readonly identifier: string
  /** Other names of the same vulnerability. */
  readonly aliases: readonly string[]
  /** In whatever words and case. */
  readonly severity?: string
  /** Versions without it. */
  readonly fixedIn: readonly string[]
  /** Left out, it is there; else why it is not counted. */
  readonly status?: 'not-affected' | 'resolved' | 'false-positive'
  readonly justification?: string
}

export interface PackageScanned {
  readonly package: PurlRead
  readonly place: string
  /** Left out, it is needed where the software runs, as far as the scan says. */
  readonly scope?: 'development' | 'optional'
}

/** What one report of a scanner says. */
export interface Scan {
  /** The scanner's name, without its version. */
  readonly scanner: string
  /** When it was made, where it says so. */
  readonly made?: string
  /** What was looked at, in its own words. */
  readonly looked?: string
  readonly findings: readonly Finding[]
  /** Packages that it looked at, where it lists them. */
  readonly packages: readonly PackageScanned[]
  /** The operating system that the packages stand on, where it says so. */
  readonly system?: SystemScanned
  /** It looked at something, so that what it does not find is not known there. */
  readonly isAssessment: boolean
  readonly faults: readonly {readonly place: string; readonly message: string}[]
  /** What else it holds that is not read, with counts. */
  readonly others: readonly {readonly what: string; readonly count: number}[]
}

/** Reads the reports of one scanner: a further one is one file in `kinds/` and its line in the list. */
export interface ScanKind {
  /** As its file is called. */
  readonly id: string
  readonly name: string
  /** The scan that a document is; undefined where it is none of this scanner. */
  readonly read: (document: DocumentRead, shownAs: string) => Scan | undefined
}
