import type {Node} from 'web-tree-sitter'
import {connects, nodesOf} from '../connections.ts'
import type {Fact, Value} from '../fact.ts'
import {notifyAddress} from '../notify-address.ts'
import {callOf, chainOf, isReceiver, methodName, namesGiven} from './calls.ts'
import type {RubySearch} from './routes.ts'

const products: Readonly<Record<string, string>> = {
  Mysql2: 'mysql',
  TinyTds: 'mssqlserver',
  Mongo: 'mongodb',
  Elasticsearch: 'elasticsearch',
  OpenSearch: 'opensearch',
}

/** Clients whose class has a common name in a module of their own: `Mysql2::Client.new(host: ...)`. */
export function databaseClients({text, root, readValue}: RubySearch): readonly Fact[] {
  return [...text.matchAll(/\b(Mysql2|TinyTds|Mongo|Elasticsearch|OpenSearch)::Client\b/g)].flatMap(
    ({0: all, 1: name = '', index}): readonly Fact[] => {
      const node = root.descendantForIndex(index, index + all.length)
      if (node?.type !== 'scope_resolution' || !isReceiver(node) || !node.parent) return []
      if (methodName(node.parent) !== 'new') return []
      const {arguments: given, named} = callOf(node.parent, 'new', undefined)
      const valueOf = (one: Node | undefined): Value | undefined => one && readValue(one)
      const host = valueOf(named.host ?? named.dataserver)
      const said = connects({
        product: products[name],
        operation: 'new',
        text: host ? undefined : valueOf(named.url ?? given[0]),
        host,
        database: valueOf(named.database ?? named.db),
      })
      const line = node.startPosition.row + 1
      return said.map((one) => ({...one, line}) as Fact) // the line is all that a said fact lacks
    },
  )
}

/** `Notifications::Client.new(key)` calls GOV.UK Notify, unless it is given another address. */
export function notifyClients({text, root, readValue}: RubySearch): readonly Fact[] {
  return [...text.matchAll(/\bNotifications::Client\b/g)].flatMap(({0: all, index}): readonly Fact[] => {
    const node = root.descendantForIndex(index, index + all.length)
    if (node?.type !== 'scope_resolution' || !isReceiver(node) || !node.parent) return []
    if (methodName(node.parent) !== 'new') return []
    const [, given] = callOf(node.parent, 'new', undefined).arguments
    const url = given ? readValue(given) : {literal: notifyAddress}
    return [{is: 'http', url, line: node.startPosition.row + 1}]
  })
}

/** What is called of AWS: `Aws::S3::Client.new.put_object(...)`, and by the names that hold a client. */
export function cloudCalls({text, root, readValue}: RubySearch): readonly Fact[] {
  const made = [...text.matchAll(/\bAws::(\w+)::(?:Client|Resource|Object|Bucket|Queue|Topic|Table)\b/g)]
  const clients = new Map<string, {readonly service: string; readonly from: number}[]>()
  const facts: Fact[] = []
  for (const {0: all, 1: name = '', index} of made) {
    const service = name.toLowerCase()
    const node = root.descendantForIndex(index, index + all.length)
    if (node?.type !== 'scope_resolution' || !isReceiver(node) || !node.parent) continue
    const {calls, end} = chainOf(node.parent, methodName(node.parent))
    for (const call of calls.slice(1)) facts.push(...cloudFacts(service, call, readValue))
    if (calls.length > 1) continue
    for (const one of namesGiven(end)) clients.set(one, [...(clients.get(one) ?? []), {service, from: index}])
  }
  for (const word of clients.size > 0 ? nodesOf(text, root, [...clients.keys()]) : []) {
    if (!isReceiver(word) || !word.parent) continue
    const held = clients.get(word.text) ?? []
    const client = held.findLast(({from}) => from < word.startIndex) ?? held[0]
    const call = callOf(word.parent, methodName(word.parent), undefined)
    if (client) facts.push(...cloudFacts(client.service, call, readValue))
  }
  return facts
}

function cloudFacts(
  service: string,
  {name, node, named}: ReturnType<typeof callOf>,
  readValue: (node: Node) => Value,
): readonly Fact[] {
  const line = node.startPosition.row + 1
  const call: Fact = {is: 'cloud', service: `aws-${service}`, operation: name, line}
  const does =
    service !== 'sqs' ? undefined : /^send/.test(name) ? 'sends' : /^receive/.test(name) ? 'receives' : undefined
  const url = named.queue_url && readValue(named.queue_url)
  if (!does || !url) return [call]
  const queue = 'literal' in url ? {literal: url.literal.replace(/^.*\//s, '')} : url
  return [call, {is: 'queue', product: 'aws-sqs', does, operation: name, queue, line}]
}
