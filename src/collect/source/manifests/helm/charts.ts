import {normalize} from 'node:path/posix'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {Tell} from '../manifest-kind.ts'
import {asList, asMap, asText, readYaml, type YamlDocument} from '../yaml-tree.ts'

/** What a chart says it needs. */
export interface Dependency {
  readonly name: string
  /** Under what name its values stand in those of the chart that needs it. */
  readonly key: string
  readonly version: string | undefined
  readonly repository: string | undefined
  /** Where in the values stands whether it is installed; the first of these that is there counts. */
  readonly conditions: readonly string[]
  /** Of groups that are switched together, where no condition is stated; one that is on is enough. */
  readonly tags: readonly string[]
  readonly file: SourceFile
  readonly line: number
}

export interface Chart {
  readonly folder: string
  readonly name: string
  readonly file: SourceFile
  readonly document: YamlDocument
  readonly dependencies: readonly Dependency[]
}

/** A chart of the tree that another installs with itself. */
export interface ChartInside {
  readonly chart: Chart
  readonly key: string
  readonly conditions: readonly string[]
  readonly tags: readonly string[]
}

function isChart({path}: Pick<SourceFile, 'path'>): boolean {
  return /(^|\/)Chart\.ya?ml$/.test(path)
}

/** The charts of a tree by their folders; what stands in `requirements.yaml` beside one, as charts once had it, is its own. */
export function readCharts(files: readonly SourceFile[], tell: Tell): ReadonlyMap<string, Chart> {
  const requirements = files.filter(({path}) => /(^|\/)requirements\.ya?ml$/.test(path))
  return new Map(
    files.filter(isChart).flatMap((file) => {
      const folder = parentOf(file.path)
      const [document] = readYaml(file, tell)
      if (!document) return []
      const beside = requirements
        .filter(({path}) => parentOf(path) === folder)
        .flatMap((one) => readYaml(one, tell).flatMap((each) => dependenciesOf(one, each)))
      const name = asText(asMap(document.root).name) ?? ''
      return [[folder, {folder, name, file, document, dependencies: [...dependenciesOf(file, document), ...beside]}]]
    }),
  )
}

function dependenciesOf(file: SourceFile, document: YamlDocument): readonly Dependency[] {
  return asList(asMap(document.root).dependencies).flatMap((one) => {
    const {name, alias, version, repository, condition, tags} = asMap(one)
    const chart = asText(name)
    if (!chart) return []
    return [
      {
        name: chart,
        key: asText(alias) ?? chart,
        version: asText(version),
        repository: asText(repository),
        conditions: (asText(condition) ?? '').split(',').flatMap((part) => part.trim() || []),
        tags: asList(tags).flatMap((tag) => asText(tag) ?? []),
        file,
        line: document.lineOf(one, 'name'),
      },
    ]
  })
}

/** The charts of the tree that one installs with itself: those in its folder `charts`, and those that it needs by a path. */
export function chartsInside(chart: Chart, charts: ReadonlyMap<string, Chart>): readonly ChartInside[] {
  const under = chart.folder ? `${chart.folder}/charts` : 'charts'
  const fetched = [...charts.values()]
    .filter(({folder}) => parentOf(folder) === under)
    .flatMap((inside) => {
      const asked = chart.dependencies.filter(({name}) => name === inside.name)
      return asked.length > 0
        ? asked.map(({key, conditions, tags}) => ({chart: inside, key, conditions, tags}))
        : [{chart: inside, key: inside.name, conditions: [], tags: []}]
    })
  const byPath = chart.dependencies.flatMap(({key, repository, conditions, tags}) => {
    const [, path] = /^file:\/\/(\.{1,2}\/.*|\.{1,2})$/.exec(repository ?? '') ?? []
    const folder = path === undefined ? undefined : normalize(`${chart.folder || '.'}/${path}`).replace(/\/+$/, '')
    const inside = folder === undefined ? undefined : charts.get(folder === '.' ? '' : folder)
    return inside ? [{chart: inside, key, conditions, tags}] : []
  })
  return [...fetched, ...byPath.filter(({key}) => !fetched.some((one) => one.key === key))]
}

/** The chart was fetched from a repository for the one in whose folder `charts` it stands. */
export function isFetched(folder: string, charts: ReadonlyMap<string, Chart>): boolean {
  return [...folder.matchAll(/(?:^|\/)charts\/([^/]+)/g)].some(({0: whole, index}) => {
    const outer = charts.get(folder.slice(0, index))
    const name = charts.get(folder.slice(0, index + whole.length))?.name
    return outer?.dependencies.some((one) => one.name === name && isElsewhere(one)) ?? false
  })
}

/** It is fetched from a repository, and no chart of this tree. */
export function isElsewhere({repository}: Dependency): boolean {
  return repository !== undefined && !repository.startsWith('file:')
}
