import {environmentIn} from '../../../../model/environment-name.ts'
import {environmentOfPath} from '../../environment-of-path.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {imageNamed, imageTechnologies} from '../image-technologies.ts'
import {owner, type Ref} from '../infrastructure.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {isServableHost, servedHosts} from '../served-hosts.ts'
import {asList, asMap, asText, readYaml, valueAt, type YamlDocument} from '../yaml-tree.ts'

/** Objects of Kubernetes: what runs, on which schedule, and under which host names it is reached. */
export const kubernetes: ManifestKind = {
  id: 'kubernetes',
  files: /\.ya?ml$/i,
  // A template is no YAML; charts are read for themselves. In texts, as of alerts and workflows, braces may stand.
  holds: (text) => /^apiVersion:/m.test(text) && /^kind:/m.test(text) && !/^\s*\{\{|[:-][ \t]+\{\{/m.test(text),
  read: (files, tell) =>
    mergeFindings(
      files.flatMap((file) =>
        readYaml(file, tell).flatMap((document) =>
          objects(document).map((object) => readObject(file, document, object)),
        ),
      ),
    ),
}

type Fields = Readonly<Record<string, unknown>>

/** A List holds others. */
function objects({root}: YamlDocument): readonly Fields[] {
  const object = asMap(root)
  return object.kind === 'List' ? asList(object.items).map(asMap) : [object]
}

/** Where in a workload its pods are described. */
const podPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  DeploymentConfig: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
}

function readObject(file: SourceFile, document: YamlDocument, object: Fields): ManifestFindings {
  const kind = asText(object.kind) ?? ''
  const pod = Object.hasOwn(podPaths, kind) ? podPaths[kind] : undefined
  if (pod) return readWorkload({file, document, object, kind}, asMap(valueAt(object, ...pod)))
  const spec = asMap(object.spec)
  const line = document.lineOf(object, 'spec')
  const environment = environmentOf(file, object)
  switch (kind) {
    case 'Ingress':
      return mergeFindings(
        asList(spec.rules).map((rule) =>
          servedHosts([asMap(rule).host], {file, line: document.lineOf(rule, 'host'), environment}),
        ),
      )
    case 'Route':
      return servedHosts([spec.host], {file, line, environment})
    case 'HTTPRoute':
      return servedHosts(asList(spec.hostnames), {file, line, environment})
    case 'Service':
      return spec.type === 'ExternalName' ? externalName(file, spec, document) : {}
    case 'Kustomization':
      return kustomized(file, document, object)
    default:
      return {}
  }
}

/** By the file, else by the name of the namespace. */
function environmentOf(file: SourceFile, object: Fields): string | undefined {
  const namespace = asText(valueAt(object, 'metadata', 'namespace')) ?? ''
  return environmentOfPath(file.path) ?? environmentIn(namespace)
}

interface Workload {
  readonly file: SourceFile
  readonly document: YamlDocument
  readonly object: Fields
  readonly kind: string
}

function readWorkload({file, document, object, kind}: Workload, pod: Fields): ManifestFindings {
  const name = asText(valueAt(object, 'metadata', 'name'))
  if (!name || name.includes('{{')) return {}
  const containers = [...asList(pod.initContainers), ...asList(pod.containers)].map(asMap)
  const images = containers.flatMap((container) => {
    const text = asText(container.image)
    return text ? [{named: imageNamed(text), line: document.lineOf(container, 'image'), container}] : []
  })
  const named = images.flatMap((image) => (image.named ? [image.named] : []))
  const isInit = new Set(asList(pod.initContainers))
  const variables = containers.flatMap(({env}) => asList(env).flatMap((one) => asText(asMap(one).name) ?? []))
  const secrets = containers.flatMap(secretNames)
  return {
    things: [
      {
        is: workloadRef(file, object, kind, name),
        name,
        attributes: {
          kind,
          namespace: asText(valueAt(object, 'metadata', 'namespace')),
          schedules: kind === 'CronJob' ? sortedOrNone([asText(valueAt(object, 'spec', 'schedule')) ?? '']) : undefined,
          images: sortedOrNone(named.map(({path, tag}) => `${path}${tag ? `:${tag}` : ''}`)),
          environmentVariablesSet: sortedOrNone(variables),
          secretsUsed: sortedOrNone(secrets),
        },
        technologies: images.flatMap(({named: image, container}) =>
          image && !isInit.has(container) ? imageTechnologies(image, 'image') : [],
        ),
        environment: environmentOf(file, object),
        file,
        line: document.lineOf(object, 'kind'),
      },
    ],
    unresolved: images.flatMap(({named: image, line}) => (image ? [] : [{what: 'image of a container', file, line}])),
  }
}

function workloadRef(file: SourceFile, object: Fields, kind: string, name: string): Ref & {readonly ref: 'workload'} {
  const namespace = asText(valueAt(object, 'metadata', 'namespace'))
  const folder = parentOf(file.path)
  return {
    ref: 'workload',
    key: `${folder ? `${folder}/` : './'}kubernetes:${namespace ? `${namespace}/` : ''}${kind}/${name}`,
  }
}

function secretNames(container: Fields): readonly string[] {
  const variables = asList(container.env).map((one) => valueAt(one, 'valueFrom', 'secretKeyRef', 'name'))
  const whole = asList(container.envFrom).map((one) => valueAt(one, 'secretRef', 'name'))
  return [...variables, ...whole].flatMap((name) => asText(name) ?? [])
}

function sortedOrNone(list: readonly string[]): readonly string[] | undefined {
  return list.length > 0 ? [...new Set(list)].toSorted() : undefined
}

function externalName(file: SourceFile, spec: Fields, document: YamlDocument): ManifestFindings {
  const host = asText(spec.externalName)?.toLowerCase()
  if (host === undefined || !isServableHost(host)) return {}
  const line = document.lineOf(spec, 'externalName')
  const attributes = {how: 'ExternalName of a Service'}
  return {links: [{from: owner, type: 'CALLS', to: {ref: 'host', host}, attributes, file, line}]}
}

/** Images that an overlay puts in the place of others. */
function kustomized(file: SourceFile, document: YamlDocument, object: Fields): ManifestFindings {
  const environment = environmentOfPath(file.path)
  return {
    technologies: asList(object.images).flatMap((one) => {
      const {name, newName, newTag} = asMap(one)
      const tag = asText(newTag)
      const named = imageNamed(`${asText(newName) ?? asText(name) ?? ''}${tag ? `:${tag}` : ''}`)
      const place = {file, line: document.lineOf(one, 'newTag'), ...(environment && {environment})}
      return named && tag ? imageTechnologies(named, 'image').map((technology) => ({...technology, ...place})) : []
    }),
  }
}
