import {environmentCalled} from '../../../../model/environment-name.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {DeclaredResource} from '../cloud/declared-resource.ts'
import {findingsOfResources, refsOfResources} from '../cloud/findings-of-resources.ts'
import {resourcesOfTemplate} from '../cloud/resources-of-template.ts'
import {known} from '../cloud/value.ts'
import type {Ref, Unresolved} from '../infrastructure.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {servedHosts} from '../served-hosts.ts'
import {readEvents} from '../serverless/events.ts'
import {filled, filledPart} from '../serverless/filled.ts'
import {asList, asMap, asText, readYaml, valueAt, type YamlDocument} from '../yaml-tree.ts'

/** Services of the Serverless Framework: functions with their runtimes and what calls them. */
export const serverless: ManifestKind = {
  id: 'serverless',
  files: /(^|\/)serverless[\w.-]*\.(ya?ml|json)$/i,
  read: (files, tell) =>
    mergeFindings(files.flatMap((file) => readYaml(file, tell).map((document) => readService(file, document)))),
}

type Fields = Readonly<Record<string, unknown>>

/** How the runtimes of its providers are called in the catalogue. */
const runtimes: Readonly<Record<string, string>> = {aws: 'aws-lambda'}

interface Reading {
  readonly file: SourceFile
  readonly document: YamlDocument
  readonly root: Fields
  readonly environment: string | undefined
  /** What its template declares, by the addresses there. */
  readonly declared: ReadonlyMap<string, Ref>
}

function readService(file: SourceFile, document: YamlDocument): ManifestFindings {
  const root = asMap(document.root)
  const stage = filled(valueAt(root, 'provider', 'stage'), root) ?? ''
  const environment = environmentCalled(stage)
  const template = templateOf(file, document, root)
  const reading: Reading = {file, document, root, environment, declared: refsOfResources(template)}
  const functions = Object.entries(asMap(root.functions)).map(([name, stated]) =>
    readFunction(reading, name, asMap(stated)),
  )
  return mergeFindings([
    ...functions.map(({findings}) => findings),
    findingsOfResources([...template, ...functions.flatMap(({buckets}) => buckets)], 'CloudFormation'),
    servedHosts([valueAt(root, 'custom', 'customDomain', 'domainName')], {
      file,
      line: document.lineOf(valueAt(root, 'custom'), 'customDomain'),
      environment,
    }),
    {unresolved: elsewhere(reading)},
  ])
}

/** The resources of the template that it holds, in one part or in several. */
function templateOf(file: SourceFile, document: YamlDocument, root: Fields): readonly DeclaredResource[] {
  const parts = (Array.isArray(root.resources) ? root.resources : [root.resources]).map(asMap)
  return parts.flatMap((part) => {
    const whole = asMap(filledPart({...part, Resources: undefined}, root))
    const resources = Object.fromEntries(
      Object.entries(asMap(part.Resources)).map(([name, one]) => [name, filledPart(one, root)]),
    )
    const lineOf: YamlDocument['lineOf'] = (parent, key) =>
      document.lineOf(parent === resources ? part.Resources : parent, key)
    return resourcesOfTemplate(file, {...document, lineOf}, {...whole, Resources: resources})
  })
}

/** Functions and resources that stand in other files are counted. */
function elsewhere({file, document, root}: Reading): readonly Unresolved[] {
  return ['functions', 'resources'].flatMap((key) =>
    [root[key]]
      .flat()
      .filter((part) => asText(part)?.includes('${file(') ?? false)
      .map(() => ({what: 'part of a service in another file', file, line: document.lineOf(root, key)})),
  )
}

interface FunctionRead {
  readonly findings: ManifestFindings
  /** Buckets that are made because its events name them. */
  readonly buckets: readonly DeclaredResource[]
}

function readFunction(reading: Reading, name: string, stated: Fields): FunctionRead {
  const {file, document, root, environment, declared} = reading
  const line = document.lineOf(root.functions, name)
  const provider = asText(valueAt(root, 'provider', 'name')) ?? ''
  const written = stated.runtime ?? valueAt(root, 'provider', 'runtime')
  const runtime = filled(written, root)
  const product = Object.hasOwn(runtimes, provider) ? runtimes[provider] : undefined
  const events = asList(stated.events).map(asMap)
  const folder = parentOf(file.path)
  const is = {ref: 'workload' as const, key: `${folder ? `${folder}/` : './'}serverless:${name}`}
  const variables = [
    ...Object.keys(asMap(valueAt(root, 'provider', 'environment'))),
    ...Object.keys(asMap(stated.environment)),
  ]
  const fill = (value: unknown): string | undefined => filled(value, root)
  const served = events.flatMap((event) => endpointOf(event, fill))
  const {schedules, links, buckets, unresolved} = readEvents(events, {from: is, file, line, fill, declared})
  const findings = {
    things: [
      {
        is,
        name,
        attributes: {
          kind: 'Serverless function',
          runtime,
          schedules: schedules.length > 0 ? schedules.toSorted() : undefined,
          environmentVariablesSet: variables.length > 0 ? [...new Set(variables)].toSorted() : undefined,
        },
        technologies:
          product && runtime ? [{product, version: runtime, how: 'runtime of Serverless', confidence: 0.9}] : [],
        environment,
        file,
        line,
      },
      ...served.map(({method, path}) => ({
        is: {ref: 'endpoint' as const, method, path},
        name: `${method} ${path}`,
        file,
        line,
      })),
    ],
    links,
    unresolved: [
      ...(written !== undefined && runtime === undefined ? [{what: 'runtime of a function', file, line}] : []),
      ...unresolved,
    ],
  }
  return {findings, buckets: buckets.map((bucket) => bucketMade(bucket, {file, line, environment}))}
}

/** As its template would declare it. */
function bucketMade(
  name: string,
  {file, line, environment}: Pick<DeclaredResource, 'file' | 'line' | 'environment'>,
): DeclaredResource {
  const folder = parentOf(file.path)
  return {
    type: 'AWS::S3::Bucket',
    address: `s3:${name}`,
    key: `${folder ? `${folder}/` : './'}serverless:s3:${name}`,
    label: name,
    properties: {is: 'map', entries: new Map([['BucketName', known(name)]])},
    environment,
    file,
    line,
  }
}

/** `GET /licences`, of `http` and `httpApi`, written in one line or in two; `{}` for what the file does not fill. */
function endpointOf(
  event: Fields,
  fill: (value: unknown) => string | undefined,
): readonly {readonly method: string; readonly path: string}[] {
  const stated = event.http ?? event.httpApi
  const [, verb, where] = /^(\w+)\s+(\S+)$/.exec(asText(stated) ?? '') ?? []
  const method = verb ?? asText(asMap(stated).method)
  const path = where ?? asText(asMap(stated).path)
  if (!method || !path) return []
  const whole = path.replace(/\$\{(?:[^${}]|\$\{[^${}]{0,300}\}){1,600}\}/g, (variable) => fill(variable) ?? '{}')
  return [{method: method === '*' ? 'ANY' : method.toUpperCase(), path: `/${whole.replace(/^\//, '')}`}]
}
