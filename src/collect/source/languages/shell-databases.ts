import {type Command, type CommandRule, optionsOf} from './command.ts'
import {connectionAddress, serverAddress, withoutSecrets} from './connection-text.ts'
import type {Value} from './fact.ts'
import type {FactSaid} from './library.ts'
import {sqlFact} from './sql-text.ts'
import {behind, textOf, valueOf, type Word} from './word.ts'

/** The SQL clients of the databases, as scripts call them. */
export const databasePrograms: Readonly<Record<string, CommandRule>> = {
  ...forEach(['psql', 'pg_dump', 'pg_restore', 'pg_basebackup', 'vacuumdb', 'createdb', 'dropdb'], postgresql),
  ...forEach(['mysql', 'mysqldump', 'mysqlimport', 'mariadb', 'mariadb-dump'], mysql),
  ...forEach(['sqlplus', 'sqlplus64', 'sqlldr', 'exp', 'imp', 'expdp', 'impdp', 'rman'], oracle),
  ...forEach(['sqlcmd', 'osql', 'tsql', 'fisql'], sqlServer('mssqlserver')),
  isql: sqlServer('sql'),
  bcp: (command) => [...sqlServer('mssqlserver')(command), ...bulkCopy(command)],
  db2: (command) => {
    const text = command.words.map(textOf).join(' ')
    const [, name] = /^\s*connect\s+to\s+(\w+)/i.exec(text) ?? []
    return [
      {is: 'database', product: 'ibm-db2', operation: 'db2', ...(name && {connection: {literal: name}})},
      ...sqlIn(text),
      ...inputSql(command),
    ]
  },
  sqlite3: (command) => {
    const {rest} = optionsOf(command, '-separator -cmd -init')
    const [file, ...sql] = rest
    return [
      {is: 'database', product: 'sqlite', operation: 'sqlite3', ...(file && {connection: valueOf(file)})},
      ...sql.flatMap((word) => sqlIn(textOf(word))),
      ...inputSql(command),
    ]
  },
  ...forEach(['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport'], (command) => {
    const given = optionsOf(
      command,
      '--host -h --port --uri -u -p --username --password -d --db -c --collection --eval',
    )
    const url = given.option('--uri') ?? given.rest.find((word) => /^mongodb/.test(textOf(word)))
    return databaseSaid(command, 'mongodb', {
      host: given.option('--host', '-h'),
      url,
      database: given.option('--db', '-d'),
    })
  }),
  'redis-cli': (command) => {
    const given = optionsOf(command, '-h -p -a -n -u')
    return databaseSaid(command, 'redis', {host: given.option('-h'), port: given.option('-p'), url: given.option('-u')})
  },
}

function forEach<T>(names: readonly string[], rule: T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name) => [name, rule]))
}

interface Connected {
  readonly host?: Word | undefined
  readonly port?: Word | undefined
  readonly database?: Word | undefined
  /** An address, or a setting that has one. */
  readonly url?: Word | undefined
}

/** A database by where it is; its machine too, where the command names one. */
function databaseSaid({name}: Command, product: string, {host, port, database, url}: Connected): readonly FactSaid[] {
  const connection = url ? withoutSecrets(valueOf(url)) : host && placeOf(product, host, port, database)
  const address =
    host && 'literal' in valueOf(host)
      ? serverAddress(textOf(host), product, database && textOf(database), port && textOf(port))
      : undefined
  return [
    {is: 'database', product, operation: name, ...(connection && {connection})},
    ...(address ? [{...address, protocol: protocols[product] ?? product}] : []),
  ]
}

const protocols: Readonly<Record<string, string>> = {
  mssqlserver: 'sqlserver',
  'oracle-database': 'oracle',
  sql: 'database',
}

function placeOf(product: string, host: Word, port: Word | undefined, database: Word | undefined): Value {
  const value = valueOf(host)
  if (!('literal' in value)) return value
  const behindHost = `${port ? `:${textOf(port)}` : ''}${database ? `/${textOf(database)}` : ''}`
  return {literal: `${protocols[product] ?? product}://${textOf(host)}${behindHost}`}
}

/** The SQL of a text: statement by statement where it is of several. */
export function sqlIn(text: string): readonly FactSaid[] {
  const plain = text.replace(/^\s*(?:go|set \w+[^;\n]*|whenever [^\n]*|spool [^\n]*|\\\w+[^\n]*|use \w+;?)\s*$/gim, '')
  const facts = plain
    .split(/;\s*(?:\n|$)|^\s*[/.]\s*$/m)
    .slice(0, 500)
    .map((one) => sqlFact(one.trim()))
  return facts.filter((fact) => fact !== undefined)
}

function inputSql({input}: Command): readonly FactSaid[] {
  return input ? sqlIn(textOf(input)) : []
}

