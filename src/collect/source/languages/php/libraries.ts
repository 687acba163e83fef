import {brokerAt} from '../brokers.ts'
import {connects, productOf} from '../connections.ts'
import {
  atRunTime,
  cloudCall,
  databaseCall,
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
} from '../library.ts'
import type {KeyReaders} from '../read-value.ts'
import {
  rule,
  functions,
  literalOf,
  curlOption,
  request,
  verbs,
  client,
  connect,
  dsn,
  sqlServer,
  optioned,
  configured,
  tableUse,
  writes,
  activeRecord,
  drupal,
  localFile,
  inbox,
  smtp,
  ldap,
  serverSetting,
  schedule,
  cronTask,
  route,
  mapped,
  sqs,
  onQueue,
  topics,
  any,
  predis,
  remote,
} from './makers.ts'

export const phpKeys: KeyReaders = {
  methods: new Map(
    ['getenv', 'env', '$_ENV', '$_SERVER', 'config', 'variable_get', 'getParameter'].map((name) => [name, '']),
  ),
  annotations: new Set(),
}

/** What PHP has of its own, and programs that need no import. */
const builtIn: LibraryRules = {
  imports: [''],
  types: {
    curl_init: rule((site) => (site.argumentCount > 0 ? httpCall()(site) : undefined)),
    curl_setopt: rule(curlOption),
    file_get_contents: rule(localFile('reads')),
    file_put_contents: rule(localFile('writes')),
    fopen: rule(localFile()),
    SoapClient: rule(httpCall('SOAP')),
    ...functions('wp_remote_get wp_remote_post wp_remote_request wp_remote_head wp_safe_remote_get', remote),
    drupal_http_request: rule(httpCall()),
    PDO: {made: dsn(), methods: {}},
    mysqli: rule(connect('mysql', 0, 3)),
    ...functions('mysqli_connect', connect('mysql', 0, 3)),
    mysqli_real_connect: rule(connect('mysql', 1, 4)),
    ...functions('mysql_connect mysql_pconnect', connect('mysql', 0)),
    ...functions('pg_connect pg_pconnect', dsn('postgresql')),
    ...functions('oci_connect oci_pconnect oci_new_connect ocilogon OCILogon', dsn('oracle-database', 2)),
    sqlsrv_connect: rule(sqlServer),
    ...functions('mssql_connect mssql_pconnect', connect('mssqlserver', 0)),
    ...functions('sybase_connect', connect('sybase-ase', 0)),
    ...functions('odbc_connect odbc_pconnect', dsn()),
    ...functions('db2_connect db2_pconnect', dsn('ibm-db2')),
    ...functions('ibase_connect ibase_pconnect', connect('firebird', 0)),
    SQLite3: rule(connect('sqlite')),
    ...functions('ADONewConnection NewADOConnection', (site) =>
      connects({product: productOf(literalOf(site.argument(0))), operation: site.name}),
    ),
    Redis: {methods: {connect: connect('redis', 0), pconnect: connect('redis', 0)}},
    AMQPConnection: rule(brokerAt('amqp', 'host')),
    Memcached: {methods: {addServer: connect('memcached', 0)}},
    ...functions('db_select', tableUse('reads')),
    ...functions('db_insert db_update db_delete db_merge db_truncate', tableUse('writes')),
    $wpdb: {methods: writes},
    db: activeRecord,
    ...functions('mail wp_mail drupal_mail mb_send_mail', mailUse),
    imap_open: rule(inbox),
    ...functions('ldap_connect', ldap),
    ...functions('ftp_connect ftp_ssl_connect', fileServer('ftp')),
    ...functions('ftp_put ftp_fput ftp_nb_put', fileUse('ftp', 'writes', 1)),
    ...functions('ftp_get ftp_nb_get', fileUse('ftp', 'reads', 2)),
    ssh2_connect: rule(fileServer('sftp')),
    ssh2_scp_send: rule(fileUse('sftp', 'writes', 2)),
    ssh2_scp_recv: rule(fileUse('sftp', 'reads', 1)),
    wp_schedule_event: rule((site) => ({is: 'job', schedule: site.argument(1) ?? atRunTime})),
    ...functions('exec shell_exec system passthru popen proc_open pcntl_exec', programRun()),
    getenv: rule(serverSetting),
    env: rule(settingRead('environment')),
    config: rule(configured),
    $_ENV: rule(settingRead('environment')),
    $_SERVER: rule(serverSetting),
    variable_get: rule(settingRead('configuration')),
  },
}

