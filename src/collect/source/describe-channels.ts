import type {Describing} from './describing.ts'
import {isForProduction} from './follow-settings.ts'
import type {ChannelUse, Fact, QueueUse, Value} from './languages/fact.ts'
import type {Owner} from './describe-modules.ts'
import {roleOf} from './languages.ts'

/** By the connector of a channel, the product, and the key that says what of it the channel stands for. */
const connectors: Readonly<Record<string, readonly [product: string, incoming: string, outgoing: string]>> = {
  'smallrye-kafka': ['apache-kafka', 'topic', 'topic'],
  'smallrye-rabbitmq': ['rabbitmq', 'queue.name', 'exchange.name'],
  'smallrye-amqp': ['amqp', 'address', 'address'],
  'smallrye-jms': ['jms', 'destination', 'destination'],
  'smallrye-mqtt': ['mqtt', 'topic', 'topic'],
  'smallrye-sqs': ['aws-sqs', 'queue', 'queue'],
  'smallrye-pulsar': ['apache-pulsar', 'topic', 'topic'],
}

/** By application, the channels of MicroProfile that its own code both fills and reads. */
export function channelsWithin(
  facts: ReadonlyMap<string, readonly Fact[]>,
  ownerOf: (path: string) => Owner,
): (owner: Owner, name: string) => boolean {
  const found = new Set<string>()
  for (const [path, own] of facts)
    for (const fact of own)
      if (fact.is === 'channel' && roleOf(path) === 'production')
        found.add(`${ownerOf(path).id} ${fact.does} ${fact.name}`)
  return ({id}, name) => ['sends', 'receives'].every((does) => found.has(`${id} ${does} ${name}`))
}

/**
 * The queue behind a channel, as settings say it: by its connector, under the name that they give, else the channel's.
 * Undefined where nothing says its connector; one that the application both fills and reads itself is none then.
 */
export function queueOfChannel(
  {follow, unresolved}: Pick<Describing, 'follow' | 'unresolved'>,
  {name, does, line}: ChannelUse,
  isWithin: boolean,
): QueueUse | undefined {
  const before = `mp.messaging.${does === 'receives' ? 'incoming' : 'outgoing'}.${name}`
  const set = (key: string): string | undefined => follow({key: `${before}.${key}`}).find(isForProduction)?.literal
  const [product, incoming, outgoing] = connectors[set('connector') ?? ''] ?? []
  if (product === undefined || incoming === undefined || outgoing === undefined) {
    if (!isWithin) unresolved('queue')
    return undefined
  }
  const key = does === 'receives' ? incoming : outgoing
  const queue: Value = set(key) === undefined ? {literal: name} : {key: `${before}.${key}`}
  return {is: 'queue', product, does, ...(key === 'exchange.name' ? {exchange: queue} : {queue}), line}
}
