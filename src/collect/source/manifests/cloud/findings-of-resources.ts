import {compareText} from '../../../../model/json-lines.ts'
import {parseArn, resourceType} from '../../../aws/arn.ts'
import {imageNamed, imageTechnologies, withoutSignOn} from '../image-technologies.ts'
import type {LinkDeclared, Ref, ThingDeclared, Unresolved} from '../infrastructure.ts'
import type {ManifestFindings} from '../manifest-kind.ts'
import {awsKinds} from './aws-kinds.ts'
import {
  type DeclaredResource,
  type Description,
  propertyReader,
  type ResourceFacts,
  type ResourceTie,
} from './declared-resource.ts'
import {servedHosts} from '../served-hosts.ts'
import {otherKinds} from './other-kinds.ts'

interface Described {
  readonly resource: DeclaredResource
  readonly facts: ResourceFacts
  /** The provider's full id, known or put together. */
  readonly id: string | undefined
  readonly is: Exclude<Ref, {readonly ref: 'owner' | 'package' | 'file'}> | undefined
}

export interface ResourceFindings extends ManifestFindings {
  /** Of kinds that say nothing that is asked for here: networks, roles, alarms. */
  readonly others: number
}

/** What the resources of one module, template or state say; they may refer to one another. */
export function findingsOfResources(resources: readonly DeclaredResource[], how: string): ResourceFindings {
  const unresolved: Unresolved[] = []
  const described: Described[] = []
  const ties: ResourceTie[] = []
  let others = 0
  for (const resource of resources) {
    const {file, line} = resource
    const description = descriptionOf(resource.type)
    if (!description && !resource.type.startsWith('data.')) others += 1
    let isHidden = false
    const found = description?.(propertyReader(resource.properties, () => void (isHidden = true)))
    if (isHidden) unresolved.push({what: `property of a resource in ${how}`, file, line})
    if (found && 'of' in found) ties.push(found)
    else if (found) described.push(placed(resource, found))
  }
  const byAddress = new Map(described.map((one) => [one.resource.address, one]))
  return {
    things: described.flatMap((one) => [...thingsOf(one, how, schedulesOf(one, ties, described)), ...endpointsOf(one)]),
    links: [...described.flatMap((one) => linksOf(one, byAddress, ties)), ...described.flatMap(runsOn)],
    technologies: described.filter(({is}) => !is).flatMap(({resource, facts}) => ownTechnologies(resource, facts, how)),
    unresolved: [...unresolved, ...described.flatMap(hiddenImages)],
    others,
  }
}

/** What each resource is called by, by its address. */
export function refsOfResources(resources: readonly DeclaredResource[]): ReadonlyMap<string, Ref> {
  return new Map(
    resources.flatMap((resource) => {
      const facts = descriptionOf(resource.type)?.(propertyReader(resource.properties, () => undefined))
      const is = facts && 'is' in facts ? placed(resource, facts).is : undefined
      return is ? [[resource.address, is] as const] : []
    }),
  )
}

/** Whether resources of a type say anything that is asked for here. */
export function isDescribed(type = ''): boolean {
  return descriptionOf(type) !== undefined
}

function descriptionOf(type: string): Description | undefined {
  if (Object.hasOwn(awsKinds, type)) return awsKinds[type]
  return Object.hasOwn(otherKinds, type) ? otherKinds[type] : undefined
}

function placed(resource: DeclaredResource, facts: ResourceFacts): Described {
  const id = idOf(resource, facts)
  const name = facts.name ?? resource.label
  const is = ((): Described['is'] => {
    switch (facts.is) {
      case 'workload':
        return {ref: 'workload', key: resource.key}
      case 'store':
        return id === undefined ? {ref: 'store', key: resource.key} : {ref: 'store', key: name, resource: id}
      case 'queue':
        // One that nothing names yet is known by its place.
        return {ref: 'queue', product: facts.product ?? 'queue', queue: facts.name ?? resource.key}
      case 'other':
        return id === undefined ? undefined : {ref: 'resource', id}
    }
  })()
  return {resource, facts, id, is}
}

/** As the provider's own listing has it; an ARN is put together only where every part of it is known. */
function idOf({id, account, region}: DeclaredResource, {arn}: ResourceFacts): string | undefined {
  if (id !== undefined) return id
  if (!arn || !/^[\w./:+=,@-]+$/.test(arn.rest)) return undefined
  if (arn.isGlobal) return `arn:${partitionOf(region)}:${arn.service}:::${arn.rest}`
  return account && region ? `arn:${partitionOf(region)}:${arn.service}:${region}:${account}:${arn.rest}` : undefined
}

function partitionOf(region = ''): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

type Technologies = NonNullable<ThingDeclared['technologies']>

function technologiesOf({images = [], technologies = []}: ResourceFacts, how: string): Technologies {
  return [
    ...technologies.map(({confidence, ...one}) => ({
      ...one,
      how: `declared in ${how}`,
      confidence: confidence ?? (one.version ? 0.9 : 0.3),
    })),
    ...images.flatMap((image) => {
      const named = imageNamed(image)
      return named ? imageTechnologies(named, 'image') : []
    }),
  ]
}

function ownTechnologies({file, line, environment}: DeclaredResource, facts: ResourceFacts, how: string) {
  return technologiesOf(facts, how).map((one) => ({...one, ...(environment && {environment}), file, line}))
}

function hiddenImages({resource: {file, line}, facts: {images = []}}: Described): readonly Unresolved[] {
  return images.filter((image) => !imageNamed(image)).map(() => ({what: 'image of a container', file, line}))
}

