import {serverAddress} from '../connection-text.ts'
import type {Value} from '../fact.ts'
import {atRunTime, type FactSaid} from '../library.ts'
import {plsqlTokens} from './tokens.ts'
import {unitCalls} from './unit-calls.ts'

/** What a procedure is given, by its place or its name. */
export type Given = (index: number, name: string) => Value | undefined
type Rule = (given: Given) => readonly FactSaid[]

/** What packages and functions stand for. */
export interface PackageRules {
  readonly packages: Readonly<Record<string, Rule>>
  /** Whose text of SQL is the argument at that place. */
  readonly parsesSql: Readonly<Record<string, readonly [index: number, name: string]>>
}

/** The packages that Oracle brings, by package and procedure. */
export const packages: Readonly<Record<string, Rule>> = {
  'utl_http.request': (given) => http('GET', given(0, 'url')),
  'utl_http.request_pieces': (given) => http('GET', given(0, 'url')),
  'utl_http.begin_request': (given) => http(literal(given(1, 'method'))?.toUpperCase() ?? 'GET', given(0, 'url')),
  'apex_web_service.make_rest_request': (given) =>
    http(literal(given(1, 'p_http_method'))?.toUpperCase(), given(0, 'p_url')),
  'apex_web_service.make_request': (given) => http('SOAP', given(0, 'p_url')),
  'httpuritype.createuri': (given) => http('GET', given(0, 'url')),
  httpuritype: (given) => http('GET', given(0, 'url')),
  'utl_smtp.open_connection': (given) => mail(given(0, 'host')),
  'utl_mail.send': () => [{is: 'mail'}],
  'apex_mail.send': () => [{is: 'mail'}],
  'utl_tcp.open_connection': (given) => socket(given(0, 'remote_host'), given(1, 'remote_port'), 'tcp'),
  'dbms_ldap.init': (given) => socket(given(0, 'hostname'), given(1, 'portnum'), 'ldap'),
  'utl_file.fopen': (given) => file(given(0, 'location'), given(1, 'filename'), modeOf(given(2, 'open_mode'))),
  'utl_file.fopen_nchar': (given) => file(given(0, 'location'), given(1, 'filename'), modeOf(given(2, 'open_mode'))),
  'utl_file.fcopy': (given) => [
    ...file(given(0, 'src_location'), given(1, 'src_filename'), 'reads'),
    ...file(given(2, 'dest_location'), given(3, 'dest_filename'), 'writes'),
  ],
  'utl_file.frename': (given) => [
    ...file(given(0, 'src_location'), given(1, 'src_filename'), 'reads'),
    ...file(given(2, 'dest_location'), given(3, 'dest_filename'), 'writes'),
  ],
  'utl_file.fremove': (given) => file(given(0, 'location'), given(1, 'filename'), 'writes'),
  bfilename: (given) => file(given(0, 'directory'), given(1, 'filename'), 'reads'),
  'dbms_scheduler.create_job': scheduled,
  'dbms_scheduler.create_schedule': (given) => schedule(given(3, 'repeat_interval')),
  'dbms_job.submit': submitted,
  'dbms_job.isubmit': submitted,
  'dbms_aq.enqueue': (given) => queue(given(0, 'queue_name'), 'sends'),
  'dbms_aq.dequeue': (given) => queue(given(0, 'queue_name'), 'receives'),
}

/** Whose text of SQL is the argument at that place. */
export const parsesSql: Readonly<Record<string, readonly [index: number, name: string]>> = {
  'dbms_sql.parse': [1, 'statement'],
  'dbms_utility.exec_ddl_statement': [0, 'parse_string'],
}

function literal(value: Value | undefined): string | undefined {
  return value && 'literal' in value ? value.literal : undefined
}

function http(operation: string | undefined, url: Value | undefined): readonly FactSaid[] {
  return [{is: 'http', ...(operation && {operation}), ...(url && {url})}]
}

function mail(server: Value | undefined): readonly FactSaid[] {
  return [{is: 'mail', ...(server && {server})}, ...socket(server, undefined, 'smtp')]
}

function socket(host: Value | undefined, port: Value | undefined, protocol: string): readonly FactSaid[] {
  const address = serverAddress(literal(host) ?? '', protocol, undefined, literal(port))
  return address ? [address] : []
}

function modeOf(mode: Value | undefined): 'reads' | 'writes' | undefined {
  const [first = ''] = literal(mode)?.toLowerCase() ?? ''
  return first === 'r' ? 'reads' : /[wa]/.test(first) ? 'writes' : undefined
}

/** A file of a directory of the database, by the directory's name. */
function file(
  directory: Value | undefined,
  name: Value | undefined,
  does: 'reads' | 'writes' | undefined,
): readonly FactSaid[] {
  const [folder, own] = [literal(directory), literal(name)]
  const path: Value = folder && own ? {literal: `${folder}/${own}`} : atRunTime
  return [{is: 'file', protocol: 'local', path, ...(does && {does}), ...(folder && own && {directory: folder})}]
}

function schedule(interval: Value | undefined): readonly FactSaid[] {
  return interval ? [{is: 'job', schedule: interval}] : []
}

function scheduled(given: Given): readonly FactSaid[] {
  const type = literal(given(1, 'job_type')) ?? ''
  const action = given(2, 'job_action')
  const program = /^(?:executable|external_script)$/i.test(type) ? action : undefined
  return [
    ...schedule(given(Infinity, 'repeat_interval')),
    ...(program ? [{is: 'process', program} as const] : []),
    ...(/^stored_procedure$/i.test(type) ? calls(`${literal(action) ?? ''};`) : []),
    ...(/^plsql_block$/i.test(type) ? calls(literal(action)) : []),
  ]
}

function submitted(given: Given): readonly FactSaid[] {
  return [...schedule(given(3, 'interval')), ...calls(literal(given(1, 'what')))]
}

/** What a job calls, by its statements. */
function calls(statements = ''): readonly FactSaid[] {
  const block = `begin ${statements} end;`
  return unitCalls(plsqlTokens(block), block).map(({is, language, name}) => ({is, name, ...(language && {language})}))
}

function queue(name: Value | undefined, does: 'sends' | 'receives'): readonly FactSaid[] {
  return [{is: 'queue', product: 'oracle-aq', does, queue: name ?? atRunTime}]
}
