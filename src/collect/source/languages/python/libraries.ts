import {connects, machineNamed} from '../connections.ts'
import type {Value} from '../fact.ts'
import {
  databaseCall,
  type FactMaker,
  type FactSaid,
  httpCall,
  type Library,
  library,
  mailUse,
  programRun,
  queueCall,
  settingRead,
  type Site,
  type TypeRule,
} from '../library.ts'
import type {KeyReaders} from '../read-value.ts'
import type {Binding} from './skim.ts'

export const pythonKeys: KeyReaders = {
  methods: new Set(['getenv', 'environ', 'environ.get', 'env', 'config', 'settings', 'config.get']),
  annotations: new Set(),
}

/** What a package's names stand for, however an import brings them in. */
interface PythonRules {
  /** Dotted names, each for itself and all that is below it. */
  readonly imports: readonly string[]
  /** Functions of the module: `requests.get`. */
  readonly functions?: Readonly<Record<string, FactMaker>>
  readonly types?: Readonly<Record<string, TypeRule>>
  /** Methods of whatever they are called on, where their name tells enough. */
  readonly methods?: Readonly<Record<string, FactMaker>>
  readonly decorators?: Readonly<Record<string, FactMaker>>
}

const literalOf = (value: Value | undefined): string | undefined =>
  value && 'literal' in value ? value.literal : undefined
const runTime: Value = {unresolved: 'decided at run time'}

const fetch =
  (operation?: string, at = 0): FactMaker =>
  (site) => {
    const url = site.named('url') ?? site.argument(at)
    return {is: 'http', ...(operation && {operation}), ...(url && {url})}
  }
const request: FactMaker = (site) => {
  const method = literalOf(site.named('method') ?? site.argument(0))?.toUpperCase()
  return fetch(method && /^[A-Z]+$/.test(method) ? method : undefined, 1)(site)
}
const verbs = {
  get: fetch('GET'),
  post: fetch('POST'),
  put: fetch('PUT'),
  patch: fetch('PATCH'),
  delete: fetch('DELETE'),
  head: fetch('HEAD'),
  request,
}
const session: TypeRule = {
  made: (site) => {
    const url = site.named('base_url')
    return url && {is: 'http', url}
  },
  methods: {...verbs, ws_connect: fetch()},
}
/** An address below that of the machine itself. */
const machineCall: FactMaker = (site) => {
  const host = literalOf(site.named('host') ?? site.argument(0))
  return [{is: 'http'}, ...machineNamed(host, site.name === 'HTTPSConnection' ? 'https' : 'http')]
}

const connect =
  (product: string | undefined): FactMaker =>
  (site) => {
    const database = site.named('database', 'dbname', 'db', 'service_name')
    const text = site.named('dsn', 'conninfo', 'url') ?? (site.named('host', 'server') ? undefined : site.argument(0))
    return connects({product, operation: site.name, text, host: site.named('host', 'server'), database})
  }
/** Drivers whose first argument is the machine. */
const connectHost =
  (product: string, database: number): FactMaker =>
  (site) =>
    connects({
      product,
      operation: site.name,
      host: site.named('host', 'server') ?? site.argument(0),
      database: site.named('database', 'db') ?? site.argument(database),
    })
/** The third argument of Oracle's drivers, or the end of the first behind `@`. */
const oracle: FactMaker = (site) => {
  const whole = literalOf(site.argument(0))?.replace(/^.*@/s, '')
  const text = site.named('dsn') ?? site.argument(2) ?? (whole === undefined ? undefined : {literal: whole})
  return connects({product: 'oracle-database', operation: site.name, text, host: site.named('host')})
}
const dsnMade: FactMaker = (site) =>
  machineNamed(literalOf(site.argument(0)), 'oracle-database', literalOf(site.argument(2)))

const sent =
  (product: string, ...names: readonly (number | string)[]): FactMaker =>
  (site) => {
    const [queue] = site.each(...names)
    return {is: 'queue', product, does: 'sends', operation: site.name, ...(queue && {queue})}
  }
