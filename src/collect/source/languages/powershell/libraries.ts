import type {FactSaid} from '../library.ts'
import {azureService} from './azure-services.ts'
import {connectionSaid, fileSaid, mailSaid} from '../dotnet-types.ts'
import {serverAddress} from '../connection-text.ts'
import {serverConnection, serverSaid} from '../shell-databases.ts'
import {pathRun, withoutUser} from '../shell-programs.ts'
import {textOf, valueOf, type Word} from '../word.ts'

/** A cmdlet's arguments; the name of one may be cut short, as PowerShell lets it be. */
export interface CmdletCall {
  readonly named: (...names: readonly string[]) => readonly Word[]
  /** By place, counted from 0, without those that have a name. */
  readonly at: (index: number) => readonly Word[]
}

type CmdletRule = (call: CmdletCall) => readonly FactSaid[]

const files = {
  /** What is read and written by a command that copies. */
  copy: (call: CmdletCall): readonly FactSaid[] => [
    ...fileFacts(path(call, 0, 'path', 'literalpath'), 'reads'),
    ...fileFacts(path(call, 1, 'destination'), 'writes'),
  ],
  reads: (call: CmdletCall): readonly FactSaid[] => fileFacts(path(call, 0, 'path', 'literalpath'), 'reads'),
  writes: (call: CmdletCall): readonly FactSaid[] =>
    fileFacts(path(call, 0, 'filepath', 'path', 'literalpath'), 'writes'),
}

/** What cmdlets do, by name in lower case. */
export const cmdlets: Readonly<Record<string, CmdletRule>> = {
  'invoke-webrequest': web,
  'invoke-restmethod': web,
  'start-bitstransfer': (call) => {
    const source = call.named('source')[0] ?? call.at(0)[0]
    return source && textOf(source).includes('://') ? http('GET', source) : fileFacts(source ? [source] : [], 'reads')
  },
  'new-webserviceproxy': (call) => http('SOAP', call.named('uri')[0] ?? call.at(0)[0]),
  'invoke-sqlcmd': sqlCommand,
  'invoke-sqlcmd2': sqlCommand,
  'invoke-dbaquery': sqlCommand,
  'invoke-odbccommand': sqlCommand,
  'write-sqltabledata': (call) => [
    ...server(call, 'serverinstance'),
    ...tableSaid(call.named('tablename')[0], call.named('schemaname')[0], 'writes'),
  ],
  'read-sqltabledata': (call) => [
    ...server(call, 'serverinstance'),
    ...tableSaid(call.named('tablename')[0], call.named('schemaname')[0], 'reads'),
  ],
  'connect-dbainstance': (call) => server(call, 'sqlinstance'),
  'backup-sqldatabase': (call) => server(call, 'serverinstance'),
  'restore-sqldatabase': (call) => server(call, 'serverinstance'),
  'send-mailmessage': (call) => mailSaid(valueFirst(call.named('smtpserver'))),
  'copy-item': files.copy,
  'move-item': files.copy,
  'get-content': files.reads,
  'import-csv': files.reads,
  'import-clixml': files.reads,
  'set-content': files.writes,
  'add-content': files.writes,
  'out-file': files.writes,
  'export-csv': files.writes,
  'new-psdrive': (call) =>
    /^(?:filesystem)?$/i.test(textOf(call.named('psprovider')[0] ?? []))
      ? fileFacts(call.named('root'), undefined)
      : [],
  'new-smbmapping': (call) => fileFacts(call.named('remotepath'), undefined),
  'new-pssession': machines('winrm'),
  'enter-pssession': machines('winrm'),
  'invoke-command': machines('winrm'),
  'get-wmiobject': machines('wmi'),
  'invoke-wmimethod': machines('wmi'),
  'get-ciminstance': machines('wmi'),
  'invoke-cimmethod': machines('wmi'),
  'new-cimsession': machines('wmi'),
  'get-eventlog': machines('rpc'),
  'get-winevent': machines('rpc'),
  'get-service': machines('rpc'),
  'restart-computer': machines('rpc'),
  'new-sftpsession': fileServer('sftp', 'computername'),
  'new-sshsession': machines('ssh'),
  'set-sftpitem': transfer('writes', 'destination'),
  'get-sftpitem': transfer('reads', 'path'),
  'set-sftpfile': transfer('writes', 'remotepath'),
  'get-sftpfile': transfer('reads', 'remotefile'),
  'new-winscpsessionoption': fileServer('sftp', 'hostname'),
  'start-process': (call) => program(call.named('filepath')[0] ?? call.at(0)[0]),
  'start-job': (call) => program(call.named('filepath')[0]),
  'new-scheduledtaskaction': (call) => program(call.named('execute')[0] ?? call.at(0)[0]),
  'new-scheduledtasktrigger': trigger,
  'new-jobtrigger': trigger,
  'get-itemproperty': registry,
  'set-itemproperty': registry,
  'get-itempropertyvalue': registry,
  'new-itemproperty': registry,
  'send-msmqqueue': (call) => queue('msmq', 'sends', call.named('name')[0]),
  'get-msmqqueue': (call) => queue('msmq', undefined, call.named('name')[0]),
  'receive-msmqqueue': (call) => queue('msmq', 'receives', call.named('name')[0]),
}