const rules: readonly LibraryRules[] = [
  builtIn,
  {imports: ['GuzzleHttp'], types: {Client: client, ClientInterface: client, Request: rule(request)}},
  {
    imports: ['Symfony\\Contracts\\HttpClient', 'Symfony\\Component\\HttpClient', 'Psr\\Http\\Client'],
    types: {HttpClientInterface: client, HttpClient: {methods: {request}}},
  },
  {
    imports: ['Zend\\Http', 'Laminas\\Http', 'Zend_Http'],
    types: {Client: rule(httpCall()), Zend_Http_Client: rule(httpCall())},
  },
  {
    imports: ['Illuminate\\', 'App\\', 'Http', 'DB', 'Queue', 'Mail', 'Config'],
    types: {
      Http: {methods: verbs},
      Mail: {methods: {send: mailUse, queue: mailUse, to: mailUse, raw: mailUse}},
      Config: {methods: {get: settingRead('configuration')}},
      Schedule: schedule,
      Process: {methods: {run: programRun()}},
    },
    calls: {onQueue},
  },
  {
    imports: ['Doctrine\\'],
    namesEntities: 'createQuery',
    types: {DriverManager: {methods: {getConnection: optioned}}},
    annotations: {Entity: mapped},
  },
  {
    imports: ['Drupal'],
    types: {
      database: drupal,
      connection: drupal,
      Database: {methods: {getConnection: databaseCall('sql')}},
    },
  },
  {imports: ['Predis\\'], types: {Client: {...any('redis'), made: predis}}},
  {imports: ['MongoDB\\'], types: {Client: {made: dsn('mongodb')}}},
  {imports: ['Elasticsearch\\', 'Elastic\\'], types: {Client: any('elasticsearch')}},
  {
    imports: ['PhpAmqpLib\\'],
    types: {
      AMQPStreamConnection: rule(brokerAt('amqp', 0)),
      AMQPSSLConnection: rule(brokerAt('amqp', 0)),
      AMQPLazyConnection: rule(brokerAt('amqp', 0)),
      AMQPSocketConnection: rule(brokerAt('amqp', 0)),
    },
    calls: {
      basic_publish: queueCall('rabbitmq', 'sends', 2),
      basic_consume: queueCall('rabbitmq', 'receives', 0),
      basic_get: queueCall('rabbitmq', 'receives', 0),
    },
  },
  {
    imports: ['RdKafka\\'],
    calls: {
      addBrokers: brokerAt('kafka', 0),
      newTopic: queueCall('apache-kafka', 'sends', 0),
      subscribe: topics,
    },
  },
  {
    imports: ['Stomp\\'],
    types: {Client: rule(brokerAt('stomp', 0)), Connection: rule(brokerAt('stomp', 0))},
    calls: {send: queueCall('stomp', 'sends', 0)},
  },
  {imports: ['PHPMailer\\', 'PHPMailer'], types: {PHPMailer: {methods: {send: mailUse, Send: mailUse}}}},
  {
    imports: ['Swift_', 'Symfony\\Component\\Mailer', 'Laminas\\Mail', 'Zend_Mail'],
    types: {
      Swift_SmtpTransport: rule(smtp),
      Swift_Mailer: {methods: {send: mailUse}},
      MailerInterface: {methods: {send: mailUse}},
      Mailer: {methods: {send: mailUse}},
      Zend_Mail: {methods: {send: mailUse}},
    },
  },
  {
    imports: ['phpseclib', 'Net_SFTP'],
    types: {
      SFTP: {
        made: fileServer('sftp'),
        methods: {put: fileUse('sftp', 'writes', 0), get: fileUse('sftp', 'reads', 0)},
      },
      Net_SFTP: {
        made: fileServer('sftp'),
        methods: {put: fileUse('sftp', 'writes', 0), get: fileUse('sftp', 'reads', 0)},
      },
    },
  },
  {
    imports: ['Symfony\\Component\\Process'],
    types: {
      Process: {
        made: (site) => ({is: 'process', program: site.each(0)[0] ?? atRunTime}),
        methods: {fromShellCommandline: programRun()},
      },
    },
  },
  {imports: ['Symfony\\Component\\Routing', 'Sensio\\'], annotations: {Route: route}},
  {imports: ['Symfony\\Component\\Scheduler'], annotations: {AsCronTask: cronTask, AsPeriodicTask: cronTask}},
  {imports: ['Symfony\\'], calls: {getParameter: settingRead('configuration')}},
  {
    imports: ['Aws\\Sqs'],
    calls: {sendMessage: sqs('sends'), sendMessageBatch: sqs('sends'), receiveMessage: sqs('receives')},
  },
]

