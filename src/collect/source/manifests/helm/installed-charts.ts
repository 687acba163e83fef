import type {SourceFile} from '../../walk-tree.ts'
import {asMap, type YamlDocument} from '../yaml-tree.ts'
import {type Chart, type ChartInside, chartsInside} from './charts.ts'

/** Values of one file, or a part of them. */
export interface Layer {
  readonly file: SourceFile
  readonly document: YamlDocument
  readonly value: unknown
}

/** A chart as it stands in the one that is installed. */
export interface Installed {
  /** The keys under which its values stand in those of the outermost one. */
  readonly path: readonly string[]
  readonly conditions: readonly string[]
  readonly tags: readonly string[]
  /** What it is given unless the outer one says otherwise. */
  readonly values: Layer | undefined
}

/** So many charts inside one another are read, of one that is installed. */
const mostInside = 500
const deepest = 10

/** A chart and all that it installs with itself, from the outermost inwards. */
export function installedCharts(
  chart: Chart,
  charts: ReadonlyMap<string, Chart>,
  valuesOf: (folder: string) => Layer | undefined,
): {readonly installed: readonly Installed[]; readonly folders: ReadonlySet<string>} {
  const installed: Installed[] = []
  const folders = new Set<string>()
  const queue: {readonly inside: ChartInside; readonly path: readonly string[]}[] = [
    {inside: {chart, key: '', conditions: [], tags: []}, path: []},
  ]
  for (const {inside, path} of queue) {
    folders.add(inside.chart.folder)
    installed.push({path, conditions: inside.conditions, tags: inside.tags, values: valuesOf(inside.chart.folder)})
    if (path.length >= deepest) continue
    for (const next of chartsInside(inside.chart, charts))
      if (queue.length < mostInside) queue.push({inside: next, path: [...path, next.key]})
  }
  return {installed, folders}
}

/** The keys under which charts, and parts of them, stand that the values switch off. */
export function switchedOff(installed: readonly Installed[], over: readonly Layer[]): ReadonlySet<string> {
  const off = new Set<string>()
  for (const {path, conditions, tags} of installed) {
    const outer = path.slice(0, -1)
    const isInOneThatIsOff = outer.some((_, at) => off.has(pathKey(outer.slice(0, at + 1))))
    const stated = conditions
      .map((condition) => booleanAt([...outer, ...condition.split('.')], installed, over))
      .find((value) => value !== undefined)
    if (isInOneThatIsOff || (stated ?? isTagged(tags, installed, over)) === false) off.add(pathKey(path))
  }
  for (const [path, isOn] of stated(installed, over)) if (!isOn) off.add(path)
  return off
}

/** Whether values say of a dependency that it is off, and no file of values that it is on. */
export function isOffInAll(
  {conditions, tags}: Pick<Installed, 'conditions' | 'tags'>,
  layers: readonly Layer[],
): boolean {
  const stated = layers.flatMap(
    (layer) =>
      conditions.map((one) => booleanAt(one.split('.'), [], [layer])).find((one) => one !== undefined) ??
      isTagged(tags, [], [layer]) ??
      [],
  )
  return stated.length > 0 && !stated.includes(true)
}

/** Whether the values switch one of its tags on; undefined where they say nothing of any. They stand in the outermost chart's. */
function isTagged(
  tags: readonly string[],
  installed: readonly Installed[],
  over: readonly Layer[],
): boolean | undefined {
  const stated = tags.flatMap((tag) => booleanAt(['tags', tag], installed, over) ?? [])
  return stated.length === 0 ? undefined : stated.includes(true)
}

/** Parts that the values switch on or off by `enabled`, by what the uppermost layer says. */
function stated(installed: readonly Installed[], over: readonly Layer[]): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>()
  const visit = (value: unknown, path: readonly string[]): void => {
    const map = asMap(value)
    const key = pathKey(path)
    if (typeof map.enabled === 'boolean' && path.length > 0 && !found.has(key)) found.set(key, map.enabled)
    for (const [name, one] of Object.entries(map)) visit(one, [...path, name])
  }
  for (const layer of over) visit(layer.value, [])
  for (const {path, values} of installed) if (values) visit(values.value, path)
  return found
}

export function pathKey(path: readonly string[]): string {
  return path.join('/')
}

function booleanAt(
  path: readonly string[],
  installed: readonly Installed[],
  over: readonly Layer[],
): boolean | undefined {
  for (const {path: from, values} of [...over.map((values) => ({path: [], values})), ...installed]) {
    if (!values || !from.every((key, at) => path[at] === key)) continue
    const value = path.slice(from.length).reduce<unknown>((at, key) => asMap(at)[key], values.value)
    if (typeof value === 'boolean') return value
  }
  return undefined
}
