import type {Value} from '../fact.ts'
import {
  atRunTime,
  type FactMaker,
  fileUse,
  httpCall,
  joinedPath,
  programRun,
  settingRead,
  type Site,
  type TypeRule,
} from '../library.ts'
import {connectionSet, connectionTold} from './connection-strings.ts'

/** `[controller]` and `[action]` stand for the names of class and method. */
export function withNames(path: Value | undefined, site: Site): Value | undefined {
  if (!path || !('literal' in path)) return path
  const controller = (site.types[0] ?? '').replace(/Controller$/, '')
  return {
    literal: path.literal
      .replace(/\[controller\]/gi, () => controller)
      .replace(/\[action\]/gi, '{}')
      .replace(/\{(\w+)(?:[:=?][^{}]*)?\}/g, '{$1}'),
  }
}

function served(site: Site, method: string, own: Value | undefined) {
  const base = site.around('Route') ?? site.around('RoutePrefix')
  const isWhole = own && 'literal' in own && /^~?\//.test(own.literal)
  const path = isWhole ? {literal: own.literal.replace(/^~/, '')} : own
  return {
    is: 'serves',
    method,
    path: joinedPath(isWhole ? undefined : withNames(base?.argument(0), site), withNames(path, site)),
    by: 'asp-net',
  } as const
}

/** Of a controller; its path may stand in an attribute of its own. */
export const action =
  (method: string): FactMaker =>
  (site) => {
    if (site.on !== 'member') return undefined
    const own = site.argument(0) ?? site.named('template', 'Template') ?? site.beside('Route')?.argument(0)
    // Without any path it is served where a table of routes says, which is not followed.
    return own || site.around('Route') ? served(site, method, own) : undefined
  }

const verbs = ['HttpGet', 'HttpPost', 'HttpPut', 'HttpDelete', 'HttpPatch', 'HttpHead', 'HttpOptions', 'AcceptVerbs']

export const route: FactMaker = (site) =>
  site.on === 'member' && !verbs.some((verb) => site.beside(verb)) ? served(site, 'ANY', site.argument(0)) : undefined

/** Below all the groups that it stands in. */
function pathMapped(site: Site): Value | undefined {
  const path = site.argument(0)
  if (!path || !('literal' in path) || site.argumentCount < 2) return undefined
  return site.before
    .filter(({name}) => name === 'MapGroup')
    .reduce<Value>(
      (inner, group) => joinedPath(withNames(group.argument(0), site), inner),
      joinedPath(undefined, withNames(path, site)),
    )
}

export const mapped =
  (method: string): FactMaker =>
  (site) => {
    const path = pathMapped(site)
    return path && {is: 'serves', method, path, by: 'asp-net'}
  }

/** `HttpMethods.Put` and `HttpVerbs.Put` are as good as `"PUT"`. */
function methodNamed(value: Value): string {
  if ('literal' in value) return value.literal.toUpperCase()
  return (
    ('constant' in value ? /^Http(?:Methods|Verbs)\.(\w+)$/.exec(value.constant)?.[1]?.toUpperCase() : undefined) ??
    'ANY'
  )
}

/** `MapMethods("/orders", ["PUT", "PATCH"], Handle)` */
export const mappedMethods: FactMaker = (site) => {
  const path = pathMapped(site)
  const methods = new Set(site.each(1).map(methodNamed))
  return path && site.argumentCount > 2
    ? [...methods].map((method) => ({is: 'serves', method, path, by: 'asp-net'}))
    : undefined
}

/** `UsePathBase("/dock")`: what is served there is served without it too. */
export const pathBase: FactMaker = (site) => {
  const path = site.argument(0)
  return path && !('unresolved' in path) ? {is: 'root', by: 'asp-net', path} : undefined
}

/** `[AcceptVerbs("GET", "POST", Route = "orders")]` */
export const acceptedVerbs: FactMaker = (site) => {
  if (site.on !== 'member') return undefined
  const own = site.named('Route') ?? site.beside('Route')?.argument(0)
  if (!own && !site.around('Route')) return undefined
  const given = Array.from({length: site.argumentCount}, (_, at) => site.each(at).map(methodNamed))
  return [...new Set(given.flat())].map((method) => served(site, method, own))
}

export const soap: FactMaker = (site) => ({is: 'serves', method: 'SOAP', path: {literal: site.types[0] ?? ''}})

export const connection = (product: string): TypeRule => ({
  made: (site) => connectionTold(product, site.argument(0) ?? site.named('ConnectionString', 'connectionString')),
  methods: {ConnectionString: connectionSet(product)},
})
export const command = (product: string): TypeRule => ({
  made: (site) => (site.argumentCount > 0 ? {is: 'database', product, operation: 'command'} : undefined),
})

/** `UseSqlServer(connection)` of Entity Framework. */
export const used =
  (product: string): FactMaker =>
  (site) =>
    connectionTold(product, site.argument(0))

