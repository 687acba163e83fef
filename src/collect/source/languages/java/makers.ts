import type {Value} from '../fact.ts'
import {
  atRunTime,
  databaseCall,
  type FactMaker,
  fileServer,
  fileUse,
  httpCall,
  settingRead,
  type Site,
  type TypeRule,
} from '../library.ts'

export const servlet: FactMaker = (site) =>
  site.each('urlPatterns', 'value', 0).map((path) => ({is: 'serves', method: 'ANY', path, by: 'servlet'}))

export const soap: FactMaker = (site) => {
  const name = site.named('serviceName', 'name')
  return site.on === 'type' ? {is: 'serves', method: 'SOAP', path: name ?? {literal: site.types[0] ?? ''}} : undefined
}

export const connection: FactMaker = (site) => {
  const url = site.argument(0)
  const parts = keyedParts(site.parts?.(0)[0] ?? [])
  return {is: 'database', product: productOf(url), ...(url && {connection: url}), ...(parts && {parts})}
}

/** `"jdbc:postgresql://" + System.getenv("DB_HOST") + "/pay"`, without who signs in and without options. */
function keyedParts(parts: readonly Value[]): readonly Value[] | undefined {
  const [first] = parts
  if (!first || !('literal' in first) || !first.literal.startsWith('jdbc:')) return undefined
  const kept: Value[] = []
  for (const part of parts) {
    if (!('literal' in part || 'key' in part)) return undefined
    const literal = 'literal' in part ? part.literal.replace(/^(jdbc:(?:[a-z0-9]{1,20}:){1,3})[^@]*@/i, '$1@') : ''
    const end = literal.search(/[?;&]/)
    kept.push('literal' in part ? {literal: end < 0 ? literal : literal.slice(0, end)} : {key: part.key})
    if (end >= 0) break
  }
  const isWhole = kept.every((part) => !('literal' in part) || !/\{\}|pass|pwd|user/i.test(part.literal))
  return isWhole && kept.some((part) => 'key' in part) ? kept : undefined
}

const products: readonly (readonly [RegExp, string])[] = [
  [/^jdbc:(?:postgresql|pgsql|redshift):/, 'postgresql'],
  [/^jdbc:mysql:/, 'mysql'],
  [/^jdbc:mariadb:/, 'mariadb'],
  [/^jdbc:oracle:/, 'oracle-database'],
  [/^jdbc:(?:sqlserver|jtds:sqlserver|microsoft:sqlserver):/, 'mssqlserver'],
  [/^jdbc:(?:db2|as400):/, 'ibm-db2'],
  [/^jdbc:sqlite:/, 'sqlite'],
  [/^jdbc:(?:sybase|jtds:sybase):/, 'sybase-ase'],
  [/^jdbc:informix/, 'informix'],
]

function productOf(url: Value | undefined): string {
  const text = url && 'literal' in url ? url.literal : ''
  return products.find(([pattern]) => pattern.test(text))?.[1] ?? 'sql'
}

/** What a container is asked for by name: a data source, a queue. */
export const named =
  (...names: readonly (number | string)[]): FactMaker =>
  (site) => {
    const [name] = site.each(...names)
    if (!name || !('literal' in name)) return undefined
    const key = name.literal.replace(/^java:(?:\/|comp\/env\/|jboss\/)*/, '')
    if (/jdbc|datasource|\bds\b|DS$/i.test(key)) return {is: 'database', product: 'sql', connection: {key}}
    return /jms|queue|topic/i.test(key) && !/factory/i.test(key)
      ? {is: 'queue', product: 'jms', queue: {literal: key}}
      : undefined
  }

export const mapped: FactMaker = (site) => {
  if (site.on !== 'type' || site.name !== 'Entity') return undefined
  const called = site.named('name')
  const entity = (called && 'literal' in called ? called.literal : site.types[0]) ?? ''
  const table = site.beside('Table')
  const [name, schema] = [table?.named('name'), table?.named('schema')]
  const isWhole = name && schema && 'literal' in name && 'literal' in schema
  return {
    is: 'mapped',
    entity,
    table: isWhole ? {literal: `${schema.literal}.${name.literal}`} : (name ?? called ?? {literal: entity}),
    naming: 'hibernate',
  }
}

/** By a line of cron, or by a period, of milliseconds where it is a number alone; Quarkus writes keys in braces alone. */
export const schedule: FactMaker = (site) => {
  const cron = keyed(site.named('cron'))
  if (cron) return {is: 'job', schedule: cron}
  const every = keyed(
    site.named('fixedRate', 'fixedDelay', 'fixedRateString', 'fixedDelayString', 'every') ?? undefined,
  )
  if (!every) return {is: 'job', schedule: atRunTime}
  return {is: 'job', schedule: 'literal' in every ? {literal: `every ${period(every.literal)}`} : every}
}

