import {serverAddress} from '../connection-text.ts'
import {connectionSaid, mailSaid} from '../dotnet-types.ts'
import type {Value} from '../fact.ts'
import {atRunTime, databaseCall, type FactMaker, type FactSaid, httpCall, mailUse, type TypeRule} from '../library.ts'
import {comType, connectionTold, files, ownFunctions} from '../vb6/libraries.ts'

type Site = Parameters<FactMaker>[0]

function literal(value: Value | undefined): string | undefined {
  return value && 'literal' in value ? value.literal : undefined
}

/** Interfaces to databases as `DBMS` names them. */
const interfaces: readonly (readonly [RegExp, string])[] = [
  [/^(?:trace\s+)?(?:o(?:r\d|\d\d)|ora)/i, 'oracle-database'],
  [/^(?:trace\s+)?(?:mss|snc|msoledbsql|adonet.*sqlclient)/i, 'mssqlserver'],
  [/^(?:trace\s+)?(?:sy[cbt]|ase|sybase)/i, 'sybase-ase'],
  [/^(?:trace\s+)?in[79]/i, 'informix'],
]

export function interfaceOf(dbms: string): string {
  return interfaces.find(([pattern]) => pattern.test(dbms.trim()))?.[1] ?? 'sql'
}

function dbms(site: Site): FactSaid | undefined {
  const name = literal(site.argument(0))
  return name ? {is: 'database', product: interfaceOf(name)} : undefined
}

/** A machine, a name in a file of the network's, or a key that gives one: which of them is for the interface to say. */
function serverName(site: Site): FactSaid | undefined {
  const server = site.argument(0)
  if (!server || literal(server) === '') return undefined
  return 'literal' in server
    ? {is: 'database', product: 'sql', operation: `server ${server.literal}`}
    : {is: 'database', product: 'sql', connection: server}
}

/** Of DBParm one setting, in its quotes. */
function parameter(text: string, name: string): string | undefined {
  return new RegExp(`\\b${name}\\s*=\\s*'([^']*)'`, 'i').exec(text)?.[1]?.trim()
}

/**
 * `ConnectString='DSN=claims;UID=u;PWD=p',...`, `PROVIDER='SQLOLEDB',DATASOURCE='db'`,
 * `Namespace='System.Data.SqlClient',DataSource='db',Database='claims'`.
 */
function dbParm(site: Site): readonly FactSaid[] {
  const text = literal(site.argument(0))
  if (text === undefined) return []
  const connect = parameter(text, 'ConnectString')
  if (connect !== undefined) return odbc(connect)
  const [provider, source] = [parameter(text, 'provider'), parameter(text, 'datasource')]
  if (!source) return []
  const database = parameter(text, '(?:database|initial catalog)')
  const place = `Data Source=${source}${database ? `;Initial Catalog=${database}` : ''}`
  if (!provider) return namespaced(parameter(text, 'namespace') ?? '', source, place)
  const said = connectionTold({literal: `Provider=${provider};${place}`})
  // Where texts are read, one that begins with its provider has told it.
  return /^\s*provider\b/i.test(text) ? said.filter(({is}) => is === 'address') : said
}

/** A source of ODBC is told by its name, as a server is: which machine it leads to is set up elsewhere. */
function odbc(connect: string): readonly FactSaid[] {
  const source = /(?:^|;)\s*dsn\s*=\s*([^;{}]+)/i.exec(connect)?.[1]?.trim()
  const said = connectionTold({literal: connect})
  return said.map((fact) => (source && fact.is === 'database' ? {...fact, operation: `DSN ${source}`} : fact))
}

/** Clients of .NET by their namespace. */
const clients: readonly (readonly [RegExp, string])[] = [
  [/\.SqlClient$/i, 'mssqlserver'],
  [/\.OracleClient$|^Oracle\./i, 'oracle-database'],
  [/\.AseClient$/i, 'sybase-ase'],
]

function namespaced(namespace: string, source: string, place: string): readonly FactSaid[] {
  const product = clients.find(([pattern]) => pattern.test(namespace))?.[1]
  if (product === undefined) return []
  // A plain name is one of the network's own file, not of a machine.
  const isAlias = product === 'oracle-database' && !/[:/]/.test(source)
  if (!isAlias) return connectionSaid(product, {literal: place})
  return [{is: 'database', product, ...(source.includes('{}') ? {} : {operation: `server ${source}`})}]
}

const transaction: TypeRule = {methods: {'dbms=': dbms, 'servername=': serverName, 'dbparm=': dbParm}}
const http: TypeRule = {
  methods: {
    sendrequest: (site) => httpCall(literal(site.argument(0))?.toUpperCase(), 1)(site),
    geturl: httpCall('GET'),
    posturl: httpCall('POST'),
    hyperlinktourl: () => undefined,
  },
}

const types: Readonly<Record<string, TypeRule>> = {
  transaction,
  sqlca: transaction,
  mailsession: {methods: {mailsend: mailUse, maillogon: mailUse}},
  smtpclient: {methods: {'host=': (site) => mailSaid(site.argument(0)), send: mailUse}},
  httpclient: http,
  restclient: {
    methods: {
      sendgetrequest: httpCall('GET'),
      sendpostrequest: httpCall('POST'),
      sendputrequest: httpCall('PUT'),
      senddeleterequest: httpCall('DELETE'),
      retrieve: httpCall('GET', 1),
    },
  },
  inet: http,
  datastore: {methods: {setsqlselect: databaseCall('sql')}},
  connection: {methods: {'location=': (site) => serverAddress(literal(site.argument(0)) ?? '', 'tcp')}},
}

/** The rule of a class of PowerBuilder, or of COM, by its name in lower case. */
export function powerBuilderType(name: string): TypeRule | undefined {
  return Object.hasOwn(types, name) ? types[name] : name.includes('.') ? comType(name) : undefined
}

type Rule = (given: readonly Value[]) => readonly FactSaid[]

const functions: Readonly<Record<string, Rule>> = {
  run: ([program]) => [{is: 'process', program: program ?? atRunTime}],
  filecopy: ([from, to]) => [...files(from, 'reads'), ...files(to, 'writes')],
  filemove: ([from, to]) => [...files(from, 'reads'), ...files(to, 'writes')],
  filedelete: ([path]) => files(path, 'writes'),
  fileopen: ([path]) => files(path, undefined),
  registryget: ([key]) => registry(key),
  registryset: ([key]) => registry(key),
  setprofilestring: () => [],
  ...Object.fromEntries(
    ['appsettings', 'shellexecute', 'winexec', 'internetopenurl', 'internetconnect', 'ftpputfile', 'ftpgetfile'].map(
      (name) => [name, ownFunctions[name] ?? (() => [])],
    ),
  ),
}

function registry(key: Value | undefined): readonly FactSaid[] {
  const name = literal(key)
  return name && !name.includes('{}') ? [{is: 'setting', from: 'configuration', key: name}] : []
}

/** What a function of the language, or one of Windows under any name, says. */
export function powerBuilderFunction(name: string, windows: ReadonlyMap<string, string>): Rule | undefined {
  const whole = windows.get(name) ?? name
  const known = [whole, whole.replace(/[aw]$/, '')].find((one) => Object.hasOwn(functions, one))
  return known === undefined ? undefined : functions[known]
}
