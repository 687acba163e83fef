import {serverAddress} from '../connection-text.ts'
import {fileSaid, mailSaid} from '../dotnet-types.ts'
import type {Value} from '../fact.ts'
import {
  atRunTime,
  databaseCall,
  type FactMaker,
  type FactSaid,
  fileUse,
  httpCall,
  mailUse,
  type TypeRule,
} from '../library.ts'
import {comType, databaseSaid, files, named, ownFunctions} from '../vb6/libraries.ts'

type Site = Parameters<FactMaker>[0]
type Methods = NonNullable<TypeRule['methods']>

/** Drivers by how components of databases name them, as the beginning of their names in lower case. */
const drivers: readonly (readonly [RegExp, string])[] = [
  [/^(?:ora|odac)/, 'oracle-database'],
  [/^(?:ms ?sql|sql ?server|sqlncli|mssqlconv)/, 'mssqlserver'],
  [/^(?:mysql|my$)/, 'mysql'],
  [/^maria/, 'mariadb'],
  [/^(?:pg|postgre)/, 'postgresql'],
  [/^(?:fb|firebird)/, 'firebird'],
  [/^(?:ib|intrbase|interbase|devartinterbase)/, 'interbase'],
  [/^(?:sqlite)/, 'sqlite'],
  [/^(?:db2|ibmdb2)/, 'ibm-db2'],
  [/^(?:infx|informix)/, 'informix'],
  [/^(?:asa|sqlanywhere|sybase|ase)/, 'sybase-ase'],
  [/^(?:msacc|access|ado$)/, 'microsoft-access'],
]

function driverOf(name: string): string {
  const key = name.trim().toLowerCase()
  return drivers.find(([pattern]) => pattern.test(key))?.[1] ?? 'sql'
}

function literal(value: Value | undefined): string | undefined {
  return value && 'literal' in value && !value.literal.includes('{}') ? value.literal : undefined
}

function uses(product: string, ...names: readonly string[]): Methods {
  return Object.fromEntries(names.map((name) => [name, databaseCall(product)]))
}

/** A table that a component shows; what is done with it is not followed: it is read, at least. */
function table(site: Site): readonly FactSaid[] {
  const name = literal(site.argument(0))
  if (name === undefined) return site.argument(0) ? [partial] : []
  const file = /^(.+)\.(?:db|dbf)$/i.exec(name)?.[1]
  return [...named({literal: file ?? name}, '2')]
}

const partial: FactSaid = {is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true}

/** A stored procedure; one of the server may have a number behind a `;`. */
function procedure(site: Site): readonly FactSaid[] {
  const name = literal(site.argument(0))
  if (name === undefined) return site.argument(0) ? [partial] : []
  return named({literal: name.replace(/;\d+$/, '')}, '4')
}

/** An alias of the Borland Database Engine, or the folder of its tables. */
function alias(site: Site): readonly FactSaid[] {
  const name = literal(site.argument(0))
  if (!name) return []
  if (/[\\/:]/.test(name))
    return [{is: 'database', product: 'borland-database-engine'}, ...files({literal: name}, undefined)]
  return [{is: 'database', product: 'borland-database-engine', operation: `alias ${name}`}]
}

/** The names of a connection's machine, by the product that its component is for. */
function machine(product: string): FactMaker {
  return (site) => {
    const host = site.argument(0)
    const address = serverAddress(literal(host) ?? '', protocolOf(product))
    const open = host && !('literal' in host) ? host : undefined
    return [{is: 'database', product, ...(open && {connection: open})}, ...(address ? [address] : [])]
  }
}

function protocolOf(product: string): string {
  return product === 'sql' ? 'database' : product === 'mssqlserver' ? 'sqlserver' : product.replace('-database', '')
}

/** `server:C:\data\claims.fdb`, `server/3050:claims`, or a file of this machine. */
function interBase(product: string): FactMaker {
  return (site) => {
    const given = site.argument(0)
    const name = literal(given)
    if (!given || name === '') return undefined
    const [, host, port] = /^(?!.:)([\w.-]{2,253})(?:\/(\w{1,8}))?:./.exec(name ?? '') ?? []
    const address = host ? serverAddress(host, product, undefined, port) : undefined
    const open = 'literal' in given ? undefined : given
    return [
      {is: 'database', product, ...(open && {connection: open})},
      ...(address ? [address] : host === undefined ? files(given, undefined) : []),
    ]
  }
}