export const aliases: Readonly<Record<string, string>> = {
  iwr: 'invoke-webrequest',
  irm: 'invoke-restmethod',
  icm: 'invoke-command',
  gwmi: 'get-wmiobject',
  gcim: 'get-ciminstance',
  copy: 'copy-item',
  cp: 'copy-item',
  cpi: 'copy-item',
  move: 'move-item',
  mv: 'move-item',
  mi: 'move-item',
  gc: 'get-content',
  cat: 'get-content',
  type: 'get-content',
  ipcsv: 'import-csv',
  epcsv: 'export-csv',
  sc: 'set-content',
  ac: 'add-content',
  saps: 'start-process',
  start: 'start-process',
  nsn: 'new-pssession',
  etsn: 'enter-pssession',
  gp: 'get-itemproperty',
  sp: 'set-itemproperty',
  gsv: 'get-service',
  ndr: 'new-psdrive',
}

/** Who signs in, and programs that are called after Azure: AzCopy, emulators. */
const noService =
  /^(?:Context|Account|AccessToken|Subscription|Config|Environment|Tenant|Viz|Alias)$|^Copy(?:$|[A-Z])|Emulator/

/** Cmdlets of the modules of clouds: `Get-AzStorageBlob`, `Write-S3Object`; of AWS short prefixes where it is named. */
export function cloudFact(name: string, isAws: boolean): FactSaid | undefined {
  const [, azure] = /^[a-z]+-Az(?:ureRM)?([A-Z]\w+)$/i.exec(name) ?? []
  if (azure && /^[A-Z]/.test(azure) && !noService.test(azure))
    return {is: 'cloud', service: azureService(azure), operation: name}
  const [, prefix = ''] = /^[A-Za-z]+-([A-Z][A-Z\d]{1,4})[A-Z][a-z]\w*$/.exec(name) ?? []
  const service = isAws || prefix.length > 2 || prefix === 'S3' ? awsPrefixes[prefix] : undefined
  return service ? {is: 'cloud', service: `aws-${service}`, operation: name} : undefined
}

const awsPrefixes: Readonly<Record<string, string | undefined>> = {
  S3: 's3',
  EC2: 'ec2',
  SQS: 'sqs',
  SNS: 'sns',
  RDS: 'rds',
  SSM: 'ssm',
  SEC: 'secretsmanager',
  DDB: 'dynamodb',
  LM: 'lambda',
  IAM: 'iam',
  STS: 'sts',
  CW: 'cloudwatch',
  CWL: 'logs',
  CFN: 'cloudformation',
  ECS: 'ecs',
  R53: 'route53',
  SES: 'ses',
  KMS: 'kms',
  ELB: 'elasticloadbalancing',
  ASG: 'autoscaling',
}

