import {environmentCalled} from '../../../../model/environment-name.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {findingsOfResources} from '../cloud/findings-of-resources.ts'
import {resourcesOfTemplate} from '../cloud/resources-of-template.ts'
import type {LinkDeclared, Ref} from '../infrastructure.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {servedHosts} from '../served-hosts.ts'
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
}

function readService(file: SourceFile, document: YamlDocument): ManifestFindings {
  const root = asMap(document.root)
  const stage = filled(valueAt(root, 'provider', 'stage'), root) ?? ''
  const reading: Reading = {file, document, root, environment: environmentCalled(stage)}
  const template = asMap(root.resources)
  return mergeFindings([
    ...Object.entries(asMap(root.functions)).map(([name, stated]) => readFunction(reading, name, asMap(stated))),
    findingsOfResources(resourcesOfTemplate(file, document, template), 'CloudFormation'),
    servedHosts([valueAt(root, 'custom', 'customDomain', 'domainName')], {
      file,
      line: document.lineOf(valueAt(root, 'custom'), 'customDomain'),
      environment: reading.environment,
    }),
  ])
}

function readFunction({file, document, root, environment}: Reading, name: string, stated: Fields): ManifestFindings {
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
  const schedules = events.flatMap(({schedule}) => asText(schedule) ?? asText(asMap(schedule).rate) ?? [])
  const served = events.flatMap(endpointOf)
  return {
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
    links: events.flatMap((event) => queueLink(is, event, {file, line, root})),
    unresolved: written !== undefined && runtime === undefined ? [{what: 'runtime of a function', file, line}] : [],
  }
}

/** `GET /licences`, of `http` and `httpApi`, written in one line or in two. */
function endpointOf(event: Fields): readonly {readonly method: string; readonly path: string}[] {
  const stated = event.http ?? event.httpApi
  const [, verb, where] = /^(\w+)\s+(\S+)$/.exec(asText(stated) ?? '') ?? []
  const method = verb ?? asText(asMap(stated).method)
  const path = where ?? asText(asMap(stated).path)
  if (!method || !path) return []
  return [{method: method === '*' ? 'ANY' : method.toUpperCase(), path: `/${path.replace(/^\//, '')}`}]
}

function queueLink(
  from: Ref,
  event: Fields,
  {file, line, root}: {readonly file: SourceFile; readonly line: number; readonly root: Fields},
): readonly LinkDeclared[] {
  return (['sqs', 'sns'] as const).flatMap((service) => {
    const stated = event[service]
    const text = filled(asText(stated) ?? asMap(stated).arn ?? asMap(stated).topicName, root)
    const queue = text?.split(':').at(-1)
    if (!queue) return []
    const to = {ref: 'queue' as const, product: `aws-${service}`, queue}
    return [{from, type: 'READS' as const, to, attributes: {how: 'takes its messages'}, file, line}]
  })
}

/** `${self:custom.runtime}` and `${opt:stage, 'dev'}` as far as the file says; undefined for the rest. */
function filled(value: unknown, root: Fields, depth = 0): string | undefined {
  const text = asText(value)
  if (text === undefined || depth > 5) return undefined
  const whole = text.replace(
    /\$\{(?:self:([\w.]{1,200})|opt:\w{1,50}|env:\w{1,100})(?:\s{0,4},\s{0,4}(?:'([^'{}]{0,100})'|self:([\w.]{1,200})))?\}/g,
    (placed, own?: string, otherwise?: string, other?: string) => {
      const at = (path: string) => filled(valueAt(root, ...path.split('.')), root, depth + 1)
      return (own && at(own)) ?? otherwise ?? (other && at(other)) ?? placed
    },
  )
  return whole.includes('$') ? undefined : whole
}
