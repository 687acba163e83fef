import type {Value} from '../fact.ts'
import type {ImportSeen} from '../../resolve-imports.ts'
import {
  databaseCall,
  type FactMaker,
  httpCall,
  joinedPath,
  type Library,
  library,
  type LibraryRules,
  listener,
  mailUse,
  programRun,
  queueCall,
  settingRead,
  type Site,
  type TypeRule,
} from '../library.ts'
import type {KeyReaders} from '../read-value.ts'

export const javaKeys: KeyReaders = {
  methods: new Set(['getenv', 'getProperty', 'getRequiredProperty', 'getString', 'getValue']),
  annotations: new Set(['Value', 'ConfigProperty']),
}

/** Spring's mapping of a method; in a Feign client it is what is called, not what is served. */
const mapping =
  (verb: string): FactMaker =>
  (site) => {
    if (site.on === 'type') return undefined
    const own = site.each('value', 'path', 0)
    const base = site.around('RequestMapping')?.each('value', 'path', 0)[0]
    const client = site.around('FeignClient')
    const method = verb === 'ANY' ? verbOf(site) : verb
    if (client) {
      const url = client.named('url') ?? client.named('name', 'value') ?? client.argument(0)
      return {is: 'http', operation: method, ...(url && {url: client.named('url') ? url : asKey(url)})}
    }
    return (own.length > 0 ? own : [undefined]).map((path) => ({is: 'serves', method, path: joinedPath(base, path)}))
  }

/** Without an address, a client of Feign finds the service by its name, as a setting does. */
function asKey(value: Value): Value {
  return 'literal' in value ? {key: value.literal} : value
}

function verbOf(site: Site): string {
  const method = site.named('method')
  const named =
    method && 'constant' in method
      ? /\b(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)$/.exec(method.constant)?.[1]
      : undefined
  return named ?? 'ANY'
}

const resource =
  (method: string): FactMaker =>
  (site) => ({
    is: 'serves',
    method,
    path: joinedPath(site.around('Path')?.argument(0), site.beside('Path')?.argument(0)),
  })

const servlet: FactMaker = (site) =>
  site.each('urlPatterns', 'value', 0).map((path) => ({is: 'serves', method: 'ANY', path}))

const soap: FactMaker = (site) => {
  const name = site.named('serviceName', 'name')
  return site.on === 'type' ? {is: 'serves', method: 'SOAP', path: name ?? {literal: site.types[0] ?? ''}} : undefined
}

