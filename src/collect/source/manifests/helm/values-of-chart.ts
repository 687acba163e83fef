import type {SourceFile} from '../../walk-tree.ts'
import type {ManifestFindings} from '../manifest-kind.ts'
import {imageNamed, imageTechnologies} from '../image-technologies.ts'
import {mergeFindings} from '../merge-findings.ts'
import {servedHosts} from '../served-hosts.ts'
import {asList, asMap, asText} from '../yaml-tree.ts'
import {type Installed, type Layer, pathKey, switchedOff} from './installed-charts.ts'

/** Values that are given when a chart is installed, over those that it has itself. */
export interface Given {
  readonly layer: Layer
  readonly environment: string | undefined
}

/** The environment of hosts that values name and production does not have. */
const aside = 'default'

interface Told {
  /** Where in the values it stands: what is told of the same place takes its place. */
  readonly at: string
  /** The file that says it; of parts that it leaves out others may. */
  readonly by: SourceFile
  readonly findings: ManifestFindings
  readonly isHost: boolean
}

/**
 * The images and hosts of a chart with the charts inside it: once by their own values, and once for each file of values
 * that is given, as far as that says anything. What values for production say takes the place of the chart's own.
 */
export function findingsOfValues(installed: readonly Installed[], given: readonly Given[]): ManifestFindings {
  const off = switchedOff(installed, [])
  const own = ownValues(installed, off, undefined)
  const forEach = given.map((one) => {
    const offHere = switchedOff(installed, [one.layer])
    const switchedOn = [...off].filter((path) => !offHere.has(path))
    const told = [
      ...tellFrom({...one, path: [], below: installed, off: offHere}),
      ...ownValues(installed, offHere, one.environment).filter(({at}) => isUnder(at, switchedOn)),
    ]
    return {told: firstOfEach(told), off: offHere, environment: one.environment}
  })
  const production = forEach.filter(({environment}) => environment === 'production')
  const replaced = new Set(production.flatMap(({told}) => told.map(({at}) => at)))
  const isOffThere = ({at}: Told): boolean =>
    production.length > 0 && production.every((one) => isUnder(at, [...one.off]))
  const isReplaced = (one: Told): boolean => replaced.has(one.at) || isOffThere(one)
  return mergeFindings([
    ...own.flatMap((one) => (isReplaced(one) ? kept(one) : [one.findings])),
    ...forEach.flatMap(({told}) => told.map(({findings}) => findings)),
  ])
}

/** A host that production does not have is still one by which something is reached, and none that is called. */
function kept({isHost, findings}: Told): readonly ManifestFindings[] {
  return isHost ? [{things: (findings.things ?? []).map((thing) => ({...thing, environment: aside}))}] : []
}

function isUnder(at: string, paths: readonly string[]): boolean {
  return paths.some((path) => at === path || at.startsWith(`${path}/`))
}

function firstOfEach(told: readonly Told[]): readonly Told[] {
  return [...Map.groupBy(told, ({at}) => at).values()].flatMap((all) => {
    const [first] = all
    // Of one list, or in one file, several stand at one place.
    return all.filter(({by}) => by === first?.by)
  })
}

/** What the values of the charts themselves say, the outer ones over the inner ones. */
function ownValues(
  installed: readonly Installed[],
  off: ReadonlySet<string>,
  environment: string | undefined,
): readonly Told[] {
  return firstOfEach(
    installed.flatMap(({path, values}, at) =>
      values && !off.has(pathKey(path))
        ? tellFrom({layer: values, environment, path, below: installed.slice(at + 1), off})
        : [],
    ),
  )
}

interface Telling extends Given {
  readonly path: readonly string[]
  readonly below: readonly Installed[]
  /** Keys of charts that are switched off. */
  readonly off: ReadonlySet<string>
}

/** What one layer says, with what it leaves out taken from those below it. */
function tellFrom({layer, environment, path: start, below, off}: Telling): readonly Told[] {
  const told: Told[] = []
  const add = (at: string, findings: ManifestFindings, isHost = false): void =>
    void (Object.keys(findings).length > 0 && told.push({at, by: layer.file, findings, isHost}))
  const visit = (layers: readonly Layer[], path: readonly string[], isOutside: boolean): void => {
    const [top] = layers
    const at = pathKey(path)
    if (!top) return
    const isOff = isOutside || off.has(at)
    if (Array.isArray(top.value)) for (const one of top.value) visit([{...top, value: one}], [...path, '-'], isOff)
    if (typeof top.value !== 'object' || top.value === null || Array.isArray(top.value)) return
    if (!isOff) add(at, imageAt(layers, path, environment))
    if (/(^|\/)(ingress|route)(\/|$)/i.test(at))
      for (const key of ['host', 'hostname', 'hosts']) {
        const {unresolved, ...findings} = hostsAt(top, key, isOff ? aside : environment)
        add(`${at}/${key}`, isOff || !unresolved ? findings : {...findings, unresolved}, true)
      }
    for (const key of Object.keys(asMap(top.value))) {
      const next = [...path, key]
      visit([...layers.flatMap((one) => inside(one, key)), ...joining(below, next)], next, isOff)
    }
  }
  const under = below.flatMap(({path, values}) =>
    values && path.every((key, at) => start[at] === key) ? descend(values, start.slice(path.length)) : [],
  )
  visit([layer, ...under], start, false)
  return told
}

