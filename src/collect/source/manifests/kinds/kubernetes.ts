import {environmentIn} from '../../../../model/environment-name.ts'
import {environmentOfPath} from '../../environment-of-path.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {imageNamed, imageTechnologies} from '../image-technologies.ts'
import {owner, type Ref, type TechnologyTold} from '../infrastructure.ts'
import {type Deployment, deployment} from '../kubernetes/deployment.ts'
import {isKustomization, overlaysByFile, type ParsedYaml} from '../kubernetes/kustomize.ts'
import {type WorkloadSeen, workloadSeen} from '../kubernetes/overlaid-workload.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {isServableHost, servedHosts} from '../served-hosts.ts'
import {asList, asMap, asText, readYaml, valueAt, type YamlDocument} from '../yaml-tree.ts'

/** Objects of Kubernetes: what runs, on which schedule, and under which host names it is reached. */
export const kubernetes: ManifestKind = {
  id: 'kubernetes',
  files: /\.ya?ml$/i,
  // A template is no YAML; charts are read for themselves. In texts, as of alerts and workflows, braces may stand.
  holds: (text, path) =>
    (isKustomization(path) || isJsonPatch.test(text) || (/^apiVersion:/m.test(text) && /^kind:/m.test(text))) &&
    !/^\s*\{\{|[:-][ \t]+\{\{/m.test(text),
  read(files, tell) {
    const parsed = files.map((file) => ({file, documents: readYaml(file, tell)}))
    const all = {parsed: new Map(parsed.map((one) => [one.file.path, one])), overlays: overlaysByFile(parsed)}
    const deployed = deployment(all)
    const found = parsed.flatMap(({file, documents}) =>
      documents.flatMap((document) =>
        objects(document).map((object) => readObject({file, document, object, deployed})),
      ),
    )
    return mergeFindings([...found, ...parsed.map((one) => kustomized(one, deployed))])
  },
}

const isJsonPatch = /^- op: [a-z]+\r?\n {2}path: \//m

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

interface Read {
  readonly file: SourceFile
  readonly document: YamlDocument
  readonly object: Fields
  readonly deployed: Deployment
}

function readObject({file, document, object, deployed}: Read): ManifestFindings {
  const kind = asText(object.kind) ?? ''
  const pod = Object.hasOwn(podPaths, kind) ? podPaths[kind] : undefined
  if (pod) return readWorkload({file, document, object, deployed}, kind, pod)
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
    default:
      return {}
  }
}

/** By the file, else by the name of the namespace. */
function environmentOf(file: SourceFile, object: Fields): string | undefined {
  const namespace = asText(valueAt(object, 'metadata', 'namespace')) ?? ''
  return environmentOfPath(file.path) ?? environmentIn(namespace)
}

function readWorkload(
  {file, document, object, deployed}: Read,
  kind: string,
  pod: readonly string[],
): ManifestFindings {
  const name = asText(valueAt(object, 'metadata', 'name'))
  if (!name || name.includes('{{') || deployed.isPatch(file.path, kind, name)) return {}
  const own = workloadSeen(object, {kind, name, pod}, (parent, key) => ({file, line: document.lineOf(parent, key)}))
  const {production, others} = deployed.of(file.path, own, {kind, name, pod})
  if (production.length === 0) return {}
  const images = production.flatMap(({containers}) => containers).filter(({image}) => image !== undefined)
  const named = images.map(({image = ''}) => imageNamed(image))
  const runs = technologiesOf(production, file)
  const spec = asMap(valueAt(object, ...pod))
  const secrets = [...asList(spec.initContainers), ...asList(spec.containers)].flatMap((one) => secretNames(asMap(one)))
  return {
    things: [
      {
        is: workloadRef(file, object, kind, name),
        name,
        attributes: {
          kind,
          namespace: asText(valueAt(object, 'metadata', 'namespace')),
          schedules: kind === 'CronJob' ? sortedOrNone(production.map(({schedule = ''}) => schedule)) : undefined,
          images: sortedOrNone(named.flatMap((one) => (one ? [`${one.path}${one.tag ? `:${one.tag}` : ''}`] : []))),
          environmentVariablesSet: sortedOrNone(
            production.flatMap(({containers}) => containers.flatMap(({variables}) => variables)),
          ),
          secretsUsed: sortedOrNone(secrets),
        },
        technologies: [...runs, ...technologiesElsewhere(others, runs, file)],
        environment: environmentOf(file, object),
        file,
        line: document.lineOf(object, 'kind'),
      },
    ],
    unresolved: images.flatMap(({at}, index) => (named[index] ? [] : [{what: 'image of a container', ...at}])),
  }
}

/** What containers run; those that only begin run nothing. What another file says has its place there. */
function technologiesOf(workloads: readonly WorkloadSeen[], own: SourceFile): readonly TechnologyTold[] {
  return workloads.flatMap(({containers}) =>
    containers.flatMap(({isInit, image, at}) => {
      const named = isInit || image === undefined ? undefined : imageNamed(image)
      const elsewhere = at.file.path === own.path ? {} : {at}
      return named ? imageTechnologies(named, 'image').map((one) => ({...one, ...elsewhere})) : []
    }),
  )
}

/** Of overlays for other environments what production does not run. */
function technologiesElsewhere(
  others: readonly (WorkloadSeen & {readonly environment: string | undefined})[],
  runs: readonly TechnologyTold[],
  own: SourceFile,
): readonly TechnologyTold[] {
  const known = new Set(runs.map(({product, version}) => `${product} ${version}`))
  return others.flatMap(({environment, ...workload}) =>
    technologiesOf([workload], own)
      .filter(({product, version}) => !known.has(`${product} ${version}`))
      .map((one) => ({...one, ...(environment !== undefined && {environment})})),
  )
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

/** Images that an overlay puts in the place of others, where no workload of the tree has them: the base stands elsewhere. */
function kustomized({file, documents}: ParsedYaml, deployed: Deployment): ManifestFindings {
  if (!isKustomization(file.path)) return {}
  const environment = environmentOfPath(file.path)
  return {
    technologies: documents.flatMap((document) =>
      asList(asMap(document.root).images).flatMap((one) => {
        const {name, newName, newTag} = asMap(one)
        const tag = asText(newTag)
        const named = imageNamed(`${asText(newName) ?? asText(name) ?? ''}${tag ? `:${tag}` : ''}`)
        const place = {file, line: document.lineOf(one, 'newTag'), ...(environment && {environment})}
        return named && tag && !deployed.isChanged(file.path, asMap(one))
          ? imageTechnologies(named, 'image').map((technology) => ({...technology, ...place}))
          : []
      }),
    ),
  }
}
