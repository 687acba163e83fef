import {isIP} from 'node:net'
import {isMachine} from './machine-names.ts'
import {machinesDescribed} from './oracle-description.ts'

export interface AddressSeen {
  readonly host: string
  readonly protocol: string
  readonly port?: string
  /** The database that a connection string names. */
  readonly database?: string
  /** The link of another database by which that is reached. */
  readonly link?: string
}

/** A password may hold `@` and `/`: it ends at the last `@` that a name of a machine stands behind. */
const address =
  /\b((?:https?|wss?|ftps?|sftp|postgres(?:ql)?|pgsql|postgis|mysql2?|mariadb|mongodb|rediss?|amqps?|ldaps?|sqlserver|mssql|oracle|db2|clickhouse|cassandra|smtps?|imaps?|nats|kafka|mqtts?|stomp|tcp|ssl|grpcs?)(?:\+\w{1,30})?):\/\/(?:[^\s"'`<>@/:]{0,100}:(?!\d{1,5}[/?])(?:(?!:\/\/)[^\s"'`<>,;]){1,200}@(?=[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z][A-Za-z0-9-]*(?:[:/?\s"'`]|$))|[^\s"'`<>@/]{1,200}@)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?(\/[A-Za-z0-9_.-]{0,100})?/g
/** Of a scheme, what says how it is asked, without the driver: `postgresql` of `postgis` and of `postgresql+psycopg2`. */
function protocolOf(scheme: string): string {
  if (scheme === 'mongodb+srv') return scheme
  const name = scheme.replace(/\+.*$/s, '')
  return name === 'mysql2' ? 'mysql' : /^(?:pgsql|postgis)$/.test(name) ? 'postgresql' : name
}
/** Oracle's drivers have no `//` behind the scheme, or one behind the `@`: `jdbc:oracle:thin:@//db:1521/NAME`. */
const oracleAddress =
  /\bjdbc:(oracle):[a-z0-9]{1,10}:[^\s"'`<>@]{0,200}@(?:\/\/)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?([/:][A-Za-z0-9_.-]{1,100})?/g

/** Of what may stand in a text: namespaces, kinds of documents, and the names of what a token of Google is for. */
const inText =
  /\bxmlns(?::[\w.-]{1,100})?\s{0,4}=\s{0,4}\\?["'][^"'\\\s]{0,500}|<!DOCTYPE\s[^<>]{0,500}|https:\/\/www\.googleapis\.com\/auth\/[\w./-]{0,200}/gi

/** The machines that addresses and connection strings in a text name. */
export function addressesIn(text: string): readonly AddressSeen[] {
  return addressesAt(text).map(({index: _, ...address}) => address)
}

/** Most lines hold none, and a look at each for every scheme costs more than this. */
const mayHoldAddress = /:\/\/|jdbc:|DESCRIPTION/i

/** The same, with where each stands. */
export function addressesAt(text: string): readonly (AddressSeen & {readonly index: number})[] {
  const found: (AddressSeen & {readonly index: number})[] = []
  if (!mayHoldAddress.test(text)) return found
  const read = /xmlns|\/auth\/|<!doctype\s/i.test(text) ? text.replace(inText, blanks) : text
  const {closed, tokens} = withDefaults(read)
  const matches = [{text: closed, at: undefined}, ...tokens].flatMap(({text: one, at}) =>
    [...one.matchAll(address), ...one.matchAll(oracleAddress)].map((match) => ({match, one, start: at ?? match.index})),
  )
  for (const {match, one, start} of matches) {
    const [whole, scheme = '', name = '', port, path] = match
    const protocol = protocolOf(scheme)
    const isDatabase = /^(postgres|mysql|mariadb|mongodb|redis|sqlserver|mssql|oracle|db2|clickhouse|cassandra)/.test(
      protocol,
    )
    const behind = isDatabase ? behindAddress(one.slice(match.index + whole.length, match.index + mostBehind)) : {}
    const database = isDatabase ? (path ?? behind.path)?.slice(1) || behind.database || undefined : undefined
    for (const [host = '', own] of [[name.toLowerCase(), port], ...(path === undefined ? (behind.others ?? []) : [])]) {
      if (!isMachine(host) || isIP(host) || !host.includes('.')) continue
      // Scopes of authorisation have the form of addresses.
      if (host === 'www.googleapis.com' && path?.startsWith('/auth')) continue
      found.push({index: start, host, protocol, ...(own && {port: own}), ...(database && {database})})
    }
  }
  const described = read.search(/\(\s*DESCRIPTION(?:_LIST)?\s*=/i)
  for (const {host: name, ...rest} of described < 0 ? [] : machinesDescribed(read)) {
    const host = name.toLowerCase()
    if (!isMachine(host) || isIP(host) || !host.includes('.')) continue
    found.push({index: described, host, protocol: 'oracle', ...rest})
  }
  return found
}

/** An address that a variable with a default is a part of. */
const openAddress =
  /\b(?:jdbc:oracle:[a-z0-9]{1,10}:[^\s"'`<>@]{0,200}@|[a-z][a-z0-9+]{1,20}:\/\/)[^\s"'`<>]{0,300}?\$\{[\w.-]{1,100}:[^\s"'`<>]{1,500}/g

/** Addresses with the defaults of their variables in place of these, and the text without such addresses, as long as it was. */
function withDefaults(text: string) {
  const tokens: {readonly text: string; readonly at: number}[] = []
  if (!text.includes('${')) return {closed: text, tokens}
  const closed = text.replace(openAddress, (token, at: number) => {
    tokens.push({text: token.replace(/\$\{[\w.-]{1,100}:-?([^{}$]{0,200})\}/g, '$1'), at})
    return blanks(token)
  })
  return {closed, tokens}
}

const mostBehind = 1000

/** `?service_name=PAY`, as SQLAlchemy has it for Oracle. */
const serviceName = /^\?(?:[^"'\s]{0,200}&)?service_name=([\w.-]{1,128})/i

interface BehindAddress {
  /** Machines of the same cluster, with their ports. */
  readonly others?: readonly (readonly [host: string, port: string | undefined])[]
  readonly path?: string | undefined
  readonly database?: string | undefined
}

/** What stands behind the first machine of a database: others of its cluster, or properties of SQL Server's drivers. */
function behindAddress(text: string): BehindAddress {
  const list = /^(?:,[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::\d{1,5})?){1,20}/.exec(text)?.[0] ?? ''
  const others = list
    .split(',')
    .slice(1)
    .map((one) => [one.replace(/:.*$/, '').toLowerCase(), one.split(':')[1]] as const)
  const [, path] = list === '' ? [] : (/^(\/[A-Za-z0-9_.-]{1,100})/.exec(text.slice(list.length)) ?? [])
  const [, database] =
    /^(?:\\{1,2}[\w$]{1,60}(?::\d{1,5})?)?(?:;[^;"'`<>\n]{0,200}){0,20}?;[ ]?database(?:Name)?[ ]?=[ ]?([\w.-]{1,128})/i.exec(
      text,
    ) ?? []
  return {others, path, database: database ?? serviceName.exec(text)?.[1]}
}

/** As long as the text, so that all else keeps its place. */
export function blanks(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
