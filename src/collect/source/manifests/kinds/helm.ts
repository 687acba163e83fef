import {environmentOfPath} from '../../environment-of-path.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {imageNamed, imageTechnologies} from '../image-technologies.ts'
import type {Ref} from '../infrastructure.ts'
import type {ManifestFindings, ManifestKind, Tell, TechnologyFound} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {servedHosts} from '../served-hosts.ts'
import {asList, asMap, asText, readYaml, type YamlDocument} from '../yaml-tree.ts'

/** Charts of Helm: what they depend on, and the images and hosts of their values. Templates are counted, not rendered. */
export const helm: ManifestKind = {
  id: 'helm',
  files: /(^|\/)(Chart\.ya?ml|requirements\.ya?ml|[\w.-]*values[\w.-]*\.ya?ml|templates\/.+\.ya?ml)$/,
  read(all, tell) {
    const folders = new Set(all.filter(isChart).map(({path}) => parentOf(path)))
    const own = all.filter(({path}) => !isVendored(path, folders))
    const files = own.filter(({path}) => chartOf(path, folders) !== undefined)
    const values = own.filter(
      ({path}) =>
        /values[\w.-]*\.ya?ml$/.test(path) && !/(^|\/)templates\//.test(path) && valuesOf(path, folders) !== undefined,
    )
    return mergeFindings([
      ...files.filter(isChart).map((file) => readChart(file, tell)),
      ...files.filter(({path}) => /(^|\/)requirements\.ya?ml$/.test(path)).map((file) => readRequirements(file, tell)),
      readValues(values, folders, tell),
      {
        unresolved: files
          .filter(({path, text}) => /(^|\/)templates\//.test(path) && text.includes('{{'))
          .map((file) => ({what: 'template of Helm', file, line: 1})),
      },
    ])
  },
}

function isChart({path}: SourceFile): boolean {
  return /(^|\/)Chart\.ya?ml$/.test(path)
}

/** The folder of the chart that a file belongs to. */
function chartOf(path: string, folders: ReadonlySet<string>): string | undefined {
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    if (folders.has(folder)) return folder
    if (folder === '') return undefined
  }
}

/** The chart that a file of values is for: the one that it stands in, else the first in the folder that it stands in. */
function valuesOf(path: string, folders: ReadonlySet<string>): string | undefined {
  const folder = parentOf(path)
  const beside = [...folders].toSorted().find((chart) => parentOf(chart) === folder && chart !== folder)
  return chartOf(path, folders) ?? beside
}