/** `DriverName`, `DriverID`, `Protocol`, `ProviderName` say what database it is. */
function driver(site: Site): FactSaid | undefined {
  const name = literal(site.argument(0))
  return name ? {is: 'database', product: driverOf(name)} : undefined
}

function params(site: Site): readonly FactSaid[] {
  const text = literal(site.argument(0)) ?? ''
  return connectionParams(text)
}

/** Lines `Name=value`; users and passwords are never looked at. */
export function connectionParams(text: string): readonly FactSaid[] {
  const value = (pattern: RegExp): string | undefined =>
    text
      .split(/[\n\r]+/)
      .map((line) => /^\s*([\w ]{1,40}?)\s*=\s*(.*?)\s*$/.exec(line))
      .find((found) => found && pattern.test(found[1] ?? ''))?.[2]
  const name = value(/^(?:driverid|drivername|providername)$/i)
  const host = value(/^(?:server|host|hostname|server ?name)$/i)
  const database = value(/^database(?: ?name)?$/i)
  const port = value(/^port$/i)
  if (name === undefined && host === undefined && database === undefined) return []
  const product = name ? driverOf(name) : 'sql'
  const base = database && /^[\w$-]+$/.test(database) ? database : undefined
  const address = serverAddress(
    host ?? /^([\w.-]{2,253}):./.exec(database ?? '')?.[1] ?? '',
    protocolOf(product),
    base,
    port,
  )
  const isFile = database !== undefined && !address && /^[a-z]:\\|^\\\\/i.test(database)
  return [
    {is: 'database', product},
    ...(address ? [address] : []),
    ...(isFile ? files({literal: database}, undefined) : []),
  ]
}

function connectionString(site: Site): readonly FactSaid[] {
  const value = site.argument(0)
  return value && !('literal' in value && value.literal === '') ? databaseSaid([value]) : []
}

const anyQuery = ['open', 'execsql', 'execute', 'executesql', 'execproc', 'prepare']
const adoQuery: TypeRule = {methods: {...uses('sql', ...anyQuery), 'connectionstring=': connectionString}}
const adoTable: TypeRule = {
  methods: {...uses('sql', 'open'), 'tablename=': table, 'connectionstring=': connectionString},
}
const adoProcedure: TypeRule = {
  methods: {...uses('sql', 'open', 'execproc'), 'procedurename=': procedure, 'connectionstring=': connectionString},
}
const bde = 'borland-database-engine'

function dataAccess(product: string, prefix: string): Readonly<Record<string, TypeRule>> {
  const query: TypeRule = {methods: uses(product, ...anyQuery)}
  return Object.fromEntries(
    [
      ['query', query],
      ['sql', query],
      ['dataset', query],
      ['command', query],
      ['table', {methods: {...uses(product, 'open'), 'tablename=': table}}],
      [
        'storedproc',
        {methods: {...uses(product, 'open', 'execproc'), 'storedprocname=': procedure, 'procedurename=': procedure}},
      ],
      ['proc', {methods: {...uses(product, 'execproc'), 'storedprocname=': procedure}}],
    ].map(([name, rule]) => [`t${prefix}${name as string}`, rule as TypeRule]), // the pairs are written above
  )
}

const http: TypeRule = {
  methods: {
    get: httpCall('GET'),
    post: httpCall('POST'),
    put: httpCall('PUT'),
    delete: httpCall('DELETE'),
    head: httpCall('HEAD'),
    patch: httpCall('PATCH'),
  },
}
const ftp: TypeRule = {
  methods: {'host=': ftpServer, 'hostname=': ftpServer, put: fileUse('ftp', 'writes'), get: fileUse('ftp', 'reads')},
}
const mailServer: FactMaker = (site) => (literal(site.argument(0)) === '' ? undefined : mailSaid(site.argument(0)))
const mail: TypeRule = {methods: {'host=': mailServer, 'hostname=': mailServer, 'mailhost=': mailServer, send: mailUse}}
const socketRule: TypeRule = {methods: {'host=': socket, 'address=': socket}}
const saved: Methods = {loadfromfile: localFile('reads'), savetofile: localFile('writes')}

function ftpServer(site: Site): FactSaid | undefined {
  const server = site.argument(0)
  return server && literal(server) !== '' ? {is: 'file', protocol: 'ftp', server} : undefined
}