export const table: FactMaker = (site) => {
  if (site.on !== 'type') return undefined
  const [name, schema] = [site.argument(0), site.named('Schema')]
  const isWhole = name && schema && 'literal' in name && 'literal' in schema
  return {
    is: 'mapped',
    entity: site.types[0] ?? '',
    table: isWhole ? {literal: `${schema.literal}.${name.literal}`} : (name ?? atRunTime),
  }
}

export const toTable: FactMaker = (site) => {
  const [name, schema] = [site.argument(0), site.argument(1)]
  if (!name) return undefined
  const entity = (site.before.find((call) => call.name === 'Entity') ?? site).typeArguments[0] ?? ''
  const isWhole = schema && 'literal' in schema && 'literal' in name
  return {is: 'mapped', entity, table: isWhole ? {literal: `${schema.literal}.${name.literal}`} : name}
}

/** A context of Entity Framework says where those of its tables are that say no schema. */
export const defaultSchema: FactMaker = (site) => {
  const schema = site.argument(0)
  return schema && {is: 'mapped', entity: '*', table: schema, naming: 'default-schema'}
}

/** Code names the tables of all mapped classes: what convention would call them says nothing. */
export const namedByCode: FactMaker = () => ({is: 'mapped', entity: '*', table: atRunTime})

export const queueMade =
  (product: string, index = 0): FactMaker =>
  (site) => {
    const queue = site.argument(index)
    return {is: 'queue', product, ...(queue && {queue})}
  }

/** `BasicPublish(exchange: "", routingKey: "orders")`: without an exchange the key is the queue's name. */
export const publish: FactMaker = (site) => {
  const [exchange, key] = [site.named('exchange') ?? site.argument(0), site.named('routingKey') ?? site.argument(1)]
  const isQueue = !exchange || ('literal' in exchange && exchange.literal === '')
  return {is: 'queue', product: 'rabbitmq', does: 'sends', ...(isQueue ? key && {queue: key} : {exchange})}
}
export const consume: FactMaker = (site) => {
  const queue = site.named('queue') ?? site.argument(0)
  return {is: 'queue', product: 'rabbitmq', does: 'receives', ...(queue && {queue})}
}

/** A copy reads one file and writes another. */
export const copied: FactMaker = (site) =>
  [fileUse('local', 'reads')(site), fileUse('local', 'writes', 1)(site)].flatMap((said) => said ?? [])

export const cron =
  (index: number): FactMaker =>
  (site) => ({is: 'job', schedule: site.argument(index) ?? atRunTime})

export const started: FactMaker = (site) => {
  const program = site.named('FileName') ?? site.argument(0)
  return program && {is: 'process', program}
}

export const key = (from: 'environment' | 'configuration'): FactMaker => settingRead(from)
const connectionKey: FactMaker = (site) => {
  const name = site.argument(0)
  return name && 'literal' in name
    ? {is: 'setting', from: 'configuration', key: `ConnectionStrings:${name.literal}`}
    : undefined
}
export const settings: TypeRule = {
  methods: {
    '[]': key('configuration'),
    AppSettings: (site) => (site.argumentCount > 0 ? key('configuration')(site) : undefined),
    Get: (site) => (site.before[0]?.name === 'AppSettings' ? key('configuration')(site) : undefined),
    GetValue: key('configuration'),
    ConnectionStrings: (site) => (site.argumentCount > 0 ? connectionKey(site) : undefined),
    GetConnectionString: connectionKey,
  },
}

export const http: TypeRule = {
  methods: Object.fromEntries(
    ['Get', 'Post', 'Put', 'Delete', 'Patch'].flatMap((verb) =>
      ['Async', 'StringAsync', 'StreamAsync', 'ByteArrayAsync', 'AsJsonAsync', 'FromJsonAsync'].map((end) => [
        `${verb}${end}`,
        httpCall(verb.toUpperCase()),
      ]),
    ),
  ),
}
export const http1: TypeRule = {
  methods: {
    DownloadString: httpCall('GET'),
    DownloadFile: httpCall('GET'),
    DownloadData: httpCall('GET'),
    DownloadStringTaskAsync: httpCall('GET'),
    UploadString: httpCall('POST'),
    UploadData: httpCall('POST'),
    UploadValues: httpCall('POST'),
  },
}

export function webRequest(url: Value | undefined) {
  if (url && 'literal' in url && /^ftps?:/.test(url.literal)) {
    const server = /^\w+:\/\/([^/:{}]+)/.exec(url.literal)?.[1]
    return {is: 'file', protocol: 'ftp', ...(server && {server: {literal: server}})} as const
  }
  return {is: 'http', ...(url && {url})} as const
}

/** What is started by a `ProcessStartInfo` is told where that is made. */
export function startedBy(site: Site) {
  const program = site.argument(0)
  return program && 'literal' in program ? programRun()(site) : undefined
}
