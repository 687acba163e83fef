import {normalize} from 'node:path/posix'
import {environmentIn} from '../../../../model/environment-name.ts'
import {environmentOfPath} from '../../environment-of-path.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {isDescribed} from '../cloud/findings-of-resources.ts'
import type {DeclaredResource} from '../cloud/declared-resource.ts'
import {known, type Value} from '../cloud/value.ts'
import {evaluate, type Scope} from './evaluate.ts'
import type {Block, Body, Expression} from './hcl-tree.ts'
import type {StateUse} from './kept-states.ts'

export interface ParsedFile {
  readonly file: SourceFile
  readonly body: Body
}

/** One use of a folder of Terraform: the root, or a module with what it is given. */
export interface ModuleUse {
  readonly folder: string
  /** The folder of the root that it is used from. */
  readonly root: string
  /** `module.name.` for each module that it stands in. */
  readonly path: string
  readonly given: ReadonlyMap<string, Value>
  /** Of several files of variables, which one it is for. */
  readonly variant?: string | undefined
  readonly environment?: string | undefined
  readonly account?: string | undefined
  readonly region?: string | undefined
}

export interface RemoteModule {
  readonly source: string
  readonly version: string | undefined
  readonly file: SourceFile
  readonly line: number
}

export interface ModuleRead {
  readonly resources: readonly DeclaredResource[]
  readonly modules: readonly ModuleUse[]
  readonly remote: readonly RemoteModule[]
  /** Of the root, where it keeps its state, and whose states it reads. */
  readonly states: readonly StateUse[]
  /** Of resources whose number nothing tells. */
  readonly uncounted: readonly {readonly file: SourceFile; readonly line: number}[]
}

type Files = ReadonlyMap<string, readonly ParsedFile[]>

/** Modules of the public registry that take what a resource takes, by the names of its arguments. */
const knownModules: Readonly<Record<string, string>> = {
  'terraform-aws-modules/rds/aws': 'aws_db_instance',
  'terraform-aws-modules/rds-aurora/aws': 'aws_rds_cluster',
  'terraform-aws-modules/lambda/aws': 'aws_lambda_function',
  'terraform-aws-modules/sqs/aws': 'aws_sqs_queue',
  'terraform-aws-modules/sns/aws': 'aws_sns_topic',
  'terraform-aws-modules/s3-bucket/aws': 'aws_s3_bucket',
}

const mostInstances = 100

/** What one use of a module declares, and the modules that it uses in turn. */
export function readModule(use: ModuleUse, files: Files, budget: Scope['budget']): ModuleRead {
  const blocks = (files.get(use.folder) ?? []).flatMap(({file, body}) => body.blocks.map((block) => ({file, block})))
  const scope = scopeOf(
    use,
    blocks.map(({block}) => block),
    budget,
  )
  const place =
    use.path === ''
      ? placeOf(
          use,
          blocks.map(({block}) => block),
          scope,
        )
      : use
  const resources: DeclaredResource[] = []
  const modules: ModuleUse[] = []
  const remote: RemoteModule[] = []
  const uncounted: {file: SourceFile; line: number}[] = []
  for (const {file, block} of blocks) {
    const {line} = block
    const instances = ['resource', 'data', 'module'].includes(block.type) ? instancesOf(block, scope) : undefined
    if (instances?.isUnknown && (block.type === 'module' || isDescribed(block.labels[0]))) uncounted.push({file, line})
    for (const instance of instances?.all ?? []) {
      if (block.type === 'module') {
        const found = moduleOf(block, instance, use, place)
        if (found) modules.push(found)
        else remote.push({...sourceOf(block, instance.scope), file, line})
        resources.push(...knownModule(block, instance, {use, place, file}))
      } else resources.push(resourceOf(block, instance, {use, place, file}))
    }
  }
  const states = blocks.flatMap((one) => statesOf(one, use, scope))
  return {resources, modules, remote: withoutSourceless(remote), states, uncounted}
}