/** A chart that stands in the `charts` folder of another was fetched for it. */
function isVendored(path: string, folders: ReadonlySet<string>): boolean {
  return [...path.matchAll(/(?:^|\/)charts\//g)].some(({index}) => folders.has(path.slice(0, index)))
}

function chartRef(path: string): Ref & {readonly ref: 'workload'} {
  return {ref: 'workload', key: `${path.replace(/[^/]*$/, '') || './'}helm:chart`}
}

function readChart(file: SourceFile, tell: Tell): ManifestFindings {
  return mergeFindings(
    readYaml(file, tell).map((document) => {
      const chart = asMap(document.root)
      const name = asText(chart.name)
      if (!name) return {}
      const attributes = {
        kind: 'Helm chart',
        version: asText(chart.version),
        appVersion: asText(chart.appVersion),
      }
      const thing = {is: chartRef(file.path), name, attributes, file, line: document.lineOf(chart, 'name')}
      return mergeFindings([{things: [thing]}, dependencies(file, document)])
    }),
  )
}

function readRequirements(file: SourceFile, tell: Tell): ManifestFindings {
  return mergeFindings(readYaml(file, tell).map((document) => dependencies(file, document)))
}

function dependencies(file: SourceFile, document: YamlDocument): ManifestFindings {
  return {
    links: asList(asMap(document.root).dependencies).flatMap((one) => {
      const {name, version, repository} = asMap(one)
      const chart = asText(name)
      if (!chart || asText(repository)?.startsWith('file:')) return []
      const stated = asText(version)
      const exact = stated !== undefined && /^v?\d+\.\d+\.\d+[\w.+-]*$/.test(stated) ? stated : undefined
      return [
        {
          from: chartRef(file.path),
          type: 'USES' as const,
          to: {ref: 'package' as const, type: 'helm' as const, name: chart, ...(exact && {version: exact})},
          attributes: {...(exact ? {version: exact} : stated ? {range: stated} : {})},
          file,
          line: document.lineOf(one, 'name'),
        },
      ]
    }),
  }
}

interface ImageInValues {
  readonly key: string
  readonly environment: string | undefined
  readonly technologies: readonly TechnologyFound[]
}

/** Where values for production name an image, those of the chart itself are not what runs there. */
function readValues(files: readonly SourceFile[], folders: ReadonlySet<string>, tell: Tell): ManifestFindings {
  const found = files.map((file) => readValuesFile(file, valuesOf(file.path, folders) ?? '', tell))
  const images = found.flatMap((one) => one.images)
  const inProduction = new Set(images.filter(({environment}) => environment === 'production').map(({key}) => key))
  const kept = images.filter(({environment, key}) => environment !== undefined || !inProduction.has(key))
  return mergeFindings([
    ...found.map(({findings}) => findings),
    {technologies: kept.flatMap(({technologies}) => technologies)},
  ])
}

function readValuesFile(file: SourceFile, chart: string, tell: Tell) {
  const environment = environmentOfPath(file.path)
  const images: ImageInValues[] = []
  const findings: ManifestFindings[] = []
  const walk = (document: YamlDocument, value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const one of value) walk(document, one, `${path}/-`)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const map = asMap(value)
    const image = imageOf(map, path)
    if (image !== undefined) {
      const line = document.lineOf(map, 'tag' in map ? 'tag' : 'image')
      const named = imageNamed(image.text)
      if (named && image.isWhole) {
        const place = {file, line, ...(environment && {environment})}
        const technologies = imageTechnologies(named, 'image').map((one) => ({...one, ...place}))
        images.push({key: `${chart} ${path}`, environment, technologies})
      } else findings.push({unresolved: [{what: 'image of a chart', file, line}]})
    }
    if (/(^|\/)(ingress|route)(\/|$)/i.test(path)) findings.push(ingressHosts(file, document, map, environment))
    for (const [key, one] of Object.entries(map)) walk(document, one, path ? `${path}/${key}` : key)
  }
  for (const document of readYaml(file, tell)) walk(document, document.root, '')
  return {images, findings: mergeFindings(findings)}
}

/** `{registry?, repository, tag}` under any key, or `image: name:tag`. A tag left empty is decided at deployment. */
function imageOf(map: Readonly<Record<string, unknown>>, path: string) {
  const repository = asText(map.repository)
  if (repository && 'tag' in map && !/^https?:|\.git$/.test(repository)) {
    const registry = asText(map.registry)
    const tag = asText(map.tag)
    return {text: `${registry ? `${registry}/` : ''}${repository}${tag ? `:${tag}` : ''}`, isWhole: tag !== undefined}
  }
  const image = path === '' && 'tag' in map ? undefined : asText(map.image)
  return image && /^[\w./:@${}-]+$/.test(image) ? {text: image, isWhole: true} : undefined
}

function ingressHosts(
  file: SourceFile,
  document: YamlDocument,
  map: Readonly<Record<string, unknown>>,
  environment: string | undefined,
): ManifestFindings {
  const place = {file, environment}
  return mergeFindings([
    servedHosts([map.host, map.hostname], {...place, line: document.lineOf(map, 'host')}),
    servedHosts(asList(map.hosts), {...place, line: document.lineOf(map, 'hosts')}),
  ])
}
