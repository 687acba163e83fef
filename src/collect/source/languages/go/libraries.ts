import {connectionAddress, serverAddress, withoutSecrets} from '../connection-text.ts'
import {brokerAt, brokersSaid} from '../brokers.ts'
import type {Value} from '../fact.ts'
import {goAddress} from './connection-address.ts'
import {
  atRunTime,
  databaseCall,
  type FactMaker,
  type FactSaid,
  fileServer,
  fileUse,
  httpCall,
  type Library,
  library,
  type LibraryRules,
  mailUse,
  programRun,
  queueCall,
  settingRead,
  type Site,
  type TypeRule,
} from '../library.ts'
import {cloudClient, cloudService} from './cloud-clients.ts'
import {comboRoutes, handled, muxRoute, route, routeByMethods, routeByWords, routes} from './routes.ts'
import type {ImportSeen} from '../../resolve-imports.ts'
import type {KeyReaders} from '../read-value.ts'

export const goKeys: KeyReaders = {
  methods: new Map([
    ['Getenv', ''],
    ['GetString', ''],
    ['Get', ''],
  ]),
  annotations: new Set(),
}

/** What a package does: its functions and types, and methods that say something whatever they are called on. */
interface GoPackage {
  /** How its import paths begin. */
  readonly paths: readonly string[]
  /** By the name of a function, and of a method of what its functions make. */
  readonly functions?: Readonly<Record<string, FactMaker>>
  readonly types?: Readonly<Record<string, TypeRule>>
  readonly methods?: Readonly<Record<string, FactMaker>>
  readonly isDatabase?: boolean
}

const request =
  (at: number): FactMaker =>
  (site) => {
    const method = site.argument(at)
    return httpCall(method && 'literal' in method ? method.literal : undefined, at + 1)(site)
  }

const drivers: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  pgx: 'postgresql',
  mysql: 'mysql',
  sqlserver: 'mssqlserver',
  mssql: 'mssqlserver',
  azuresql: 'mssqlserver',
  sqlite3: 'sqlite',
  sqlite: 'sqlite',
  godror: 'oracle-database',
  oracle: 'oracle-database',
  oci8: 'oracle-database',
  go_ibm_db: 'ibm-db2',
}

const opened: FactMaker = (site) => openedBy(site.argument(0), site.argument(1))

function openedBy(driver: Value | undefined, connection: Value | undefined): ReturnType<FactMaker> {
  return connected(driver && 'literal' in driver ? (drivers[driver.literal] ?? 'sql') : 'sql', connection)
}

function connected(product: string, connection: Value | undefined): ReturnType<FactMaker> {
  if (!connection) return {is: 'database', product}
  const address = goAddress(connection, product) ?? connectionAddress(connection, product)
  return [{is: 'database', product, connection: withoutSecrets(connection)}, ...(address ? [address] : [])]
}

const connects =
  (product: string, at: number): FactMaker =>
  (site) =>
    connected(product, site.argument(at))

const sqlMethods: Readonly<Record<string, FactMaker>> = Object.fromEntries(
  [
    'Query',
    'QueryRow',
    'QueryContext',
    'QueryRowContext',
    'Exec',
    'ExecContext',
    'Prepare',
    'PrepareContext',
    'Get',
    'Select',
    'NamedExec',
    'MustExec',
    'Raw',
  ].map((name) => [name, databaseCall('sql')]),
)

const topic = (product: string, does: 'sends' | 'receives', ...names: readonly string[]): TypeRule => ({
  made: (site) => {
    const queue = site.named(...names)
    return [...(queue ? [{is: 'queue', product, does, queue} as const] : []), ...brokers(site, 'Brokers', 'Addr')]
  },
})

/** The machines of a cluster, each by its name and port. */
function brokers(site: Site, ...which: readonly (number | string)[]): readonly FactSaid[] {
  return brokersSaid('kafka', site.each(...which))
}

const mailBy =
  (at: number): FactMaker =>
  (site) => {
    const server = site.argument(at) ?? atRunTime
    const address = 'literal' in server ? serverAddress(server.literal, 'smtp') : undefined
    return [{is: 'mail', server}, ...(address ? [address] : [])]
  }

const rest: Readonly<Record<string, FactMaker>> = {
  Get: httpCall('GET'),
  Post: httpCall('POST'),
  PostForm: httpCall('POST'),
  Head: httpCall('HEAD'),
}

const cron: FactMaker = (site) => ({is: 'job', schedule: site.argument(0) ?? atRunTime})
const redisMade: TypeRule = {
  made: (site) => {
    const place = site.named('Addr')
    if (!place) return undefined
    const address = 'literal' in place ? serverAddress(place.literal, 'redis') : undefined
    return [{is: 'database', product: 'redis', connection: place}, ...(address ? [address] : [])]
  },
}

