import {environmentOfPath} from '../../environment-of-path.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {type Chart, chartsInside, isElsewhere, isFetched, readCharts} from '../helm/charts.ts'
import {installedCharts, isOffInAll, type Layer} from '../helm/installed-charts.ts'
import {findingsOfValues, type Given} from '../helm/values-of-chart.ts'
import type {Ref} from '../infrastructure.ts'
import type {ManifestFindings, ManifestKind, Tell} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {asMap, asText, readYaml} from '../yaml-tree.ts'

/** Charts of Helm: what they depend on, and the images and hosts of their values. Templates are counted, not rendered. */
export const helm: ManifestKind = {
  id: 'helm',
  files:
    /(^|\/)(Chart\.ya?ml|requirements\.ya?ml|[\w.-]*values[\w.-]*\.ya?ml|[\w.-]*values\/[\w./-]+\.ya?ml|templates\/.+\.ya?ml)$/,
  read(files, tell) {
    const charts = readCharts(files, tell)
    const folders = new Set(charts.keys())
    const values = files.flatMap((file) => {
      const chart = isValues(file) ? chartOfValues(file.path, folders) : undefined
      return chart === undefined ? [] : [{file, ...chart, layer: layerOf(file, tell)}]
    })
    const layersOf = (folder: string): readonly Layer[] =>
      values.flatMap(({chart, layer}) => (chart === folder && layer ? [layer] : []))
    return mergeFindings([
      ...[...charts.values()]
        .filter(({folder}) => !isFetched(folder, charts))
        .map((one) => chartFindings(one, charts, layersOf(one.folder))),
      readValues(values, charts),
      {unresolved: files.filter((file) => isTemplate(file, charts)).map(hiddenTemplate)},
    ])
  },
}

function isValues({path}: SourceFile): boolean {
  return /(^|\/)([\w.-]*values[\w.-]*|[\w.-]*values\/[\w./-]+)\.ya?ml$/.test(path) && !/(^|\/)templates\//.test(path)
}

function isTemplate({path, text}: SourceFile, charts: ReadonlyMap<string, Chart>): boolean {
  const chart = chartOf(path, charts)
  return /(^|\/)templates\//.test(path) && text.includes('{{') && chart !== undefined && !isFetched(chart, charts)
}

function hiddenTemplate(file: SourceFile) {
  return {what: 'template of Helm', file, line: 1}
}

/** The folder of the chart that a file belongs to. */
function chartOf(path: string, folders: {readonly has: (folder: string) => boolean}): string | undefined {
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    if (folders.has(folder)) return folder
    if (folder === '') return undefined
  }
}

interface ChartOfValues {
  readonly chart: string
  /** Several charts stand beside the values, so that nothing tells which one they are for. */
  readonly isUnsure: boolean
}

/** The chart that a file of values is for: the one that it stands in, else that in the folder that it stands in. */
function chartOfValues(path: string, folders: ReadonlySet<string>): ChartOfValues | undefined {
  const own = chartOf(path, folders)
  if (own !== undefined) return {chart: own, isUnsure: false}
  const inFolder = /^(?:(.*)\/)?[\w.-]*values\/[^/]+$/.exec(path)
  const folder = inFolder ? (inFolder[1] ?? '') : parentOf(path)
  const [chart, ...others] = [...folders].toSorted().filter((one) => parentOf(one) === folder && one !== folder)
  return chart === undefined ? undefined : {chart, isUnsure: others.length > 0}
}

function chartRef(path: string): Ref & {readonly ref: 'workload'} {
  return {ref: 'workload', key: `${path.replace(/[^/]*$/, '') || './'}helm:chart`}
}

function chartFindings(found: Chart, charts: ReadonlyMap<string, Chart>, layers: readonly Layer[]): ManifestFindings {
  const {name, file, document, dependencies} = found
  const inTree = new Set(chartsInside(found, charts).map(({key}) => key))
  const chart = asMap(document.root)
  const attributes = {kind: 'Helm chart', version: asText(chart.version), appVersion: asText(chart.appVersion)}
  const thing = {is: chartRef(file.path), name, attributes, file, line: document.lineOf(chart, 'name')}
  return {
    things: name === '' ? [] : [thing],
    links: dependencies
      .filter((one) => isElsewhere(one) || (one.repository === undefined && !inTree.has(one.key)))
      .filter((one) => !isOffInAll(one, layers))
      .map(({name: needed, version, file: place, line}) => {
        const exact = version !== undefined && /^v?\d+\.\d+\.\d+[\w.+-]*$/.test(version) ? version : undefined
        return {
          from: chartRef(file.path),
          type: 'USES' as const,
          to: {ref: 'package' as const, type: 'helm' as const, name: needed, ...(exact && {version: exact})},
          attributes: {...(exact ? {version: exact} : version ? {range: version} : {})},
          file: place,
          line,
        }
      }),
  }
}

interface ValuesFile extends ChartOfValues {
  readonly file: SourceFile
  readonly layer: Layer | undefined
}

/** Charts that another of the tree installs are read with it; by themselves only where values are given for them. */
function readValues(files: readonly ValuesFile[], charts: ReadonlyMap<string, Chart>): ManifestFindings {
  const own = new Map(files.filter(isOwn).map(({chart, layer}) => [chart, layer]))
  const given = files.filter((one) => !isOwn(one))
  const valuesOf = (folder: string): Layer | undefined => own.get(folder)
  const inOthers = new Set(
    [...charts.values()].flatMap((chart) => chartsInside(chart, charts).map(({chart: {folder}}) => folder)),
  )
  const isGiven = (folder: string): boolean => given.some(({chart}) => chart === folder)
  const read = new Set<string>()
  const found: ManifestFindings[] = []
  const readOne = (chart: Chart): void => {
    const {installed, folders} = installedCharts(chart, charts, valuesOf)
    for (const folder of folders) read.add(folder)
    const ofChart = given.filter((one) => one.chart === chart.folder)
    const overOwn = ofChart.filter(({isUnsure}) => !isUnsure)
    const alone = ofChart.filter(({isUnsure}) => isUnsure)
    found.push(findingsOfValues(installed, overOwn.flatMap(givenOf)), findingsOfValues([], alone.flatMap(givenOf)))
  }
  for (const [folder, chart] of charts) if (!inOthers.has(folder) || isGiven(folder)) readOne(chart)
  // Charts that install one another.
  for (const [folder, chart] of charts) if (!read.has(folder)) readOne(chart)
  return mergeFindings(found)
}

function isOwn({file: {path}, chart}: ValuesFile): boolean {
  return parentOf(path) === chart && /(^|\/)values\.ya?ml$/.test(path)
}

function givenOf({file, chart, layer}: ValuesFile): readonly Given[] {
  // Where charts are tested from.
  const isTest = file.path.startsWith(`${chart ? `${chart}/` : ''}ci/`)
  return layer ? [{layer, environment: environmentOfPath(file.path) ?? (isTest ? 'test' : undefined)}] : []
}

function layerOf(file: SourceFile, tell: Tell): Layer | undefined {
  const [document] = readYaml(file, tell)
  return document && {file, document, value: document.root}
}