function valueFirst([word]: readonly Word[]): ReturnType<typeof valueOf> | undefined {
  return word && valueOf(word)
}

function web(call: CmdletCall): readonly FactSaid[] {
  const [method] = call.named('method')
  return http(method ? textOf(method).toUpperCase() : 'GET', call.named('uri')[0] ?? call.at(0)[0])
}

function http(operation: string, url: Word | undefined): readonly FactSaid[] {
  return [{is: 'http', operation, ...(url && {url: withoutUser(valueOf(url))})}]
}

function sqlCommand(call: CmdletCall): readonly FactSaid[] {
  return server(call, 'serverinstance', 'sqlinstance')
}

function server(call: CmdletCall, ...names: readonly string[]): readonly FactSaid[] {
  const [text] = call.named('connectionstring')
  if (text) return connectionSaid('mssqlserver', valueOf(text))
  const servers = call.named(...names)
  const [database] = call.named('database', 'databasename')
  if (servers.length === 0) return [{is: 'database', product: 'mssqlserver'}]
  return servers.flatMap((one) => [
    {is: 'database', product: 'mssqlserver', connection: serverConnection(one, database)} as const,
    ...serverSaid(one, database),
  ])
}

function tableSaid(table: Word | undefined, schema: Word | undefined, does: 'reads' | 'writes'): readonly FactSaid[] {
  const name = [schema, table].flatMap((word) => (word ? [textOf(word)] : [])).join('.')
  if (!table || name.includes('{}')) return []
  return [{is: 'sql', of: 'tables', reads: [], writes: [], calls: [], [does]: [name]}]
}

function path(call: CmdletCall, index: number, ...names: readonly string[]): readonly Word[] {
  const named = call.named(...names)
  return named.length > 0 ? named : call.at(index)
}

function fileFacts(words: readonly Word[], does: 'reads' | 'writes' | undefined): readonly FactSaid[] {
  return words.map((word) => fileSaid(valueOf(word), does)).filter((fact) => fact !== undefined)
}

function machines(protocol: string): CmdletRule {
  return (call) =>
    call.named('computername').flatMap((word) => {
      const value = valueOf(word)
      const address = 'literal' in value ? serverAddress(value.literal, protocol) : undefined
      return address ? [address] : []
    })
}

function fileServer(protocol: 'sftp', name: string): CmdletRule {
  return (call) => call.named(name).map((word) => ({is: 'file', protocol, server: valueOf(word)}))
}

function transfer(does: 'reads' | 'writes', name: string): CmdletRule {
  return (call) => call.named(name).map((word) => ({is: 'file', protocol: 'sftp', does, path: valueOf(word)}))
}

function program(word: Word | undefined): readonly FactSaid[] {
  return word ? pathRun(word) : []
}

function trigger(call: CmdletCall): readonly FactSaid[] {
  const every = ['once', 'daily', 'weekly', 'atlogon', 'atstartup'].find((name) => call.named(name).length > 0)
  const [at] = call.named('at')
  if (!every) return []
  return [{is: 'job', schedule: {literal: `${every}${at ? ` at ${textOf(at)}` : ''}`}}]
}

/** A key of the registry is a setting that the machine keeps. */
function registry(call: CmdletCall): readonly FactSaid[] {
  return path(call, 0, 'path', 'literalpath').flatMap((word) => {
    const key = textOf(word)
    return /^(?:registry::|hk\w{2,4}:)/i.test(key) && !key.includes('{}')
      ? [{is: 'setting', from: 'configuration', key} as const]
      : []
  })
}

function queue(product: string, does: 'sends' | 'receives' | undefined, name: Word | undefined): readonly FactSaid[] {
  return name ? [{is: 'queue', product, queue: valueOf(name), ...(does && {does})}] : []
}
