import {connects, machineNamed} from '../connections.ts'
import {notifyAddress} from '../notify-address.ts'
import type {Value} from '../fact.ts'
import {
  atRunTime,
  databaseCall,
  type FactMaker,
  type FactSaid,
  fileUse,
  programRun,
  queueCall,
  settingRead,
  type Site,
  type TypeRule,
} from '../library.ts'

export const literalOf = (value: Value | undefined): string | undefined =>
  value && 'literal' in value ? value.literal : undefined

export const fetch =
  (operation?: string, at = 0): FactMaker =>
  (site) => {
    const url = site.named('url') ?? site.argument(at)
    return {is: 'http', ...(operation && {operation}), ...(url && {url})}
  }
export const request: FactMaker = (site) => {
  const method = literalOf(site.named('method') ?? site.argument(0))?.toUpperCase()
  return fetch(method && /^[A-Z]+$/.test(method) ? method : undefined, 1)(site)
}
export const verbs = {
  get: fetch('GET'),
  post: fetch('POST'),
  put: fetch('PUT'),
  patch: fetch('PATCH'),
  delete: fetch('DELETE'),
  head: fetch('HEAD'),
  request,
}
export const session: TypeRule = {
  made: (site) => {
    const url = site.named('base_url')
    return url && {is: 'http', url}
  },
  methods: {...verbs, ws_connect: fetch()},
}
/** An address below that of the machine itself. */
export const machineCall: FactMaker = (site) => {
  const host = literalOf(site.named('host') ?? site.argument(0))
  return [{is: 'http'}, ...machineNamed(host, site.name === 'HTTPSConnection' ? 'https' : 'http')]
}

export const connect =
  (product: string | undefined): FactMaker =>
  (site) => {
    const database = site.named('database', 'dbname', 'db', 'service_name')
    const text = site.named('dsn', 'conninfo', 'url') ?? (site.named('host', 'server') ? undefined : site.argument(0))
    return connects({product, operation: site.name, text, host: site.named('host', 'server'), database})
  }
/** Drivers whose first argument is the machine. */
export const connectHost =
  (product: string, database: number): FactMaker =>
  (site) =>
    connects({
      product,
      operation: site.name,
      host: site.named('host', 'server') ?? site.argument(0),
      database: site.named('database', 'db') ?? site.argument(database),
    })
/** The third argument of Oracle's drivers, or the end of the first behind `@`. */
export const oracle: FactMaker = (site) => {
  const whole = literalOf(site.argument(0))?.replace(/^.*@/s, '')
  const text = site.named('dsn') ?? site.argument(2) ?? (whole === undefined ? undefined : {literal: whole})
  return connects({product: 'oracle-database', operation: site.name, text, host: site.named('host')})
}
export const dsnMade: FactMaker = (site) =>
  machineNamed(literalOf(site.argument(0)), 'oracle-database', literalOf(site.argument(2)))

export const sent =
  (product: string, ...names: readonly (number | string)[]): FactMaker =>
  (site) => {
    const [queue] = site.each(...names)
    return {is: 'queue', product, does: 'sends', operation: site.name, ...(queue && {queue})}
  }
export const received =
  (product: string, ...names: readonly (number | string)[]): FactMaker =>
  (site) => {
    const queues = site.each(...names)
    return (queues.length > 0 ? queues : [undefined]).map((queue) => ({
      is: 'queue',
      product,
      does: 'receives',
      operation: site.name,
      ...(queue && {queue}),
    }))
  }
/** The topics of a consumer stand before its options, one after the other. */
export const consumer: FactMaker = (site) => {
  const topics = [0, 1, 2, 3].flatMap((at) => site.argument(at) ?? [])
  return topics.map((queue) => ({is: 'queue', product: 'apache-kafka', does: 'receives', queue}))
}
/** A task of a worker; the queue is named where it is not the worker's own. */
export const task: FactMaker = (site) => {
  const queue = site.named('queue')
  return queue && {is: 'queue', product: 'celery', does: 'receives', queue}
}
export const applied: FactMaker = (site) => {
  const queue = site.named('queue')
  return queue && {is: 'queue', product: 'celery', does: 'sends', operation: site.name, queue}
}

export const server =
  (protocol: 'ftp' | 'sftp'): FactMaker =>
  (site) => {
    const host = site.named('host', 'hostname') ?? site.each(0)[0]
    return host && {is: 'file', protocol, server: host}
  }
/** `ftp.storbinary('STOR orders.csv', file)` */
export const ftpCommand =
  (does: 'reads' | 'writes'): FactMaker =>
  (site) => {
    const path = literalOf(site.argument(0))?.replace(/^\w+\s+/, '')
    return {is: 'file', protocol: 'ftp', does, ...(path && {path: {literal: path}})}
  }