function socket(site: Site): FactSaid | undefined {
  return serverAddress(literal(site.argument(0)) ?? '', 'tcp')
}

function localFile(does: 'reads' | 'writes' | undefined): FactMaker {
  return (site) => fileSaid(site.argument(0), does)
}

/** `TFileStream.Create('C:\x.txt', fmCreate)`. */
function stream(site: Site): FactSaid | undefined {
  return fileSaid(site.argument(0), undefined)
}

function urlSet(site: Site): FactSaid | undefined {
  const url = site.argument(0)
  return url && literal(url) !== '' ? {is: 'http', url} : undefined
}

function registryKey(site: Site): FactSaid | undefined {
  const key = literal(site.argument(0))
  return key ? {is: 'setting', from: 'configuration', key} : undefined
}

/** Types of components and classes, in lower case. */
const types: Readonly<Record<string, TypeRule>> = {
  tadoconnection: {
    methods: {'connectionstring=': connectionString, open: databaseCall('sql'), execute: databaseCall('sql')},
  },
  tadoquery: adoQuery,
  tadodataset: adoQuery,
  tadocommand: adoQuery,
  tadotable: adoTable,
  tadostoredproc: adoProcedure,
  ...dataAccess(bde, ''),
  tquery: {methods: {...uses(bde, ...anyQuery), 'databasename=': alias}},
  ttable: {methods: {...uses(bde, 'open'), 'tablename=': table, 'databasename=': alias}},
  tstoredproc: {methods: {...uses(bde, 'execproc', 'open'), 'storedprocname=': procedure, 'databasename=': alias}},
  tdatabase: {methods: {'aliasname=': alias, 'drivername=': driver, 'params.strings=': params}},
  ...dataAccess('sql', 'sql'),
  tsqlconnection: {methods: {'drivername=': driver, 'params.strings=': params, 'hostname=': machine('sql')}},
  tsqldataset: {methods: uses('sql', ...anyQuery)},
  tsimpledataset: {methods: uses('sql', 'open')},
  ...dataAccess('sql', 'fd'),
  tfdconnection: {
    methods: {'params.strings=': params, 'drivername=': driver, 'driverid=': driver, 'server=': machine('sql')},
  },
  tadconnection: {methods: {'params.strings=': params, 'drivername=': driver}},
  ...dataAccess('sql', 'ad'),
  ...dataAccess('interbase', 'ib'),
  tibdatabase: {methods: {'databasename=': interBase('interbase')}},
  ...dataAccess('firebird', 'uib'),
  tuibdatabase: {methods: {'databasename=': interBase('firebird')}},
  tibodatabase: {methods: {'databasename=': interBase('interbase')}},
  tib_connection: {methods: {'databasename=': interBase('interbase')}},
  tpfibdatabase: {methods: {'dbname=': interBase('firebird')}},
  tpfibquery: {methods: uses('firebird', 'execquery')},
  tpfibdataset: {methods: uses('firebird', 'open')},
  tpfibstoredproc: {methods: {'storedprocname=': procedure, ...uses('firebird', 'execproc')}},
  ...dataAccess('sql', 'z'),
  tzreadonlyquery: {methods: uses('sql', ...anyQuery)},
  tzconnection: {methods: {'hostname=': machine('sql'), 'protocol=': driver}},
  ...dataAccess('sql', 'uni'),
  tuniconnection: {methods: {'server=': machine('sql'), 'providername=': driver, 'connectstring=': connectionString}},
  ...dataAccess('oracle-database', 'ora'),
  torasession: {methods: {'server=': oracleServer}},
  toraclesession: {methods: {'logondatabase=': oracleServer}},
  toracledataset: {methods: uses('oracle-database', 'open')},
  toraclequery: {methods: uses('oracle-database', 'execute')},
  ...dataAccess('mssqlserver', 'ms'),
  tmsconnection: {methods: {'server=': machine('mssqlserver')}},
  ...dataAccess('mysql', 'my'),
  tmyconnection: {methods: {'server=': machine('mysql')}},
  ...dataAccess('postgresql', 'pg'),
  tpgconnection: {methods: {'server=': machine('postgresql')}},
  tidhttp: http,
  thttpclient: http,
  tnethttpclient: http,
  tnethttprequest: {...http, methods: {...http.methods, 'url=': urlSet}},
  trestclient: {methods: {'baseurl=': urlSet}},
  thttprio: {methods: {'url=': urlSet, 'wsdllocation=': urlSet}},
  tsoapconnection: {methods: {'url=': urlSet}},
  twebconnection: {methods: {'url=': urlSet}},
  tidftp: ftp,
  tidsmtp: mail,
  tidpop3: mail,
  tidimap4: mail,
  tnmsmtp: {methods: {'host=': mailServer, sendmail: mailUse}},
  tnmftp: ftp,
  tidtcpclient: socketRule,
  tidudpclient: socketRule,
  tclientsocket: socketRule,
  tsocketconnection: socketRule,
  tdcomconnection: {methods: {'computername=': socket}},
  tinifile: {made: localFile('reads')},
  tmeminifile: {made: localFile('reads')},
  tregistry: {methods: {openkey: registryKey, openkeyreadonly: registryKey}},
  tstringlist: {methods: saved},
  tstrings: {methods: saved},
  tmemorystream: {methods: saved},
  tstringstream: {methods: saved},
  tfilestream: {made: stream},
}