function postgresql(command: Command): readonly FactSaid[] {
  const given = optionsOf(
    command,
    '-h --host -p --port -U --username -d --dbname -c --command -f --file -v --set -o -n -t -F --format -D -j -P -R',
  )
  const named =
    given.option('-d', '--dbname') ??
    (command.name === 'psql' || command.name === 'pg_dump' ? given.rest[0] : undefined)
  const isUrl = named !== undefined && /^postgres|:\/\/|\bhost=/.test(textOf(named))
  const sql = given.option('-c', '--command')
  return [
    ...databaseSaid(command, 'postgresql', {
      host: given.option('-h', '--host'),
      port: given.option('-p', '--port'),
      database: isUrl ? undefined : named,
      url: isUrl ? named : undefined,
    }),
    ...(sql ? sqlIn(textOf(sql)) : []),
    ...inputSql(command),
  ]
}

function mysql(command: Command): readonly FactSaid[] {
  const given = optionsOf(command, '-h --host -P --port -u --user -D --database -e --execute -S --socket -r')
  const sql = given.option('-e', '--execute')
  return [
    ...databaseSaid(command, 'mysql', {
      host: given.option('-h', '--host'),
      port: given.option('-P', '--port'),
      database: given.option('-D', '--database') ?? given.rest[0],
    }),
    ...(sql ? sqlIn(textOf(sql)) : []),
    ...inputSql(command),
  ]
}

/** `user/password@NAME`, `userid=user/password@//host:1521/service`: what stands behind the last `@`. */
function oracle(command: Command): readonly FactSaid[] {
  const words = command.words.filter((word) => !/^(?:-|@)/.test(textOf(word)))
  const connects = /^\s*conn(?:ect)?\s+(\S+)/im.exec(command.input ? textOf(command.input) : '')?.[1]
  const [first] = words.filter((word) => !/^\w+=/.test(textOf(word)) || /^(?:userid|target)=/i.test(textOf(word)))
  const place = first && behindUser(first)
  const connection = place
    ? valueOf(place)
    : connects?.includes('@')
      ? {literal: connects.replace(/^.*@/, '')}
      : undefined
  const isNamed = connection && (!('literal' in connection) || /^[/\w.:{}-]+$/.test(connection.literal))
  const [, host, port, service] =
    connection && 'literal' in connection
      ? (/^(?:\/\/)?([\w.-]+)(?::(\d+))?\/([\w.]+)$/.exec(connection.literal) ?? [])
      : []
  const address = host ? serverAddress(host, 'oracle', service, port) : undefined
  return [
    {is: 'database', product: 'oracle-database', operation: command.name, ...(isNamed && {connection})},
    ...(address ? [address] : []),
    ...inputSql(command),
  ]
}

/** The word behind its last `@`; one that is a single variable may hold all of it, and is a key whole. */
function behindUser(word: Word): Word | undefined {
  for (let at = word.length - 1; at >= 0; at -= 1) {
    const part = word[at]
    const place = part && 'text' in part ? part.text.lastIndexOf('@') : -1
    if (place >= 0) return behind(word.slice(at), place + 1)
  }
  return word.length === 1 && word[0] && 'environment' in word[0] ? word : undefined
}

function sqlServer(product: string): CommandRule {
  return (command) => {
    const given = optionsOf(command, '-S -H -d -D -U -P -Q -q -i -o -t -r -c -b -w -h -s -p')
    const sql = [given.option('-Q'), given.option('-q')].filter((word) => word !== undefined)
    const server = given.option('-S', '-H')
    return [
      {
        is: 'database',
        product,
        operation: command.name,
        ...(server && {connection: serverConnection(server, given.option('-d', '-D'))}),
      },
      ...serverSaid(server, given.option('-d', '-D')),
      ...sql.flatMap((word) => sqlIn(textOf(word))),
      ...inputSql(command),
    ]
  }
}

/** A server and a database as a connection string says them. */
export function serverConnection(server: Word, database: Word | undefined): Value {
  const value = valueOf(server)
  if (!('literal' in value)) return value
  return {literal: `Server=${value.literal}${database ? `;Database=${textOf(database)}` : ''}`}
}

/** The machine of a server of SQL Server. */
export function serverSaid(server: Word | undefined, database: Word | undefined): readonly FactSaid[] {
  const address = server && connectionAddress(serverConnection(server, database), 'sqlserver')
  return address ? [address] : []
}

/** `bcp db.dbo.table out file`: written by `in`, read by `out`; of `queryout`, the SQL. */
function bulkCopy(command: Command): readonly FactSaid[] {
  const {rest} = optionsOf(command, '-S -d -U -P -t -r -f -e -F -L -b')
  const [what, direction] = [rest[0] ? textOf(rest[0]) : '', rest[1] ? textOf(rest[1]).toLowerCase() : '']
  if (direction === 'queryout') return sqlIn(what)
  const table = what.replace(/[[\]"]/g, '')
  if (!/^[\w.$#]+$/.test(table) || !/^(?:in|out)$/.test(direction)) return []
  const isRead = direction === 'out'
  return [{is: 'sql', of: 'tables', reads: isRead ? [table] : [], writes: isRead ? [] : [table], calls: []}]
}