const received =
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
const consumer: FactMaker = (site) => {
  const topics = [0, 1, 2, 3].flatMap((at) => site.argument(at) ?? [])
  return topics.map((queue) => ({is: 'queue', product: 'apache-kafka', does: 'receives', queue}))
}
/** A task of a worker; the queue is named where it is not the worker's own. */
const task: FactMaker = (site) => {
  const queue = site.named('queue')
  return queue && {is: 'queue', product: 'celery', does: 'receives', queue}
}
const applied: FactMaker = (site) => {
  const queue = site.named('queue')
  return queue && {is: 'queue', product: 'celery', does: 'sends', operation: site.name, queue}
}

const server =
  (protocol: 'ftp' | 'sftp'): FactMaker =>
  (site) => {
    const host = site.named('host', 'hostname') ?? site.each(0)[0]
    return host && {is: 'file', protocol, server: host}
  }
const moved =
  (protocol: 'ftp' | 'sftp', does: 'reads' | 'writes', at: number): FactMaker =>
  (site) => {
    const path = site.argument(at)
    return {is: 'file', protocol, does, ...(path && {path})}
  }
/** `ftp.storbinary('STOR orders.csv', file)` */
const ftpCommand =
  (does: 'reads' | 'writes'): FactMaker =>
  (site) => {
    const path = literalOf(site.argument(0))?.replace(/^\w+\s+/, '')
    return {is: 'file', protocol: 'ftp', does, ...(path && {path: {literal: path}})}
  }
const sftp = {put: moved('sftp', 'writes', 1), get: moved('sftp', 'reads', 0)}
const localFile: FactMaker = (site) => {
  const path = site.argument(0)
  if (!/^(?:[A-Za-z]:)?[\\/]+(?!dev\b|proc\b)\w/.test(literalOf(path) ?? '')) return undefined
  const mode = literalOf(site.named('mode') ?? site.argument(1)) ?? 'r'
  return path && {is: 'file', protocol: 'local', path, does: /[wax]/.test(mode) ? 'writes' : 'reads'}
}

const smtp: FactMaker = (site) => {
  const host = site.named('host') ?? site.argument(0)
  return [{is: 'mail', ...(host && {server: host})}, ...machineNamed(literalOf(host), 'smtp')]
}

const run: FactMaker = (site) => {
  const program = site.each('args', 'cmd', 0)[0]
  return {is: 'process', program: program ?? runTime}
}