/** What the kernel shows as files is no exchange. */
const localFile =
  (does: 'reads' | 'writes'): FactMaker =>
  (site) => {
    const path = site.argument(0)
    return path && 'literal' in path && /^\/(?:proc|sys|dev)\//.test(path.literal)
      ? undefined
      : fileUse('local', does)(site)
  }

const packages: readonly GoPackage[] = [
  {
    paths: ['net/http'],
    functions: {
      ...rest,
      NewRequest: request(0),
      NewRequestWithContext: request(1),
      Handle: handled,
      HandleFunc: handled,
    },
    types: {Client: {methods: rest}, ServeMux: {methods: {Handle: handled, HandleFunc: handled}}},
  },
  {
    paths: ['github.com/gin-gonic/gin', 'github.com/labstack/echo'],
    methods: {
      ...routes('upper'),
      Any: route('ANY'),
      Add: routeByMethods,
      Match: routeByMethods,
      Handle: routeByMethods,
    },
  },
  {
    paths: ['github.com/gofiber/fiber', 'github.com/go-chi/chi'],
    methods: {
      ...routes('title'),
      HandleFunc: handled,
      Handle: handled,
      Method: routeByMethods,
      MethodFunc: routeByMethods,
      Add: routeByMethods,
      All: route('ANY'),
    },
  },
  {
    paths: ['github.com/gorilla/mux'],
    methods: {HandleFunc: muxRoute, Handle: muxRoute, HandlerFunc: muxRoute, Handler: muxRoute},
  },
  {
    paths: ['gopkg.in/macaron.v1', 'github.com/go-macaron/macaron', 'github.com/flamego/flamego'],
    methods: {...comboRoutes, Any: route('ANY'), Route: routeByWords, Routes: routeByWords},
  },
  {
    paths: ['github.com/julienschmidt/httprouter'],
    methods: {...routes('upper'), Handle: routeByMethods, Handler: routeByMethods, HandlerFunc: routeByMethods},
  },
  {
    paths: ['github.com/go-resty/resty'],
    methods: {Get: httpCall('GET'), Post: httpCall('POST'), Put: httpCall('PUT'), Delete: httpCall('DELETE')},
  },
  {
    paths: ['database/sql', 'github.com/jmoiron/sqlx'],
    isDatabase: true,
    functions: {
      Open: opened,
      Connect: opened,
      MustConnect: opened,
      ConnectContext: (site) => openedBy(site.argument(1), site.argument(2)),
      ...sqlMethods,
    },
    types: {DB: {methods: sqlMethods}, Tx: {methods: sqlMethods}, Conn: {methods: sqlMethods}},
  },
  {
    paths: ['github.com/jackc/pgx'],
    isDatabase: true,
    functions: {
      Connect: connects('postgresql', 1),
      New: connects('postgresql', 1),
      ParseConfig: connects('postgresql', 0),
    },
    types: {Conn: {methods: sqlMethods}, Pool: {methods: sqlMethods}},
  },
  {
    paths: ['gorm.io/gorm', 'github.com/jinzhu/gorm'],
    isDatabase: true,
    types: {DB: {methods: sqlMethods}},
    functions: {
      Open: (site) => (site.argumentCount > 1 && 'literal' in (site.argument(0) ?? {}) ? opened(site) : undefined),
    },
  },
  {paths: ['gorm.io/driver/postgres'], functions: {Open: connects('postgresql', 0)}},
  {paths: ['gorm.io/driver/mysql'], functions: {Open: connects('mysql', 0)}},
  {paths: ['gorm.io/driver/sqlserver'], functions: {Open: connects('mssqlserver', 0)}},
  {paths: ['gorm.io/driver/sqlite'], functions: {Open: connects('sqlite', 0)}},
  {
    paths: ['go.mongodb.org/mongo-driver'],
    functions: {Connect: () => ({is: 'database', product: 'mongodb'})},
    methods: {ApplyURI: connects('mongodb', 0)},
  },
  {
    paths: ['github.com/redis/go-redis', 'github.com/go-redis/redis'],
    types: {Options: redisMade, ClusterOptions: {}},
    functions: {ParseURL: connects('redis', 0)},
  },
  {paths: ['github.com/gomodule/redigo'], functions: {Dial: connects('redis', 1), DialURL: connects('redis', 0)}},
  {
    paths: ['github.com/elastic/go-elasticsearch'],
    functions: {NewClient: () => ({is: 'database', product: 'elasticsearch'})},
  },
  {
    paths: ['github.com/segmentio/kafka-go'],
    types: {
      Writer: topic('apache-kafka', 'sends', 'Topic'),
      WriterConfig: topic('apache-kafka', 'sends', 'Topic'),
      ReaderConfig: topic('apache-kafka', 'receives', 'Topic'),
    },
  },
  {
    paths: ['github.com/IBM/sarama', 'github.com/Shopify/sarama'],
    types: {ProducerMessage: topic('apache-kafka', 'sends', 'Topic')},
    functions: Object.fromEntries(
      ['NewClient', 'NewConsumer', 'NewConsumerGroup', 'NewSyncProducer', 'NewAsyncProducer', 'NewClusterAdmin'].map(
        (name) => [name, (site: Site) => brokers(site, 0)],
      ),
    ),
    methods: {ConsumePartition: queueCall('apache-kafka', 'receives', 0)},
  },
  {
    paths: ['github.com/confluentinc/confluent-kafka-go'],
    methods: {
      Subscribe: queueCall('apache-kafka', 'receives', 0),
      SubscribeTopics: (site) =>
        site.each(0).map((queue) => ({is: 'queue', product: 'apache-kafka', does: 'receives', queue})),
    },
  },
  {
    paths: ['github.com/rabbitmq/amqp091-go', 'github.com/streadway/amqp'],
    functions: {Dial: brokerAt('amqp', 0), DialTLS: brokerAt('amqp', 0), DialConfig: brokerAt('amqp', 0)},
    methods: {
      QueueDeclare: (site) => ({is: 'queue', product: 'rabbitmq', queue: site.argument(0) ?? atRunTime}),
      Publish: queueCall('rabbitmq', 'sends', 1),
      PublishWithContext: queueCall('rabbitmq', 'sends', 2),
      Consume: queueCall('rabbitmq', 'receives', 0),
    },
  },
  {
    paths: ['github.com/nats-io/nats.go'],
    functions: {Connect: brokerAt('nats', 0)},
    methods: {
      Publish: queueCall('nats', 'sends', 0),
      Subscribe: queueCall('nats', 'receives', 0),
      QueueSubscribe: queueCall('nats', 'receives', 0),
    },
  },
  {paths: ['net/smtp'], functions: {SendMail: mailBy(0), Dial: mailBy(0)}},
  {
    paths: ['gopkg.in/gomail', 'github.com/go-mail/mail'],
    functions: {NewDialer: mailBy(0)},
    methods: {DialAndSend: mailUse},
  },
  {
    paths: ['github.com/jlaffaye/ftp'],
    functions: {Dial: fileServer('ftp')},
    methods: {Stor: fileUse('ftp', 'writes'), Retr: fileUse('ftp', 'reads')},
  },
  {
    paths: ['github.com/pkg/sftp'],
    functions: {NewClient: () => ({is: 'file', protocol: 'sftp'})},
    methods: {Create: fileUse('sftp', 'writes'), Open: fileUse('sftp', 'reads')},
  },
  {
    paths: ['os', 'io/ioutil'],
    functions: {
      Getenv: settingRead('environment'),
      LookupEnv: settingRead('environment'),
      ReadFile: localFile('reads'),
      Open: localFile('reads'),
      WriteFile: localFile('writes'),
      Create: localFile('writes'),
    },
  },
  {paths: ['os/exec'], functions: {Command: programRun(), CommandContext: programRun(1)}},
  {
    paths: ['github.com/spf13/viper'],
    functions: {
      GetString: settingRead('configuration'),
      GetInt: settingRead('configuration'),
      GetBool: settingRead('configuration'),
      GetDuration: settingRead('configuration'),
      BindEnv: settingRead('environment'),
    },
  },
  {paths: ['github.com/robfig/cron'], methods: {AddFunc: cron, AddJob: cron}},
]

/** The libraries of a file, by the names that its imports have there. */
export function goLibraries(imports: readonly ImportSeen[], names: ReadonlyMap<string, string>): readonly Library[] {
  return imports.flatMap(({specifier}) => {
    const name = names.get(specifier) ?? ''
    const known = packages.find(({paths}) =>
      paths.some((path) => specifier === path || (path.includes('.') && specifier.startsWith(path))),
    )
    if (known) return [library(rulesOf(known, name))]
    const service = cloudService(specifier)
    return service ? [library({imports: [''], types: cloudClient(name, service)})] : []
  })
}

function rulesOf({functions = {}, types = {}, methods, isDatabase}: GoPackage, name: string): LibraryRules {
  // The longer names first: a pattern takes the first that fits.
  const own = Object.entries(types).map(([type, rule]) => [`${name}.${type}`, rule] as const)
  return {
    imports: [''],
    types: Object.fromEntries(name ? [...own, [name, {methods: functions}]] : []),
    ...(methods && {calls: methods}),
    ...(isDatabase && {isDatabase}),
  }
}