const phpLibraries: readonly Library[] = rules.map(library)

/** The rules for what a file names: by `use`, or by the whole names of classes. */
export function librariesOf(names: readonly string[]): readonly Library[] {
  const known = phpLibraries.filter(({imports}) =>
    imports.some((prefix) => prefix === '' || names.some((name) => name.startsWith(prefix))),
  )
  return [...known, ...[...new Set(names)].flatMap(cloudClient)]
}

const renamed = /^[ \t]*use\s+\\?([\w\\]{1,200})\s+as\s+(\w{1,100})\s*;/gim

/** The same of types that a file has under other names: `use GuzzleHttp\Client as HttpClient`. */
export function renamedLibraries(text: string): readonly Library[] {
  return [...text.matchAll(renamed)].flatMap(([, name = '', alias = '']) => {
    const type = name.replace(/^.*\\/s, '')
    const rule = [...phpLibraries, ...cloudClient(name)]
      .filter(({imports}) => imports.some((prefix) => prefix !== '' && name.startsWith(prefix)))
      .map(({types = {}}) => (Object.hasOwn(types, type) ? types[type] : undefined))
      .find(Boolean)
    return rule && alias !== type ? [library({imports: [name], types: {[alias]: rule}})] : []
  })
}

const cloudName =
  /^(?:Aws\\(\w+)\\\w*Client(?:Interface)?|Google\\Cloud\\(\w+)\\\w*Client|MicrosoftAzure\\Storage\\(\w+)\\\w*(?:RestProxy|Client))$/

/** Of services that are no cloud provider's: everything that is called on their client, or on a class of them. */
const otherService = /^(?:(Stripe)\\(?!Exception\\|Util\\)\w+|(Alphagov\\Notifications)\\Client)$/

function cloudClient(name: string): readonly Library[] {
  const [, stripe, notify] = otherService.exec(name) ?? []
  if (stripe ?? notify) return [serviceLibrary(name, stripe ? 'stripe' : 'govuk-notify', !stripe)]
  const [, aws, google, azure] = cloudName.exec(name) ?? []
  const [provider, service] = aws ? ['aws', aws] : google ? ['google', google] : ['azure-storage', azure]
  if (!service || service === 'Sqs') return []
  return [serviceLibrary(name, `${provider}-${service.toLowerCase()}`, true)]
}

function serviceLibrary(name: string, service: string, isMadeByItsName: boolean): Library {
  const type = name.replace(/^.*\\/s, '')
  return library({imports: [name], types: {[type]: {isMadeByItsName, methods: {'*': cloudCall(service)}}}})
}
