import {inProduction} from '../../../../model/in-production.ts'
import {asList, asMap, asText, valueAt} from '../yaml-tree.ts'
import {isKustomization, type Kustomization, type Overlay, type ParsedYaml, placeIn} from './kustomize.ts'
import {
  isImageOf,
  overlaidWorkload,
  type Patch,
  patchesIn,
  type WorkloadOf,
  type WorkloadSeen,
} from './overlaid-workload.ts'

interface Overlaid extends WorkloadSeen {
  readonly environment: string | undefined
}

/** How the workloads of a tree are deployed by its kustomizations. */
export interface Deployment {
  /**
   * A workload as overlays for production have it, or as its own file has it where none is for production; and as those
   * for other environments have it.
   */
  readonly of: (
    path: string,
    own: WorkloadSeen,
    workload: WorkloadOf,
  ) => {readonly production: readonly WorkloadSeen[]; readonly others: readonly Overlaid[]}
  /** Whether an object of a file only changes one that another file has. */
  readonly isPatch: (path: string, kind: string, name: string) => boolean
  /** Whether images that a kustomization names are those of a workload, asked when all of these are known. */
  readonly isChanged: (path: string, entry: Readonly<Record<string, unknown>>) => boolean
}

interface Tree {
  readonly parsed: ReadonlyMap<string, ParsedYaml>
  readonly overlays: ReadonlyMap<string, readonly Overlay[]>
}

export function deployment({parsed, overlays}: Tree): Deployment {
  const patches = new Set([...parsed.values()].flatMap(patchFiles))
  const named = new Set(
    [...parsed.values()].flatMap(({file, documents}) =>
      patches.has(file.path)
        ? []
        : documents.map(({root}) => nameOf(asText(asMap(root).kind), asText(valueAt(root, 'metadata', 'name')))),
    ),
  )
  const patchesKnown = new Map<Kustomization, readonly Patch[]>()
  const patchesOf = (layer: Kustomization): readonly Patch[] => {
    const known = patchesKnown.get(layer) ?? patchesIn(layer, parsed)
    patchesKnown.set(layer, known)
    return known
  }
  /** By the paths of kustomizations, the images of what they take in. */
  const images = new Map<string, Set<string>>()
  return {
    of: (path, own, workload) => {
      const all = (overlays.get(path) ?? []).map(({environment, layers}) => {
        layers.forEach(({file}, at) => {
          const below = overlaidWorkload(own, workload, layers.slice(0, at), patchesOf)
          const known = images.get(file.path) ?? new Set()
          images.set(file.path, known)
          for (const {image} of below.containers) if (image !== undefined) known.add(image)
        })
        return {environment, ...overlaidWorkload(own, workload, layers, patchesOf)}
      })
      const ofProduction = all.filter(({environment}) => inProduction(environment))
      const isThere = ({isGone}: WorkloadSeen): boolean => !isGone
      return {
        production: ofProduction.length > 0 ? ofProduction.filter(isThere) : [own],
        others: all.filter((one) => !inProduction(one.environment) && isThere(one)),
      }
    },
    isPatch: (path, kind, name) => patches.has(path) && named.has(nameOf(kind, name)),
    isChanged: (path, entry) => [...(images.get(path) ?? [])].some((image) => isImageOf(entry, image)),
  }
}

function nameOf(kind = '', name = ''): string {
  return `${kind}/${name}`
}

function patchFiles({file, documents: [document]}: ParsedYaml): readonly string[] {
  if (!isKustomization(file.path) || !document) return []
  const fields = asMap(document.root)
  return [
    ...asList(fields.patchesStrategicMerge).map(asText),
    ...['patches', 'patchesJson6902'].flatMap((key) => asList(fields[key]).map((one) => asText(asMap(one).path))),
  ].flatMap((entry) => placeIn(file, entry) ?? [])
}
