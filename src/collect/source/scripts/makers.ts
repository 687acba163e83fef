import {connects, machineNamed, productOf} from '../languages/connections.ts'
import type {Value} from '../languages/fact.ts'
import {
  atRunTime,
  databaseCall,
  type FactMaker,
  type FactSaid,
  fileUse,
  joinedPath,
  type Site,
} from '../languages/library.ts'
import {joinedValue} from '../languages/read-value.ts'
import type {ScriptType} from './script-library.ts'

export const literalOf = (value: Value | undefined): string | undefined =>
  value && 'literal' in value ? value.literal : undefined

/** The first of these that says something. */
export function firstSaid(...values: readonly (Value | undefined)[]): Value | undefined {
  return values.find((value) => value && !('unresolved' in value)) ?? values.find((value) => value !== undefined)
}

/** A path below a base address; a whole address stays as it is. */
export function withBase(base: Value | undefined, path: Value | undefined): Value | undefined {
  const own = literalOf(path)
  if (!base || (own !== undefined && /^[a-z]+:\/\//i.test(own))) return path
  if (own === '') return base
  const head: Value = 'literal' in base ? {literal: base.literal.replace(/\/+$/, '')} : base
  return joinedValue([head, {literal: `/${(own ?? '{}').replace(/^\/+/, '')}`}])
}

/** Where a call over HTTP leads, without the user part; a path alone is of the machine that the page came from. */
function addressOf(url: Value | undefined): Value | undefined {
  const literal = literalOf(url)
  if (literal === undefined) return url
  if (!/^(?:https?:\/\/|\{\}|wss?:\/\/)/i.test(literal)) return undefined
  return {literal: literal.replace(/(\/\/)[^/@\s]*@/, '$1')}
}

/** What a client was made with, that stands before the paths of its calls. */
function baseOf({before}: Site): Value | undefined {
  for (const made of before) {
    const base = made.named('baseURL', 'baseUrl', 'prefixUrl', 'prefix')
    if (base) return base
  }
  return undefined
}

/** A call over HTTP; its method where the name does not say it stands in its options. */
export const http =
  (method?: string, at = 0): FactMaker =>
  (site) => {
    const path = firstSaid(site.argument(at), site.named('url', 'uri', 'href'))
    const base = site.named('baseURL', 'baseUrl', 'prefixUrl') ?? baseOf(site)
    return httpSaid(methodSaid(site, method, at), withBase(base, path))
  }

function methodSaid(site: Site, method: string | undefined, at: number): string | undefined {
  if (method) return method
  const said = site.named('method', 'type')
  if (said) return literalOf(said)?.toUpperCase()
  // Options that the file does not show may name another.
  return site.argumentCount > at + 1 && site.argument(at + 1) ? undefined : 'GET'
}

export function httpSaid(operation: string | undefined, url: Value | undefined): FactSaid {
  const address = addressOf(url)
  return {
    is: 'http',
    ...(operation && /^[A-Z]+$/.test(operation) && {operation}),
    ...(address && {url: address}),
  }
}

/** The client itself is no call; where its base is of a setting, the machine is known by it. */
export const verbs: Readonly<Record<string, FactMaker>> = {
  get: http('GET'),
  post: http('POST'),
  put: http('PUT'),
  patch: http('PATCH'),
  delete: http('DELETE'),
  del: http('DELETE'),
  head: http('HEAD'),
  options: http('OPTIONS'),
  request: http(),
}

/** Calls whose first argument is the method: `needle('get', url)`. */
export const namedMethod: FactMaker = (site) => {
  const method = literalOf(site.argument(0))?.toUpperCase()
  return method && /^[A-Z]+$/.test(method) ? httpSaid(method, withBase(baseOf(site), site.argument(1))) : http()(site)
}

/** `http.request({hostname, port, path, method})`, or an address. */
export const nodeRequest =
  (protocol: 'http' | 'https', method?: string): FactMaker =>
  (site) => {
    const host = site.named('hostname', 'host')
    const first = site.argument(0)
    if (!host) return httpSaid(methodSaid(site, method, 0), first)
    const [name, port, path] = [literalOf(host), literalOf(site.named('port')), site.named('path')]
    const operation = method ?? literalOf(site.named('method') ?? {literal: 'GET'})?.toUpperCase()
    if (name === undefined) return httpSaid(operation, host)
    return httpSaid(
      operation,
      withBase({literal: `${protocol}://${name}${port ? `:${port}` : ''}`}, path ?? {literal: '/'}),
    )
  }

const dialects: Readonly<Record<string, string>> = {
  pg: 'postgresql',
  'pg-native': 'postgresql',
  cockroachdb: 'cockroachdb',
  tedious: 'mssqlserver',
  oracledb: 'oracle-database',
  'better-sqlite3': 'sqlite',
}

/** The product behind the name of a driver. */
export function productNamed(driver: Value | undefined): string {
  const name = literalOf(driver)
  if (name === undefined) return 'sql'
  return Object.hasOwn(dialects, name) ? (dialects[name] ?? 'sql') : productOf(name)
}

const connectionTexts = [
  'connectionString',
  'connection.connectionString',
  'connectString',
  'connectionUri',
  'databaseUrl',
  'clientUrl',
  'datasourceUrl',
  'datasources.db.url',
  'uri',
  'url',
  'connection',
  'node',
  'cloud.id',
]
const hosts = [
  'host',
  'server',
  'hostname',
  'connection.host',
  'connection.server',
  'socket.host',
  'options.host',
  'replication.write.host',
  'replication.master.host',
]
const databases = ['database', 'dbName', 'connection.database', 'options.database', 'db']

/** Clients of Redis take the port first: `new Redis(6379, 'cache.dept.example')`. */
function behindPort(product: string | undefined, site: Site): Value | undefined {
  const second = product === 'redis' && site.argumentCount > 1 ? site.argument(1) : undefined
  return second && !('unresolved' in second) ? second : undefined
}

/** A connection that is made: by a text, or by what an object names. */
export const connect =
  (product?: string): FactMaker =>
  (site) => {
    const known = product ?? productNamed(site.named('dialect', 'client', 'type', 'driver'))
    const host = site.named(...hosts) ?? behindPort(product, site)
    const text = site.named(...connectionTexts) ?? (host ? undefined : site.argument(0))
    const said = connects({product: known, operation: site.name, text, host, database: site.named(...databases)})
    // The name of a type is no operation.
    return said.map((one) => {
      if (one.is !== 'database' || !/^[A-Z]/.test(site.name)) return one
      const {operation: _, ...rest} = one
      return rest
    })
  }

/** Anything that is called of a client. */
export const asked = (product: string, made: FactMaker = connect(product)): ScriptType => ({
  made,
  methods: {'*': databaseCall(product)},
})

/** A table that a builder of queries is given; what is called after it says what is done. */
export const tableUsed: FactMaker = (site) => {
  const table = site.argument(0)
  if (!table) return undefined
  const name = literalOf(table)
    ?.replace(/\s+as\s+\w+$/i, '')
    .trim()
  if (name !== undefined && !/^[\w.$"`[\]-]{1,128}$/.test(name)) return undefined
  const writes = site.after?.some((one) => writing.test(one)) ?? false
  const named = name === undefined ? [] : [name.replace(/["`[\]]/g, '')]
  return {
    is: 'sql',
    of: 'tables',
    reads: writes ? [] : named,
    writes: writes ? named : [],
    calls: [],
    ...(name === undefined && {isPartial: true}),
  }
}

const writing =
  /^(?:insert|update|del|delete|truncate|upsert|increment|decrement|create|save|destroy|remove|bulkCreate|batchInsert|insertGetId|set)/

/** What a mapped class is asked to do; `entity` is its name. */
export function entityUsed(entity: string | undefined, method: string): FactSaid | undefined {
  if (!entity) return undefined
  const isWrite = writing.test(method) || /^(?:findOrCreate|findOneAnd(?:Update|Delete|Replace))/.test(method)
  return {is: 'sql', of: 'entities', reads: isWrite ? [] : [entity], writes: isWrite ? [entity] : [], calls: []}
}

type Which = number | string

export const sent =
  (product: string, ...which: readonly Which[]): FactMaker =>
  (site) =>
    queues(product, 'sends', site, which)
export const received =
  (product: string, ...which: readonly Which[]): FactMaker =>
  (site) =>
    queues(product, 'receives', site, which)

function queues(product: string, does: 'sends' | 'receives', site: Site, which: readonly Which[]): readonly FactSaid[] {
  const named = site.each(...which)
  return (named.length > 0 ? named : [undefined]).map((queue) => ({
    is: 'queue',
    product,
    does,
    operation: site.name,
    ...(queue && {queue}),
  }))
}

/** A queue that the object which is called was made with. */
export const ofMade =
  (product: string, does: 'sends' | 'receives'): FactMaker =>
  (site) => {
    const made = site.before.find((one) => one.argumentCount > 0)
    const queue = made && firstSaid(made.argument(0), made.named('name', 'queueName', 'topic', 'queue', 'subject'))
    return {is: 'queue', product, does, operation: site.name, ...(queue && {queue})}
  }

export const server =
  (protocol: 'ftp' | 'sftp'): FactMaker =>
  (site) => {
    const host = site.named('host', 'hostname')
    return host && {is: 'file', protocol, server: host}
  }

export const fileAt = (protocol: 'ftp' | 'sftp', does: 'reads' | 'writes', at: number): FactMaker =>
  fileUse(protocol, does, at)

/** `fs.open(path, 'w')` */
export const localFile =
  (does?: 'reads' | 'writes', at = 0): FactMaker =>
  (site) => {
    const path = literalOf(site.argument(at))
    if (path !== undefined && /^\/(?:dev|proc|sys|tmp)\b/.test(path)) return undefined
    const mode = literalOf(site.argument(at + 1)) ?? 'r'
    return fileUse('local', does ?? (/[wa]/.test(mode) ? 'writes' : 'reads'), at)(site)
  }

export const smtp: FactMaker = (site) => {
  const host = site.named('host', 'hostname') ?? site.argument(0)
  const name = literalOf(host)
    ?.replace(/^smtps?:\/\/(?:[^@/]*@)?/, '')
    .replace(/[:/?].*$/s, '')
  return [
    {is: 'mail', ...(host && {server: name === undefined ? host : {literal: name}})},
    ...machineNamed(name, 'smtp'),
  ]
}

export const scheduled =
  (at = 0, ...names: readonly string[]): FactMaker =>
  (site) => {
    const given = names.length > 0 ? site.named(...names) : undefined
    return {is: 'job', schedule: given ?? site.argument(at) ?? atRunTime}
  }

export const every =
  (at = 0): FactMaker =>
  (site) => {
    const period = literalOf(site.argument(at))
    const isCron = period !== undefined && /^\S+(?:\s+\S+){4,5}$/.test(period)
    if (period === undefined) return {is: 'job', schedule: atRunTime}
    return {is: 'job', schedule: {literal: isCron ? period : `every ${period}${/^\d+$/.test(period) ? ' ms' : ''}`}}
  }

/** An endpoint below the prefix that its router was made with. */
export const serves =
  (method: string, isPath: (path: string) => boolean = () => true): FactMaker =>
  (site) => {
    if (site.argumentCount < 2) return undefined
    const paths = site.each(0).filter((path) => !('literal' in path) || isPath(path.literal))
    return servedAt(site, method, paths)
  }

export function servedAt(site: Site, method: string, paths: readonly Value[]): readonly FactSaid[] {
  const prefix = prefixMade(site)
  return paths.map((path) => ({is: 'serves', method, path: joinedPath(prefix, path)}))
}

/** What a router was made with, that stands before its paths. */
export function prefixMade({before}: Site): Value | undefined {
  return before
    .map((one) => one.named('prefix') ?? (one.name === 'basePath' ? one.argument(0) : undefined))
    .find(Boolean)
}

/** `router.route('/orders').get(list).post(add)` */
export const servesRoute =
  (method: string): FactMaker =>
  (site) => {
    const path = site.before.find(({name}) => name === 'route')?.argument(0)
    return path && {is: 'serves', method, path: joinedPath(undefined, path)}
  }

/** `server.route({method: 'GET', path: '/orders'})` */
export const servesObject: FactMaker = (site) => {
  const path = site.named('path', 'url')
  if (!path) return undefined
  const methods = site.each('method').map((one) => literalOf(one)?.toUpperCase() ?? 'ANY')
  return (methods.length > 0 ? methods : ['ANY']).map((method) => ({
    is: 'serves',
    method: /^[A-Z]+$/.test(method) ? method : 'ANY',
    path: joinedPath(undefined, path),
  }))
}

/** A decorator of a method, below that of its class. */
export const mapping =
  (method: string, ...controllers: readonly string[]): FactMaker =>
  (site) => {
    const around = controllers.map((name) => site.around(name)).find(Boolean)
    if (!around) return undefined
    const bases = around.each('path', 0)
    const own = site.each('path', 0)
    return (bases.length > 0 ? bases : [undefined]).flatMap((base) =>
      (own.length > 0 ? own : [undefined]).map((path) => ({
        is: 'serves' as const,
        method,
        path: joinedPath(base, path),
      })),
    )
  }

/** Names of a type, all as one. */
export function alike<T>(names: string, one: T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, one]))
}
