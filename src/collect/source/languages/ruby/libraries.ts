import {brokerAt} from '../brokers.ts'
import {connects, machineNamed, productOf} from '../connections.ts'
import type {Value} from '../fact.ts'
import {
  atRunTime,
  databaseCall,
  type FactMaker,
  fileServer,
  fileUse,
  httpCall,
  type Library,
  library,
  mailUse,
  settingRead,
  type TypeRule,
} from '../library.ts'
import type {KeyReaders} from '../read-value.ts'

export const rubyKeys: KeyReaders = {
  methods: new Map(['ENV', 'ENV.fetch', 'ENV.[]'].map((name) => [name, ''])),
  annotations: new Set(),
}

const literalOf = (value: Value | undefined): string | undefined =>
  value && 'literal' in value ? value.literal : undefined
const functions = (names: string, made: FactMaker): Readonly<Record<string, TypeRule>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, {made}]))

const verbs = {
  get: httpCall('GET'),
  post: httpCall('POST'),
  put: httpCall('PUT'),
  patch: httpCall('PATCH'),
  delete: httpCall('DELETE'),
  head: httpCall('HEAD'),
}
/** Of Ruby's own: a machine's name, or a whole address. */
const netHttp: FactMaker = (site) => {
  const [first, path] = [site.argument(0), site.argument(1)]
  const host = literalOf(first)
  const isName = host !== undefined && /^[\w-]+(?:\.[\w-]+)+$/.test(host)
  const url = isName ? {literal: `http://${host}${literalOf(path) ?? '/'}`} : first
  const operation = /^(get|post|put|patch|delete|head)/.exec(site.name)?.[1]?.toUpperCase()
  return [{is: 'http', ...(operation && {operation}), ...(url && {url})}, ...(isName ? machineNamed(host, 'http') : [])]
}
const based: FactMaker = (site) => {
  const url = site.named('url', 'base_url') ?? site.argument(0)
  return url && {is: 'http', url}
}
const soap: FactMaker = (site) => {
  const url = site.named('wsdl', 'endpoint')
  return {is: 'http', operation: 'SOAP', ...(url && {url})}
}
const execute: FactMaker = (site) => {
  const [method, url] = [literalOf(site.named('method')), site.named('url')]
  return {is: 'http', ...(method && {operation: method.toUpperCase()}), ...(url && {url})}
}
/** Only an address is fetched; anything else is a file of this machine. */
const opened: FactMaker = (site) => {
  const path = site.argument(0)
  const text = literalOf(path)
  if (text && /^https?:/i.test(text)) return {is: 'http', operation: 'GET', ...(path && {url: path})}
  if (!path || !text || !/^(?:[A-Za-z]:)?[\\/]+(?!dev\b|proc\b)\w/.test(text)) return undefined
  const mode = literalOf(site.argument(1)) ?? (site.name === 'write' ? 'w' : 'r')
  return {is: 'file', protocol: 'local', path, does: /^[wa]/.test(mode) ? 'writes' : 'reads'}
}

const connect =
  (product?: string): FactMaker =>
  (site) => {
    const host = site.named('host', 'hostname', 'dataserver')
    const adapter = literalOf(site.named('adapter'))
    return connects({
      product: product ?? (adapter ? productOf(adapter) : undefined),
      operation: site.name,
      text: site.named('url') ?? (host ? undefined : site.argument(0)),
      host,
      database: site.named('database', 'dbname', 'db'),
    })
  }
const oracle: FactMaker = (site) => connects({product: 'oracle-database', operation: site.name, text: site.argument(2)})
/** What tests put in the place of a client, or ask of a class itself, calls nothing. */
const any = (product: string, made: FactMaker): TypeRule => ({
  made,
  methods: {
    '*': (site) =>
      /^(?:stubs?|expects|any_instance|allow|should|returns|raises|instance_method|name|class|to_s)$/.test(site.name)
        ? undefined
        : databaseCall(product)(site),
  },
})

const sent =
  (product: string, ...names: readonly (number | string)[]): FactMaker =>
  (site) => {
    const [queue] = site.each(...names)
    return {is: 'queue', product, does: 'sends', operation: site.name, ...(queue && {queue})}
  }
