import {normalize} from 'node:path/posix'
import {environmentIn} from '../../../../model/environment-name.ts'
import {environmentOfPath} from '../../environment-of-path.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asList, asMap, asText, type YamlDocument} from '../yaml-tree.ts'

/** A file of Kubernetes with its documents. */
export interface ParsedYaml {
  readonly file: SourceFile
  readonly documents: readonly YamlDocument[]
}

/** What a kustomization says of all that it takes in. */
export interface Kustomization {
  readonly file: SourceFile
  readonly document: YamlDocument
  readonly fields: Readonly<Record<string, unknown>>
}

/** What is deployed from a file: the kustomizations that take it in, the nearest first, up to one that no other takes in. */
export interface Overlay {
  readonly environment: string | undefined
  readonly layers: readonly Kustomization[]
}

const deepest = 10
const mostOverlays = 1000

export function isKustomization(path: string): boolean {
  return /(^|\/)kustomization\.ya?ml$/i.test(path)
}

/** The overlays that each file is deployed by, of all the kustomizations of a tree. */
export function overlaysByFile(parsed: readonly ParsedYaml[]): ReadonlyMap<string, readonly Overlay[]> {
  const byFolder = new Map(
    parsed.flatMap(({file, documents: [document]}) =>
      isKustomization(file.path) && document
        ? [[parentOf(file.path), {file, document, fields: asMap(document.root)}] as const]
        : [],
    ),
  )
  const taken = new Set([...byFolder.values()].flatMap(takenIn))
  const found = new Map<string, Overlay[]>()
  let left = mostOverlays
  const follow = (at: Kustomization, above: readonly Kustomization[]): void => {
    left -= 1
    if (left < 0) return
    const layers = [at, ...above]
    const environment = layers.map(environmentOf).findLast(Boolean)
    for (const path of takenIn(at)) {
      const next = byFolder.get(path)
      if (next && layers.length < deepest && !layers.includes(next)) follow(next, layers)
      else if (!next && (left -= 1) >= 0) found.set(path, [...(found.get(path) ?? []), {environment, layers}])
    }
  }
  for (const [folder, one] of byFolder) if (!taken.has(folder)) follow(one, [])
  return found
}

/** Files and folders of the tree; what is fetched from elsewhere is not known. */
function takenIn({file, fields}: Kustomization): readonly string[] {
  return ['resources', 'bases', 'components'].flatMap((key) =>
    asList(fields[key]).flatMap((entry) => placeIn(file, asText(entry)) ?? []),
  )
}

/** What a path of a kustomization leads to; undefined for an address and for what lies outside the tree. */
export function placeIn(file: SourceFile, entry: string | undefined): string | undefined {
  if (entry === undefined || /:\/\/|\?ref=|\n|^[\w.-]+@/.test(entry)) return undefined
  const place = normalize(`${parentOf(file.path) || '.'}/${entry}`).replace(/\/+$/, '')
  if (place.startsWith('..')) return undefined
  return place === '.' ? '' : place
}

/** By its folder, else by the namespace that it puts all into. */
function environmentOf({file, fields}: Kustomization): string | undefined {
  return environmentOfPath(file.path) ?? environmentIn(asText(fields.namespace) ?? '')
}