/** Fields that are left out run at each of theirs in cron, and at none but the first above the one that is named. */
const cronFields: FactMaker = (site) => {
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
const interval: FactMaker = (site) => {
  const unit = ['weeks', 'days', 'hours', 'minutes', 'seconds'].find((name) => site.named(name))
  const count = unit && literalOf(site.named(unit))
  return {is: 'job', schedule: count ? {literal: `every ${count} ${unit}`} : runTime}
}
const jobAdded: FactMaker = (site) => {
  const trigger = literalOf(site.named('trigger')) ?? [0, 1].map((at) => literalOf(site.argument(at))).find(Boolean)
  if (trigger === 'cron') return cronFields(site)
  return trigger === 'interval' ? interval(site) : undefined
}
const fromCrontab: FactMaker = (site) => ({is: 'job', schedule: site.argument(0) ?? runTime})
/** `schedule.every(5).minutes.do(work)`, `schedule.every().day.at('10:30').do(work)` */
const every: FactMaker = (site) => {
  const count = literalOf(site.argument(0))
  return {is: 'job', schedule: {literal: count ? `every ${count}` : 'every'}}
}

const setting = settingRead('environment')
/** `app.config['NAME']`; in small letters it may be any dictionary of that name. */
const configured: FactMaker = (site) =>
  /^[A-Z][A-Z0-9_]+$/.test(literalOf(site.argument(0)) ?? '') ? settingRead('configuration')(site) : undefined
const any = (product: string, made?: FactMaker): TypeRule => ({
  ...(made && {made}),
  methods: {'*': databaseCall(product)},
})

const rules: readonly PythonRules[] = [
  {
    imports: ['requests', 'httpx', 'requests_oauthlib'],
    functions: verbs,
    types: {Session: session, Client: session, AsyncClient: session, OAuth2Session: session},
  },
  {imports: ['aiohttp'], functions: {request}, types: {ClientSession: session}},
  {
    imports: ['urllib', 'urllib2', 'urllib3', 'six.moves.urllib'],
    functions: {urlopen: fetch(), urlretrieve: fetch()},
    types: {Request: {made: fetch()}, PoolManager: {methods: {request}}},
  },
  {
    imports: ['http.client', 'httplib'],
    types: {HTTPConnection: {made: machineCall}, HTTPSConnection: {made: machineCall}},
  },
  {imports: ['httplib2'], types: {Http: {methods: {request: fetch()}}}},
  {imports: ['zeep', 'suds'], types: {Client: {made: (site) => httpCall('SOAP')(site)}}},
  {
    imports: ['psycopg2', 'psycopg', 'asyncpg', 'pg8000'],
    functions: {connect: connect('postgresql'), create_pool: connect('postgresql')},
  },
  {
    imports: ['pymysql', 'MySQLdb', 'aiomysql'],
    functions: {connect: connectHost('mysql', 3), create_pool: connectHost('mysql', 3)},
  },
  {imports: ['mysql.connector'], functions: {connect: connectHost('mysql', 3)}},
  {
    imports: ['cx_Oracle', 'oracledb'],
    functions: {connect: oracle, create_pool: oracle, makedsn: dsnMade},
    types: {Connection: {made: oracle}, SessionPool: {made: oracle}},
  },
  {imports: ['pyodbc', 'turbodbc'], functions: {connect: connect(undefined)}},
  {imports: ['pymssql'], functions: {connect: connectHost('mssqlserver', 3)}},
  {imports: ['ibm_db', 'ibm_db_dbi'], functions: {connect: connect('ibm-db2'), pconnect: connect('ibm-db2')}},
  {
    imports: ['sqlite3', 'aiosqlite'],
    functions: {connect: () => ({is: 'database', product: 'sqlite', operation: 'connect'})},
  },
  {
    imports: ['sqlalchemy', 'sqlmodel', 'flask_sqlalchemy'],
    functions: {
      create_engine: connect(undefined),
      create_async_engine: connect(undefined),
      engine_from_config: databaseCall('sql'),
    },
  },
  {
    imports: ['pymongo', 'motor'],
    types: {MongoClient: {made: connect('mongodb')}, AsyncIOMotorClient: {made: connect('mongodb')}},
  },
  {
    imports: ['redis', 'aioredis'],
    functions: {from_url: connect('redis')},
    types: {Redis: any('redis', connectHost('redis', 2)), StrictRedis: any('redis', connectHost('redis', 2))},
  },
  {imports: ['elasticsearch'], types: {Elasticsearch: any('elasticsearch')}},
  {imports: ['cassandra.cluster'], types: {Cluster: {methods: {connect: databaseCall('apache-cassandra')}}}},
  {
    imports: ['pika', 'aio_pika', 'kombu'],
    methods: {
      basic_publish: sent('rabbitmq', 'routing_key', 1),
      basic_consume: received('rabbitmq', 'queue', 0),
      basic_get: received('rabbitmq', 'queue', 0),
    },
    types: {
      Queue: {
        made: (site) => ({is: 'queue', product: 'rabbitmq', queue: site.named('name') ?? site.argument(0) ?? runTime}),
      },
    },
  },
  {
    imports: ['kafka', 'aiokafka', 'confluent_kafka'],
    types: {
      KafkaProducer: {methods: {send: sent('apache-kafka', 'topic', 0)}},
      AIOKafkaProducer: {methods: {send: sent('apache-kafka', 0), send_and_wait: sent('apache-kafka', 0)}},
      Producer: {methods: {produce: sent('apache-kafka', 'topic', 0)}},
      KafkaConsumer: {made: consumer, methods: {subscribe: received('apache-kafka', 'topics', 0)}},
      AIOKafkaConsumer: {made: consumer},
      Consumer: {methods: {subscribe: received('apache-kafka', 'topics', 0)}},
    },
  },
  {
    imports: ['stomp'],
    methods: {subscribe: received('stomp', 'destination', 0)},
    types: {Connection: {methods: {send: sent('stomp', 'destination', 0)}}},
  },
  {
    imports: ['pymqi'],
    types: {Queue: {made: (site) => ({is: 'queue', product: 'ibm-mq', queue: site.argument(1) ?? runTime})}},
  },
  {
    imports: ['celery'],
    decorators: {task, shared_task: task},
    methods: {apply_async: applied, send_task: applied},
    types: {crontab: {made: cronFields}},
  },
  {imports: ['rq'], types: {Queue: {made: (site) => sentTo('redis')(site)}}},
  {imports: ['smtplib'], types: {SMTP: {made: smtp}, SMTP_SSL: {made: smtp}}},
  {
    imports: ['imaplib', 'poplib'],
    types: {IMAP4: {made: smtp}, IMAP4_SSL: {made: smtp}, POP3: {made: smtp}, POP3_SSL: {made: smtp}},
  },
  {
    imports: ['django.core.mail', 'flask_mail'],
    functions: {send_mail: mailUse, send_mass_mail: mailUse, mail_admins: mailUse},
    types: {
      EmailMessage: {methods: {send: mailUse}},
      EmailMultiAlternatives: {methods: {send: mailUse}},
      Mail: {methods: {send: mailUse}},
    },
  },
  {
    imports: ['ftplib'],
    types: {
      FTP: {made: server('ftp'), methods: ftpMethods()},
      FTP_TLS: {made: server('ftp'), methods: ftpMethods()},
    },
  },
  {
    imports: ['paramiko'],
    types: {
      Transport: {made: server('sftp')},
      SSHClient: {methods: {connect: server('sftp')}},
      SFTPClient: {methods: sftp},
    },
  },
  {imports: ['pysftp'], types: {Connection: {made: server('sftp'), methods: sftp}}},
  {imports: ['ldap', 'ldap3'], types: {Server: {made: (site) => machineNamed(literalOf(site.argument(0)), 'ldap')}}},
  {
    imports: ['apscheduler'],
    methods: {add_job: jobAdded},
    decorators: {scheduled_job: jobAdded},
    types: {CronTrigger: {made: cronFields, methods: {from_crontab: fromCrontab}}, IntervalTrigger: {made: interval}},
  },
  {imports: ['schedule'], functions: {every}},
  {imports: ['crontab'], methods: {setall: fromCrontab}},
  {
    imports: ['subprocess'],
    functions: {
      run,
      call: run,
      check_call: run,
      check_output: run,
      getoutput: programRun(),
      getstatusoutput: programRun(),
    },
    types: {Popen: {made: run}},
  },
  {imports: ['commands'], functions: {getoutput: programRun(), getstatusoutput: programRun()}},
  {
    imports: ['os'],
    functions: {system: programRun(), popen: programRun(), getenv: setting},
    types: {environ: {made: setting, methods: {get: setting, setdefault: setting}}},
    methods: osMethods(),
  },
  {imports: ['asyncio'], functions: {create_subprocess_exec: programRun(), create_subprocess_shell: programRun()}},
  {
    imports: ['decouple', 'environ', 'environs', 'starlette.config'],
    types: {config: {made: setting}, env: envRule(), Env: envRule()},
  },
  {imports: ['configparser', 'ConfigParser'], methods: {getint: configOption, getboolean: configOption}},
  {imports: ['flask'], types: {config: {made: configured}}},
  {
    imports: ['google.cloud.storage', 'google.cloud'],
    types: cloudTypes('google-storage', ['StorageClient']),
  },
  {
    imports: ['azure.storage.blob'],
    types: cloudTypes('azure-storage-blob', ['BlobServiceClient', 'BlobClient', 'ContainerClient']),
  },
  {
    imports: ['azure.servicebus'],
    types: {
      ServiceBusClient: {
        methods: {
          get_queue_sender: sent('azure-service-bus', 'queue_name', 0),
          get_topic_sender: sent('azure-service-bus', 'topic_name', 0),
          get_queue_receiver: received('azure-service-bus', 'queue_name', 0),
        },
      },
    },
  },
  {imports: ['azure.keyvault'], types: cloudTypes('azure-keyvault', ['SecretClient'])},
  {imports: ['azure.cosmos'], types: cloudTypes('azure-cosmos', ['CosmosClient'])},
]

function sentTo(product: string): FactMaker {
  return (site) => queueCall(product, 'sends', 0)(site)
}

function ftpMethods(): Readonly<Record<string, FactMaker>> {
  return {
    connect: server('ftp'),
    storbinary: ftpCommand('writes'),
    storlines: ftpCommand('writes'),
    retrbinary: ftpCommand('reads'),
    retrlines: ftpCommand('reads'),
  }
}

function osMethods(): Readonly<Record<string, FactMaker>> {
  return {execv: programRun(), execvp: programRun(), spawnl: programRun(1), spawnv: programRun(1)}
}

function envRule(): TypeRule {
  return {
    made: setting,
    methods: Object.fromEntries('str bool int list url db db_url json float'.split(' ').map((name) => [name, setting])),
  }
}

function configOption(site: Site): FactSaid | undefined {
  const [section, key] = [literalOf(site.argument(0)), literalOf(site.argument(1))]
  return section && key ? {is: 'setting', from: 'configuration', key: `${section}.${key}`} : undefined
}

function cloudTypes(service: string, names: readonly string[]): Readonly<Record<string, TypeRule>> {
  const called: FactMaker = ({name}) => ({is: 'cloud', service, operation: name})
  return Object.fromEntries(names.map((name) => [name, {isMadeByItsName: true, methods: {'*': called}}]))
}

/** What needs no import. */
const builtIn = library({imports: [''], types: {open: {made: localFile}}})

/** The rules for what a file imports, by the names that it has there. */
export function librariesOf(bindings: readonly Binding[]): readonly Library[] {
  const known = rules.flatMap((own) => {
    const taken = bindings.filter(({specifier}) =>
      own.imports.some(
        (name) => specifier === name || specifier.startsWith(`${name}.`) || name.startsWith(`${specifier}.`),
      ),
    )
    return taken.length > 0 ? [inFile(own, taken)] : []
  })
  return [builtIn, ...known, ...bindings.flatMap(googleClient)]
}

function inFile(own: PythonRules, taken: readonly Binding[]): Library {
  const {functions = {}, methods = {}, decorators = {}} = own
  const types: Record<string, TypeRule> = {...own.types}
  for (const [name, maker] of Object.entries(methods)) types[name] = {methods: {[name]: maker}}
  for (const {specifier, local} of taken) {
    const name = specifier.replace(/^.*\./s, '')
    if (Object.hasOwn(functions, name)) types[local] = {made: functions[name] ?? (() => undefined)}
    else if (own.types && Object.hasOwn(own.types, name)) types[local] = own.types[name] ?? {}
    else if (Object.keys(functions).length > 0)
      types[local] = {...types[local], methods: {...types[local]?.methods, ...functions}}
  }
  return library({imports: own.imports, types, annotations: decorators})
}

/** `from google.cloud import storage` and then `storage.Client()`. */
function googleClient({specifier, local}: Binding): readonly Library[] {
  const service = /^google\.cloud\.(\w+)$/.exec(specifier)?.[1]
  if (!service) return []
  const called: FactMaker = ({name}) =>
    /^[A-Z]/.test(name) ? undefined : {is: 'cloud', service: `google-${service}`, operation: name}
  return [library({imports: [specifier], types: {[local]: {methods: {'*': called}}}})]
}