/** A module has no state of its own; it may read those of others. */
function statesOf(
  {file, block: {type, labels, body, line}}: {readonly file: SourceFile; readonly block: Block},
  use: ModuleUse,
  scope: Scope,
): readonly StateUse[] {
  const at = {file, belongsTo: `${use.root === '' ? '' : `${use.root}/`}main.tf`}
  if (type === 'data' && labels[0] === 'terraform_remote_state') {
    const whole = valueOfBody(body, scope, 0)
    const [backend, stated] = ['backend', 'config'].map((name) =>
      whole.is === 'map' ? whole.entries.get(name) : undefined,
    )
    const config = stated?.is === 'list' ? stated.items[0] : stated
    return [{does: 'reads', backend: textOf(backend), config, line, ...at}]
  }
  if (type !== 'terraform' || use.path !== '') return []
  return body.blocks
    .filter((one) => one.type === 'backend' || one.type === 'cloud')
    .map((one) => ({
      does: 'keeps' as const,
      backend: one.type === 'cloud' ? 'cloud' : one.labels[0],
      config: valueOfBody(one.body, scope, 0),
      line: one.line,
      ...at,
    }))
}

function withoutSourceless(remote: readonly RemoteModule[]): readonly RemoteModule[] {
  return remote.filter(({source}) => source !== '' && !/^\.{1,2}\//.test(source))
}

function scopeOf(use: ModuleUse, blocks: readonly Block[], budget: Scope['budget']): Scope {
  const locals = new Map<string, Expression>()
  const attributes = new Map<string, Expression>()
  const resources = new Set<string>()
  const variables = new Map(use.given)
  const scope: Scope = {
    variables,
    locals,
    worked: new Map(),
    attributes,
    resources,
    budget,
    workspace: use.variant,
  }
  for (const {type, labels, body} of blocks) {
    if (type === 'locals') for (const [name, {value}] of body.attributes) locals.set(name, value)
    const otherwise = type === 'variable' ? body.attributes.get('default') : undefined
    const name = labels[0] ?? ''
    if (otherwise && !variables.has(name)) variables.set(name, evaluate(otherwise.value, scope))
    if (type !== 'resource' && type !== 'data') continue
    const address = addressOf(type, labels)
    resources.add(address)
    for (const [key, {value}] of body.attributes) attributes.set(`${address}.${key}`, value)
  }
  return scope
}

function addressOf(type: string, labels: readonly string[]): string {
  return `${type === 'resource' ? '' : `${type}.`}${labels.join('.')}`
}

/** The account and region of AWS, where one provider of the root says them for all. */
function placeOf(use: ModuleUse, blocks: readonly Block[], scope: Scope): ModuleUse {
  const providers = blocks.filter(({type, labels}) => type === 'provider' && labels[0] === 'aws')
  const [provider] = providers
  if (!provider || providers.length > 1) return use
  const text = (body: Body, name: string): Value | undefined => {
    const attribute = body.attributes.get(name)
    return attribute && evaluate(attribute.value, scope)
  }
  const region = text(provider.body, 'region')
  const allowed = text(provider.body, 'allowed_account_ids')
  const [only] = allowed?.is === 'list' && allowed.items.length === 1 ? allowed.items : []
  const roles = provider.body.blocks.filter(({type}) => type === 'assume_role').map(({body}) => text(body, 'role_arn'))
  const ofRole = /^arn:[\w-]+:iam::(\d{12}):/.exec(textOf(roles[0]) ?? '')?.[1]
  const account = /^\d{12}$/.exec(textOf(only) ?? '')?.[0] ?? ofRole
  return {...use, account, region: textOf(region)}
}

function textOf(value: Value | undefined): string | undefined {
  return value?.is === 'known' && typeof value.value === 'string' ? value.value : undefined
}

interface Instance {
  readonly scope: Scope
  /** `[0]`, `["mail"]`; empty where there is one. */
  readonly key: string
}

interface Instances {
  readonly all: readonly Instance[]
  /** Nothing tells how many there are: one stands for them. */
  readonly isUnknown?: boolean
}

function instancesOf({body}: Block, scope: Scope): Instances {
  const count = body.attributes.get('count')
  const each = body.attributes.get('for_each')
  const one = {all: [{scope, key: ''}]}
  if (count) {
    const value = textOf(evaluate(count.value, scope))
    const number = value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined
    if (number === undefined || number > mostInstances) return {...one, isUnknown: true}
    return {all: Array.from({length: number}, (_, at) => ({scope: {...scope, index: String(at)}, key: `[${at}]`}))}
  }
  if (!each) return one
  const entries = entriesOf(evaluate(each.value, scope))
  if (!entries || entries.length > mostInstances) return {...one, isUnknown: true}
  return {
    all: entries.map(([key, value]) => ({scope: {...scope, each: {key: known(key), value}}, key: `["${key}"]`})),
  }
}

function entriesOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (value.is === 'map') return [...value.entries]
  if (value.is !== 'list') return undefined
  const texts = value.items.map(textOf)
  return texts.includes(undefined) ? undefined : texts.map((text = '') => [text, known(text)])
}

