import {serverAddress} from '../connection-text.ts'
import {connectionSaid, dotnetType, fileSaid, mailSaid} from '../dotnet-types.ts'
import type {Fact, Value} from '../fact.ts'
import {atRunTime, databaseCall, type FactMaker, type FactSaid, mailUse, type TypeRule} from '../library.ts'
import {lineOf} from '../line-of.ts'

type Rule = (given: readonly Value[]) => readonly FactSaid[]

const dao: TypeRule = {
  methods: {
    opendatabase: opened(0, 3),
    openconnection: opened(0, 3),
    openrecordset: recordset,
    execute: databaseCall('sql'),
  },
}
const adoConnection: TypeRule = {
  made: () => ({is: 'database', product: 'sql'}),
  methods: {open: opened(0), 'connectionstring=': opened(0), execute: databaseCall('sql')},
}
const adoRecordset: TypeRule = {methods: {open: recordset}}
const adoCommand: TypeRule = {methods: {execute: databaseCall('sql'), 'activeconnection=': connectionText}}
const rdo: TypeRule = {
  methods: {openconnection: opened(0, 3), openresultset: databaseCall('sql'), 'connect=': opened(0)},
}
const mail: TypeRule = {methods: {send: mailUse, signon: mailUse}}

/** Types of COM by their whole name in lower case. */
const comTypes: Readonly<Record<string, TypeRule>> = {
  'adodb.connection': adoConnection,
  'adodb.recordset': adoRecordset,
  'ador.recordset': adoRecordset,
  'adodb.command': adoCommand,
  'adodb.stream': {methods: {savetofile: localFile('writes'), loadfromfile: localFile('reads')}},
  'dao.database': dao,
  'dao.workspace': dao,
  'dao.dbengine': dao,
  'dao.dbengine.36': dao,
  'dao.dbengine.35': dao,
  'dao.dbengine.120': dao,
  dbengine: dao,
  'access.application': {methods: {opencurrentdatabase: opened(0)}},
  'rdo.rdoconnection': rdo,
  'rdo.rdoenvironment': rdo,
  rdoconnection: rdo,
  rdoenvironment: rdo,
  'msmapi.mapisession': mail,
  'msmapi.mapimessages': mail,
  'mapi.session': {made: mailUse},
  'cdo.message': mail,
  'cdonts.newmail': mail,
  'persits.mailsender': {methods: {'host=': mailServer, send: mailUse}},
  'jmail.message': {methods: {send: mailServer}},
  'jmail.smtpmail': {methods: {'serveraddress=': mailServer, execute: mailUse}},
  'smtpsvg.mailer': {methods: {'remotehost=': mailServer, sendmail: mailUse}},
  'notes.notessession': {made: mailUse},
  'lotus.notessession': {made: mailUse},
  'mswinsocklib.winsock': {methods: {connect: socket, 'remotehost=': socket}},
  'inetctlsobjects.inet': {methods: {openurl: inetCall, execute: inetCall, 'url=': inetCall, 'remotehost=': ftpServer}},
  'msmq.msmqqueueinfo': {methods: {'formatname=': queueNamed, 'pathname=': queueNamed}},
  'msxml2.domdocument': {methods: {load: webLoad}},
  'msxml2.xmlhttp60': {methods: {open: verbCall}},
  'vb.data': {methods: {'databasename=': opened(0), 'connect=': connectionText, 'recordsource=': recordSource}},
  'msadodclib.adodc': {methods: {'connectionstring=': opened(0)}},
  // Reports of Crystal are files that the program prints from.
  'crystal.crystalreport': {methods: {'reportfilename=': localFile('reads'), 'connect=': connectionText}},
  'craxdrt.application': {methods: {openreport: localFile('reads')}},
  'craxddrt.application': {methods: {openreport: localFile('reads')}},
  'crpeauto.application': {methods: {openreport: localFile('reads')}},
  'msrdc.msrdc': {methods: {'connect=': connectionText}},
}

/** The rule of a type as COM or .NET has it. */
export function comType(name: string): TypeRule | undefined {
  if (Object.hasOwn(comTypes, name)) return comTypes[name]
  const plain = name.replace(/\.\d+(?:\.\d+)?$/, '')
  if (Object.hasOwn(comTypes, plain)) return comTypes[plain]
  // The types of .NET without a library's name are none of COM.
  return name.includes('.') ? (dotnetType(name) ?? dotnetType(plain)) : undefined
}

