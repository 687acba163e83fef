import {connectionAddress, serverAddress, withoutSecrets} from './connection-text.ts'
import {addressesIn} from '../addresses-in-text.ts'
import {isSetting} from './environment-names.ts'
import type {Value} from './fact.ts'
import {
  databaseCall,
  type FactMaker,
  type FactSaid,
  httpCall,
  mailUse,
  programRun,
  queueCall,
  type TypeRule,
} from './library.ts'

/**
 * Types of .NET and of COM by their name in lower case (of COM's the whole name), for languages in which names have no
 * case; methods in lower case too, and properties that are set with `=` behind.
 */
const dotnetTypes: Readonly<Record<string, TypeRule>> = {
  ...databases('mssqlserver', 'sql'),
  ...databases('sql', 'oledb', 'odbc'),
  ...databases('oracle-database', 'oracle'),
  ...databases('mysql', 'mysql'),
  ...databases('postgresql', 'npgsql'),
  ...databases('ibm-db2', 'db2', 'idb2'),
  ...databases('informix', 'ifx'),
  ...databases('sybase-ase', 'ase'),
  ...databases('sqlite', 'sqlite'),
  sqlbulkcopy: {methods: {'destinationtablename=': bulkCopy}},
  'adodb.connection': {
    made: databaseMade('sql'),
    methods: {open: opened('sql'), 'connectionstring=': opened('sql'), execute: databaseCall('sql')},
  },
  'adodb.recordset': {methods: {open: databaseCall('sql')}},
  'adodb.command': {methods: {execute: databaseCall('sql')}},
  mongoclient: {made: databaseCall('mongodb', 0)},
  webclient: {
    methods: {
      downloadstring: webCall('GET'),
      downloadfile: webCall('GET'),
      downloaddata: webCall('GET'),
      downloadstringtaskasync: webCall('GET'),
      openread: webCall('GET'),
      uploadstring: webCall('POST'),
      uploadfile: webCall('POST'),
      uploaddata: webCall('POST'),
      uploadvalues: webCall('POST'),
    },
  },
  httpclient: {
    methods: {
      getasync: httpCall('GET'),
      getstringasync: httpCall('GET'),
      getstreamasync: httpCall('GET'),
      postasync: httpCall('POST'),
      putasync: httpCall('PUT'),
      deleteasync: httpCall('DELETE'),
      'baseaddress=': httpCall(),
    },
  },
  uri: {},
  webrequest: {methods: {create: webCall()}},
  httpwebrequest: {methods: {create: webCall()}},
  ftpwebrequest: {methods: {create: webCall()}},
  restclient: {made: httpCall()},
  'msxml2.xmlhttp': {methods: {open: verbCall}},
  'msxml2.serverxmlhttp': {methods: {open: verbCall}},
  'microsoft.xmlhttp': {methods: {open: verbCall}},
  'winhttp.winhttprequest.5.1': {methods: {open: verbCall}},
  smtpclient: {made: mailServer, methods: {send: mailUse, sendasync: mailUse, 'host=': mailServer}},
  smtpmail: {methods: {send: mailUse, 'smtpserver=': mailServer}},
  'cdo.message': {methods: {send: mailUse}},
  'cdonts.newmail': {methods: {send: mailUse}},
  'outlook.application': {made: mailUse},
  messagequeue: {
    made: (site) => site.argument(0) && queueNamed('msmq')(site),
    methods: {'path=': queueNamed('msmq'), create: queueNamed('msmq')},
  },
  'msmq.msmqqueueinfo': {methods: {'formatname=': queueNamed('msmq'), 'pathname=': queueNamed('msmq')}},
  queueclient: {made: queueCall('azure-service-bus', 'sends', 1)},
  process: {methods: {start: programRun()}},
  processstartinfo: {made: (site) => site.argument(0) && programRun()(site), methods: {'filename=': programRun()}},
  'wscript.shell': {methods: {run: programRun(), exec: programRun()}},
  'excel.application': {made: () => ({is: 'process', program: {literal: 'excel'}})},
  'word.application': {made: () => ({is: 'process', program: {literal: 'winword'}})},
  environment: {methods: {getenvironmentvariable: setting('environment')}},
  configurationmanager: {
    methods: {
      appsettings: setting('configuration'),
      connectionstrings: connectionSetting,
      getsection: setting('configuration'),
    },
  },
  appsettings: {methods: {get: setting('configuration'), item: setting('configuration')}},
  configurationsettings: {methods: {appsettings: setting('configuration')}},
  webconfigurationmanager: {methods: {appsettings: setting('configuration'), connectionstrings: connectionSetting}},
  registry: {methods: {getvalue: setting('configuration')}},
  file: {
    methods: {
      readalltext: localFile('reads'),
      readalllines: localFile('reads'),
      readallbytes: localFile('reads'),
      opentext: localFile('reads'),
      openread: localFile('reads'),
      writealltext: localFile('writes'),
      writealllines: localFile('writes'),
      writeallbytes: localFile('writes'),
      appendalltext: localFile('writes'),
      createtext: localFile('writes'),
      copy: fileCopy,
      move: fileCopy,
    },
  },
  streamreader: {made: localFile('reads')},
  streamwriter: {made: localFile('writes')},
  filestream: {made: localFile(undefined)},
  'scripting.filesystemobject': {
    methods: {
      opentextfile: localFile(undefined),
      createtextfile: localFile('writes'),
      copyfile: fileCopy,
      movefile: fileCopy,
    },
  },
  tcpclient: {made: socket, methods: {connect: socket}},
  sftpclient: {
    made: fileServer('sftp'),
    methods: {uploadfile: transfer('writes', 1), downloadfile: transfer('reads', 0)},
  },
  sessionoptions: {methods: {'hostname=': fileServer('sftp')}},
  session: {methods: {putfiles: transfer('writes', 1), getfiles: transfer('reads', 0)}},
}

