import type {SourceFile} from '../../walk-tree.ts'
import {imageNamed} from '../image-technologies.ts'
import {asList, asMap, asText, readYaml, valueAt, type YamlDocument} from '../yaml-tree.ts'
import {type Kustomization, type ParsedYaml, placeIn} from './kustomize.ts'

interface Place {
  readonly file: SourceFile
  readonly line: number
}

export interface ContainerSeen {
  readonly name: string | undefined
  readonly isInit: boolean
  readonly image: string | undefined
  /** Where its image is said. */
  readonly at: Place
  /** Names of the variables that it is given. */
  readonly variables: readonly string[]
}

/** What is known of a workload as it is deployed. */
export interface WorkloadSeen {
  readonly containers: readonly ContainerSeen[]
  readonly schedule: string | undefined
  /** A patch takes it away. */
  readonly isGone: boolean
}

export interface WorkloadOf {
  readonly kind: string
  readonly name: string
  /** Where its pods are described: `spec.template.spec`. */
  readonly pod: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>

const lists = [
  {key: 'initContainers', isInit: true},
  {key: 'containers', isInit: false},
] as const

/** A workload as its own file has it, or what a patch in the form of one says. */
export function workloadSeen(
  object: Fields,
  {pod}: WorkloadOf,
  placeOf: (parent: unknown, key: string) => Place,
): WorkloadSeen {
  const spec = asMap(valueAt(object, ...pod))
  return {
    containers: lists.flatMap(({key, isInit}) =>
      asList(spec[key])
        .map(asMap)
        .map((container) => ({
          name: asText(container.name),
          isInit,
          image: asText(container.image),
          at: placeOf(container, 'image'),
          variables: asList(container.env).flatMap((one) => asText(asMap(one).name) ?? []),
        })),
    ),
    schedule: asText(valueAt(object, 'spec', 'schedule')),
    isGone: object.$patch === 'delete',
  }
}

/** The same as kustomizations change it, the nearest first: by patches, then by names and tags of images. */
export function overlaidWorkload(
  own: WorkloadSeen,
  of: WorkloadOf,
  layers: readonly Kustomization[],
  patchesOf: (layer: Kustomization) => readonly Patch[],
): WorkloadSeen {
  return layers.reduce(
    (seen, layer) =>
      withImages(
        patchesOf(layer).reduce((left, patch) => patched(left, of, patch), seen),
        layer,
      ),
    own,
  )
}

/** What images an overlay names, and whether one of them is this. */
export function isImageOf(entry: Fields, image: string | undefined): boolean {
  const name = asText(entry.name)
  return name !== undefined && image !== undefined && imageNamed(image)?.path === name
}

function withImages(seen: WorkloadSeen, {file, document, fields}: Kustomization): WorkloadSeen {
  const entries = asList(fields.images).map(asMap)
  if (entries.length === 0) return seen
  return {
    ...seen,
    containers: seen.containers.map((container) => {
      const entry = entries.find((one) => isImageOf(one, container.image))
      if (!entry || container.image === undefined) return container
      const named = imageNamed(container.image)
      const [tag, digest] = [asText(entry.newTag) ?? named?.tag, asText(entry.digest)]
      const path = asText(entry.newName) ?? named?.path ?? ''
      const line = document.lineOf(
        entry,
        ['newTag', 'digest', 'newName'].find((key) => key in entry),
      )
      return {...container, image: `${path}${digest ? `@${digest}` : tag ? `:${tag}` : ''}`, at: {file, line}}
    }),
  }
}

/** What a kustomization changes, in the form of what is changed or as operations on it. */
export interface Patch {
  readonly content: unknown
  readonly target: Fields
  readonly placeOf: (parent: unknown, key: string) => Place
}

export function patchesIn(
  {file, document, fields}: Kustomization,
  files: ReadonlyMap<string, ParsedYaml>,
): readonly Patch[] {
  const read = (text: string | undefined, target: Fields, line: number): readonly Patch[] => {
    if (text === undefined) return []
    const path = placeIn(file, text)
    const beside = path === undefined ? undefined : files.get(path)
    if (beside)
      return beside.documents.map((one) => ({
        content: one.root,
        target,
        placeOf: (parent, key) => ({file: beside.file, line: one.lineOf(parent, key)}),
      }))
    // What an unsound patch would change is not known; the file itself is sound.
    const inline: readonly YamlDocument[] = text.includes(':') ? readYaml({...file, text}, () => undefined) : []
    return inline.map(({root}) => ({content: root, target, placeOf: () => ({file, line})}))
  }
  return [
    ...asList(fields.patchesStrategicMerge).flatMap((one, at) =>
      read(asText(one), {}, document.lineOf(fields.patchesStrategicMerge, at)),
    ),
    ...['patches', 'patchesJson6902'].flatMap((key) =>
      asList(fields[key]).flatMap((one) => {
        const {path, patch, target} = asMap(one)
        return read(asText(path) ?? asText(patch), asMap(target), document.lineOf(one))
      }),
    ),
  ]
}

function patched(seen: WorkloadSeen, of: WorkloadOf, {content, target, placeOf}: Patch): WorkloadSeen {
  if (Array.isArray(content)) return isTarget(target, of) ? content.reduce(changed(of, placeOf), seen) : seen
  const object = asMap(content)
  const isMeant =
    Object.keys(target).length > 0 ? isTarget(target, of) : isTarget({...object, ...asMap(object.metadata)}, of)
  if (!isMeant) return seen
  const said = workloadSeen(object, of, placeOf)
  return {
    containers: merged(seen.containers, said.containers),
    schedule: said.schedule ?? seen.schedule,
    isGone: seen.isGone || said.isGone,
  }
}

/** By kind and name; a name of a target is a pattern of the whole. */
function isTarget(target: Fields, {kind, name}: WorkloadOf): boolean {
  const [ofKind, ofName] = [asText(target.kind), asText(target.name)]
  if (target.labelSelector !== undefined || target.annotationSelector !== undefined) return false
  if (ofKind === undefined && ofName === undefined) return false
  return (ofKind === undefined || ofKind === kind) && (ofName === undefined || isNamed(ofName, name))
}

/** Only what patterns of names are made of is tried. */
function isNamed(pattern: string, name: string): boolean {
  if (pattern === name) return true
  return /^[\w.-]{0,100}\.\*$/.test(pattern) && name.startsWith(pattern.slice(0, -2))
}

function merged(own: readonly ContainerSeen[], said: readonly ContainerSeen[]): readonly ContainerSeen[] {
  const isSame = (a: ContainerSeen, b: ContainerSeen): boolean => a.isInit === b.isInit && a.name === b.name
  return [
    ...own.map((container) => {
      const patch = said.find((one) => isSame(one, container))
      if (!patch) return container
      return {
        ...container,
        ...(patch.image !== undefined && {image: patch.image, at: patch.at}),
        variables: [...container.variables, ...patch.variables],
      }
    }),
    ...said.filter((one) => one.image !== undefined && !own.some((container) => isSame(one, container))),
  ]
}

/** One operation of a JSON patch, of those that say something that is asked for. */
function changed({pod}: WorkloadOf, placeOf: Patch['placeOf']) {
  const toPod = `/${pod.join('/')}/`
  return (seen: WorkloadSeen, operation: unknown): WorkloadSeen => {
    const {op, path = '', value} = asMap(operation)
    const way = String(path)
    if (op !== 'replace' && op !== 'add') return seen
    if (way === '/spec/schedule') return {...seen, schedule: asText(value) ?? seen.schedule}
    if (!way.startsWith(toPod)) return seen
    const [key, at, field] = way.slice(toPod.length).split('/')
    const list = lists.find((one) => one.key === key)
    const container = list && seen.containers.filter(({isInit}) => isInit === list.isInit)[Number(at)]
    if (!container) return seen
    const image = field === 'image' ? asText(value) : undefined
    const variables = field === 'env' ? (asText(asMap(value).name) ?? []) : []
    const after = {
      ...container,
      ...(image !== undefined && {image, at: placeOf(operation, 'value')}),
      variables: [...container.variables, ...[variables].flat()],
    }
    return {...seen, containers: seen.containers.map((one) => (one === container ? after : one))}
  }
}
