import {isIP} from 'node:net'
import {machinesDescribed} from '../oracle-description.ts'
import type {Address, Value} from './fact.ts'

const kept =
  /^(?:data source|server|servername|address|addr|network address|host|hostname|initial catalog|database|databasename|dbq|dsn|driver|provider|port|service ?name|sid)$/i
const names = {
  host: /^(?:data source|server|servername|address|addr|network address|host|hostname)$/i,
  database: /^(?:initial catalog|database|databasename|sid|service ?name)$/i,
  port: /^port$/i,
}

/** Whether a text is a list of settings with a `;` between: `Server=db;Database=orders`. */
function isConnectionText(text: string): boolean {
  return /(?:^|;)\s*(?:data source|server|host|dsn|driver|provider|initial catalog)\s*=/i.test(text)
}

/** The parts of a connection string that say where it leads, without user, password and all else. */
export function withoutSecrets(connection: Value): Value {
  if (!('literal' in connection)) return connection
  const text = connection.literal
  if (isConnectionText(text)) return {literal: joined(partsOf(text))}
  return {literal: text.replace(/\/\/[^/@\s]*@/, '//').replace(/[?;].*$/s, '')}
}

function partsOf(text: string): readonly (readonly [name: string, value: string])[] {
  return [...text.matchAll(/([\w ]{1,40}?)\s*=\s*("[^"]*"|'[^']*'|\{[^}]*\}|[^;]*)/g)]
    .map(([, name = '', value = '']) => [name.trim(), value.trim().replace(/^["']|["']$/g, '')] as const)
    .filter(([name]) => kept.test(name))
}

function joined(parts: ReturnType<typeof partsOf>): string {
  return parts.map(([name, value]) => `${name}=${value}`).join(';')
}

/** The machine that a connection string names, where it names one. */
export function connectionAddress(connection: Value, protocol: string): Omit<Address, 'line'> | undefined {
  if (!('literal' in connection) || !isConnectionText(connection.literal)) return undefined
  const parts = partsOf(connection.literal)
  const value = (pattern: RegExp): string | undefined => parts.find(([name]) => pattern.test(name))?.[1]
  const written = value(names.host)
  return written === undefined ? undefined : serverAddress(written, protocol, value(names.database), value(names.port))
}

/** `tcp:db.example,1433`, `DB\INSTANCE`, `db.example:1521`, `db.example:1521/PAY`; undefined for this machine, a bare address and no name. */
export function serverAddress(
  server: string,
  protocol: string,
  database?: string,
  port?: string,
): Omit<Address, 'line'> | undefined {
  const [described] = machinesDescribed(server)
  if (described) return serverAddress(described.host, protocol, described.database, described.port)
  const [, easy, at, service] = /^(?:\/\/)?([\w.-]+):(\d{1,5})\/([\w.$#-]+)$/.exec(server.trim()) ?? []
  if (easy) return serverAddress(easy, protocol, service, at)
  const [, name = '', own] = /^(?:tcp:|np:|\\\\)?([\w.-]+)(?:\\[\w$]*)?(?:[,:](\d{1,5}))?$/.exec(server.trim()) ?? []
  const host = name.toLowerCase()
  if (!/^[a-z][a-z\d-]*(?:\.[a-z\d-]+)*$/.test(host) || host === 'localhost' || host === 'local' || isIP(host))
    return undefined
  const number = own ?? (port && /^\d{1,5}$/.test(port) ? port : undefined)
  const isNamed = database && !database.includes('{}')
  return {is: 'address', host, protocol, ...(number && {port: number}), ...(isNamed && {database})}
}