function keyed(value: Value | undefined): Value | undefined {
  const key = value && 'literal' in value ? /^\{([\w.-]{1,200})(?::([^{}]*))?\}$/.exec(value.literal) : null
  return key?.[1] ? {key: key[1], ...(key[2] && {otherwise: key[2]})} : value
}

/** A number counts milliseconds; `PT5M` says what it counts. */
function period(written: string): string {
  return /^\d+$/.test(written) ? `${written} ms` : written
}

export const timer: FactMaker = (site) => {
  const field = (name: string, otherwise: string): string => {
    const value = site.named(name)
    return value === undefined ? otherwise : 'literal' in value ? value.literal : '{}'
  }
  const fields = [
    field('minute', '0'),
    field('hour', '0'),
    field('dayOfMonth', '*'),
    field('month', '*'),
    field('dayOfWeek', '*'),
  ]
  return {is: 'job', schedule: {literal: fields.join(' ')}}
}

export const ftp: TypeRule = {
  methods: {
    connect: fileServer('ftp'),
    storeFile: fileUse('ftp', 'writes'),
    appendFile: fileUse('ftp', 'writes'),
    storeFileStream: fileUse('ftp', 'writes'),
    retrieveFile: fileUse('ftp', 'reads'),
    retrieveFileStream: fileUse('ftp', 'reads'),
  },
}

export const settings = (from: 'environment' | 'configuration'): FactMaker => settingRead(from)
export const keyAnnotation =
  (...names: readonly string[]): FactMaker =>
  (site) => {
    const key = site.named(...names) ?? site.argument(0)
    if (key && 'key' in key) return {is: 'setting', from: 'configuration', key: key.key}
    return undefined
  }
export const prefix =
  (end: string, ...names: readonly string[]): FactMaker =>
  (site) => {
    const key = site.named(...names) ?? site.argument(0)
    return key && 'literal' in key ? {is: 'setting', from: 'configuration', key: `${key.literal}${end}`} : undefined
  }

/** Each of the settings on which Spring makes something of a class depend. */
export const conditions: FactMaker = (site) => {
  const before = site.named('prefix')
  const base = before && 'literal' in before && before.literal !== '' ? `${before.literal.replace(/\.$/, '')}.` : ''
  return site
    .each('name', 'value', 0)
    .flatMap((name) =>
      'literal' in name ? [{is: 'setting', from: 'configuration', key: `${base}${name.literal}`} as const] : [],
    )
}

/** `.processor().queueName("paid")`: what is made of the client says which side of the queue it is on. */
export const sideOfBus: FactMaker = (site) => {
  const side = site.before.find(({name}) => /^(?:sender|(?:session)?(?:receiver|processor))$/i.test(name))?.name
  return {
    is: 'queue',
    product: 'azure-service-bus',
    does: side === 'sender' ? 'sends' : 'receives',
    operation: site.name,
    queue: site.argument(0) ?? atRunTime,
  }
}

/** `new ConnectionStringBuilder(connection, "topic/subscriptions/late")`: who uses it says whether it sends. */
export const entityPath: FactMaker = (site) => {
  const path = site.argument(1)
  if (!path) return undefined
  const queue =
    'literal' in path ? {literal: path.literal.replace(/\/.*$/s, '')} : 'key' in path ? {key: path.key} : path
  return {is: 'queue', product: 'azure-service-bus', queue}
}

export const rest: TypeRule = {
  methods: {
    getForObject: httpCall('GET'),
    getForEntity: httpCall('GET'),
    headForHeaders: httpCall('HEAD'),
    postForObject: httpCall('POST'),
    postForEntity: httpCall('POST'),
    postForLocation: httpCall('POST'),
    put: httpCall('PUT'),
    patchForObject: httpCall('PATCH'),
    delete: httpCall('DELETE'),
    exchange: httpCall(),
    execute: httpCall(),
  },
}

/** A program by its line or by a list of words, of which it is the first: `exec(new String[] {"/usr/bin/gpg", "--sign"})`. */
export const startedIfGiven: FactMaker = (site) => {
  const [program] = site.each(0)
  return site.argumentCount > 0 ? {is: 'process', program: program ?? atRunTime} : undefined
}

