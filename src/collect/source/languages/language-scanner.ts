import type {Node} from 'web-tree-sitter'
import type {FileSeen, SourceFile} from '../walk-tree.ts'
import type {Fact, FileFacts} from './fact.ts'

/** A file as a scanner is given it. */
export interface ScannedFile extends Pick<SourceFile, 'path' | 'text'> {
  /** What other files import for it. */
  readonly given?: readonly string[]
}

/** What is seen of a file without parsing it. */
export interface Skim extends Pick<
  FileFacts,
  'imports' | 'declares' | 'parts' | 'open' | 'uses' | 'types' | 'constants' | 'fault'
> {
  /** Whether something in it may be a fact, so that the grammar is worth its time. */
  readonly isOfInterest: boolean
  /** The text without comments and literals, where `facts` asks for it again. */
  readonly code?: string
}

/** A file of a tree with what was found in it. */
export interface FileRead {
  readonly file: FileSeen
  readonly found: FileFacts
}

export interface ImportEdge {
  readonly from: string
  readonly to: string
  readonly line: number
}

interface Language {
  readonly id: string
  /** As people call it: `Java`. */
  readonly name: string
  /** Without the dot, in lower case. */
  readonly extensions: readonly string[]
  /** Names of files that are of it, whatever they end with. */
  readonly names?: RegExp
  /** The grammar's file, as @vscode/tree-sitter-wasm names it; without one, `facts` gets no tree. */
  readonly grammar?: string
  /** The grammar takes some sound files for broken ones: what it says of them is not told. */
  readonly hasWeakGrammar?: boolean
  /**
   * The text as the grammar can read it, with the same lines, where a language is ahead of its grammar: as long, or as
   * `facts` reads it too.
   */
  readonly readable?: (text: string) => string
  /** Of a text that the grammar takes for broken: how else it may be read, with the same places. */
  readonly readings?: (text: string) => readonly string[]
  /** What is imported for a file by others: one that has something `open` to it is scanned once more. */
  readonly shared?: (
    files: readonly FileRead[],
    manifests: readonly ScannedFile[],
  ) => (path: string) => readonly string[]
  /** Facts with what only all the files of the language say together. */
  readonly settle?: (files: readonly FileRead[]) => readonly FileRead[]
  /** Where the imports of all the tree's files of this language lead, inside the tree; the manifests say its names. */
  readonly link: (files: readonly FileRead[], manifests: readonly ScannedFile[]) => readonly ImportEdge[]
}

/** A language whose files are mostly skimmed, and read whole where that finds something of interest. */
export interface SkimmedLanguage extends Language {
  /** Imports and declarations, by a lexical pass over comments and strings: most files need no more. */
  readonly skim: (file: ScannedFile) => Skim
  /** The facts of a file that `skim` found of interest. */
  readonly facts: (file: ScannedFile, root: Node | undefined, skim: Skim) => readonly Fact[]
}

/** A language whose files are read by tokens once: what is imported and what is done are told by one pass. */
interface TokenLanguage extends Language {
  readonly read: (file: ScannedFile) => FileFacts
}

/**
 * One language: a folder of this one, named as the id, with `scanner.ts` that exports it, and a line in
 * all-languages.ts. All its functions are pure: they open no file and keep nothing from one file to the next.
 */
export type LanguageScanner = SkimmedLanguage | TokenLanguage