const connection: FactMaker = (site) => {
  const url = site.argument(0)
  return {is: 'database', product: productOf(url), ...(url && {connection: url})}
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
const named =
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

const mapped: FactMaker = (site) => {
  if (site.on !== 'type' || site.name !== 'Entity') return undefined
  const entity = site.types[0] ?? ''
  const table = site.beside('Table')
  const [name, schema] = [table?.named('name'), table?.named('schema')]
  const isWhole = name && schema && 'literal' in name && 'literal' in schema
  return {
    is: 'mapped',
    entity,
    table: isWhole ? {literal: `${schema.literal}.${name.literal}`} : (name ?? {literal: entity}),
  }
}

const schedule: FactMaker = (site) => {
  const cron = site.named('cron')
  if (cron) return {is: 'job', schedule: cron}
  const every = site.named('fixedRate', 'fixedDelay', 'fixedRateString', 'fixedDelayString')
  if (!every) return {is: 'job', schedule: {unresolved: 'decided at run time'}}
  return {is: 'job', schedule: 'literal' in every ? {literal: `every ${every.literal} ms`} : every}
}

const timer: FactMaker = (site) => {
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

const file =
  (protocol: 'ftp' | 'sftp' | 'smb' | 'local', does: 'reads' | 'writes' | undefined, path = 0): FactMaker =>
  (site) => {
    const at = site.argument(path)
    // Of this machine's files only those are of interest that the code names by a whole path, or a setting.
    if (protocol === 'local' && !(at && ('key' in at || ('literal' in at && /^(?:[A-Za-z]:)?[\\/]./.test(at.literal)))))
      return undefined
    return {is: 'file', protocol, ...(does && {does}), ...(at && {path: at})}
  }

const server =
  (protocol: 'ftp' | 'sftp', index: number): FactMaker =>
  (site) => {
    const at = site.argument(index)
    return at && {is: 'file', protocol, server: at}
  }

const ftp: TypeRule = {
  methods: {
    connect: server('ftp', 0),
    storeFile: file('ftp', 'writes'),
    appendFile: file('ftp', 'writes'),
    storeFileStream: file('ftp', 'writes'),
    retrieveFile: file('ftp', 'reads'),
    retrieveFileStream: file('ftp', 'reads'),
  },
}

const settings = (from: 'environment' | 'configuration'): FactMaker => settingRead(from)
const keyAnnotation =
  (...names: readonly string[]): FactMaker =>
  (site) => {
    const key = site.named(...names) ?? site.argument(0)
    if (key && 'key' in key) return {is: 'setting', from: 'configuration', key: key.key}
    return undefined
  }
const prefix =
  (end: string, ...names: readonly string[]): FactMaker =>
  (site) => {
    const key = site.named(...names) ?? site.argument(0)
    return key && 'literal' in key ? {is: 'setting', from: 'configuration', key: `${key.literal}${end}`} : undefined
  }

const rest: TypeRule = {
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

/** `client.get().uri("/x")`: the verb stands before the address. */
const uri: FactMaker = (site) => {
  const verb = site.before.find(({name}) => /^(?:get|post|put|delete|patch|head|options)$/.test(name))?.name
  const url = site.argument(0)
  return {is: 'http', ...(verb && {operation: verb.toUpperCase()}), ...(url && {url})}
}
const opened: FactMaker = (site) => {
  const url = site.before.find(({name}) => name === 'URL')?.argument(0)
  return {is: 'http', ...(url && {url})}
}
const madeRequest = (verb: string): TypeRule => ({made: httpCall(verb)})

const jms: TypeRule = {
  methods: {
    convertAndSend: (site) =>
      site.argumentCount > 1 ? queueCall('jms', 'sends', 0)(site) : queueCall('jms', 'sends')(site),
    send: (site) => (site.argumentCount > 1 ? queueCall('jms', 'sends', 0)(site) : queueCall('jms', 'sends')(site)),
    receive: queueCall('jms', 'receives', 0),
    receiveAndConvert: queueCall('jms', 'receives', 0),
    setDefaultDestinationName: (site) => ({
      is: 'queue',
      product: 'jms',
      queue: site.argument(0) ?? {unresolved: 'decided at run time'},
    }),
  },
}
const queueNamed: FactMaker = (site) => {
  const queue = site.argument(0)
  return {is: 'queue', product: 'jms', ...(queue && {queue})}
}
const rabbit: FactMaker = (site) => queueCall('rabbitmq', 'sends', site.argumentCount > 1 ? 0 : undefined)(site)
const database = (product = 'sql'): TypeRule => ({isMadeByItsName: true, methods: {'*': databaseCall(product)}})

const rules: readonly LibraryRules[] = [
  {
    imports: [''],
    types: {
      System: {methods: {getenv: settings('environment'), getProperty: settings('configuration')}},
      ProcessBuilder: {made: programRun()},
      Runtime: {methods: {exec: programRun()}},
    },
  },
  {
    imports: ['java.net.'],
    types: {
      URL: {methods: {openConnection: opened, openStream: opened}},
      HttpRequest: {methods: {uri, newBuilder: (site) => (site.argumentCount > 0 ? httpCall()(site) : undefined)}},
    },
  },
  {
    imports: ['java.io.', 'java.nio.file.'],
    types: {
      FileOutputStream: {made: file('local', 'writes')},
      FileWriter: {made: file('local', 'writes')},
      FileInputStream: {made: file('local', 'reads')},
      FileReader: {made: file('local', 'reads')},
    },
  },
  {
    imports: ['org.springframework.web.bind.annotation.', 'org.springframework.cloud.openfeign.'],
    annotations: {
      RequestMapping: mapping('ANY'),
      GetMapping: mapping('GET'),
      PostMapping: mapping('POST'),
      PutMapping: mapping('PUT'),
      DeleteMapping: mapping('DELETE'),
      PatchMapping: mapping('PATCH'),
    },
  },
  {
    imports: ['javax.ws.rs.', 'jakarta.ws.rs.'],
    annotations: {
      GET: resource('GET'),
      POST: resource('POST'),
      PUT: resource('PUT'),
      DELETE: resource('DELETE'),
      PATCH: resource('PATCH'),
      HEAD: resource('HEAD'),
      OPTIONS: resource('OPTIONS'),
    },
    types: {Client: {methods: {target: httpCall()}}, ClientBuilder: {methods: {target: httpCall()}}},
  },
  {imports: ['javax.servlet.', 'jakarta.servlet.'], annotations: {WebServlet: servlet}},
  {imports: ['javax.jws.', 'jakarta.jws.'], annotations: {WebService: soap}},
  {
    imports: [
      'org.springframework.web.client.',
      'org.springframework.web.reactive.',
      'org.springframework.boot.web.client.',
    ],
    types: {
      RestTemplate: rest,
      RestOperations: rest,
      RestClient: {
        methods: {uri, create: (site) => (site.argumentCount > 0 ? httpCall()(site) : undefined), baseUrl: httpCall()},
      },
      WebClient: {
        methods: {uri, create: (site) => (site.argumentCount > 0 ? httpCall()(site) : undefined), baseUrl: httpCall()},
      },
    },
  },
  {
    imports: ['org.apache.http.', 'org.apache.hc.', 'org.apache.commons.httpclient.'],
    types: {
      HttpGet: madeRequest('GET'),
      HttpPost: madeRequest('POST'),
      HttpPut: madeRequest('PUT'),
      HttpDelete: madeRequest('DELETE'),
      HttpPatch: madeRequest('PATCH'),
      GetMethod: madeRequest('GET'),
      PostMethod: madeRequest('POST'),
    },
  },
  {imports: ['okhttp3.'], types: {Request: {methods: {url: httpCall()}}}},
  {
    imports: [
      'java.sql.',
      'javax.sql.',
      'org.springframework.jdbc.',
      'org.apache.ibatis.',
      'org.jdbi.',
      'org.jooq.',
      'com.zaxxer.hikari.',
      'org.apache.commons.dbcp',
    ],
    isDatabase: true,
    types: {
      DriverManager: {methods: {getConnection: connection}},
      JdbcTemplate: database(),
      NamedParameterJdbcTemplate: database(),
      JdbcOperations: database(),
      JdbcClient: database(),
      SqlSession: database(),
      Jdbi: database(),
      HikariConfig: {methods: {setJdbcUrl: connection}},
      HikariDataSource: {methods: {setJdbcUrl: connection}},
      BasicDataSource: {methods: {setUrl: connection}},
      Statement: {
        methods: {executeQuery: databaseCall('sql'), executeUpdate: databaseCall('sql'), execute: databaseCall('sql')},
      },
      Connection: {methods: {prepareStatement: databaseCall('sql'), prepareCall: databaseCall('sql')}},
    },
  },
  {
    imports: [
      'javax.persistence.',
      'jakarta.persistence.',
      'org.hibernate.',
      'org.springframework.data.jpa.',
      'org.springframework.orm.',
    ],
    isDatabase: true,
    namesEntities: true,
    types: {EntityManager: database(), Session: {}, HibernateTemplate: database()},
    annotations: {Entity: mapped},
  },
  {
    imports: ['javax.naming.'],
    types: {InitialContext: {methods: {lookup: named(0)}}, Context: {methods: {lookup: named(0)}}},
  },
  {
    imports: ['javax.annotation.', 'jakarta.annotation.'],
    annotations: {Resource: named('lookup', 'mappedName', 'name')},
  },
  {
    imports: ['com.mongodb.', 'org.springframework.data.mongodb.'],
    types: {
      MongoClient: database('mongodb'),
      MongoClients: {methods: {create: databaseCall('mongodb', 0)}},
      MongoTemplate: database('mongodb'),
    },
  },
  {
    imports: ['redis.clients.', 'org.springframework.data.redis.', 'org.redisson.'],
    types: {
      Jedis: database('redis'),
      JedisPool: database('redis'),
      StringRedisTemplate: database('redis'),
      RedisTemplate: database('redis'),
    },
  },
  {
    imports: ['org.elasticsearch.', 'co.elastic.clients.'],
    types: {RestHighLevelClient: database('elasticsearch'), ElasticsearchClient: database('elasticsearch')},
  },
  {
    imports: ['javax.jms.', 'jakarta.jms.', 'org.springframework.jms.'],
    types: {
      JmsTemplate: jms,
      JmsOperations: jms,
      Session: {methods: {createQueue: queueNamed, createTopic: queueNamed}},
      JMSContext: {methods: {createQueue: queueNamed, createTopic: queueNamed}},
      QueueSession: {methods: {createQueue: queueNamed}},
    },
    annotations: {JmsListener: listener('jms', 'destination'), MessageDriven: listener('jms', 'mappedName')},
  },
  {
    imports: ['org.springframework.kafka.', 'org.apache.kafka.'],
    types: {
      KafkaTemplate: {
        methods: {send: queueCall('apache-kafka', 'sends', 0), sendDefault: queueCall('apache-kafka', 'sends')},
      },
      ProducerRecord: {made: queueCall('apache-kafka', 'sends', 0)},
      KafkaConsumer: {
        methods: {
          subscribe: (site) =>
            site.each(0).map((queue) => ({is: 'queue', product: 'apache-kafka', does: 'receives', queue})),
        },
      },
    },
    annotations: {KafkaListener: listener('apache-kafka', 'topics', 'topicPattern')},
  },
  {
    imports: ['org.springframework.amqp.', 'com.rabbitmq.'],
    types: {
      RabbitTemplate: {methods: {convertAndSend: rabbit, send: rabbit, receive: queueCall('rabbitmq', 'receives', 0)}},
      AmqpTemplate: {methods: {convertAndSend: rabbit, send: rabbit, receive: queueCall('rabbitmq', 'receives', 0)}},
      Channel: {
        methods: {
          basicPublish: queueCall('rabbitmq', 'sends', 1),
          basicConsume: queueCall('rabbitmq', 'receives', 0),
          basicGet: queueCall('rabbitmq', 'receives', 0),
        },
      },
    },
    annotations: {RabbitListener: listener('rabbitmq', 'queues')},
  },
  {
    imports: ['io.awspring.', 'org.springframework.cloud.aws.'],
    annotations: {SqsListener: listener('aws-sqs', 'value', 'queueNames')},
  },
  {
    imports: ['com.ibm.mq.'],
    types: {
      MQQueueManager: {
        methods: {
          accessQueue: (site) => ({
            is: 'queue',
            product: 'ibm-mq',
            queue: site.argument(0) ?? {unresolved: 'decided at run time'},
          }),
        },
      },
    },
  },
  {
    imports: ['javax.mail.', 'jakarta.mail.', 'org.springframework.mail.', 'org.apache.commons.mail.'],
    types: {
      Transport: {methods: {send: mailUse, sendMessage: mailUse}},
      JavaMailSender: {methods: {send: mailUse}},
      MailSender: {methods: {send: mailUse}},
      SimpleEmail: {methods: {send: mailUse}},
      HtmlEmail: {methods: {send: mailUse}},
      Store: {methods: {connect: mailUse}},
    },
  },
  {imports: ['org.apache.commons.net.ftp.'], types: {FTPClient: ftp, FTPSClient: ftp}},
  {
    imports: ['com.jcraft.jsch.'],
    types: {
      JSch: {methods: {getSession: server('sftp', 1)}},
      ChannelSftp: {methods: {put: file('sftp', 'writes', 1), get: file('sftp', 'reads')}},
    },
  },
  {imports: ['jcifs.smb.'], types: {SmbFile: {made: file('smb', undefined)}}},
  {imports: ['org.springframework.scheduling.'], annotations: {Scheduled: schedule}},
  {imports: ['javax.ejb.', 'jakarta.ejb.'], annotations: {Schedule: timer}},
  {
    imports: ['org.quartz.'],
    types: {
      CronScheduleBuilder: {
        methods: {
          cronSchedule: (site) => ({is: 'job', schedule: site.argument(0) ?? {unresolved: 'decided at run time'}}),
        },
      },
    },
  },
  {imports: ['org.springframework.beans.factory.annotation.'], annotations: {Value: keyAnnotation('value')}},
  {
    imports: ['org.springframework.boot.context.properties.'],
    annotations: {ConfigurationProperties: prefix('.*', 'prefix', 'value')},
  },
  {imports: ['org.eclipse.microprofile.config.'], annotations: {ConfigProperty: prefix('', 'name')}},
  {
    imports: ['org.springframework.core.env.', 'com.typesafe.config.', 'org.apache.commons.configuration'],
    types: {
      Environment: {methods: {getProperty: settings('configuration'), getRequiredProperty: settings('configuration')}},
      Config: {methods: {getString: settings('configuration'), getInt: settings('configuration')}},
      Configuration: {methods: {getString: settings('configuration'), getInt: settings('configuration')}},
    },
  },
]

export const javaLibraries: readonly Library[] = rules.map(library)

/** The clients of cloud providers have names without number, but their packages say the service. */
export function cloudClients(imports: readonly ImportSeen[]): readonly Library[] {
  return imports.flatMap(({specifier}) => {
    const [, one, two, three, four, type = ''] = cloudImport.exec(specifier) ?? []
    const service = one
      ? `aws-${one}`
      : two
        ? `aws-${two}`
        : three
          ? `azure-${three.replaceAll('.', '-')}`
          : four
            ? `google-${four}`
            : undefined
    return service && isClient(type) ? [library({imports: [specifier], types: {[type]: clientRule(service)}})] : []
  })
}

const cloudImport =
  /^(?:software\.amazon\.awssdk\.services\.(\w+)|com\.amazonaws\.services\.(\w+)|com\.azure\.((?:[a-z]\w*\.){0,3}[a-z]\w*)|com\.google\.cloud\.(\w+)(?:\.v\w+)?)\.([A-Z]\w*)$/

function isClient(type: string): boolean {
  return (
    /Client$|^Amazon[A-Z]|^AWS[A-Z]|^(?:Storage|BigQuery|Publisher|Subscriber|Firestore|Datastore|Spanner)$/.test(
      type,
    ) && !/Exception$|Builder$|Options$/.test(type)
  )
}

function clientRule(service: string): TypeRule {
  return {
    isMadeByItsName: true,
    methods: {
      '*': ({name}) => (name === 'close' || name === 'shutdown' ? undefined : {is: 'cloud', service, operation: name}),
    },
  }
}