/** What the language's own functions, and those of Windows, do, by name in lower case. */
export const ownFunctions: Readonly<Record<string, Rule>> = {
  shell: ([program]) => [{is: 'process', program: program ?? atRunTime}],
  shellexecute: ([, , file]) => started(file),
  winexec: ([program]) => started(program),
  filecopy: ([from, to]) => [...files(from, 'reads'), ...files(to, 'writes')],
  copyfile: ([from, to]) => [...files(from, 'reads'), ...files(to, 'writes')],
  movefile: ([from, to]) => [...files(from, 'reads'), ...files(to, 'writes')],
  kill: ([path]) => files(path, 'writes'),
  appsettings: ([key]) => setting('configuration', [key]),
  environ: ([key]) => setting('environment', [key]),
  getsetting: ([application, section, key]) => setting('configuration', [application, section, key]),
  savesetting: ([application, section, key]) => setting('configuration', [application, section, key]),
  opendatabase: ([name, , , connect]) => databaseSaid([name, connect]),
  'dbengine.opendatabase': ([name, , , connect]) => databaseSaid([name, connect]),
  urldownloadtofile: ([, url]) => [{is: 'http', operation: 'GET', ...(url && {url})}],
  internetopenurl: ([, url]) => [{is: 'http', operation: 'GET', ...(url && {url})}],
  internetconnect: ([, server, , , , service]) =>
    service && 'literal' in service && service.literal !== '1'
      ? []
      : [{is: 'file', protocol: 'ftp', server: server ?? atRunTime}],
  ftpputfile: ([, , path]) => [{is: 'file', protocol: 'ftp', does: 'writes', ...(path && {path})}],
  ftpgetfile: ([, path]) => [{is: 'file', protocol: 'ftp', does: 'reads', ...(path && {path})}],
}

function started(program: Value | undefined): readonly FactSaid[] {
  const isAddress = program && 'literal' in program && /^(?:https?|mailto):/i.test(program.literal)
  return isAddress ? [] : [{is: 'process', program: program ?? atRunTime}]
}

/** A file that is named by its whole path, or a share's. */
export function files(path: Value | undefined, does: 'reads' | 'writes' | undefined): readonly FactSaid[] {
  const fact = fileSaid(path, does)
  return fact ? [fact] : []
}

function setting(from: 'configuration' | 'environment', parts: readonly (Value | undefined)[]): readonly FactSaid[] {
  const key = parts.map((part) => (part && 'literal' in part ? part.literal : '{}')).join('\\')
  return key.includes('{}') || key === '' ? [] : [{is: 'setting', from, key}]
}

function localFile(does: 'reads' | 'writes'): FactMaker {
  return (site) => fileSaid(site.argument(0), does)
}

/** What a connection string, or a file of Access, is. */
export function databaseSaid(values: readonly (Value | undefined)[]): readonly FactSaid[] {
  const known = values.filter((value) => value !== undefined)
  const whole = known.find((value) => 'literal' in value && /[\w ]=/.test(value.literal))
  const file = known.find((value) => 'literal' in value && accessFile.test(value.literal))
  if (whole) return connectionTold(whole)
  const [first] = known
  if (file) return [{is: 'database', product: 'microsoft-access', connection: file}, ...files(file, undefined)]
  return first ? [{is: 'database', product: 'sql', ...('literal' in first ? {} : {connection: first})}] : []
}

const accessFile = /\.(?:mdb|mde|accdb|adp)$/i
const fileSource = /(?:data source|dbq|database)\s*=\s*"?([^;"]+)/i

/** What a connection string says, of the product where that does not name another; the source of a database that is a file is that file, no machine. */
export function connectionTold(connection: Value, product = 'sql'): readonly FactSaid[] {
  const text = 'literal' in connection ? connection.literal.replace(/^odbc\s*;/i, '') : undefined
  const said = connectionSaid(product, text === undefined ? connection : {literal: text})
  const source = text === undefined ? undefined : fileSource.exec(text)?.[1]?.trim()
  const isFile =
    source !== undefined && /\.(?:mdb|mde|accdb|dbf|xls|txt|csv)$|^[a-z]:\\|^\\\\[^\\]+\\[^\\]+\\/i.test(source)
  if (isFile) return [...said.filter(({is}) => is !== 'address'), ...files({literal: source}, undefined)]
  return said
}

function opened(connection: number, further = connection): FactMaker {
  return (site) => {
    const given = [site.argument(connection), ...(further === connection ? [] : [site.argument(further)])]
    return given[0] ? databaseSaid(given) : undefined
  }
}

