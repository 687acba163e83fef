import type {TypeRule} from '../languages/library.ts'

/** A type, or the module itself, whose objects are called. */
export interface ScriptType extends TypeRule {
  /** The type of what calling it gives, or making one of it: else it is its own. */
  readonly makes?: string
  /** By method, the type of what it gives; the empty text is the module itself, `*` any method. */
  readonly gives?: Readonly<Record<string, string>>
  /** By method, the type of what a function that is given to it is called on, its `this`. */
  readonly onThis?: Readonly<Record<string, string>>
  /** By property, the type of what it holds; `*` is any that is no method. */
  readonly holds?: Readonly<Record<string, string>>
  /** Methods whose first argument may be a list of what they take. */
  readonly lists?: readonly string[]
  /** What is called on it are endpoints, below the prefix that it is mounted behind. */
  readonly isRouter?: true
}

/** What the names of a package stand for. */
export interface ScriptLibrary {
  readonly packages: readonly string[]
  /** By exported name; the empty text is the module itself, and what it gives by default. `*` is any other name. */
  readonly types: Readonly<Record<string, ScriptType>>
  /** Code that imports it talks to a database: its literals that read as SQL are SQL. */
  readonly isDatabase?: true
}

export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