/** When it runs: by itself, or by the rules that start it. */
function schedulesOf(
  {resource: {address}, facts}: Described,
  ties: readonly ResourceTie[],
  described: readonly Described[],
): readonly string[] {
  const own = ties.filter(({of}) => of === address)
  const byRules = own.flatMap(({scheduledBy}) =>
    described
      .filter((one) => scheduledBy !== undefined && [one.resource.address, one.facts.name].includes(scheduledBy))
      .flatMap((one) => one.facts.schedules ?? []),
  )
  const all = [...(facts.schedules ?? []), ...own.flatMap(({schedule}) => schedule ?? []), ...byRules]
  return [...new Set(all)].toSorted(compareText)
}

/** What it serves, and under which names it is reached. */
function endpointsOf({resource, facts: {endpoints = [], hosts = []}}: Described): readonly ThingDeclared[] {
  const {file, line, environment, belongsTo} = resource
  const place = {environment, belongsTo, file, line}
  return [
    ...endpoints.map(({method, path}) => ({
      is: {ref: 'endpoint' as const, method, path},
      name: `${method} ${path}`,
      ...place,
    })),
    ...(servedHosts(hosts, place).things ?? []).map((host) => ({...host, belongsTo})),
  ]
}

/** The thing itself, and where its full id is known the resource that its provider lists. */
function thingsOf(
  {resource, facts, id, is}: Described,
  how: string,
  schedules: readonly string[],
): readonly ThingDeclared[] {
  const {file, line, environment, belongsTo, label} = resource
  const name = facts.name ?? label
  const place = {environment, belongsTo, file, line}
  const technologies = technologiesOf(facts, how)
  const host = facts.host?.toLowerCase().replace(/:\d+$/, '')
  const variables = facts.variables && facts.variables.length > 0 ? facts.variables.toSorted() : undefined
  const own: ThingDeclared[] =
    is && is.ref !== 'resource'
      ? [
          {
            is,
            name,
            attributes: {
              ...facts.attributes,
              ...(is.ref === 'store' && {host}),
              schedules: schedules.length > 0 ? schedules : undefined,
              environmentVariablesSet: variables,
              images:
                facts.images && facts.images.length > 0
                  ? facts.images.filter((one) => imageNamed(one)).map(withoutSignOn)
                  : undefined,
            },
            // As those who list the provider's resources do: a store and its resource both run it.
            technologies: is.ref === 'workload' && id !== undefined ? [] : technologies,
            ...place,
          },
        ]
      : []
  const listed: ThingDeclared[] =
    id === undefined
      ? []
      : [{is: {ref: 'resource', id}, name, attributes: attributesOf(resource, id, host), technologies, ...place}]
  return [...own, ...listed]
}

function attributesOf({account, region}: DeclaredResource, id: string, host: string | undefined) {
  const arn = parseArn(id)
  if (!arn) return {provider: /^\/subscriptions\//i.test(id) ? 'azure' : 'gcp', host}
  return {
    provider: 'aws',
    account: arn.account ?? account,
    region: arn.region ?? region,
    service: arn.service,
    type: resourceType(arn),
    host,
  }
}

function runsOn({resource: {file, line, environment}, id, is}: Described): readonly LinkDeclared[] {
  if (is?.ref !== 'workload' || id === undefined) return []
  const attributes = environment === undefined ? {} : {environment}
  return [{from: is, type: 'RUNS_ON', to: {ref: 'resource', id}, attributes, file, line}]
}

function linksOf(
  {resource, facts, is}: Described,
  byAddress: ReadonlyMap<string, Described>,
  ties: readonly ResourceTie[],
): readonly LinkDeclared[] {
  if (is?.ref !== 'workload') return []
  const {file, line, belongsTo, address, environment} = resource
  const where = environment === undefined ? {} : {environment}
  const takes = [
    ...(facts.takesFrom ?? []),
    ...ties.flatMap((tie) => (tie.of === address ? (tie.takesFrom ?? []) : [])),
  ]
  const link = (
    target: string,
    wanted: ResourceFacts['is'],
    rest: Pick<LinkDeclared, 'type' | 'certainty' | 'attributes'>,
  ) => {
    const to = byAddress.get(target)
    const attributes = {...rest.attributes, ...where}
    return to?.is && to.facts.is === wanted ? [{from: is, to: to.is, belongsTo, file, line, ...rest, attributes}] : []
  }
  return [
    ...takes.flatMap((target) => [
      ...link(target, 'queue', {type: 'READS', attributes: {how: 'takes its messages'}}),
      ...link(target, 'store', {type: 'READS', attributes: {how: 'is called when it changes'}}),
    ]),
    ...(facts.takesFromArns ?? []).flatMap((arn) => {
      const queue = queueOfArn(arn)
      const attributes = {how: 'takes its messages', ...where}
      return queue ? [{from: is, type: 'READS' as const, to: queue, belongsTo, attributes, file, line}] : []
    }),
    ...(facts.given ?? []).flatMap((target) => [
      ...link(target, 'queue', {type: 'CALLS', certainty: 'inferred', attributes: {how: 'is given it in a variable'}}),
      ...link(target, 'store', {
        type: 'READS',
        certainty: 'inferred',
        attributes: {access: 'is given it in a variable; whether it reads or writes is not known'},
      }),
    ]),
  ]
}

/** A queue that another tree, or nobody, declares, by the name in its ARN. */
function queueOfArn(arn: string): (Ref & {readonly ref: 'queue'}) | undefined {
  const [, service, name] = /^arn:[\w-]+:(sqs|sns|kinesis):[\w-]*:\d*:(?:stream\/)?([\w.-]{1,256})$/.exec(arn) ?? []
  return service && name ? {ref: 'queue', product: `aws-${service}`, queue: name} : undefined
}
