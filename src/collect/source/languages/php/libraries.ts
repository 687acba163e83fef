import {connects, machineNamed, productOf} from '../connections.ts'
import type {Value} from '../fact.ts'
import {
  cloudCall,
  databaseCall,
  type FactMaker,
  type FactSaid,
  httpCall,
  joinedPath,
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
import type {KeyReaders} from '../read-value.ts'

export const phpKeys: KeyReaders = {
  methods: new Set(['getenv', 'env', '$_ENV', '$_SERVER', 'config', 'variable_get', 'getParameter']),
  annotations: new Set(),
}

const rule = (made: FactMaker): TypeRule => ({made})
/** Functions that all say the same. */
const functions = (names: string, made: FactMaker): Readonly<Record<string, TypeRule>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, {made}]))
/** Methods of whatever they are called on, where their name tells enough. */
const methods = (own: Readonly<Record<string, FactMaker>>): Readonly<Record<string, TypeRule>> =>
  Object.fromEntries(Object.entries(own).map(([name, maker]) => [name, {methods: {[name]: maker}}]))

const literalOf = (value: Value | undefined): string | undefined =>
  value && 'literal' in value ? value.literal : undefined

/** Only what is plainly no file of this machine: an address, or a setting that gives one. */
const fetched =
  (operation: string): FactMaker =>
  (site) => {
    const url = site.argument(0)
    const text = literalOf(url)
    if (text !== undefined && /^https?:/i.test(text)) return {is: 'http', operation, ...(url && {url})}
    if (text !== undefined && /^ftps?:/i.test(text)) return {is: 'file', protocol: 'ftp', does: 'reads'}
    return url && 'key' in url && /url|uri|endpoint|api/i.test(url.key) ? {is: 'http', operation, url} : undefined
  }
const curlOption: FactMaker = (site) =>
  literalOf(site.argument(1)) === 'CURLOPT_URL' ? httpCall(undefined, 2)(site) : undefined
const request: FactMaker = (site) => {
  const method = literalOf(site.argument(0))?.toUpperCase()
  return httpCall(method && /^[A-Z]+$/.test(method) ? method : undefined, 1)(site)
}
const verbs = {
  get: httpCall('GET'),
  post: httpCall('POST'),
  put: httpCall('PUT'),
  patch: httpCall('PATCH'),
  delete: httpCall('DELETE'),
  head: httpCall('HEAD'),
}
const client: TypeRule = {
  made: (site) => {
    const url = site.named('base_uri', 'base_url')
    return url && {is: 'http', url}
  },
  methods: {...verbs, request, requestAsync: request, getAsync: verbs.get, postAsync: verbs.post},
}

const connect =
  (product: string | undefined, host?: number, database?: number): FactMaker =>
  (site) =>
    connects({
      product,
      operation: site.name,
      host: host === undefined ? undefined : site.argument(host),
      database: database === undefined ? undefined : site.argument(database),
    })
const dsn =
  (product?: string, at = 0): FactMaker =>
  (site) =>
    connects({product, operation: site.name, text: site.argument(at)})
const sqlServer: FactMaker = (site) =>
  connects({
    product: 'mssqlserver',
    operation: site.name,
    host: site.argument(0),
    database: site.named('Database', 'database'),
  })
const optioned: FactMaker = (site) =>
  connects({
    product: productOf(literalOf(site.named('driver', 'dbdriver'))),
    operation: site.name,
    text: site.named('url', 'dsn'),
    host: site.named('host', 'hostname'),
    database: site.named('dbname', 'database'),
  })

const tableUse =
  (does: 'reads' | 'writes', at = 0): FactMaker =>
  (site) => {
    const name = literalOf(site.argument(at))?.replace(/\s.*$/s, '')
    if (!name || !/^[\w.{}]+$/.test(name)) return undefined
    const isPartial = name.includes('{}')
    const names = isPartial ? [] : [name]
    const tables = does === 'reads' ? {reads: names, writes: []} : {reads: [], writes: names}
    return {is: 'sql', of: 'tables', ...tables, calls: [], ...(isPartial && {isPartial})}
  }
const writes = {
  insert: tableUse('writes'),
  update: tableUse('writes'),
  delete: tableUse('writes'),
  replace: tableUse('writes'),
  truncate: tableUse('writes'),
}
const activeRecord: TypeRule = {
  methods: {
    ...writes,
    insert_batch: tableUse('writes'),
    update_batch: tableUse('writes'),
    empty_table: tableUse('writes'),
    get: tableUse('reads'),
    get_where: tableUse('reads'),
    from: tableUse('reads'),
    join: tableUse('reads'),
  },
}
const drupal: TypeRule = {
  methods: {...writes, upsert: tableUse('writes'), merge: tableUse('writes'), select: tableUse('reads')},
}

const ftpServer =
  (protocol: 'ftp' | 'sftp'): FactMaker =>
  (site) => {
    const server = site.argument(0)
    return server && {is: 'file', protocol, server}
  }
