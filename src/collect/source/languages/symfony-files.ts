import {asMap, asText, readYaml, type YamlDocument} from '../manifests/yaml-tree.ts'
import {joined, parentOf} from '../resolve-imports.ts'
import type {SourceFile} from '../walk-tree.ts'
import type {Fact, QueueUse, Value} from './fact.ts'

const routing = /(?:^|\/)(?:config\/routes|config\/routing)(?:\/(?!(?:dev|test)\/)[\w/.-]+)?\.ya?ml$/
const messaging = /(?:^|\/)config\/packages\/(?:prod\/)?(?:messenger|framework)\.ya?ml$/

/** What the files of settings of Symfony say that its code does not: routes with their prefixes, and the queues of Messenger. */
export function symfonyFacts(file: SourceFile): readonly Fact[] {
  const isRouting = routing.test(file.path)
  if (!isRouting && !messaging.test(file.path)) return []
  const [document] = readYaml(file, () => undefined)
  if (!document) return []
  return isRouting ? routesOf(document, file.path) : queuesOf(document)
}

function routesOf({root, lineOf}: YamlDocument, path: string): readonly Fact[] {
  return routeEntries(root).flatMap(({name, route, parent}): readonly Fact[] => {
    const line = lineOf(parent, name)
    const own = asMap(route)
    if (own.resource !== undefined) return prefixOf(own, path, line)
    const said = own.path ?? own.pattern
    // One path, or one for each language.
    const paths = asText(said) === undefined ? Object.values(asMap(said)).map(asText) : [asText(said)]
    const methods = listOf(own.methods).map((method) => method.toUpperCase())
    return paths.flatMap((one) =>
      one === undefined
        ? []
        : (methods.length > 0 ? methods : ['ANY']).map((method) => ({
            is: 'serves' as const,
            method,
            path: {literal: `/${one.replace(/^\/+/, '')}`},
            by: 'symfony' as const,
            line,
          })),
    )
  })
}

interface Entry {
  readonly name: string
  readonly route: unknown
  readonly parent: unknown
}

/** Those for all environments, and those of production. */
function routeEntries(root: unknown): readonly Entry[] {
  return Object.entries(asMap(root)).flatMap(([name, route]): readonly Entry[] => {
    if (!name.startsWith('when@')) return [{name, route, parent: root}]
    return name === 'when@prod'
      ? Object.entries(asMap(route)).map(([own, one]) => ({name: own, route: one, parent: route}))
      : []
  })
}

/** What is imported stands below a prefix: a folder or a file of the tree, by its place beside this file. */
function prefixOf(own: Readonly<Record<string, unknown>>, path: string, line: number): readonly Fact[] {
  const resource = asText(own.resource) ?? asText(asMap(own.resource).path)
  const prefix = asText(own.prefix)
  if (resource === undefined || prefix === undefined || /^@/.test(resource)) return []
  const plain = resource.replace(/[*{?[].*$/s, '').replace(/\/$/, '')
  const isBuiltIn = /^(?:attributes|routing\.controllers)$/.test(resource)
  const below = isBuiltIn ? '' : joined(parentOf(path), plain.startsWith('.') ? plain : `./${plain}`)
  return [{is: 'root', by: 'symfony', path: {literal: prefix}, below, line}]
}

function listOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => asText(one) ?? [])
  return (asText(value) ?? '').split('|').filter(Boolean)
}

/** To what messages are routed is sent there; from what none is routed to they are taken. */
function queuesOf({root, lineOf}: YamlDocument): readonly Fact[] {
  const messenger = asMap(asMap(asMap(root).framework).messenger)
  const transports = asMap(messenger.transports)
  const routed = new Set(
    Object.values(asMap(messenger.routing)).flatMap((one) => [...listOf(one), ...listOf(asMap(one).senders)]),
  )
  return Object.entries(transports).flatMap(([name, transport]) =>
    queuesOfTransport(transport, routed.has(name) ? 'sends' : 'receives', lineOf(transports, name)),
  )
}

function queuesOfTransport(transport: unknown, does: 'sends' | 'receives', line: number): readonly QueueUse[] {
  const dsn = asText(transport) ?? asText(asMap(transport).dsn) ?? ''
  const options = asMap(asMap(transport).options)
  if (/^(?:sync|in-memory|doctrine):/.test(dsn)) return []
  const use = (product: string, more: Pick<QueueUse, 'queue' | 'exchange' | 'does'>): QueueUse => ({
    is: 'queue',
    product,
    ...more,
    line,
  })
  const exchange = asMap(options.exchange)
  const [, path] = /^amqps?:\/\/[^/]*\/[^/]*\/([^/?#]+)/.exec(dsn) ?? []
  const queues = Object.keys(asMap(options.queues))
  if (/^amqps?:/.test(dsn) || queues.length > 0) {
    const named = asText(exchange.name) ?? path ?? 'messages'
    // Which queues of an exchange of another kind get a message is said by its key.
    const isForAll = exchange.type === undefined || exchange.type === 'fanout'
    const goes = does === 'sends' && !isForAll ? {} : {does}
    return [
      ...(does === 'sends' ? [use('rabbitmq', {exchange: {literal: named}, does})] : []),
      ...(queues.length > 0 ? queues : [named]).map((queue) => use('rabbitmq', {queue: {literal: queue}, ...goes})),
    ]
  }
  const [, ofSqs] = /^https:\/\/sqs\.[^/]+\/(?:[^/]+\/)*([^/?#]+)/.exec(dsn) ?? []
  const sqs = asText(options.queue_name) ?? ofSqs
  if (/^(?:sqs:|https:\/\/sqs\.)/.test(dsn)) return [use('aws-sqs', {queue: sqs ? {literal: sqs} : unknown, does})]
  return [use('symfony-messenger', {queue: unknown, does})]
}

const unknown: Value = {unresolved: 'decided at run time'}