/** What a module of the tree is given; undefined for one that is fetched from elsewhere. */
function moduleOf(block: Block, {scope, key}: Instance, use: ModuleUse, place: ModuleUse): ModuleUse | undefined {
  const source = textOf(propertyOf(block, 'source', scope)) ?? ''
  if (!/^\.{1,2}(\/|$)/.test(source)) return undefined
  const folder = normalize(`${use.folder || '.'}/${source}`).replace(/\/+$/, '')
  if (folder.startsWith('..')) return undefined
  const given = new Map(
    [...block.body.attributes]
      .filter(([name]) => !['source', 'version', 'count', 'for_each', 'providers', 'depends_on'].includes(name))
      .map(([name, {value}]) => [name, evaluate(value, scope)] as const),
  )
  return {
    ...place,
    folder: folder === '.' ? '' : folder,
    path: `${use.path}module.${block.labels[0] ?? ''}${key}.`,
    given: new Map(
      [...given].map(([name, value]) => [name, value.is === 'resource' ? {is: 'unknown' as const} : value]),
    ),
  }
}

function propertyOf(block: Block, name: string, scope: Scope): Value | undefined {
  const attribute = block.body.attributes.get(name)
  return attribute && evaluate(attribute.value, scope)
}

/** A module of the public registry as the resource that it makes. */
function knownModule(block: Block, instance: Instance, where: Parameters<typeof resourceOf>[2]) {
  const {source} = sourceOf(block, instance.scope)
  const type = Object.hasOwn(knownModules, source) ? knownModules[source] : undefined
  return type ? [{...resourceOf(block, instance, where), type}] : []
}

function sourceOf(block: Block, scope: Scope) {
  return {
    source: textOf(propertyOf(block, 'source', scope)) ?? '',
    version: textOf(propertyOf(block, 'version', scope)),
  }
}

function resourceOf(
  block: Block,
  {scope, key}: Instance,
  {use, place, file}: {readonly use: ModuleUse; readonly place: ModuleUse; readonly file: SourceFile},
): DeclaredResource {
  const address = addressOf(block.type, block.labels)
  const properties = valueOfBody(block.body, scope, 0)
  const isPlaced = !block.body.attributes.has('provider')
  const root = use.root === '' ? './' : `${use.root}/`
  return {
    type: block.type === 'data' ? `data.${block.labels[0]}` : (block.labels[0] ?? ''),
    address,
    key: `${root}terraform:${use.path}${address}${key}${use.variant ? ` (${use.variant})` : ''}`,
    label: `${block.labels.at(-1) ?? ''}${key}`,
    properties,
    account: isPlaced ? place.account : undefined,
    region: isPlaced ? place.region : undefined,
    environment: use.environment ?? environmentOfTags(properties) ?? environmentOfPath(`${use.root}/x`),
    belongsTo: `${use.root === '' ? '' : `${use.root}/`}main.tf`,
    file,
    line: block.line,
  }
}

const deepestBlocks = 10

/** Attributes and blocks as one map; blocks of one type are a list. */
function valueOfBody(body: Body, scope: Scope, depth: number): Value {
  const entries = new Map<string, Value>()
  for (const [name, {value}] of body.attributes) entries.set(name, evaluate(value, scope))
  for (const [type, blocks] of depth < deepestBlocks ? Map.groupBy(body.blocks, (block) => block.type) : [])
    entries.set(type, {is: 'list', items: blocks.map((block) => valueOfBody(block.body, scope, depth + 1))})
  return {is: 'map', entries}
}

/** By the tag that says it, as whoever looks at the cloud reads it. */
export function environmentOfTags(properties: Value): string | undefined {
  const tags = properties.is === 'map' ? properties.entries.get('tags') : undefined
  if (tags?.is !== 'map') return undefined
  for (const [key, value] of tags.entries) {
    const text = textOf(value)
    if (/^(environment|env|stage)$/i.test(key) && text) return environmentIn(text) ?? text
  }
  return undefined
}