const exchanged =
  (protocol: 'ftp' | 'sftp', does: 'reads' | 'writes', at: number): FactMaker =>
  (site) => {
    const path = site.argument(at)
    return {is: 'file', protocol, does, ...(path && {path})}
  }
/** Of this machine's files only those that the code names by a whole path. */
const localFile =
  (does?: 'reads' | 'writes'): FactMaker =>
  (site) => {
    const path = site.argument(0)
    const text = literalOf(path)
    if (text && /^(?:https?|ftps?):/i.test(text)) return fetched(site.name)(site)
    if (!path || !text || !/^(?:[A-Za-z]:)?[\\/]+(?!dev\b)\w/.test(text)) return undefined
    const mode = literalOf(site.argument(1)) ?? ''
    return {is: 'file', protocol: 'local', path, does: does ?? (/^[waxc]/.test(mode) ? 'writes' : 'reads')}
  }

const inbox: FactMaker = (site) => {
  const text = literalOf(site.argument(0))
  return [{is: 'mail'}, ...machineNamed(/^\{([\w.-]+)/.exec(text ?? '')?.[1], 'imap')]
}
const smtp: FactMaker = (site) => {
  const server = site.argument(0)
  return {is: 'mail', ...(server && {server})}
}
const ldap: FactMaker = (site) =>
  /:\/\//.test(literalOf(site.argument(0)) ?? '') ? undefined : machineNamed(literalOf(site.argument(0)), 'ldap')

/** The web server's own words about a request are no settings. */
const serverWord =
  /^(?:HTTP_|HTTPS$|REQUEST_|SERVER_|REMOTE_|SCRIPT_|PHP_|QUERY_|DOCUMENT_|PATH_|ORIG_|GATEWAY_|AUTH_|CONTENT_|UNIQUE_ID|REDIRECT_|SSL_|USER$|HOME$|argv|argc)/
const serverSetting: FactMaker = (site) => {
  const said = settingRead('environment')(site)
  return said && !Array.isArray(said) && 'key' in said && serverWord.test(String(said.key)) ? undefined : said
}

const everyName = new Map<string, string>([
  ['yearly', '0 0 1 1 *'],
  ['monthly', '0 0 1 * *'],
  ['weekly', '0 0 * * 0'],
  ['daily', '0 0 * * *'],
  ['hourly', '0 * * * *'],
  ['everyMinute', '* * * * *'],
])
/** `$schedule->command('x')->dailyAt('13:00')` */
const scheduled: FactMaker = (site) => {
  const begins = site.before.find(({name}) => /^(?:command|job|call|exec)$/.test(name))
  if (!begins) return undefined
  if (site.name === 'cron') return {is: 'job', schedule: site.argument(0) ?? {unresolved: 'decided at run time'}}
  const at = literalOf(site.argument(0))
  const minutes = /^every(\w+?)Minutes?$/.exec(site.name)?.[1]
  if (site.name === 'dailyAt' && at) return {is: 'job', schedule: {literal: `daily at ${at}`}}
  const known = everyName.get(site.name) ?? (minutes ? `every ${minutes.toLowerCase()} minutes` : undefined)
  return {is: 'job', schedule: known ? {literal: known} : {unresolved: 'decided at run time'}}
}
const schedule: TypeRule = {
  methods: Object.fromEntries(
    [
      ...everyName.keys(),
      ...'cron dailyAt twiceDaily weeklyOn monthlyOn quarterly everyTwoMinutes everyFiveMinutes'.split(' '),
      ...'everyTenMinutes everyFifteenMinutes everyThirtyMinutes hourlyAt'.split(' '),
    ].map((name) => [name, scheduled]),
  ),
}
const cronTask: FactMaker = (site) => ({
  is: 'job',
  schedule: site.argument(0) ?? site.named('expression', 'frequency') ?? {unresolved: 'decided at run time'},
})

const route: FactMaker = (site) => {
  if (site.on === 'type') return undefined
  const base = site.around('Route')
  const paths = site.each(0, 'path')
  const verbs = site.each('methods').flatMap((verb) => literalOf(verb)?.toUpperCase() ?? [])
  return paths.flatMap((path) =>
    (verbs.length > 0 ? verbs : ['ANY']).map((method) => ({
      is: 'serves' as const,
      method,
      path: joinedPath(base?.named('path') ?? base?.argument(0), path),
    })),
  )
}
const mapped: FactMaker = (site) => {
  if (site.on !== 'type') return undefined
  const table = site.beside('Table')
  const named = table?.named('name') ?? table?.argument(0)
  return {is: 'mapped', entity: site.types[0] ?? '', table: named ?? {unresolved: 'named by a strategy'}}
}
const sqs =
  (does: 'sends' | 'receives'): FactMaker =>
  (site) => {
    const url = site.named('QueueUrl')
    const text = literalOf(url)
    const queue = text === undefined ? url : {literal: text.replace(/^.*\//s, '')}
    return [
      {is: 'cloud', service: 'aws-sqs', operation: site.name},
      {is: 'queue', product: 'aws-sqs', does, operation: site.name, ...(queue && {queue})},
    ]
  }
const onQueue: FactMaker = (site) => queueCall('laravel', 'sends', 0)(site)
const topics: FactMaker = (site): readonly FactSaid[] =>
  site.each(0).map((queue) => ({is: 'queue', product: 'apache-kafka', does: 'receives', queue}))
const any = (product: string): TypeRule => ({isMadeByItsName: true, methods: {'*': databaseCall(product)}})
const remote = (site: Site): FactSaid | undefined => {
  const verb = /get|head|post/.exec(site.name)?.[0]
  const url = site.argument(0)
  return {is: 'http', ...(verb && {operation: verb.toUpperCase()}), ...(url && {url})}
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
    Memcached: {methods: {addServer: connect('memcached', 0)}},
    ...functions('db_select', tableUse('reads')),
    ...functions('db_insert db_update db_delete db_merge db_truncate', tableUse('writes')),
    $wpdb: {methods: writes},
    db: activeRecord,
    ...functions('mail wp_mail drupal_mail mb_send_mail', mailUse),
    imap_open: rule(inbox),
    ...functions('ldap_connect', ldap),
    ...functions('ftp_connect ftp_ssl_connect', ftpServer('ftp')),
    ...functions('ftp_put ftp_fput ftp_nb_put', exchanged('ftp', 'writes', 1)),
    ...functions('ftp_get ftp_nb_get', exchanged('ftp', 'reads', 2)),
    ssh2_connect: rule(ftpServer('sftp')),
    ssh2_scp_send: rule(exchanged('sftp', 'writes', 2)),
    ssh2_scp_recv: rule(exchanged('sftp', 'reads', 1)),
    wp_schedule_event: rule((site) => ({is: 'job', schedule: site.argument(1) ?? {unresolved: 'decided at run time'}})),
    ...functions('exec shell_exec system passthru popen proc_open pcntl_exec', programRun()),
    getenv: rule(settingRead('environment')),
    env: rule(settingRead('environment')),
    config: rule(settingRead('configuration')),
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
      ...methods({onQueue}),
      Process: {methods: {run: programRun()}},
    },
  },
  {
    imports: ['Doctrine\\'],
    namesEntities: true,
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
  {imports: ['Predis\\'], types: {Client: any('redis')}},
  {imports: ['MongoDB\\'], types: {Client: {made: dsn('mongodb')}}},
  {imports: ['Elasticsearch\\', 'Elastic\\'], types: {Client: any('elasticsearch')}},
  {
    imports: ['PhpAmqpLib\\'],
    types: methods({
      basic_publish: queueCall('rabbitmq', 'sends', 2),
      basic_consume: queueCall('rabbitmq', 'receives', 0),
      basic_get: queueCall('rabbitmq', 'receives', 0),
    }),
  },
  {
    imports: ['RdKafka\\'],
    types: methods({newTopic: queueCall('apache-kafka', 'sends', 0), subscribe: topics}),
  },
  {imports: ['Stomp\\'], types: {Client: {}, ...methods({send: queueCall('stomp', 'sends', 0)})}},
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
    imports: ['phpseclib'],
    types: {
      SFTP: {
        made: ftpServer('sftp'),
        methods: {put: exchanged('sftp', 'writes', 0), get: exchanged('sftp', 'reads', 0)},
      },
      Net_SFTP: {
        made: ftpServer('sftp'),
        methods: {put: exchanged('sftp', 'writes', 0), get: exchanged('sftp', 'reads', 0)},
      },
    },
  },
  {
    imports: ['Symfony\\Component\\Process'],
    types: {
      Process: {
        made: (site) => ({is: 'process', program: site.each(0)[0] ?? {unresolved: 'decided at run time'}}),
        methods: {fromShellCommandline: programRun()},
      },
    },
  },
  {imports: ['Symfony\\Component\\Routing', 'Sensio\\'], annotations: {Route: route}},
  {imports: ['Symfony\\Component\\Scheduler'], annotations: {AsCronTask: cronTask, AsPeriodicTask: cronTask}},
  {imports: ['Symfony\\'], types: methods({getParameter: settingRead('configuration')})},
  {
    imports: ['Aws\\Sqs'],
    types: methods({sendMessage: sqs('sends'), sendMessageBatch: sqs('sends'), receiveMessage: sqs('receives')}),
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

const cloudName =
  /^(?:Aws\\(\w+)\\\w*Client|Google\\Cloud\\(\w+)\\\w*Client|MicrosoftAzure\\Storage\\(\w+)\\\w*(?:RestProxy|Client))$/

function cloudClient(name: string): readonly Library[] {
  const [, aws, google, azure] = cloudName.exec(name) ?? []
  const [provider, service] = aws ? ['aws', aws] : google ? ['google', google] : ['azure-storage', azure]
  if (!service || service === 'Sqs') return []
  const type = name.replace(/^.*\\/s, '')
  return [
    library({
      imports: [name],
      types: {
        [type]: {isMadeByItsName: true, methods: {'*': cloudCall(`${provider}-${service.toLowerCase()}`)}},
      },
    }),
  ]
}
