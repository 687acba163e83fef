import type {Node} from 'web-tree-sitter'
import {brokerProtocol, standingBehind, standingOfVariable} from '../connection-name.ts'
import {machinesDescribed} from '../oracle-description.ts'
import {addressesIn} from '../addresses-in-text.ts'
import {nameInPattern} from './code-alone.ts'
import type {Address, Value} from './fact.ts'
import type {FactSaid} from './library.ts'
import type {Syntax} from './syntax.ts'

/** Schemes and drivers of connection strings, with the product that each is for. */
const products: Readonly<Record<string, string>> = {
  mysql: 'mysql',
  mysql2: 'mysql',
  mysqli: 'mysql',
  pdo_mysql: 'mysql',
  trilogy: 'mysql',
  mariadb: 'mariadb',
  pgsql: 'postgresql',
  pdo_pgsql: 'postgresql',
  postgres: 'postgresql',
  postgresql: 'postgresql',
  postgis: 'postgresql',
  sqlsrv: 'mssqlserver',
  pdo_sqlsrv: 'mssqlserver',
  mssql: 'mssqlserver',
  sqlserver: 'mssqlserver',
  dblib: 'mssqlserver',
  tinytds: 'mssqlserver',
  oci: 'oracle-database',
  oci8: 'oracle-database',
  oracle: 'oracle-database',
  oracle_enhanced: 'oracle-database',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  pdo_sqlite: 'sqlite',
  ibm: 'ibm-db2',
  ibm_db: 'ibm-db2',
  ibm_db_sa: 'ibm-db2',
  db2: 'ibm-db2',
  informix: 'informix',
  mongodb: 'mongodb',
  redis: 'redis',
  rediss: 'redis',
}

/** The product behind the name of a driver or scheme, `postgresql+psycopg2` too. */
export function productOf(driver: string | undefined): string {
  const name =
    driver
      ?.toLowerCase()
      .replace(/\+.*$/s, '')
      .replace(/^.*\./s, '')
      .replace(/_psycopg2?$/, '') ?? ''
  return Object.hasOwn(products, name) ? (products[name] ?? 'sql') : 'sql'
}

interface Connection {
  readonly product: string
  readonly host?: string
  readonly port?: string
  readonly database?: string
}

const part = (text: string, names: string): string | undefined =>
  new RegExp(`(?:^|[;\\s:])(?:${names})\\s*=\\s*["'{]?(?:tcp:|np:)?([^;\\s"'}]{1,253})`, 'i').exec(text)?.[1]

/** Machine and database of a connection string in any of the forms that drivers take; the user part is never read. */
export function readConnection(text: string): Connection {
  const url = /^([a-z][\w+]{0,40}):\/\/(?:[^\s/]*@)?([\w.-]{1,253}|\{\})(?::(\d{1,5}))?(?:\/([\w.-]{1,128}))?/i.exec(
    text,
  )
  if (url) return connection(productOf(url[1]), url[2], url[3], url[4])
  const oracle = /^(?:oci:dbname=)?(?:\/\/)?([\w.-]{1,253}):(\d{1,5})[/:]([\w.-]{1,128})$/i.exec(text)
  if (oracle) return connection('oracle-database', oracle[1], oracle[2], oracle[3])
  const [described] = machinesDescribed(text)
  if (described) return connection('oracle-database', described.host, described.port, described.database)
  const scheme =
    /^(\w{2,20}):/.exec(text)?.[1] ?? (/driver\s*=\s*\{?[^;}]*sql server/i.test(text) ? 'sqlsrv' : undefined)
  const server = part(text, 'host|hostname|server|data source|address')
  const [, host, port] = /^([^,:\\]+)(?:\\[^,:]*)?(?:[,:](\d{1,5}))?/.exec(server ?? '') ?? []
  return connection(productOf(scheme), host, part(text, 'port') ?? port, part(text, 'dbname|database|initial catalog'))
}

function connection(product: string, host?: string, port?: string, database?: string): Connection {
  return {product, ...(host && {host}), ...(port && {port}), ...(database && {database})}
}

interface Connecting {
  /** Where the driver says it; otherwise the connection string does. */
  readonly product?: string | undefined
  readonly operation: string
  /** A connection string. */
  readonly text?: Value | undefined
  readonly host?: Value | undefined
  readonly database?: Value | undefined
}

/** A machine's whole name, with its port perhaps, where a client takes an address or that. */
const bareMachine = /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?$/
/** Products to which such a name may be that of a file, or of an entry in a file of names. */
const byOtherNames: ReadonlySet<string> = new Set(['sql', 'sqlite', 'oracle-database', 'microsoft-access', 'ibm-db2'])

function isMachineAlone(name: string, product: string): boolean {
  return bareMachine.test(name) && !byOtherNames.has(product)
}

/** The machine that a name alone is to clients of a product; none where the name may be that of a file. */
export function machineAlone(name: string | undefined, product: string, database?: string): Unlined | undefined {
  return name !== undefined && isMachineAlone(name, product) ? machineNamed(name, product, database)[0] : undefined
}