function oracleServer(site: Site): readonly FactSaid[] {
  const server = literal(site.argument(0))
  const [, host, port, service] = /^([\w.-]+)(?::(\d{1,5}))?(?:[:/]([\w.-]+))$/.exec(server ?? '') ?? []
  const address = host ? serverAddress(host, 'oracle', service, port) : undefined
  return [{is: 'database', product: 'oracle-database'}, ...(address ? [address] : [])]
}

/** The rule of a class by its name in lower case, with or without its unit; of COM too. */
export function delphiType(name: string): TypeRule | undefined {
  const own = name.replace(/^.*\.(?=t\w+$)/, '')
  if (Object.hasOwn(types, own)) return types[own]
  if (name.includes('.')) return comType(name)
  // Of any maker, but what is kept in memory.
  return ofAnyMaker.find(([pattern]) => pattern.test(own))?.[1]
}

const ofAnyMaker: readonly (readonly [RegExp, TypeRule])[] = [
  [/^t(?!.*mem)\w*table$/, {methods: {'tablename=': table}}],
  [/^t\w*storedproc$/, {methods: {'storedprocname=': procedure}}],
]

type Rule = (given: readonly Value[]) => readonly FactSaid[]
const runs: Rule = ([program]) => [{is: 'process', program: program ?? atRunTime}]

const functions: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    [
      'shellexecute',
      'winexec',
      'copyfile',
      'movefile',
      'urldownloadtofile',
      'internetopenurl',
      'internetconnect',
      'ftpputfile',
      'ftpgetfile',
    ].map((name) => [name, ownFunctions[name] ?? (() => [])]),
  ),
  shellexecuteex: () => [{is: 'process', program: atRunTime}],
  createprocess: ([application, line]) =>
    runs([application && !('literal' in application) && line ? line : (application ?? atRunTime)]),
  renamefile: ([from, to]) => [...files(from, 'reads'), ...files(to, 'writes')],
  deletefile: ([path]) => files(path, 'writes'),
  getenvironmentvariable: ([key]) => keyOf(key),
}

function keyOf(key: Value | undefined): readonly FactSaid[] {
  const name = literal(key)
  return name ? [{is: 'setting', from: 'environment', key: name}] : []
}

/** What a function of the language or of Windows says, by its name in lower case; `A` and `W` behind it are of its texts. */
export function delphiFunction(name: string): Rule | undefined {
  const plain = name.replace(/^.*\./, '')
  if (plain === 'appsettings') return ownFunctions['appsettings']
  const known = [plain, plain.replace(/[aw]$/, '')].find((one) => Object.hasOwn(functions, one))
  return known === undefined ? undefined : functions[known]
}

/** Constants that libraries bring. */
export const broughtConstants: Readonly<Record<string, string>> = {
  internet_service_ftp: '1',
  slinebreak: '\n',
}

/** What shows that a file with an ending that pages of PHP have too is of Pascal. */
export const showsPascal =
  /(?<![^])(?![^]*<[?%])[^]*?(?:\{\$(?:if|ifdef|ifndef|define|include|i)\b|^\s*(?:procedure|function)\s+\w+[^\n{]*;\s*$)/im