/** A copy reads one file and writes another; a stream on either side is none. */
export const fileCopied: FactMaker = (site) =>
  [fileUse('local', 'reads')(site), fileUse('local', 'writes', 1)(site)].flatMap((said) => said ?? [])

/** `client.get().uri("/x")`: the verb stands before the address. */
export const uri: FactMaker = (site) => {
  const verb = site.before.find(({name}) => /^(?:get|post|put|delete|patch|head|options)$/.test(name))?.name
  const url = site.argument(0)
  return {is: 'http', ...(verb && {operation: verb.toUpperCase()}), ...(url && {url})}
}
export const opened: FactMaker = (site) => {
  const url = site.before.find(({name}) => name === 'URL')?.argument(0)
  return {is: 'http', ...(url && {url})}
}
export const madeRequest = (verb: string): TypeRule => ({made: httpCall(verb)})

/** What a container or session is asked for a queue by, without the tree that the container keeps it in. */
function withoutTree(queue: Value): Value {
  return 'literal' in queue ? {literal: queue.literal.replace(/^java:(?:\/|comp\/env\/|jboss\/)*/, '')} : queue
}

/** A queue of JMS that stands as an argument. */
const jmsUse =
  (does: 'sends' | 'receives', at?: number): FactMaker =>
  (site) => {
    const queue = at === undefined ? undefined : site.argument(at)
    return {is: 'queue', product: 'jms', does, operation: site.name, ...(queue && {queue: withoutTree(queue)})}
  }

const sent: FactMaker = (site) => jmsUse('sends', site.argumentCount > 1 ? 0 : undefined)(site)

export const jms: TypeRule = {
  methods: {
    convertAndSend: sent,
    send: sent,
    receive: jmsUse('receives', 0),
    receiveAndConvert: jmsUse('receives', 0),
    setDefaultDestinationName: (site) => ({
      is: 'queue',
      product: 'jms',
      queue: site.argument(0) ?? atRunTime,
    }),
  },
}
export const queueNamed: FactMaker = (site) => {
  const queue = site.argument(0)
  return {is: 'queue', product: 'jms', ...(queue && {queue})}
}

/** `session.createProducer(queue)`; one that is made for no queue is told where it sends. */
const producer: FactMaker = (site) => (site.argumentCount > 0 ? jmsUse('sends', 0)(site) : undefined)
export const jmsSession: TypeRule = {
  methods: {
    createQueue: queueNamed,
    createTopic: queueNamed,
    createProducer: producer,
    createSender: producer,
    createPublisher: producer,
    send: sent,
    createConsumer: jmsUse('receives', 0),
    createReceiver: jmsUse('receives', 0),
    createSubscriber: jmsUse('receives', 0),
    createDurableSubscriber: jmsUse('receives', 0),
    createDurableConsumer: jmsUse('receives', 0),
    createSharedConsumer: jmsUse('receives', 0),
    createSharedDurableConsumer: jmsUse('receives', 0),
    createBrowser: jmsUse('receives', 0),
  },
}

/** Where a message-driven bean gets its messages from. */
export const activation: FactMaker = (site) => {
  const [name, queue] = [site.named('propertyName'), site.named('propertyValue')]
  const isDestination = name && 'literal' in name && /^destination(?:Lookup|JndiName)?$/i.test(name.literal)
  return isDestination && queue ? {is: 'queue', product: 'jms', does: 'receives', queue: withoutTree(queue)} : undefined
}

/** `send(exchange, key, message)`, `send(queue, message)`: to the exchange without a name, its key is a queue's name. */
export const rabbit: FactMaker = (site) => {
  const isNamed = site.argumentCount > 2
  return rabbitSent(site, isNamed ? site.argument(0) : undefined, site.argumentCount > 1 ? site.argument(0) : undefined)
}
export const rabbitPublish: FactMaker = (site) => rabbitSent(site, site.argument(0), site.argument(1))

function rabbitSent({name: operation}: Site, exchange: Value | undefined, key: Value | undefined) {
  const isQueue = !exchange || ('literal' in exchange && exchange.literal === '')
  return {
    is: 'queue',
    product: 'rabbitmq',
    does: 'sends',
    operation,
    ...(isQueue ? key && {queue: key} : {exchange}),
  } as const
}

/** A queue that an annotation declares for what listens to it; one without a name is made for that alone. */
export const rabbitQueue: FactMaker = (site) => {
  const queue = site.named('name', 'value') ?? site.argument(0)
  return queue && {is: 'queue', product: 'rabbitmq', does: 'receives', queue}
}

export const database = (product = 'sql'): TypeRule => ({isMadeByItsName: true, methods: {'*': databaseCall(product)}})
