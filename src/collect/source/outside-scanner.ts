import type {Fact} from './languages/fact.ts'
import {languageOf} from './languages/all-languages.ts'
import {manifestKinds} from './manifests/all-manifests.ts'
import type {PackageUse} from './manifests/manifest-kind.ts'
import type {SyntaxFault} from './syntax-fault.ts'
import type {SourceFile} from './walk-tree.ts'

/** What a scanner that is not of this program found in one file. */
export interface OutsideFound {
  readonly imports: readonly {readonly name: string; readonly line: number}[]
  readonly declares: readonly string[]
  readonly facts: readonly OutsideFact[]
  readonly application?: {readonly name: string; readonly language?: string | undefined} | undefined
  readonly packages: readonly {
    readonly type: PackageUse['type']
    readonly namespace?: string | undefined
    readonly name: string
    readonly version?: string | undefined
    readonly range?: string | undefined
    readonly line: number
  }[]
  readonly technologies: readonly {
    readonly product: string
    readonly version?: string | undefined
    readonly line: number
  }[]
  readonly fault?: SyntaxFault | undefined
}

/** What a scanner of this key found. */
export interface OutsideKept {
  readonly key: string
  readonly found: OutsideFound
}

/** A fact as it comes over: what is left out may be there as `undefined`, and statements name tables alone. */
export type OutsideFact = Loose<Exclude<Fact, {readonly is: 'sql' | 'mapped'}>> | Loose<Omit<SqlFact, 'of'>>
type SqlFact = Extract<Fact, {readonly is: 'sql'}>
type Loose<T> = T extends unknown ? {readonly [K in keyof T]: undefined extends T[K] ? T[K] | undefined : T[K]} : never

/** A scanner of a language, or of a kind of manifest, that somebody else brings. */
export interface OutsideScanner {
  readonly id: string
  /** What its language, or its kind of manifest, is called. */
  readonly name: string
  readonly reads: 'language' | 'manifest'
  /** In lower case, without the dot. */
  readonly extensions: readonly string[]
  readonly fileNames: readonly string[]
  /** Who sees what it finds, for the evidence. */
  readonly by: string
  /** Changes whenever the scanner may find something else in the same file. */
  readonly key: string
  /** Never rejects. */
  readonly scan: (
    file: Pick<SourceFile, 'path' | 'text'>,
  ) => Promise<{readonly found: OutsideFound} | {readonly failed: string}>
}

/** Says which scanner from outside reads a file; none reads what this program reads as code or as a manifest. */
export function outsideScanners(scanners: readonly OutsideScanner[]): (path: string) => OutsideScanner | undefined {
  if (scanners.length === 0) return () => undefined
  const byName = new Map(scanners.flatMap((scanner) => scanner.fileNames.map((name) => [name, scanner] as const)))
  const byEnding = new Map(
    scanners.flatMap((scanner) => scanner.extensions.map((ending) => [ending, scanner] as const)),
  )
  return (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const scanner = byName.get(name) ?? byEnding.get(endingOf(name))
    return scanner && !isOwn(path) ? scanner : undefined
  }
}

function endingOf(name: string): string {
  return /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

function isOwn(path: string): boolean {
  return languageOf(path) !== undefined || manifestKinds.some(({files, holds}) => !holds && files.test(path))
}