const cloudType = /^amazon([a-z\d]+?)client$|^(blob|queue|table|share)(?:service|container)?client$/

/** The rule of a type, by its short name in lower case. */
export function dotnetType(name: string): TypeRule | undefined {
  if (Object.hasOwn(dotnetTypes, name)) return dotnetTypes[name]
  const [, aws, azure] = cloudType.exec(name) ?? []
  const service = aws ? `aws-${serviceNames[aws] ?? aws}` : azure ? `azure-storage-${azure}` : undefined
  return service === undefined
    ? undefined
    : {methods: {'*': ({name: operation}) => ({is: 'cloud', service, operation})}}
}

const serviceNames: Readonly<Record<string, string>> = {
  simplenotificationservice: 'sns',
  simpleemailservice: 'ses',
  simpleemail: 'ses',
  secretsmanager: 'secretsmanager',
}

/** Words by which a text is known that may use one of them. */
export const dotnetWords = new RegExp(
  `\\b(?:${Object.keys(dotnetTypes)
    .map((name) => name.replace(/\./g, '\\.'))
    .join('|')}|Amazon[A-Z]\\w+Client|\\w+ServiceClient)\\b`,
  'i',
)

function databases(product: string, ...prefixes: readonly string[]): Readonly<Record<string, TypeRule>> {
  const run = databaseCall(product)
  return Object.fromEntries(
    prefixes.flatMap(
      (prefix) =>
        [
          [`${prefix}connection`, {made: databaseMade(product), methods: {'connectionstring=': opened(product)}}],
          [`${prefix}connectionstringbuilder`, {made: (site) => site.argument(0) && opened(product)(site)}],
          [`${prefix}command`, {methods: {executereader: run, executenonquery: run, executescalar: run}}],
          [`${prefix}dataadapter`, {methods: {fill: run, update: run}}],
        ] satisfies [string, TypeRule][],
    ),
  )
}

function opened(product: string): FactMaker {
  return (site) => connectionSaid(product, site.argument(0))
}

function databaseMade(product: string): FactMaker {
  return (site) => (site.argumentCount > 0 ? connectionSaid(product, site.argument(0)) : {is: 'database', product})
}

/** What a connection string says: the database, and its machine where it names one. */
export function connectionSaid(product: string, connection: Value | undefined): readonly FactSaid[] {
  if (!connection) return [{is: 'database', product}]
  const named = namedProduct(connection) ?? product
  const address = connectionAddress(connection, protocols[named] ?? 'database')
  return [{is: 'database', product: named, connection: withoutSecrets(connection)}, ...(address ? [address] : [])]
}

const protocols: Readonly<Record<string, string>> = {
  mssqlserver: 'sqlserver',
  'oracle-database': 'oracle',
  postgresql: 'postgresql',
  mysql: 'mysql',
  'ibm-db2': 'db2',
}

/** OLE DB and ODBC name the product in their provider or driver. */
function namedProduct(connection: Value): string | undefined {
  const text = 'literal' in connection ? connection.literal : ''
  const [, provider = ''] = /\b(?:provider|driver)\s*=\s*\{?([^;}]+)/i.exec(text) ?? []
  return providers.find(([pattern]) => pattern.test(provider))?.[1]
}

const providers: readonly (readonly [RegExp, string])[] = [
  [/sqloledb|sqlncli|msoledbsql|sql server|sql native/i, 'mssqlserver'],
  [/oracle|msdaora/i, 'oracle-database'],
  [/mysql|maria/i, 'mysql'],
  [/postgres/i, 'postgresql'],
  [/db2|iseries|ibmdadb|as\/?400/i, 'ibm-db2'],
  [/jet|ace\.oledb|access/i, 'microsoft-access'],
  [/sybase|ase/i, 'sybase-ase'],
  [/informix/i, 'informix'],
]

