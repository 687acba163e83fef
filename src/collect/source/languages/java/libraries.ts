import {
  atRunTime,
  databaseCall,
  fileServer,
  fileUse,
  httpCall,
  type Library,
  library,
  type LibraryRules,
  cloudCall,
  listener,
  mailUse,
  queueCall,
  type TypeRule,
} from '../library.ts'
import type {KeyReaders} from '../read-value.ts'
import {
  servlet,
  soap,
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
  entityPath,
  sideOfBus,
  rest,
  uri,
  opened,
  madeRequest,
  jms,
  activation,
  jmsSession,
  rabbit,
  rabbitPublish,
  rabbitQueue,
  database,
  fileCopied,
  startedIfGiven,
} from './makers.ts'
import {brokerTypes, redisMachines} from './machines.ts'
import {channel, micronautQueue, micronautTopic} from './messaging.ts'
import {
  clientType,
  exchangeMapping,
  feignClient,
  functionRoute,
  mapping,
  micronautClient,
  micronautMapping,
  resource,
  resourcePath,
  restClient,
  rootNamed,
  typeBase,
} from './serving.ts'

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
  {
    imports: ['org.springframework.cloud.openfeign.', 'org.springframework.cloud.netflix.feign.'],
    annotations: {FeignClient: clientType(feignClient)},
  },
  {
    imports: ['org.springframework.web.service.annotation.'],
    annotations: {
      HttpExchange: exchangeMapping(undefined),
      ...Object.fromEntries(
        ['Get', 'Post', 'Put', 'Delete', 'Patch'].map((verb) => [
          `${verb}Exchange`,
          exchangeMapping(verb.toUpperCase()),
        ]),
      ),
    },
  },
  {
    imports: ['org.springframework.web.reactive.function.server.', 'org.springframework.web.servlet.function.'],
    calls: Object.fromEntries(
      ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'].map((verb) => [verb, functionRoute]),
    ),
  },
  {
    // Which controllers get the prefix is said by code.
    imports: ['org.springframework.web.servlet.config.', 'org.springframework.web.reactive.config.'],
    calls: {addPathPrefix: () => ({is: 'root', by: 'spring', path: {literal: '{}'}})},
  },
  {
    imports: ['io.micronaut.http.'],
    annotations: {
      Controller: typeBase('value', 0),
      Client: clientType(micronautClient),
      ...Object.fromEntries(
        ['Get', 'Post', 'Put', 'Delete', 'Patch', 'Head', 'Options'].map((verb) => [
          verb,
          micronautMapping(verb.toUpperCase()),
        ]),
      ),
    },
  },
  {imports: ['io.dropwizard.'], calls: {setUrlPattern: rootNamed('jax-rs')}},
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
    imports: ['javax.ws.rs.', 'jakarta.ws.rs.', 'org.jboss.resteasy.client.'],
    annotations: {
      ApplicationPath: rootNamed('jax-rs'),
      Path: resourcePath,
      GET: resource('GET'),
      POST: resource('POST'),
      PUT: resource('PUT'),
      DELETE: resource('DELETE'),
      PATCH: resource('PATCH'),
      HEAD: resource('HEAD'),
      OPTIONS: resource('OPTIONS'),
    },
    types: {
      Client: {methods: {target: httpCall()}},
      ClientBuilder: {methods: {target: httpCall()}},
      ResteasyClient: {methods: {target: httpCall()}},
    },
  },
  {imports: ['org.eclipse.microprofile.rest.client.'], annotations: {RegisterRestClient: clientType(restClient)}},
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
  {
    imports: ['javax.jms.', 'jakarta.jms.', 'org.springframework.jms.'],
    types: {
      JmsTemplate: jms,
      JmsOperations: jms,
      Session: jmsSession,
      JMSContext: jmsSession,
      QueueSession: jmsSession,
      TopicSession: jmsSession,
      XASession: jmsSession,
    },
    annotations: {
      JmsListener: listener('jms', 'destination'),
      MessageDriven: listener('jms', 'mappedName'),
      ActivationConfigProperty: activation,
    },
  },
  {
    imports: ['org.springframework.kafka.', 'org.apache.kafka.'],
    types: {
      ...brokerTypes.kafka,
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
      ...brokerTypes.rabbit,
      RabbitTemplate: {methods: {convertAndSend: rabbit, send: rabbit, receive: queueCall('rabbitmq', 'receives', 0)}},
      AmqpTemplate: {methods: {convertAndSend: rabbit, send: rabbit, receive: queueCall('rabbitmq', 'receives', 0)}},
      Channel: {
        methods: {
          basicPublish: rabbitPublish,
          basicConsume: queueCall('rabbitmq', 'receives', 0),
          basicGet: queueCall('rabbitmq', 'receives', 0),
        },
      },
    },
    annotations: {RabbitListener: listener('rabbitmq', 'queues'), Queue: rabbitQueue},
  },
  {
    imports: ['org.eclipse.microprofile.reactive.messaging.', 'io.smallrye.reactive.messaging.'],
    annotations: {Incoming: channel('receives'), Outgoing: channel('sends'), Channel: channel('sends', true)},
  },
  {
    imports: ['io.micronaut.configuration.kafka.', 'io.micronaut.rabbitmq.', 'io.micronaut.jms.'],
    annotations: {Topic: micronautTopic('apache-kafka'), Queue: micronautQueue},
  },
  {
    imports: ['io.awspring.', 'org.springframework.cloud.aws.'],
    annotations: {SqsListener: listener('aws-sqs', 'value', 'queueNames')},
  },
  {
    imports: ['com.azure.messaging.servicebus.'],
    types: {ServiceBusClientBuilder: {methods: {queueName: sideOfBus, topicName: sideOfBus}}},
  },
  {imports: ['com.microsoft.azure.servicebus.'], types: {ConnectionStringBuilder: {made: entityPath}}},
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
