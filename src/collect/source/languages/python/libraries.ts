import {brokerAt} from '../brokers.ts'
import {machineNamed} from '../connections.ts'
import {
  atRunTime,
  databaseCall,
  type FactMaker,
  httpCall,
  type Library,
  library,
  mailUse,
  programRun,
  type TypeRule,
} from '../library.ts'
import type {KeyReaders} from '../read-value.ts'
import {
  literalOf,
  fetch,
  request,
  verbs,
  session,
  machineCall,
  connect,
  connectHost,
  oracle,
  dsnMade,
  sent,
  received,
  consumer,
  task,
  applied,
  server,
  sftp,
  localFile,
  smtp,
  run,
  cronFields,
  interval,
  jobAdded,
  fromCrontab,
  every,
  setting,
  configured,
  any,
  graphqlTransports,
  notify,
  sentTo,
  ftpMethods,
  osMethods,
  envRule,
  configOption,
  cloudTypes,
} from './makers.ts'
import type {Binding} from './skim.ts'

export const pythonKeys: KeyReaders = {
  methods: new Map(
    ['getenv', 'environ', 'environ.get', 'env', 'config', 'settings', 'config.get'].map((name) => [name, '']),
  ),
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
  readonly calls?: Readonly<Record<string, FactMaker>>
  readonly decorators?: Readonly<Record<string, FactMaker>>
}

const redis: TypeRule = any('redis', connectHost('redis', 2), {from_url: connect('redis')})
const kafkaMachines = brokerAt('kafka', 'bootstrap_servers')
const kafkaConsumer: FactMaker = (site) => [consumer(site) ?? [], kafkaMachines(site) ?? []].flat()

const rules: readonly PythonRules[] = [
  {imports: ['gql'], types: Object.fromEntries(graphqlTransports.map((name) => [name, {made: fetch('GRAPHQL')}]))},
  {imports: ['notifications_python_client'], types: {NotificationsAPIClient: {made: notify}}},
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
    types: {Redis: redis, StrictRedis: redis},
  },
  {imports: ['elasticsearch'], types: {Elasticsearch: any('elasticsearch')}},
  {imports: ['cassandra.cluster'], types: {Cluster: {methods: {connect: databaseCall('apache-cassandra')}}}},
  {
    imports: ['pika', 'aio_pika', 'kombu'],
    calls: {
      basic_publish: sent('rabbitmq', 'routing_key', 1),
      basic_consume: received('rabbitmq', 'queue', 0),
      basic_get: received('rabbitmq', 'queue', 0),
    },
    types: {
      ConnectionParameters: {made: brokerAt('amqp', 'host', 0)},
      URLParameters: {made: brokerAt('amqp', 'url', 0)},
      Queue: {
        made: (site) => ({
          is: 'queue',
          product: 'rabbitmq',
          queue: site.named('name') ?? site.argument(0) ?? atRunTime,
        }),
      },
    },
  },
  {
    imports: ['kafka', 'aiokafka', 'confluent_kafka'],
    types: {
      KafkaProducer: {made: kafkaMachines, methods: {send: sent('apache-kafka', 'topic', 0)}},
      AIOKafkaProducer: {
        made: kafkaMachines,
        methods: {send: sent('apache-kafka', 0), send_and_wait: sent('apache-kafka', 0)},
      },
      Producer: {methods: {produce: sent('apache-kafka', 'topic', 0)}},
      KafkaConsumer: {made: kafkaConsumer, methods: {subscribe: received('apache-kafka', 'topics', 0)}},
      AIOKafkaConsumer: {made: kafkaConsumer},
      Consumer: {methods: {subscribe: received('apache-kafka', 'topics', 0)}},
    },
  },
  {
    imports: ['stomp'],
    calls: {subscribe: received('stomp', 'destination', 0)},
    types: {Connection: {methods: {send: sent('stomp', 'destination', 0)}}},
  },
  {
    imports: ['pymqi'],
    types: {Queue: {made: (site) => ({is: 'queue', product: 'ibm-mq', queue: site.argument(1) ?? atRunTime})}},
  },
  {imports: ['celery'], types: {crontab: {made: cronFields}}},
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
    calls: {add_job: jobAdded},
    decorators: {scheduled_job: jobAdded},
    types: {CronTrigger: {made: cronFields, methods: {from_crontab: fromCrontab}}, IntervalTrigger: {made: interval}},
  },
  {imports: ['schedule'], functions: {every}},
  {imports: ['crontab'], calls: {setall: fromCrontab}},
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
    calls: osMethods(),
  },
  {imports: ['asyncio'], functions: {create_subprocess_exec: programRun(), create_subprocess_shell: programRun()}},
  {
    imports: ['decouple', 'environ', 'environs', 'starlette.config'],
    types: {config: {made: setting}, env: envRule(), Env: envRule()},
  },
  {imports: ['configparser', 'ConfigParser'], calls: {getint: configOption, getboolean: configOption}},
  {imports: ['flask'], types: {config: {made: configured, methods: {get: configured}}}},
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

const files = library({imports: [''], types: {open: {made: localFile}}})
/** Tasks are called where nothing of Celery is imported; the queue that is named tells them from others of the name. */
const tasks = library({
  imports: [''],
  annotations: {task, shared_task: task},
  calls: {apply_async: applied, send_task: applied, retry: applied},
})
const wholePath = /["'](?:[A-Za-z]:)?[\\/]+\w/

/** The rules for what a file imports, by the names that it has there, and for files where a text is a whole path. */
export function librariesOf(bindings: readonly Binding[], text: string): readonly Library[] {
  const known = rules.flatMap((own) => {
    const taken = bindings.filter(({specifier}) =>
      own.imports.some(
        (name) => specifier === name || specifier.startsWith(`${name}.`) || name.startsWith(`${specifier}.`),
      ),
    )
    return taken.length > 0 ? [inFile(own, taken)] : []
  })
  return [
    ...(wholePath.test(text) ? [files] : []),
    ...(/\bqueue\s*=/.test(text) ? [tasks] : []),
    ...known,
    ...bindings.flatMap(googleClient),
  ]
}

function inFile(own: PythonRules, taken: readonly Binding[]): Library {
  const {functions = {}, calls = {}, decorators = {}} = own
  const types: Record<string, TypeRule> = {...own.types}
  for (const {specifier, local} of taken) {
    const name = specifier.replace(/^.*\./s, '')
    if (Object.hasOwn(functions, name)) types[local] = {made: functions[name] ?? (() => undefined)}
    else if (own.types && Object.hasOwn(own.types, name)) types[local] = own.types[name] ?? {}
    else if (Object.keys(functions).length > 0)
      types[local] = {...types[local], methods: {...types[local]?.methods, ...functions}}
  }
  return library({imports: own.imports, types, annotations: decorators, calls})
}

/** `from google.cloud import storage` and then `storage.Client()`. */
function googleClient({specifier, local}: Binding): readonly Library[] {
  const [, module, client] = /^google\.cloud\.(\w+)(?:\.(\w*Client))?$/.exec(specifier) ?? []
  const service = module?.replace(/_v\d+(?:p\d+)?(?:(?:alpha|beta)\d+)?$/, '')
  if (!service) return []
  const called: FactMaker = ({name}) =>
    /^[A-Z]/.test(name) ? undefined : {is: 'cloud', service: `google-${service}`, operation: name}
  const rule: TypeRule = {methods: {'*': called}, ...(client !== undefined && {isMadeByItsName: true})}
  return [library({imports: [specifier], types: {[local]: rule}})]
}