function inside(layer: Layer, key: string): readonly Layer[] {
  const map = asMap(layer.value)
  return key in map ? [{...layer, value: map[key]}] : []
}

function descend(layer: Layer, path: readonly string[]): readonly Layer[] {
  return path.reduce<readonly Layer[]>((layers, key) => layers.flatMap((one) => inside(one, key)), [layer])
}

/** Values of charts that stand under just these keys. */
function joining(below: readonly Installed[], path: readonly string[]): readonly Layer[] {
  const at = pathKey(path)
  return below.flatMap(({path: own, values}) =>
    values && own.length === path.length && pathKey(own) === at ? [values] : [],
  )
}

interface Part {
  readonly layer: Layer
  readonly text: string | undefined
  readonly line: number
}

function partAt(layers: readonly Layer[], key: string): Part | undefined {
  const layer = layers.find(({value}) => key in asMap(value))
  const map = asMap(layer?.value)
  return layer && {layer, text: asText(map[key]), line: layer.document.lineOf(map, key)}
}

/**
 * `{registry?, repository, tag}` under any key, or `image: name:tag`, the tag beside it or not. A tag left empty is
 * decided at deployment.
 */
function imageAt(layers: readonly Layer[], path: readonly string[], environment: string | undefined): ManifestFindings {
  const own = asMap(layers[0]?.value)
  const isImage = /image$/i.test(path.at(-1) ?? '')
  const [registry, tag] = [partAt(layers, 'registry'), partAt(layers, 'tag')]
  const repository = partAt(layers, 'repository') ?? (isImage ? partAt(layers, 'name') : undefined)
  if (!['registry', 'repository', 'tag', 'image', ...(isImage ? ['name'] : [])].some((key) => key in own)) return {}
  if (repository?.text && tag && !/^https?:|\.git$/.test(repository.text)) {
    const name = `${registry?.text ? `${registry.text}/` : ''}${repository.text}`
    return imageOf(tag.text === undefined ? undefined : `${name}:${tag.text}`, [tag, repository], environment)
  }
  const image = partAt(layers, 'image')
  const isWhole = /:[\w.-]+$|@/.test(image?.text ?? '')
  if (image?.text && /^[\w./:@${}-]+$/.test(image.text)) {
    if (isWhole || !tag || !('image' in own || 'tag' in own))
      return 'image' in own ? imageOf(image.text, [image], environment) : {}
    return imageOf(tag.text === undefined ? undefined : `${image.text}:${tag.text}`, [tag, image], environment)
  }
  return isImage && tag?.text && !repository?.text ? imageOf(undefined, [tag], environment) : {}
}

/** The image with the places of its parts where they stand in several files. */
function imageOf(
  reference: string | undefined,
  parts: readonly Part[],
  environment: string | undefined,
): ManifestFindings {
  const named = reference === undefined ? undefined : imageNamed(reference)
  const places = [...new Map(parts.map((part) => [part.layer.file, part])).values()].map(({layer, line}) => ({
    file: layer.file,
    line: lineOfFirst(parts, layer, line),
    ...(environment && {environment}),
  }))
  const [first] = places
  if (!named) return first ? {unresolved: [{what: 'image of a chart', file: first.file, line: first.line}]} : {}
  const technologies = imageTechnologies(named, 'image')
  return technologies.length > 0
    ? {technologies: places.flatMap((place) => technologies.map((one) => ({...one, ...place})))}
    : {}
}

/** Of parts in one file the first place counts. */
function lineOfFirst(parts: readonly Part[], {file}: Layer, line: number): number {
  return parts.find(({layer}) => layer.file === file)?.line ?? line
}

function hostsAt({file, document, value}: Layer, key: string, environment: string | undefined): ManifestFindings {
  const map = asMap(value)
  if (!(key in map)) return {}
  const hosts = key === 'hosts' ? asList(map.hosts) : [map[key]]
  const {things = [], unresolved = []} = servedHosts(hosts, {file, line: document.lineOf(map, key), environment})
  return {...(things.length > 0 && {things}), ...(unresolved.length > 0 && {unresolved})}
}