function connectionText(site: Parameters<FactMaker>[0]): readonly FactSaid[] | undefined {
  const value = site.argument(0)
  return value && 'literal' in value && value.literal.includes('=') ? databaseSaid([value]) : undefined
}

/** `rs.Open "Orders", cn, , , adCmdTable`, `db.OpenRecordset("Orders")`; of a text that is SQL the text says more. */
function recordset(site: Parameters<FactMaker>[0]): readonly FactSaid[] {
  const kind = site.argument(4)
  const option = site.name === 'openrecordset' ? '2' : kind && 'literal' in kind ? kind.literal : ''
  return [{is: 'database', product: 'sql', operation: site.name}, ...named(site.argument(0), option)]
}

/** What a source is that is a name alone, by the option of ADO beside it: a table, or a stored procedure. */
export function named(source: Value | undefined, option: string): readonly FactSaid[] {
  const name = source && 'literal' in source ? plainName.exec(source.literal)?.[1]?.replace(/[[\]]/g, '') : undefined
  const none = {is: 'sql', of: 'tables', reads: [], writes: [], calls: []} as const
  if (name === undefined) return []
  if (/^(?:2|512)$/.test(option)) return [{...none, reads: [name]}]
  return option === '4' ? [{...none, calls: [name]}] : []
}

const plainName =
  /^\s*((?:\[[^\]]{1,128}\]|[A-Za-z_][\w$#]{0,127})(?:\.(?:\[[^\]]{1,128}\]|[A-Za-z_][\w$#]{0,127})){0,3})\s*;?\s*$/

function recordSource(site: Parameters<FactMaker>[0]): readonly FactSaid[] {
  return named(site.argument(0), '2')
}

/** Constants that libraries bring, as the code names them. */
export const broughtConstants: Readonly<Record<string, string>> = {
  adcmdtable: '2',
  adcmdtabledirect: '512',
  adcmdstoredproc: '4',
  internet_service_ftp: '1',
  vbcrlf: '\n',
  vbcr: '\n',
  vblf: '\n',
  vbnewline: '\n',
  vbtab: ' ',
  vbnullstring: '',
}

function mailServer(site: Parameters<FactMaker>[0]): readonly FactSaid[] {
  return mailSaid(site.argument(0))
}

function socket(site: Parameters<FactMaker>[0]): FactSaid | undefined {
  const [host, port] = [site.argument(0), site.argument(1)]
  if (!host || !('literal' in host)) return undefined
  return serverAddress(host.literal, 'tcp', undefined, port && 'literal' in port ? port.literal : undefined)
}

function inetCall(site: Parameters<FactMaker>[0]): readonly FactSaid[] {
  const url = site.argument(0)
  const server = url && 'literal' in url ? /^ftp:\/\/([\w.-]+)/i.exec(url.literal)?.[1] : undefined
  if (server) return [{is: 'file', protocol: 'ftp', server: {literal: server}}]
  return url ? [{is: 'http', url}] : []
}

function ftpServer(site: Parameters<FactMaker>[0]): FactSaid | undefined {
  const server = site.argument(0)
  return server && {is: 'file', protocol: 'ftp', server}
}

function queueNamed(site: Parameters<FactMaker>[0]): FactSaid {
  return {is: 'queue', product: 'msmq', queue: site.argument(0) ?? atRunTime}
}

function webLoad(site: Parameters<FactMaker>[0]): FactSaid | undefined {
  const url = site.argument(0)
  return url && 'literal' in url && /^https?:/i.test(url.literal) ? {is: 'http', operation: 'GET', url} : undefined
}

function verbCall(site: Parameters<FactMaker>[0]): FactSaid {
  const [verb, url] = [site.argument(0), site.argument(1)]
  const operation = verb && 'literal' in verb ? verb.literal.toUpperCase() : undefined
  return {is: 'http', ...(operation && {operation}), ...(url && {url})}
}

/** A fact and the place in its text where it is said. */
export interface FactAt {
  readonly said: FactSaid
  readonly at: number
}

/** Facts in the order of their places, each once, with their lines. */
export function placed(found: readonly FactAt[], text: string): readonly Fact[] {
  const lineAt = lineOf(text)
  const facts = found.toSorted((a, b) => a.at - b.at).map(({said, at}) => ({...said, line: lineAt(at)}) as Fact) // the line is all that a said fact lacks
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()]
}