export const sftp = {put: fileUse('sftp', 'writes', 1), get: fileUse('sftp', 'reads', 0)}
export const localFile: FactMaker = (site) => {
  const path = site.argument(0)
  if (!/^(?:[A-Za-z]:)?[\\/]+(?!dev\b|proc\b)\w/.test(literalOf(path) ?? '')) return undefined
  const mode = literalOf(site.named('mode') ?? site.argument(1)) ?? 'r'
  return path && {is: 'file', protocol: 'local', path, does: /[wax]/.test(mode) ? 'writes' : 'reads'}
}

export const smtp: FactMaker = (site) => {
  const host = site.named('host') ?? site.argument(0)
  return [{is: 'mail', ...(host && {server: host})}, ...machineNamed(literalOf(host), 'smtp')]
}

export const run: FactMaker = (site) => {
  const program = site.each('args', 'cmd', 0)[0]
  return {is: 'process', program: program ?? atRunTime}
}

/** Fields that are left out run at each of theirs in cron, and at none but the first above the one that is named. */
export const cronFields: FactMaker = (site) => {
  const field = (...names: readonly string[]): string => {
    const value = site.named(...names)
    return value === undefined ? '*' : (literalOf(value) ?? '{}')
  }
  const [minute, hour] = [field('minute'), field('hour')]
  const rest = [field('day_of_month', 'day'), field('month_of_year', 'month'), field('day_of_week')]
  // APScheduler's fields below the first that is named begin at nought; Celery's are every one.
  const first = minute === '*' && site.name !== 'crontab' ? '0' : minute
  return {is: 'job', schedule: {literal: [first, hour, ...rest].join(' ')}}
}
export const interval: FactMaker = (site) => {
  const unit = ['weeks', 'days', 'hours', 'minutes', 'seconds'].find((name) => site.named(name))
  const count = unit && literalOf(site.named(unit))
  return {is: 'job', schedule: count ? {literal: `every ${count} ${unit}`} : atRunTime}
}
export const jobAdded: FactMaker = (site) => {
  const trigger = literalOf(site.named('trigger')) ?? [0, 1].map((at) => literalOf(site.argument(at))).find(Boolean)
  if (trigger === 'cron') return cronFields(site)
  return trigger === 'interval' ? interval(site) : undefined
}
export const fromCrontab: FactMaker = (site) => ({is: 'job', schedule: site.argument(0) ?? atRunTime})
/** `schedule.every(5).minutes.do(work)`, `schedule.every().day.at('10:30').do(work)` */
export const every: FactMaker = (site) => {
  const count = literalOf(site.argument(0))
  return {is: 'job', schedule: {literal: count ? `every ${count}` : 'every'}}
}

export const setting = settingRead('environment')
/** `app.config['NAME']`; in small letters it may be any dictionary of that name. */
export const configured: FactMaker = (site) =>
  /^[A-Z][A-Z0-9_]+$/.test(literalOf(site.argument(0)) ?? '') ? settingRead('configuration')(site) : undefined
export const any = (product: string, made?: FactMaker, methods?: Readonly<Record<string, FactMaker>>): TypeRule => ({
  ...(made && {made}),
  methods: {...methods, '*': databaseCall(product)},
})

/** What the client of GOV.UK Notify calls, unless it is given another address. */
export const notify: FactMaker = (site) => {
  const url = site.named('base_url') ?? site.argument(1) ?? {literal: notifyAddress}
  return {is: 'http', url}
}
export const graphqlTransports = [
  'AIOHTTPTransport',
  'RequestsHTTPTransport',
  'HTTPXTransport',
  'HTTPXAsyncTransport',
  'WebsocketsTransport',
]

export function sentTo(product: string): FactMaker {
  return (site) => queueCall(product, 'sends', 0)(site)
}

export function ftpMethods(): Readonly<Record<string, FactMaker>> {
  return {
    connect: server('ftp'),
    storbinary: ftpCommand('writes'),
    storlines: ftpCommand('writes'),
    retrbinary: ftpCommand('reads'),
    retrlines: ftpCommand('reads'),
  }
}

export function osMethods(): Readonly<Record<string, FactMaker>> {
  return {execv: programRun(), execvp: programRun(), spawnl: programRun(1), spawnv: programRun(1)}
}

export function envRule(): TypeRule {
  return {
    made: setting,
    methods: Object.fromEntries('str bool int list url db db_url json float'.split(' ').map((name) => [name, setting])),
  }
}

export function configOption(site: Site): FactSaid | undefined {
  const [section, key] = [literalOf(site.argument(0)), literalOf(site.argument(1))]
  return section && key ? {is: 'setting', from: 'configuration', key: `${section}.${key}`} : undefined
}

export function cloudTypes(service: string, names: readonly string[]): Readonly<Record<string, TypeRule>> {
  const called: FactMaker = ({name}) => ({is: 'cloud', service, operation: name})
  return Object.fromEntries(names.map((name) => [name, {isMadeByItsName: true, methods: {'*': called}}]))
}
