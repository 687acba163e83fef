import {
  atRunTime,
  databaseCall,
  fileServer,
  fileUse,
  httpCall,
  joinedPath,
  type Library,
  library,
  type LibraryRules,
  listener,
  mailUse,
  queueCall,
} from '../library.ts'
import type {KeyReaders} from '../read-value.ts'
import {cloudRules} from './cloud-clients.ts'
import {kafkaConfigs, kafkaTopics, mailServer, rabbitFactory, redisMultiplexer} from './machines.ts'
import {
  withNames,
  action,
  route,
  acceptedVerbs,
  mapped,
  mappedMethods,
  defaultSchema,
  namedByCode,
  soap,
  connection,
  copied,
  command,
  used,
  table,
  toTable,
  queueMade,
  publish,
  consume,
  cron,
  started,
  key,
  settings,
  http,
  http1,
  webRequest,
  startedBy,
  pathBase,
} from './makers.ts'

export const csharpKeys: KeyReaders = {
  methods: new Map([
    ['GetEnvironmentVariable', ''],
    ['AppSettings', ''],
    ['GetValue', ''],
    ['config[]', ''],
    ['GetConnectionString', 'ConnectionStrings:'],
    ['ConnectionStrings', 'ConnectionStrings:'],
  ]),
  annotations: new Set(),
}

