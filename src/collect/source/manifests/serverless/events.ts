import type {SourceFile} from '../../walk-tree.ts'
import type {LinkDeclared, Ref, Unresolved} from '../infrastructure.ts'
import {isServableHost} from '../served-hosts.ts'
import {asList, asMap, asText} from '../yaml-tree.ts'

type Fields = Readonly<Record<string, unknown>>

/** How the events of a function are read. */
export interface EventReading {
  readonly from: Ref
  readonly file: SourceFile
  readonly line: number
  /** A text with its variables filled, as far as the file says. */
  readonly fill: (value: unknown) => string | undefined
  /** What the template of the service declares, by its addresses there. */
  readonly declared: ReadonlyMap<string, Ref>
}

export interface EventFindings {
  readonly links: readonly LinkDeclared[]
  /** Names of buckets that the service makes, since an event names them. */
  readonly buckets: readonly string[]
  readonly schedules: readonly string[]
  readonly unresolved: readonly Unresolved[]
}

/** Where messages come from: queues, topics and streams, buckets, and when it runs. */
export function readEvents(events: readonly Fields[], reading: EventReading): EventFindings {
  const found = events.flatMap((event) => sourcesOf(event, reading))
  const schedules = events.flatMap((event) => schedulesOf(event, reading))
  const {from, file, line} = reading
  return {
    links: found.flatMap((one) =>
      'to' in one && one.to
        ? [{from, type: one.does, to: one.to, attributes: one.how === undefined ? {} : {how: one.how}, file, line}]
        : [],
    ),
    buckets: [...new Set(found.flatMap(({bucket}) => bucket ?? []))],
    schedules: schedules.flatMap((one) => one ?? []),
    unresolved: [
      ...found.flatMap(({isOpen}) => (isOpen ? [{what: 'source of an event of a function', file, line}] : [])),
      ...schedules.flatMap((one) => (one === undefined ? [{what: 'schedule of a function', file, line}] : [])),
    ],
  }
}

interface Source {
  readonly does: 'READS' | 'CALLS'
  readonly to?: Ref
  readonly how?: string
  readonly bucket?: string
  readonly isOpen?: boolean
}

const open: Source = {does: 'READS', isOpen: true}
const takesMessages = 'takes its messages'

function sourcesOf(event: Fields, reading: EventReading): readonly Source[] {
  return Object.entries(event).flatMap(([kind, stated]): readonly Source[] => {
    const map = asMap(stated)
    switch (kind) {
      case 'sqs':
      case 'sns':
        return [namedSource(`aws-${kind}`, map.arn ?? map.topicName ?? stated, reading)]
      case 'stream':
        return [streamSource(map.arn ?? stated, map.type, reading)]
      case 's3':
        return [bucketSource(map, map.bucket ?? stated, reading)]
      case 'kafka':
      case 'msk':
        return [
          queueSource('apache-kafka', map.topic, reading),
          ...asList(map.bootstrapServers).flatMap((one) => machine(one, reading)),
        ]
      case 'rabbitmq':
        return [queueSource('rabbitmq', map.queue, reading)]
      case 'activemq':
        return [queueSource('apache-activemq', map.queue, reading)]
      default:
        return []
    }
  })
}

/** A queue or topic by its ARN or its name, or by what the template calls it. */
function namedSource(product: string, stated: unknown, reading: EventReading): Source {
  const own = declaredBy(stated, reading)
  if (own) return {does: 'READS', to: own, how: takesMessages}
  const queue = reading.fill(stated)?.split(':').at(-1)
  return queue ? {does: 'READS', to: {ref: 'queue', product, queue}, how: takesMessages} : open
}

/** A table of DynamoDB tells its changes; a stream of Kinesis has messages. */
function streamSource(stated: unknown, type: unknown, reading: EventReading): Source {
  const own = declaredBy(stated, reading)
  if (own) return {does: 'READS', to: own, how: own.ref === 'queue' ? takesMessages : whenChanged}
  const arn = reading.fill(stated)
  if (arn === undefined) return open
  const [, stream] = /:kinesis:[^:]*:\d*:stream\/([\w.-]{1,128})$/.exec(arn) ?? []
  if (stream !== undefined)
    return {does: 'READS', to: {ref: 'queue', product: 'aws-kinesis', queue: stream}, how: takesMessages}
  const [table] = type === 'kinesis' ? [] : (/^arn:[\w-]+:dynamodb:[\w-]*:\d*:table\/[\w.-]{3,255}/.exec(arn) ?? [])
  return table === undefined ? open : {does: 'READS', to: {ref: 'resource', id: table}, how: whenChanged}
}

const whenChanged = 'is called when it changes'

function bucketSource(map: Fields, stated: unknown, reading: EventReading): Source {
  const own = declaredBy(stated, reading)
  if (own) return {does: 'READS', to: own, how: whenChanged}
  const bucket = reading.fill(stated)
  if (bucket === undefined || !/^[a-z\d][a-z\d.-]{1,62}$/.test(bucket)) return open
  const to: Ref = {ref: 'store', key: bucket, resource: `arn:aws:s3:::${bucket}`}
  // One that is there already is made by somebody else.
  return {does: 'READS', to, how: whenChanged, ...(map.existing !== true && {bucket})}
}

function queueSource(product: string, stated: unknown, {fill}: EventReading): Source {
  const queue = fill(stated)
  return queue ? {does: 'READS', to: {ref: 'queue', product, queue}, how: takesMessages} : open
}

function machine(stated: unknown, {fill}: EventReading): readonly Source[] {
  const host = fill(stated)?.replace(/:\d+$/, '').toLowerCase()
  if (host === undefined) return [{...open, does: 'CALLS'}]
  return isServableHost(host) ? [{does: 'CALLS', to: {ref: 'host', host}, how: 'takes messages from it'}] : []
}

/** `!GetAtt Queue.Arn`, `!Ref Topic`. */
function declaredBy(stated: unknown, {declared}: EventReading): Ref | undefined {
  const {Ref: name, 'Fn::GetAtt': attribute} = asMap(stated)
  const address = Array.isArray(attribute) ? attribute[0] : String(attribute ?? '').split('.')[0]
  return declared.get(asText(name) ?? String(address))
}

/** One that is not enabled does not run; undefined for one that the file does not fill. */
function schedulesOf({schedule, eventBridge}: Fields, {fill}: EventReading): readonly (string | undefined)[] {
  const timed = [schedule, asMap(eventBridge).enabled === false ? undefined : asMap(eventBridge).schedule]
  return timed.flatMap((stated) => {
    const {rate, enabled} = asMap(stated)
    if (enabled === false) return []
    const all = Array.isArray(rate) ? rate : [rate ?? stated]
    return all.flatMap((one) => (asText(one) === undefined ? [] : [fill(one)]))
  })
}
