import {
  atRunTime,
  databaseCall,
  fileServer,
  fileUse,
  httpCall,
  library,
  cloudCall,
  mailUse,
  type Library,
  type LibraryRules,
  type TypeRule,
} from '../library.ts'
import type {KeyReaders} from '../read-value.ts'
import {brokerTypes, redisMachines} from './machines.ts'
import {
  connection,
  named,
  mapped,
  schedule,
  timer,
  ftp,
  settings,
  keyAnnotation,
  prefix,
  conditions,
  rest,
  uri,
  opened,
  madeRequest,
  database,
  fileCopied,
  startedIfGiven,
} from './makers.ts'
import {messagingRules} from './messaging-libraries.ts'
import {servingRules} from './serving-libraries.ts'

export const javaKeys: KeyReaders = {
  methods: new Map(['getenv', 'getProperty', 'getRequiredProperty', 'getString', 'getValue'].map((name) => [name, ''])),
  annotations: new Set(['Value', 'ConfigProperty']),
  containers: new Map([['Resource', ['lookup', 'mappedName', 'name']]]),
}

const notify: TypeRule = {isMadeByItsName: true, methods: {'*': cloudCall('govuk-notify')}}

const rules: readonly LibraryRules[] = [
  {
    imports: [''],
    types: {
      System: {methods: {getenv: settings('environment'), getProperty: settings('configuration')}},
      ...brokerTypes.everywhere,
      ProcessBuilder: {made: startedIfGiven, methods: {command: startedIfGiven}},
      Runtime: {methods: {exec: startedIfGiven}},
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
      FileOutputStream: {made: fileUse('local', 'writes')},
      FileWriter: {made: fileUse('local', 'writes')},
      FileInputStream: {made: fileUse('local', 'reads')},
      FileReader: {made: fileUse('local', 'reads')},
      PrintWriter: {made: fileUse('local', 'writes')},
      PrintStream: {made: fileUse('local', 'writes')},
    },
  },
  {imports: ['java.util.'], types: {Scanner: {made: fileUse('local', 'reads')}}},
  {
    imports: ['java.nio.file.'],
    types: {
      Files: {
        methods: {
          ...Object.fromEntries(
            ['readAllBytes', 'readAllLines', 'readString', 'lines', 'newBufferedReader', 'newInputStream'].map(
              (name) => [name, fileUse('local', 'reads')],
            ),
          ),
          ...Object.fromEntries(
            ['write', 'writeString', 'newBufferedWriter', 'newOutputStream', 'createFile'].map((name) => [
              name,
              fileUse('local', 'writes'),
            ]),
          ),
          copy: fileCopied,
          move: fileCopied,
        },
      },
    },
  },
  ...servingRules,
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
      'org.apache.deltaspike.data.',
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
      ConnectionString: {made: databaseCall('mongodb', 0)},
    },
  },
  {
    imports: ['redis.clients.', 'org.springframework.data.redis.', 'org.redisson.'],
    types: {
      ...redisMachines,
      StringRedisTemplate: database('redis'),
      RedisTemplate: database('redis'),
    },
  },
  {
    imports: ['org.elasticsearch.', 'co.elastic.clients.'],
    types: {RestHighLevelClient: database('elasticsearch'), ElasticsearchClient: database('elasticsearch')},
  },
  ...messagingRules,
  {imports: ['uk.gov.service.notify.'], types: {NotificationClient: notify, NotificationClientApi: notify}},
  {
    imports: ['com.ibm.mq.'],
    types: {
      MQQueueManager: {
        methods: {
          accessQueue: (site) => ({
            is: 'queue',
            product: 'ibm-mq',
            queue: site.argument(0) ?? atRunTime,
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
      JSch: {methods: {getSession: fileServer('sftp', 1)}},
      ChannelSftp: {methods: {put: fileUse('sftp', 'writes', 1), get: fileUse('sftp', 'reads')}},
    },
  },
  {imports: ['jcifs.smb.'], types: {SmbFile: {made: fileUse('smb')}}},
  {
    imports: ['org.springframework.scheduling.', 'io.quarkus.scheduler.', 'io.micronaut.scheduling.'],
    annotations: {Scheduled: schedule},
  },
  {imports: ['javax.ejb.', 'jakarta.ejb.'], annotations: {Schedule: timer}},
  {
    imports: ['org.quartz.'],
    types: {
      CronScheduleBuilder: {
        methods: {
          cronSchedule: (site) => ({is: 'job', schedule: site.argument(0) ?? atRunTime}),
        },
      },
    },
  },
  {imports: ['org.springframework.beans.factory.annotation.'], annotations: {Value: keyAnnotation('value')}},
  {
    imports: ['org.springframework.boot.context.properties.'],
    annotations: {ConfigurationProperties: prefix('.*', 'prefix', 'value')},
  },
  {
    imports: ['uk.gov.justice.services.common.configuration.'],
    annotations: {Value: prefix('', 'key'), GlobalValue: prefix('', 'key')},
  },
  {imports: ['org.skife.config.'], annotations: {Config: prefix('', 'value')}},
  {imports: ['org.springframework.boot.autoconfigure.condition.'], annotations: {ConditionalOnProperty: conditions}},
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
