import {connects, machineNamed, productOf} from '../connections.ts'
import type {Value} from '../fact.ts'
import {
  atRunTime,
  databaseCall,
  type FactMaker,
  type FactSaid,
  httpCall,
  joinedPath,
  queueCall,
  settingRead,
  type Site,
  type TypeRule,
} from '../library.ts'

export const rule = (made: FactMaker): TypeRule => ({made})
/** Functions that all say the same. */
export const functions = (names: string, made: FactMaker): Readonly<Record<string, TypeRule>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, {made}]))
export const literalOf = (value: Value | undefined): string | undefined =>
  value && 'literal' in value ? value.literal : undefined

/** Only what is plainly no file of this machine: an address, or a setting that gives one. */
export const fetched =
  (operation: string): FactMaker =>
  (site) => {
    const url = site.argument(0)
    const text = literalOf(url)
    if (text !== undefined && /^https?:/i.test(text)) return {is: 'http', operation, ...(url && {url})}
    return url && 'key' in url && /url|uri|endpoint|api/i.test(url.key) ? {is: 'http', operation, url} : undefined
  }
export const curlOption: FactMaker = (site) =>
  literalOf(site.argument(1)) === 'CURLOPT_URL' ? httpCall(undefined, 2)(site) : undefined
export const request: FactMaker = (site) => {
  const method = literalOf(site.argument(0))?.toUpperCase()
  return httpCall(method && /^[A-Z]+$/.test(method) ? method : undefined, 1)(site)
}
export const verbs = {
  get: httpCall('GET'),
  post: httpCall('POST'),
  put: httpCall('PUT'),
  patch: httpCall('PATCH'),
  delete: httpCall('DELETE'),
  head: httpCall('HEAD'),
}
export const client: TypeRule = {
  made: (site) => {
    const url = site.named('base_uri', 'base_url')
    return url && {is: 'http', url}
  },
  methods: {...verbs, request, requestAsync: request, getAsync: verbs.get, postAsync: verbs.post},
}

export const connect =
  (product: string | undefined, host?: number, database?: number): FactMaker =>
  (site) =>
    connects({
      product,
      operation: site.name,
      host: host === undefined ? undefined : site.argument(host),
      database: database === undefined ? undefined : site.argument(database),
    })
export const dsn =
  (product?: string, at = 0): FactMaker =>
  (site) =>
    connects({product, operation: site.name, text: site.argument(at)})
export const sqlServer: FactMaker = (site) =>
  connects({
    product: 'mssqlserver',
    operation: site.name,
    host: site.argument(0),
    database: site.named('Database', 'database'),
  })
export const optioned: FactMaker = (site) =>
  connects({
    product: productOf(literalOf(site.named('driver', 'dbdriver'))),
    operation: site.name,
    text: site.named('url', 'dsn'),
    host: site.named('host', 'hostname'),
    database: site.named('dbname', 'database'),
  })

export const tableUse =
  (does: 'reads' | 'writes', at = 0): FactMaker =>
  (site) => {
    const name = literalOf(site.argument(at))?.replace(/\s.*$/s, '')
    if (!name || !/^[\w.{}]+$/.test(name)) return undefined
    const isPartial = name.includes('{}')
    const names = isPartial ? [] : [name]
    const tables = does === 'reads' ? {reads: names, writes: []} : {reads: [], writes: names}
    return {is: 'sql', of: 'tables', ...tables, calls: [], ...(isPartial && {isPartial})}
  }
export const writes = {
  insert: tableUse('writes'),
  update: tableUse('writes'),
  delete: tableUse('writes'),
  replace: tableUse('writes'),
  truncate: tableUse('writes'),
}
export const activeRecord: TypeRule = {
  methods: {
    ...writes,
    insert_batch: tableUse('writes'),
    update_batch: tableUse('writes'),
    empty_table: tableUse('writes'),
    get: tableUse('reads'),
    get_where: tableUse('reads'),
    from: tableUse('reads'),
    join: tableUse('reads'),
  },
}
export const drupal: TypeRule = {
  methods: {...writes, upsert: tableUse('writes'), merge: tableUse('writes'), select: tableUse('reads')},
}

/** Of this machine's files only those that the code names by a whole path; of others those behind an address. */
export const localFile =
  (does?: 'reads' | 'writes'): FactMaker =>
  (site) => {
    const path = site.argument(0)
    const text = literalOf(path)
    if (text && /^https?:/i.test(text)) return fetched(site.name)(site)
    const mode = literalOf(site.argument(1)) ?? ''
    return fileNamed(path, does ?? (/^[waxc]/.test(mode) ? 'writes' : 'reads'))
  }