const received =
  (product: string, ...names: readonly (number | string)[]): FactMaker =>
  (site) =>
    site.each(...names).map((queue) => ({is: 'queue', product, does: 'receives', operation: site.name, queue}))
/** The queue of a worker's own. */
const worksOn =
  (product: string, ...names: readonly (number | string)[]): FactMaker =>
  (site) => {
    const [queue] = site.each(...names)
    return queue && {is: 'queue', product, does: 'receives', queue}
  }

const ftp: TypeRule = {
  made: fileServer('ftp'),
  methods: {
    open: fileServer('ftp'),
    connect: fileServer('ftp'),
    putbinaryfile: fileUse('ftp', 'writes', 1),
    puttextfile: fileUse('ftp', 'writes', 1),
    put: fileUse('ftp', 'writes', 1),
    getbinaryfile: fileUse('ftp', 'reads', 0),
    gettextfile: fileUse('ftp', 'reads', 0),
    get: fileUse('ftp', 'reads', 0),
  },
}

const smtp: FactMaker = (site) => {
  const host = site.argument(0)
  return [{is: 'mail', ...(host && {server: host})}, ...machineNamed(literalOf(host), 'smtp')]
}
/** The programs of a shell line, or a list of words of which the first is the program. */
const run: FactMaker = (site) => {
  const [program] = site.each(0)
  return site.argumentCount > 0 ? {is: 'process', program: program ?? atRunTime} : undefined
}
const setting = settingRead('environment')
const cron: FactMaker = (site) => ({is: 'job', schedule: site.argument(0) ?? atRunTime})
const period: FactMaker = (site) => {
  const text = literalOf(site.argument(0))
  return {is: 'job', schedule: text ? {literal: `every ${text}`} : atRunTime}
}

/** Ruby's constants are for all to see: no file need say that it uses them. */
const everywhere = library({
  imports: [''],
  types: {
    ENV: {made: setting, methods: {fetch: setting, dig: setting, 'key?': setting, 'has_key?': setting}},
    ...functions('system exec spawn', run),
    IO: {methods: {popen: run}},
    Process: {methods: {spawn: run}},
    Open3: {methods: {capture2: run, capture2e: run, capture3: run, popen2: run, popen2e: run, popen3: run}},
    FTP: ftp,
    SMTP: {methods: {start: smtp}, made: smtp},
    IMAP: {made: smtp},
    Mail: {methods: {deliver: mailUse}},
    LDAP: {made: (site) => machineNamed(literalOf(site.named('host')), 'ldap')},
    establish_connection: {made: connect()},
    ...functions('sidekiq_options', worksOn('sidekiq', 'queue')),
    ...functions('queue_as', worksOn('active-job', 0)),
    ...functions('from_queue', worksOn('rabbitmq', 0)),
    Resque: {methods: {enqueue_to: sent('resque', 0)}},
  },
  calls: {
    establish_connection: connect(),
    // The longer of two names stands first, or it is never looked for.
    'deliver_now!': mailUse,
    'deliver_later!': mailUse,
    deliver_now: mailUse,
    deliver_later: mailUse,
    'deliver!': mailUse,
    deliver_message: sent('apache-kafka', 'topic'),
    produce_sync: sent('apache-kafka', 'topic'),
    produce_async: sent('apache-kafka', 'topic'),
  },
})

/** A class of a common name is a database's or a web service's client where its arguments say so. */
function undefinedUnlessAddress(site: Parameters<FactMaker>[0]): ReturnType<FactMaker> {
  const url = site.argument(0)
  return url && /^https?:/.test(literalOf(url) ?? '') ? {is: 'http', url} : undefined
}

/** Machine and user stand first where a class is asked, not a connection. */
const transferred =
  (does: 'reads' | 'writes', path: number): FactMaker =>
  (site) =>
    site.argumentCount < 2 && does === 'writes'
      ? undefined
      : fileUse('sftp', does, site.argumentCount >= 4 ? path + 2 : path)(site)

