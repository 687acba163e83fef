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
  const queues = queuesNamed(readValue)
  for (const word of nodesOf(text, root, ['client', 'resource'])) {
    const call = word.parent?.parent
    if (word.parent?.type !== 'attribute' || call?.type !== 'call' || calledName(call) !== word.text) continue
    const [first] = callOf(call, '', undefined).arguments
    const value = first && readValue(first)
    if (!value || !('literal' in value) || !/^[a-z][a-z0-9-]{0,40}$/.test(value.literal)) continue
    const {calls, end} = chainOf(call, word.text)
    const client = {service: value.literal, from: word.startIndex}
    for (const one of calls.slice(1)) facts.push(...cloudFacts(client, one, readValue))
    queues.take(client, calls.slice(1), end)
    for (const name of namesGiven(end)) clients.set(name, [...(clients.get(name) ?? []), client])
  }
  for (const word of clients.size > 0 ? nodesOf(text, root, [...clients.keys()]) : []) {
    const call = callOn(objectOf(word))
    const client = nearest(clients.get(word.text) ?? [], word.startIndex)
    if (!call || !client || /^(?:client|resource)$/.test(calledName(call))) continue
    const {calls, end} = chainOf(call, calledName(call))
    for (const one of calls.slice(0, 1)) facts.push(...cloudFacts(client, one, readValue))
    queues.take(client, calls, end)
  }
  return [...facts, ...queues.facts, ...(queues.held.size > 0 ? usesOfQueues({text, root}, queues.held) : [])]
}

function objectOf(word: Node): Node {
  return word.parent?.type === 'attribute' && word.parent.lastNamedChild?.equals(word) ? word.parent : word
}

interface HeldQueue {
  readonly queue: Value
  readonly from: number
}

/** A queue of boto3's resources is an object: `sqs.get_queue_by_name(QueueName='paid').send_message(...)`. */
function queuesNamed(readValue: (node: Node) => Value) {
  const facts: Fact[] = []
  const held = new Map<string, HeldQueue[]>()
  const take = ({service}: Client, calls: readonly Call[], end: Node): void => {
    const at = service === 'sqs' ? calls.findIndex(({name}) => ofQueue.test(name)) : -1
    const made = calls[at]
    if (!made) return
    const given = made.named.QueueName ?? made.named.url ?? made.arguments[0]
    if (!given) return
    const queue = nameOfQueue(readValue(given))
    for (const call of calls.slice(at + 1)) facts.push(...queueFacts(call, queue))
    if (at < calls.length - 1) return
    for (const name of namesGiven(end)) held.set(name, [...(held.get(name) ?? []), {queue, from: end.startIndex}])
  }
  return {facts, held, take}
}

const ofQueue = /^(?:get_queue_by_name|create_queue|Queue)$/

function usesOfQueues(
  {text, root}: Pick<PythonSearch, 'text' | 'root'>,
  held: ReadonlyMap<string, readonly HeldQueue[]>,
): readonly Fact[] {
  return [...nodesOf(text, root, [...held.keys()])].flatMap((word) => {
    const call = callOn(objectOf(word))
    const own = held.get(word.text) ?? []
    const queue = (own.findLast(({from}) => from < word.startIndex) ?? own[0])?.queue
    return call && queue ? queueFacts(callOf(call, calledName(call), undefined), queue) : []
  })
}

function queueFacts({name, node}: Call, queue: Value): readonly Fact[] {
  const does = /^send_messages?$/.test(name) ? 'sends' : name === 'receive_messages' ? 'receives' : undefined
  const line = node.startPosition.row + 1
  return does ? [{is: 'queue', product: 'aws-sqs', does, operation: name, queue, line}] : []
}

/** The last part of its address. */
function nameOfQueue(address: Value): Value {
  return 'literal' in address ? {literal: address.literal.replace(/^.*\//s, '')} : address
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
  return [call, {is: 'queue', product: 'aws-sqs', does, operation: name, queue: nameOfQueue(url), line}]
}
