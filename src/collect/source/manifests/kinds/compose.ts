import {normalize} from 'node:path/posix'
import {environmentIn} from '../../../../model/environment-name.ts'
import {environmentOfPath} from '../../environment-of-path.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {imageNamed, imageTechnologies} from '../image-technologies.ts'
import type {LinkDeclared, Ref, TechnologyTold, ThingDeclared, Unresolved} from '../infrastructure.ts'
import type {ManifestFindings, ManifestKind, TechnologyFound, Tell} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {readDockerfile} from './dockerfile.ts'
import {asList, asMap, asText, readYaml, type YamlDocument} from '../yaml-tree.ts'

/** Services of Docker Compose: what they run, and which need which. */
export const compose: ManifestKind = {
  id: 'compose',
  files: /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/i,
  read: (files, tell) => mergeFindings(files.map((file) => readCompose(file, tell))),
}

function readCompose(file: SourceFile, tell: Tell): ManifestFindings {
  return mergeFindings(
    readYaml(file, tell).flatMap((document) => {
      // The oldest form has the services at the top.
      const services = asMap(document.root).services ?? (isOldForm(document.root) ? document.root : undefined)
      return Object.entries(asMap(services)).map(([name, service]) =>
        readService({file, document, name, service: asMap(service), line: document.lineOf(services, name)}),
      )
    }),
  )
}

function isOldForm(root: unknown): boolean {
  const services = Object.values(asMap(root))
  return services.length > 0 && services.every((one) => 'image' in asMap(one) || 'build' in asMap(one))
}

interface Service {
  readonly file: SourceFile
  readonly document: YamlDocument
  readonly name: string
  readonly service: Readonly<Record<string, unknown>>
  readonly line: number
}

function readService(read: Service): ManifestFindings {
  const {file, document, name, service, line} = read
  const text = asText(service.image)
  const image = text === undefined ? undefined : withDefaults(text)
  const named = image === undefined ? undefined : imageNamed(image)
  const imageLine = document.lineOf(service, 'image')
  const unresolved: readonly Unresolved[] = text && !named ? [{what: 'image of a service', file, line: imageLine}] : []
  const inPlace = builtInPlace(read)
  const variables = variableNames(service.environment)
  const profiles = asList(service.profiles).map(String)
  const thing: ThingDeclared = {
    is: workload(file, name),
    name,
    attributes: {
      kind: 'Compose service',
      image: named && `${named.path}${named.tag ? `:${named.tag}` : ''}`,
      build: buildOf(service.build),
      environmentVariablesSet: variables.length > 0 ? variables : undefined,
      environmentFiles: listOf(service.env_file),
      profiles: profiles.length > 0 ? profiles : undefined,
    },
    technologies: [...(named ? imageTechnologies(named, 'image') : []), ...(inPlace.technologies ?? []).map(toldThere)],
    environment: environmentOfPath(file.path) ?? profiles.map(environmentIn).find(Boolean),
    belongsTo: builtFrom(file, service.build),
    file,
    line,
  }
  return {things: [thing], links: links(read), unresolved: [...unresolved, ...(inPlace.unresolved ?? [])]}
}

/** A Dockerfile that stands in the file itself; all that it says is said at its first line. */
function builtInPlace({file, document, service}: Service): ManifestFindings {
  const text = asText(asMap(service.build).dockerfile_inline)
  if (text === undefined) return {}
  const line = document.lineOf(service.build, 'dockerfile_inline')
  const {technologies = [], unresolved = []} = readDockerfile({...file, text: text.replaceAll('$$', '$')})
  return {
    technologies: technologies.map((one) => ({...one, line})),
    unresolved: unresolved.map((one) => ({...one, line})),
  }
}

function toldThere({file, line, ...technology}: TechnologyFound): TechnologyTold {
  return {...technology, at: {file, line}}
}

function workload(file: SourceFile, name: string): Ref & {readonly ref: 'workload'} {
  const folder = parentOf(file.path)
  return {ref: 'workload', key: `${folder ? `${folder}/` : './'}compose:${name}`}
}

function links({file, document, name, service}: Service): readonly LinkDeclared[] {
  const needs = ['depends_on', 'links'].flatMap((key) => {
    const stated = service[key]
    const names = Array.isArray(stated) ? stated.map(String) : Object.keys(asMap(stated))
    return names.map((needed, at) => ({
      needed: needed.split(':')[0] ?? '',
      how: `${key} of Compose`,
      line: document.lineOf(stated, Array.isArray(stated) ? at : needed),
    }))
  })
  const others = needs.filter(({needed}) => needed !== '' && needed !== name)
  return others.map(({needed, how, line}) => ({
    from: workload(file, name),
    type: 'DEPENDS_ON' as const,
    to: workload(file, needed),
    attributes: {how},
    file,
    line,
  }))
}

function buildOf(build: unknown): string | undefined {
  return asText(build) ?? asText(asMap(build).context) ?? (build ? '.' : undefined)
}

/** The folder that it is built from tells whose it is. */
function builtFrom(file: SourceFile, build: unknown): string | undefined {
  const context = buildOf(build)
  if (context === undefined || /[$:]/.test(context)) return undefined
  const folder = normalize(`${parentOf(file.path) || '.'}/${context}`).replace(/\/+$/, '')
  return folder === '.' || folder.startsWith('..') ? undefined : `${folder}/Dockerfile`
}

function listOf(value: unknown): readonly string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).flatMap((one) => asText(one) ?? asText(asMap(one).path) ?? [])
  return list.length > 0 ? list : undefined
}

/** Names alone, of `NAME=value`, of `NAME` and of a map. */
function variableNames(environment: unknown): readonly string[] {
  const names = Array.isArray(environment)
    ? environment.map((one) => String(one).split('=')[0] ?? '')
    : Object.keys(asMap(environment))
  return [...new Set(names.filter((name) => /^[A-Za-z_]\w{0,100}$/.test(name)))].toSorted()
}

/** `${TAG:-1.2}` with its default; undefined where a variable has none. */
function withDefaults(text: string): string | undefined {
  const filled = text.replace(/\$\{\w{1,100}:?-([^${}]{0,200})\}/g, '$1')
  return filled.includes('$') ? undefined : filled
}