const bunnyMade = brokerAt('amqp', 'host', 'hostname', 'hosts', 'addresses', 'uri', 0)
const kafkaMade = brokerAt('kafka', 'seed_brokers', 0)

const whenNamed: readonly {readonly word: RegExp; readonly library: Library}[] = [
  {
    word: /\b(?:SFTP|SCP)\b/,
    library: library({
      imports: [''],
      types: {
        SFTP: {methods: {start: fileServer('sftp')}, made: fileServer('sftp')},
        SCP: {
          methods: {
            upload: fileServer('sftp'),
            'upload!': fileServer('sftp'),
            'download!': fileServer('sftp'),
            start: fileServer('sftp'),
          },
        },
      },
      calls: {
        'upload!': transferred('writes', 1),
        upload: transferred('writes', 1),
        'download!': transferred('reads', 0),
        download: transferred('reads', 0),
      },
    }),
  },
  {
    word: /\b(?:HTTP|HTTParty|RestClient|Faraday|Typhoeus|Excon|Savon)\b/,
    library: library({
      imports: [''],
      types: {
        HTTP: {
          methods: {...verbs, get_response: netHttp, get: netHttp, post_form: netHttp, start: netHttp, new: netHttp},
          made: netHttp,
        },
        ...Object.fromEntries(
          ['Get', 'Post', 'Put', 'Patch', 'Delete'].map((name) => [name, {made: httpCall(name.toUpperCase())}]),
        ),
        HTTParty: {methods: verbs},
        RestClient: {methods: verbs},
        Request: {methods: {execute}, made: (site) => (site.named('method') ? httpCall()(site) : undefined)},
        Resource: {made: undefinedUnlessAddress},
        Faraday: {methods: {...verbs, new: based}, made: based},
        Typhoeus: {methods: verbs},
        Excon: {methods: {...verbs, new: based}, made: based},
        Savon: {methods: {client: soap}},
      },
    }),
  },
  {
    word: /\b(?:PG|OCI8|SQLite3|Sequel|Redis)\b/,
    library: library({
      imports: [''],
      types: {
        PG: {methods: {connect: connect('postgresql')}},
        Connection: {methods: {open: connect()}},
        OCI8: {made: oracle},
        SQLite3: {methods: {'*': databaseCall('sqlite')}},
        Sequel: {methods: {connect: connect()}},
        Redis: any('redis', connect('redis')),
      },
    }),
  },
  {
    word: /\bBunny\b|\bMarchHare\b/,
    library: library({
      imports: ['bunny'],
      types: {
        Bunny: {made: bunnyMade, methods: {new: bunnyMade, run: bunnyMade}},
        MarchHare: {methods: {connect: bunnyMade}},
      },
      calls: {
        publish: sent('rabbitmq', 'routing_key'),
        queue: (site) => ({is: 'queue', product: 'rabbitmq', queue: site.argument(0) ?? atRunTime}),
      },
    }),
  },
  {
    word: /\bKafka\b|\bRdkafka\b/,
    library: library({
      imports: ['kafka'],
      types: {Kafka: {made: kafkaMade, methods: {new: kafkaMade}}},
      calls: {subscribe: received('apache-kafka', 0), produce: sent('apache-kafka', 'topic')},
    }),
  },
  {
    word: /\bRufus\b/,
    library: library({imports: ['rufus'], calls: {cron, every: period}}),
  },
]

const files = library({
  imports: [''],
  types: {
    URI: {methods: {open: opened}},
    open: {made: opened},
    File: {methods: {open: opened, read: opened, write: opened, readlines: opened, foreach: opened}, made: opened},
  },
})
const wholePath = /["'](?:(?:[A-Za-z]:)?[\\/]+\w|https?:)/

/** The rules for a file, by the names of libraries in its code, and for files where a text of it is a whole path. */
export function librariesOf(code: string, text: string): readonly Library[] {
  const named = whenNamed.filter(({word}) => word.test(code)).map((one) => one.library)
  return [everywhere, ...named, ...(wholePath.test(text) ? [files] : [])]
}