function bulkCopy(site: Parameters<FactMaker>[0]): FactSaid | undefined {
  const table = site.argument(0)
  return table && 'literal' in table && !table.literal.includes('{}')
    ? {is: 'sql', of: 'tables', reads: [], writes: [table.literal.replace(/[[\]"]/g, '')], calls: []}
    : undefined
}

/** An address of FTP is a file's; what stands for a request's address is of HTTP else. */
function webCall(verb?: string): FactMaker {
  return (site) => {
    const [address] = addressesOf(site.argument(0))
    return address?.protocol.startsWith('ftp')
      ? {is: 'file', protocol: 'ftp', server: {literal: address.host}}
      : httpCall(verb)(site)
  }
}

function addressesOf(value: Value | undefined): ReturnType<typeof addressesIn> {
  return value && 'literal' in value ? addressesIn(value.literal) : []
}

function verbCall(site: Parameters<FactMaker>[0]): FactSaid | readonly FactSaid[] | undefined {
  const verb = site.argument(0)
  return httpCall(verb && 'literal' in verb ? verb.literal.toUpperCase() : undefined, 1)(site)
}

function mailServer(site: Parameters<FactMaker>[0]): readonly FactSaid[] {
  const server = site.argument(0)
  return mailSaid(server)
}

/** Mail by a server, which is a machine that is called. */
export function mailSaid(server: Value | undefined): readonly FactSaid[] {
  const address = server && 'literal' in server ? serverAddress(server.literal, 'smtp') : undefined
  return [{is: 'mail', ...(server && {server})}, ...(address ? [address] : [])]
}

function queueNamed(product: string): FactMaker {
  return (site) => ({is: 'queue', product, queue: site.argument(0) ?? {unresolved: 'decided at run time'}})
}

function setting(from: 'environment' | 'configuration'): FactMaker {
  return (site) => {
    const key = site.argument(0)
    return key && 'literal' in key && key.literal && !key.literal.includes('{}')
      ? {is: 'setting', from, key: key.literal}
      : undefined
  }
}

function connectionSetting(site: Parameters<FactMaker>[0]): FactSaid | undefined {
  const key = site.argument(0)
  return key && 'literal' in key && key.literal && !key.literal.includes('{}')
    ? {is: 'setting', from: 'configuration', key: `ConnectionStrings:${key.literal}`}
    : undefined
}

/** Whoever sets the program up is to put the name of a machine here: `YOUR-SERVER-NAME`. */
const placeholder = /^your(?:[-_].*|(?:own)?(?:server|host|machine|domain|company)\w*)$/i

/** A file of a share, or one of this machine that is named by its whole path or a setting. */
export function fileSaid(path: Value | undefined, does: 'reads' | 'writes' | undefined): FactSaid | undefined {
  if (!path) return undefined
  const literal = 'literal' in path ? path.literal : ''
  const share = /^(?:Microsoft\.PowerShell\.Core\\FileSystem::)?\\\\([\w.{}-]+)\\(.+)$/i.exec(literal)
  if (share) {
    const [, server = '', inside = ''] = share
    const isOpen = server.includes('{}') || placeholder.test(server)
    const named: Value = isOpen ? {unresolved: 'decided at run time'} : {literal: server}
    const at = isOpen ? undefined : {literal: `\\\\${server}\\${inside}`}
    return {is: 'file', protocol: 'smb', server: named, ...(at && {path: at}), ...(does && {does})}
  }
  const isWhole = 'key' in path ? isSetting(path.key) : /^(?:[A-Za-z]:)?[\\/](?!\\)./.test(literal)
  return isWhole ? {is: 'file', protocol: 'local', path, ...(does && {does})} : undefined
}

function localFile(does: 'reads' | 'writes' | undefined): FactMaker {
  return (site) => fileSaid(site.argument(0), does)
}

function fileCopy(site: Parameters<FactMaker>[0]): readonly FactSaid[] {
  return [fileSaid(site.argument(0), 'reads'), fileSaid(site.argument(1), 'writes')].filter(
    (fact) => fact !== undefined,
  )
}

function socket(site: Parameters<FactMaker>[0]): FactSaid | undefined {
  const [host, port] = [site.argument(0), site.argument(1)]
  if (!host || !('literal' in host)) return undefined
  return serverAddress(host.literal, 'tcp', undefined, port && 'literal' in port ? port.literal : undefined)
}

function fileServer(protocol: 'ftp' | 'sftp'): FactMaker {
  return (site) => {
    const server = site.argument(0)
    return server && {is: 'file', protocol, server}
  }
}

function transfer(does: 'reads' | 'writes', path: number): FactMaker {
  return (site) => {
    const at = site.argument(path)
    return {is: 'file', protocol: 'sftp', does, ...(at && {path: at})}
  }
}