/** What is done with a file by its whole path or its address; a user and a password in that are never read. */
export function fileNamed(path: Value | undefined, does: 'reads' | 'writes'): FactSaid | undefined {
  const text = literalOf(path)
  if (!path || text === undefined) return undefined
  if (/^ftps?:/i.test(text)) {
    const [, host, at] = /^ftps?:\/\/(?:[^/\s]*@)?([\w.-]{1,253})(?::\d{1,5})?(\/[^?#;]*)?$/i.exec(text) ?? []
    return {
      ...{is: 'file', protocol: 'ftp', does},
      ...(host && {server: {literal: host}}),
      ...(at && at !== '/' && {path: {literal: at}}),
    }
  }
  return /^(?:[A-Za-z]:)?[\\/]+(?!dev\b)\w/.test(text) ? {is: 'file', protocol: 'local', path, does} : undefined
}

export const inbox: FactMaker = (site) => {
  const text = literalOf(site.argument(0))
  return [{is: 'mail'}, ...machineNamed(/^\{([\w.-]+)/.exec(text ?? '')?.[1], 'imap')]
}
export const smtp: FactMaker = (site) => {
  const server = site.argument(0)
  return {is: 'mail', ...(server && {server})}
}
export const ldap: FactMaker = (site) =>
  /:\/\//.test(literalOf(site.argument(0)) ?? '') ? undefined : machineNamed(literalOf(site.argument(0)), 'ldap')

/** The web server's own words about a request are no settings. */
export const serverWord =
  /^(?:HTTP_|HTTPS$|REQUEST_|SERVER_|REMOTE_|SCRIPT_|PHP_|QUERY_|DOCUMENT_|PATH_|ORIG_|GATEWAY_|AUTH_|CONTENT_|UNIQUE_ID|REDIRECT_|SSL_|USER$|HOME$|argv|argc)/
export const serverSetting: FactMaker = (site) => {
  const said = settingRead('environment')(site)
  return said && !Array.isArray(said) && 'key' in said && serverWord.test(String(said.key)) ? undefined : said
}

/** `config('App')` of CodeIgniter gives a class of settings, which has no key. */
export const configured: FactMaker = (site) =>
  /^[A-Z]\w*$/.test(literalOf(site.argument(0)) ?? '') ? undefined : settingRead('configuration')(site)

export const everyName = new Map<string, string>([
  ['yearly', '0 0 1 1 *'],
  ['monthly', '0 0 1 * *'],
  ['weekly', '0 0 * * 0'],
  ['daily', '0 0 * * *'],
  ['hourly', '0 * * * *'],
  ['everyMinute', '* * * * *'],
])
/** `$schedule->command('x')->dailyAt('13:00')` */
export const scheduled: FactMaker = (site) => {
  const begins = site.before.find(({name}) => /^(?:command|job|call|exec)$/.test(name))
  if (!begins) return undefined
  if (site.name === 'cron') return {is: 'job', schedule: site.argument(0) ?? atRunTime}
  const at = literalOf(site.argument(0))
  const minutes = /^every(\w+?)Minutes?$/.exec(site.name)?.[1]
  if (site.name === 'dailyAt' && at) return {is: 'job', schedule: {literal: `daily at ${at}`}}
  const known = everyName.get(site.name) ?? (minutes ? `every ${minutes.toLowerCase()} minutes` : undefined)
  return {is: 'job', schedule: known ? {literal: known} : atRunTime}
}
export const schedule: TypeRule = {
  methods: Object.fromEntries(
    [
      ...everyName.keys(),
      ...'cron dailyAt twiceDaily weeklyOn monthlyOn quarterly everyTwoMinutes everyFiveMinutes'.split(' '),
      ...'everyTenMinutes everyFifteenMinutes everyThirtyMinutes hourlyAt'.split(' '),
    ].map((name) => [name, scheduled]),
  ),
}
export const cronTask: FactMaker = (site) => ({
  is: 'job',
  schedule: site.argument(0) ?? site.named('expression', 'frequency') ?? atRunTime,
})

export const route: FactMaker = (site) => {
  if (site.on === 'type') return undefined
  const base = site.around('Route')
  const paths = site.each(0, 'path')
  const verbs = site.each('methods').flatMap((verb) => literalOf(verb)?.toUpperCase() ?? [])
  return paths.flatMap((path) =>
    (verbs.length > 0 ? verbs : ['ANY']).map((method) => ({
      is: 'serves' as const,
      method,
      path: joinedPath(base?.named('path') ?? base?.argument(0), path),
      by: 'symfony' as const,
    })),
  )
}
export const mapped: FactMaker = (site) => {
  if (site.on !== 'type') return undefined
  const table = site.beside('Table')
  const named = withSchema(table?.named('schema'), table?.named('name') ?? table?.argument(0))
  return {is: 'mapped', entity: site.types[0] ?? '', table: withoutQuotes(named) ?? {unresolved: 'named by a strategy'}}
}
function withSchema(schema: Value | undefined, name: Value | undefined): Value | undefined {
  const isWhole = schema && name && 'literal' in schema && 'literal' in name && schema.literal !== ''
  return isWhole ? {literal: `${schema.literal}.${name.literal}`} : name
}
/** Doctrine has a name that is a word of SQL in backticks. */
function withoutQuotes(name: Value | undefined): Value | undefined {
  return name && 'literal' in name ? {literal: name.literal.replaceAll('`', '')} : name
}
export const sqs =
  (does: 'sends' | 'receives'): FactMaker =>
  (site) => {
    const url = site.named('QueueUrl')
    const text = literalOf(url)
    const queue = text === undefined ? url : {literal: text.replace(/^.*\//s, '')}
    return [
      {is: 'cloud', service: 'aws-sqs', operation: site.name},
      {is: 'queue', product: 'aws-sqs', does, operation: site.name, ...(queue && {queue})},
    ]
  }
export const onQueue: FactMaker = (site) => queueCall('laravel', 'sends', 0)(site)
export const topics: FactMaker = (site): readonly FactSaid[] =>
  site.each(0).map((queue) => ({is: 'queue', product: 'apache-kafka', does: 'receives', queue}))
export const any = (product: string): TypeRule => ({isMadeByItsName: true, methods: {'*': databaseCall(product)}})
/** A client that is made for a machine, or an address; without either it is this machine's. */
export const predis: FactMaker = (site) => {
  const host = site.named('host')
  const text = host ? undefined : site.argument(0)
  const isAddress = text && ('key' in text || ('literal' in text && text.literal.includes('://')))
  return host || isAddress ? connects({product: 'redis', operation: 'connect', text, host}) : undefined
}
export const remote = (site: Site): FactSaid | undefined => {
  const verb = /get|head|post/.exec(site.name)?.[0]
  const url = site.argument(0)
  return {is: 'http', ...(verb && {operation: verb.toUpperCase()}), ...(url && {url})}
}
