import type {Problem} from '../../../model/inventory.ts'
import type {CoverageNote} from '../../../model/inventory.ts'
import type {FileSeen, SourceFile} from '../walk-tree.ts'
import type {LinkDeclared, TableDeclared, TechnologyTold, ThingDeclared, Unresolved} from './infrastructure.ts'

/** The type of a package URL. */
export type PackageType =
  'cargo' | 'composer' | 'gem' | 'generic' | 'github' | 'golang' | 'maven' | 'npm' | 'nuget' | 'pypi'

export interface PackageUse {
  readonly type: PackageType
  /** The scope of npm, the group of Maven, the vendor of Composer, the folder of a module of Go. */
  readonly namespace?: string
  readonly name: string
  /** The version that runs, or the range that is asked for; left out, nothing in the tree says it. */
  readonly version?: string
  /** The version is exact: a lock file, or the manifest itself, settled it. */
  readonly resolved: boolean
  /** Another package brought it in: a lock file has it, no manifest asks for it. */
  readonly isTransitive?: true
  /** What its makers say of giving it up, in their words. */
  readonly deprecated?: string
  /** What else the manifest says: the scope, the condition that it stands under. */
  readonly said?: Readonly<Record<string, string>>
  readonly file: FileSeen
  readonly line: number
}

export interface TechnologyFound extends TechnologyTold {
  readonly file: FileSeen
  readonly line: number
}

/** Another application of the same tree that one is built from. */
export interface ApplicationUse {
  /** The folder of the other, or the path of its manifest. */
  readonly to: string
  readonly how: string
  readonly file: FileSeen
  readonly line: number
}

/** The package that an application is. */
export interface OwnPackage {
  readonly type: PackageType
  readonly namespace?: string
  readonly name: string
  readonly version?: string
  /** It is published nowhere, so only its own tree can use it. */
  readonly isPrivate?: boolean
}

export interface ApplicationFound {
  readonly name: string
  readonly folder: string
  readonly language: string
  /** A project that holds tests, whatever its folder is called. */
  readonly isTest?: boolean
  readonly file: FileSeen
  readonly own?: OwnPackage
  readonly packages: readonly PackageUse[]
  readonly uses?: readonly ApplicationUse[]
  /** How many packages it asks for that only build or test: they are no production dependencies. */
  readonly aside?: number
  readonly technologies: readonly TechnologyFound[]
}

/** What the files of one kind say. */
export interface ManifestFindings {
  readonly applications?: readonly ApplicationFound[]
  /** Of no application of this kind: the nearest application above gets them. */
  readonly technologies?: readonly TechnologyFound[]
  /** What runs, where data are kept, and what the cloud has of it. */
  readonly things?: readonly ThingDeclared[]
  readonly links?: readonly LinkDeclared[]
  readonly tables?: readonly TableDeclared[]
  /** Libraries that lie in the tree: the nearest application of Java has them, or the site that they lie in. */
  readonly archives?: readonly PackageUse[]
  /** Names of the environment variables that are set; never their values. */
  readonly variablesSet?: readonly {readonly name: string; readonly file: FileSeen; readonly line: number}[]
  /** What stands behind placeholders that nothing in the tree fills. */
  readonly unresolved?: readonly Unresolved[]
  /** What these files cannot say. */
  readonly notes?: readonly CoverageNote[]
}

/** Tells that something in a file cannot be read or settled. */
export type Tell = (file: FileSeen, message: string, more?: Pick<Problem, 'code' | 'hint'> & {line?: number}) => void

/** Of a file that is not sound. */
export const unread = {code: 'bad-manifest', hint: 'Mend the file: nothing of it was read.'} as const

/** One kind of manifest: a further one is one file in `kinds/` and its line in the list. */
export interface ManifestKind {
  /** As its file is called. */
  readonly id: string
  /** The files of this kind, with those that its reader needs beside them. */
  readonly files: RegExp
  /** Of files whose name does not tell their kind: whether this text is of it. */
  readonly holds?: (text: string, path: string) => boolean
  /** Reads them as text: no package manager and no build tool runs. */
  readonly read: (files: readonly SourceFile[], tell: Tell) => ManifestFindings
}