const rules: readonly LibraryRules[] = [
  {
    imports: [''],
    types: {
      ConfigurationManager: settings,
      WebConfigurationManager: settings,
      IConfiguration: settings,
      IConfigurationRoot: settings,
      Environment: {methods: {GetEnvironmentVariable: key('environment')}},
      HttpClient: http,
      HttpRequestMessage: {made: (site) => (site.argumentCount > 1 ? httpCall(undefined, 1)(site) : undefined)},
    },
    annotations: {
      HttpGet: action('GET'),
      HttpPost: action('POST'),
      HttpPut: action('PUT'),
      HttpDelete: action('DELETE'),
      HttpPatch: action('PATCH'),
      HttpHead: action('HEAD'),
      HttpOptions: action('OPTIONS'),
      AcceptVerbs: acceptedVerbs,
      Route: route,
    },
    calls: {
      BaseAddress: httpCall(),
      UsePathBase: pathBase,
      MapGet: mapped('GET'),
      MapPost: mapped('POST'),
      MapPut: mapped('PUT'),
      MapDelete: mapped('DELETE'),
      MapPatch: mapped('PATCH'),
      MapMethods: mappedMethods,
    },
  },
  {imports: ['System.ServiceModel'], annotations: {ServiceContract: soap}},
  {imports: ['System.Web.Services'], annotations: {WebMethod: soap}},
  {
    imports: ['System.Net'],
    types: {
      WebClient: http1,
      WebRequest: {methods: {Create: (site) => webRequest(site.argument(0)), CreateHttp: httpCall()}},
      HttpWebRequest: {methods: {Create: httpCall()}},
      FtpWebRequest: {methods: {Create: fileServer('ftp')}},
    },
  },
  {imports: ['RestSharp'], types: {RestClient: {made: httpCall()}}},
  {
    imports: ['System.Data', 'Microsoft.Data.SqlClient'],
    isDatabase: true,
    types: {
      SqlConnection: connection('mssqlserver'),
      SqlCommand: command('mssqlserver'),
      SqlDataAdapter: command('mssqlserver'),
      OdbcConnection: connection('sql'),
      OdbcCommand: command('sql'),
      OleDbConnection: connection('sql'),
      OleDbCommand: command('sql'),
      SQLiteConnection: connection('sqlite'),
    },
  },
  {
    imports: ['Npgsql'],
    isDatabase: true,
    types: {NpgsqlConnection: connection('postgresql'), NpgsqlCommand: command('postgresql')},
  },
  {
    imports: ['MySql', 'MySqlConnector'],
    isDatabase: true,
    types: {MySqlConnection: connection('mysql'), MySqlCommand: command('mysql')},
  },
  {
    imports: ['Oracle.', 'System.Data.OracleClient'],
    isDatabase: true,
    types: {OracleConnection: connection('oracle-database'), OracleCommand: command('oracle-database')},
  },
  {
    imports: ['IBM.Data'],
    isDatabase: true,
    types: {DB2Connection: connection('ibm-db2'), DB2Command: command('ibm-db2')},
  },
  {imports: ['Dapper'], isDatabase: true},
  {
    imports: ['Microsoft.EntityFrameworkCore', 'System.Data.Entity', 'System.ComponentModel.DataAnnotations'],
    isDatabase: true,
    types: {
      DbSet: {
        declared: (name, [entity = '']) => ({is: 'mapped', entity, table: {literal: name}, isByConvention: true}),
      },
      IDbSet: {
        declared: (name, [entity = '']) => ({is: 'mapped', entity, table: {literal: name}, isByConvention: true}),
      },
      EntityTypeBuilder: {methods: {ToTable: toTable, ToView: toTable}},
      EntityTypeConfiguration: {methods: {ToTable: toTable}},
    },
    annotations: {Table: table},
    calls: {
      ToTable: toTable,
      ToView: toTable,
      HasDefaultSchema: defaultSchema,
      SetTableName: namedByCode,
      UseSnakeCaseNamingConvention: namedByCode,
      UseUpperSnakeCaseNamingConvention: namedByCode,
      UseSqlServer: used('mssqlserver'),
      UseNpgsql: used('postgresql'),
      UseMySql: used('mysql'),
      UseSqlite: used('sqlite'),
      UseOracle: used('oracle-database'),
    },
  },
  {imports: ['MongoDB.'], types: {MongoClient: {made: databaseCall('mongodb', 0)}}},
  {
    imports: ['StackExchange.Redis'],
    types: {
      ...redisMultiplexer,
    },
  },
  {
    imports: ['System.Messaging', 'MSMQ.Messaging'],
    types: {MessageQueue: {made: queueMade('msmq'), methods: {Create: queueMade('msmq'), Exists: queueMade('msmq')}}},
  },
  {
    imports: ['RabbitMQ.'],
    types: {ConnectionFactory: rabbitFactory},
    calls: {
      BasicPublish: publish,
      BasicPublishAsync: publish,
      BasicConsume: consume,
      BasicConsumeAsync: consume,
      BasicGet: consume,
    },
  },
  {
    imports: ['Azure.Messaging.ServiceBus', 'Microsoft.Azure.ServiceBus', 'Microsoft.ServiceBus'],
    types: {
      ServiceBusClient: {
        methods: {
          CreateSender: queueCall('azure-service-bus', 'sends', 0),
          CreateReceiver: queueCall('azure-service-bus', 'receives', 0),
          CreateProcessor: queueCall('azure-service-bus', 'receives', 0),
        },
      },
      QueueClient: {made: queueMade('azure-service-bus', 1)},
      TopicClient: {made: queueCall('azure-service-bus', 'sends', 1)},
      SubscriptionClient: {made: queueCall('azure-service-bus', 'receives', 1)},
    },
  },
  {
    imports: ['Confluent.Kafka'],
    types: kafkaConfigs,
    calls: {
      ProduceAsync: queueCall('apache-kafka', 'sends', 0),
      Produce: queueCall('apache-kafka', 'sends', 0),
      Subscribe: kafkaTopics,
    },
  },
  {imports: ['IBM.WMQ'], types: {MQQueueManager: {methods: {AccessQueue: queueMade('ibm-mq')}}}},
  {
    imports: ['System.Net.Mail', 'MailKit'],
    types: {
      SmtpClient: {
        made: mailServer,
        methods: {
          Host: mailServer,
          Connect: mailServer,
          ConnectAsync: mailServer,
          Send: mailUse,
          SendAsync: mailUse,
          SendMailAsync: mailUse,
        },
      },
    },
  },
  {imports: ['FluentFTP'], types: {FtpClient: {made: fileServer('ftp')}}},
  {
    imports: ['Renci.SshNet'],
    types: {
      SftpClient: {
        made: fileServer('sftp'),
        methods: {UploadFile: fileUse('sftp', 'writes', 1), DownloadFile: fileUse('sftp', 'reads')},
      },
    },
  },
  {
    imports: ['System.IO'],
    types: {
      File: {
        methods: {
          WriteAllText: fileUse('local', 'writes'),
          WriteAllBytes: fileUse('local', 'writes'),
          WriteAllLines: fileUse('local', 'writes'),
          AppendAllText: fileUse('local', 'writes'),
          Copy: copied,
          Move: copied,
          ReadAllText: fileUse('local', 'reads'),
          ReadAllBytes: fileUse('local', 'reads'),
          ReadAllLines: fileUse('local', 'reads'),
        },
      },
      Directory: {methods: {GetFiles: fileUse('local', 'reads'), EnumerateFiles: fileUse('local', 'reads')}},
      StreamWriter: {made: fileUse('local', 'writes')},
      StreamReader: {made: fileUse('local', 'reads')},
      FileSystemWatcher: {made: fileUse('local', 'reads')},
    },
  },
  {
    imports: ['System.Diagnostics'],
    types: {
      Process: {methods: {Start: (site) => (site.argumentCount > 0 && site.argument(0) ? startedBy(site) : undefined)}},
      ProcessStartInfo: {made: started},
    },
  },
  {imports: ['Quartz'], calls: {WithCronSchedule: cron(0)}},
  {
    imports: ['Hangfire'],
    types: {
      RecurringJob: {
        methods: {AddOrUpdate: (site) => ({is: 'job', schedule: site.argument(site.argumentCount - 1) ?? atRunTime})},
      },
    },
  },
  {
    imports: ['Microsoft.Azure.WebJobs', 'Microsoft.Azure.Functions', 'Microsoft.AspNetCore'],
    annotations: {
      TimerTrigger: cron(0),
      QueueTrigger: listener('azure-storage-queue'),
      ServiceBusTrigger: listener('azure-service-bus'),
      HttpTrigger: (site) => {
        const path = site.named('Route')
        return path && {is: 'serves', method: 'ANY', path: joinedPath({literal: 'api'}, withNames(path, site))}
      },
    },
  },
  ...cloudRules,
]

export const csharpLibraries: readonly Library[] = rules.map(library)
