import type {Node} from 'web-tree-sitter'
import {nodesOf} from '../connections.ts'
import type {Fact, Value} from '../fact.ts'
import type {Call} from '../syntax.ts'
import {calledName, callOf, callOn, chainOf, namesGiven} from './calls.ts'
import type {PythonSearch} from './routes.ts'

interface Client {
  readonly service: string
  readonly from: number
}

/** What is called of AWS through boto3: `boto3.client('s3').put_object(...)`, and by the names that hold a client. */
export function cloudCalls({text, root, readValue}: PythonSearch): readonly Fact[] {
  if (!/\b(?:boto3|aioboto3|botocore)\b/.test(text)) return []
  const facts: Fact[] = []
  const clients = new Map<string, Client[]>()
  for (const word of nodesOf(text, root, ['client', 'resource'])) {
    const call = word.parent?.parent
    if (word.parent?.type !== 'attribute' || call?.type !== 'call' || calledName(call) !== word.text) continue
    const [first] = callOf(call, '', undefined).arguments
    const value = first && readValue(first)
    if (!value || !('literal' in value) || !/^[a-z][a-z0-9-]{0,40}$/.test(value.literal)) continue
    const {calls, end} = chainOf(call, word.text)
    const client = {service: value.literal, from: word.startIndex}
    for (const one of calls.slice(1)) facts.push(...cloudFacts(client, one, readValue))
    for (const name of namesGiven(end)) clients.set(name, [...(clients.get(name) ?? []), client])
  }
  if (clients.size === 0) return facts
  for (const word of nodesOf(text, root, [...clients.keys()])) {
    const object = word.parent?.type === 'attribute' && word.parent.lastNamedChild?.equals(word) ? word.parent : word
    const call = callOn(object)
    const client = nearest(clients.get(word.text) ?? [], word.startIndex)
    if (!call || !client || /^(?:client|resource)$/.test(calledName(call))) continue
    const {calls} = chainOf(call, calledName(call))
    for (const one of calls.slice(0, 1)) facts.push(...cloudFacts(client, one, readValue))
  }
  return facts
}

/** The same name may hold one client after the other: the last above says which; below the only one does. */
function nearest(clients: readonly Client[], at: number): Client | undefined {
  return clients.findLast(({from}) => from < at) ?? clients[0]
}

function cloudFacts({service}: Client, {name, node, named}: Call, readValue: (node: Node) => Value): readonly Fact[] {
  const line = node.startPosition.row + 1
  const call: Fact = {is: 'cloud', service: `aws-${service}`, operation: name, line}
  const does =
    service !== 'sqs' ? undefined : /^send/.test(name) ? 'sends' : /^receive/.test(name) ? 'receives' : undefined
  const url = named.QueueUrl && readValue(named.QueueUrl)
  if (!does || !url) return [call]
  const queue = 'literal' in url ? {literal: url.literal.replace(/^.*\//s, '')} : url
  return [call, {is: 'queue', product: 'aws-sqs', does, operation: name, queue, line}]
}
