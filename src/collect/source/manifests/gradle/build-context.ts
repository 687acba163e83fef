import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {expandProperties} from '../expand-properties.ts'
import type {Tell} from '../manifest-kind.ts'
import type {BuildScript} from './build-script.ts'
import type {LockedModule} from './lock-file.ts'
import type {VersionCatalogue} from './version-catalogue.ts'

export interface Settings {
  readonly folder: string
  readonly name?: string
  /** Folders of projects by their paths, `:web`. */
  readonly projects: ReadonlyMap<string, string>
}

/** The builds of a tree, and what they take from their folders. */
export interface Tree {
  readonly builds: ReadonlyMap<string, BuildScript>
  readonly settings: ReadonlyMap<string, Settings>
  readonly properties: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** By the folder of the build that they are for. */
  readonly catalogues: ReadonlyMap<string, VersionCatalogue>
  readonly locks: ReadonlyMap<string, {readonly file: SourceFile; readonly modules: readonly LockedModule[]}>
}

/** A build with what its scripts take their values from. */
export interface Context {
  readonly scripts: readonly BuildScript[]
  readonly tree: Tree
  readonly folder: string
  readonly settings: Settings | undefined
  readonly tell: Tell
}

/** What is nearest above a folder, the folder too. */
export function above<T>(folder: string, all: ReadonlyMap<string, T>): readonly T[] {
  const found: T[] = []
  for (let at = folder; ; at = parentOf(at)) {
    const one = all.get(at)
    if (one !== undefined) found.push(one)
    if (at === '') return found
  }
}

/** A text with its properties filled in, as far as the tree sets them. */
export function expand(text: string, {scripts, tree, folder}: Context) {
  return expandProperties(
    text,
    /\$\{?(?:(?:project|rootProject)\.)?(?:ext\.|extra\.)?([\w.-]*\w)(?:\(\))?\}?/g,
    (name) => propertyOf(name, scripts, tree, folder),
  )
}

/** What the nearest script or file of properties sets. */
export function propertyOf(
  name: string,
  scripts: readonly BuildScript[],
  tree: Tree,
  folder: string,
): string | undefined {
  const maps = [...scripts.map(({properties}) => properties), ...above(folder, tree.properties)]
  return maps.map((map) => map.get(name)).find((one) => one !== undefined && one !== '')
}