/** A connection that is made, and the machine that it leads to where the code says it. */
export function connects({product, operation, text, host, database}: Connecting): readonly FactSaid[] {
  const given = text ?? host
  const read = text && 'literal' in text ? readConnection(text.literal) : undefined
  const known = product && product !== 'sql' ? product : (read?.product ?? product ?? 'sql')
  const alone = text && 'literal' in text && isMachineAlone(text.literal, known)
  const name = read?.host ?? (alone ? text.literal : host && 'literal' in host ? host.literal : undefined)
  const base = read?.database ?? (database && 'literal' in database ? database.literal : undefined)
  const isOpen = given && (!('literal' in given) || name?.startsWith('{'))
  const open = !isOpen ? undefined : 'literal' in given ? {literal: '{}'} : given
  return [
    {
      ...{is: 'database', product: known, operation},
      ...(open && {connection: open}),
      ...(open && !text && base && !base.includes('{}') && {database: base}),
    },
    ...machineNamed(name && read?.port ? `${name}:${read.port}` : name, known, base),
  ]
}

/** The address behind a machine's name, `name:port` too; none for one that says nothing outside its own network. */
export function machineNamed(name: string | undefined, protocol: string, database?: string): readonly Unlined[] {
  if (!name || name.includes('{}')) return []
  const [found] = addressesIn(`http://${name.replace(/^(?:ssl|tls|tcp|https?):(?:\/\/)?/, '')}`)
  if (!found || notAHost.test(found.host)) return []
  const {host, port} = found
  return [{is: 'address', host, protocol, ...(port && {port}), ...(database && {database})}]
}

type Unlined = Omit<Address, 'line'>

/** Files that have the form of a name. */
const notAHost =
  /\.(?:php|inc|py|rb|js|ts|css|html?|json|xml|ya?ml|txt|md|log|sock|db|sqlite3?|tpl|twig|erb|ini|conf|cfg|local|so|sh|exe|pem|crt|key|host|server|name|endpoint|value)$/

/** `'host' => 'db.dept.example'`, `DB_HOST = "..."`, `define('DB_SERVER', '...')`, `host: '...'`. */
const hostSetting =
  /(?<!HTTP_|\$_)(?:host(?:_?name)?|server|broker|endpoint)s?["'\])]{0,2}\s{0,10}(?:=>|[:=,])\s{0,4}\[?(?:(?:os\.)?(?:environ\.get|getenv|env|ENV\.fetch)\(\s{0,4}["']\w{1,100}["']\s{0,4},\s{0,4}|(?:ENV\[["']\w{1,100}["']\]|\$_(?:ENV|SERVER)\[["']\w{1,100}["']\]|(?:os\.)?(?:environ\.get|getenv|env)\(["']\w{1,100}["']\))\s{1,4}(?:\|\||\?\?|\?:|or)\s{1,4})?["']((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9](?::\d{1,5})?)["']/gi

/** Whether a text may set a machine's name. */
export function namesHosts(text: string): boolean {
  return text.search(hostSetting) >= 0
}

/** Machines that literals of the code name behind a key that says so. */
export function hostsSet(text: string, root: Node, {strings}: Pick<Syntax, 'strings'>): readonly Address[] {
  return [...text.matchAll(hostSetting)].flatMap(({0: all, 1: name = '', index}) => {
    const at = index + all.length - 1 - name.length
    let node = root.descendantForIndex(at)
    for (let steps = 0; node?.parent && steps < 3 && !strings.has(node.type); steps += 1) node = node.parent
    if (!node || !strings.has(node.type)) return []
    const key = /[\w-]*$/.exec(text.slice(Math.max(0, index - 60), index))?.[0] ?? ''
    const keyName = `${key}${/^\w+/.exec(all)?.[0] ?? ''}`
    // The default of a variable, or a constant that is defined.
    const isVariable = /^\w+["'],/.test(all.replace(/\s/g, '')) && /^[A-Z][A-Z0-9_]*$/.test(keyName)
    const standing = isVariable ? standingOfVariable(keyName) : standingBehind(keyName)
    // A variable that is asked for says it too: `host=os.environ.get("RABBIT_HOST", "mq.dept.example")`.
    const protocol = brokerProtocol(`${key}${all.slice(0, -1 - name.length)}`) ?? 'host'
    return machineNamed(name, protocol).map((said) => ({...said, standing, line: node.startPosition.row + 1}))
  })
}

/** Where words of a text are nodes of its tree. */
export function* nodesOf(text: string, root: Node, words: readonly string[]): Generator<Node> {
  const pattern = new RegExp(`(?<![\\w$])(?:${words.map(nameInPattern).join('|')})(?![\\w$])`, 'g')
  for (const {0: word, index} of text.matchAll(pattern)) {
    const node = root.descendantForIndex(index, index + word.length)
    if (node && node.endIndex - node.startIndex === word.length) yield node
  }
}
