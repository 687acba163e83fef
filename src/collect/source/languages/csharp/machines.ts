import type {ImportSeen} from '../../resolve-imports.ts'
import {brokersIn, brokersSaid} from '../brokers.ts'
import {mailSaid} from '../dotnet-types.ts'
import {databaseCall, type FactMaker, type TypeRule} from '../library.ts'

/** What is set sets nothing without a value: it may be read. */
const setAs =
  (protocol: string): FactMaker =>
  (site) =>
    site.argumentCount > 0 ? brokersSaid(protocol, site.each(0)) : undefined

/** `new ConnectionFactory {HostName = "mq.dept.example"}`, and the same set afterwards. */
export const rabbitFactory: TypeRule = {
  made: (site) => brokersSaid('amqp', [...site.each('HostName'), ...site.each('Uri')]),
  methods: {HostName: setAs('amqp')},
}

const kafka: TypeRule = {
  made: (site) => brokersSaid('kafka', site.each('BootstrapServers')),
  methods: {BootstrapServers: setAs('kafka')},
}
export const kafkaConfigs: Readonly<Record<string, TypeRule>> = {
  ClientConfig: kafka,
  ProducerConfig: kafka,
  ConsumerConfig: kafka,
  AdminClientConfig: kafka,
}

/** One topic, or a list of them. */
export const kafkaTopics: FactMaker = (site) =>
  site.each(0).map((queue) => ({is: 'queue', product: 'apache-kafka', does: 'receives', operation: site.name, queue}))

/** `Connect("r1.dept.example:6379,r2.dept.example:6379,ssl=true")` */
const redisConnected: FactMaker = (site) => {
  const at = site.argument(0)
  const machines = at && 'literal' in at ? brokersIn(at.literal, 'redis') : []
  return [databaseCall('redis', 0)(site) ?? [], machines].flat()
}
export const redisMultiplexer: Readonly<Record<string, TypeRule>> = {
  ConnectionMultiplexer: {methods: {Connect: redisConnected, ConnectAsync: redisConnected}},
}

/** The server is the first argument, or set as `Host`. */
export const mailServer: FactMaker = (site) => {
  const server = site.named('Host', 'host') ?? site.argument(0)
  return server && mailSaid(server)
}

const wholeNames = /System\.(IO|Net\.Mail|Net|Diagnostics|Messaging|Data\.\w+)(?=\.[A-Z]\w*[.(])/g

/** Namespaces of .NET's own by which code names types without importing them: `System.IO.File.Copy(...)`. */
export function namedWhole(text: string): readonly ImportSeen[] {
  if (text.search(wholeNames) < 0) return []
  const found = [...text.matchAll(wholeNames)].flatMap(({1: name = '', index}) =>
    /[\w.]$/.test(text.slice(Math.max(0, index - 1), index)) ? [] : [`System.${name}`],
  )
  return [...new Set(found)].map((specifier) => ({specifier, line: 0}))
}
