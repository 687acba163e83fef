import {cleanAddress} from '../clean-address.ts'
import {constantWithoutSecrets} from '../clean-constant.ts'
import {machinesDescribed} from '../oracle-description.ts'
import {addressesIn} from '../addresses-in-text.ts'
import type {HostSeen} from '../scan-text.ts'
import {isSecretSetting} from '../secret-item.ts'

/**
 * Where a key of a setting gets its value. Of the value only what leads to something stays: a machine and a database, or
 * a plain name or path; a value that may be secret leaves its place alone.
 */
export interface SettingSeen {
  readonly key: string
  readonly line: number
  readonly address?: Omit<HostSeen, 'line'>
  /** With placeholders as they stand; of an address without user, password and query. */
  readonly literal?: string
  /** Where it stands in a part of its file that is for one environment. */
  readonly environment?: string
}

/** A key and its value as one kind of file has them. */
export interface Entry {
  readonly key: string
  readonly value: string
  readonly line: number
  /** The key says that its value is the name of a machine. */
  readonly isMachine?: true
  /** Where its value begins; left out where its line alone is known. */
  readonly at?: number
  readonly environment?: string
}

const longest = 200
const longestRead = 2000
const mostSettings = 5000
const plain = /^[\w${}:/\\.,*?#& +()[\]<>'"-]*$/

/** The settings of a file, without what may be secret. */
export function settingsSeen(entries: readonly Entry[]): readonly SettingSeen[] {
  return entries.slice(0, mostSettings).map((entry) => {
    const {key, line, environment} = entry
    return {key, line, ...seen(entry), ...(environment !== undefined && {environment})}
  })
}

function seen({key, value, isMachine}: Entry): Pick<SettingSeen, 'address' | 'literal'> {
  const text = value.slice(0, longestRead).trim()
  const found = valueSeen(key, text)
  const address = isMachine && !found.address ? named(text.replace(/\\[\w$]*$/, ''), 'host') : undefined
  return {...found, ...(address && {address})}
}

function valueSeen(key: string, value: string): Pick<SettingSeen, 'address' | 'literal'> {
  // A template that a later step fills in names no machine yet.
  const address = value.includes('{{') ? undefined : addressOfValue(value)
  const literal = literalSeen(key, value)
  return {...(address && {address}), ...(literal !== undefined && {literal})}
}

/** An address of JDBC of which variables are a part, without its properties; one with a user part is kept nowhere. */
const openJdbc = /^jdbc:(?:[a-z0-9]{1,20}:){1,3}(?:@?\/\/|@)(?=[^?;]*\$\{)[\w${}:.,/-]{1,400}(?=[?;&]|$)/i

function literalSeen(key: string, value: string): string | undefined {
  const [open] = value.includes('@') && !/^jdbc:oracle:\w+:@/i.test(value) ? [] : (openJdbc.exec(value) ?? [])
  if (open !== undefined) return open
  if (/[;=]/.test(value) || /^jdbc:/i.test(value)) return undefined
  const url = /^[a-z][a-z0-9+._-]*:\/\/[^?#]*/i.exec(cleanAddress(value))
  if (url) return url[0].slice(0, longest)
  if (isSecretSetting(key)) return undefined
  const clean = constantWithoutSecrets(key, value)
  if (clean === undefined || clean !== value) return undefined
  const isSafe = value !== '' && value.length <= longest && !/password|secret|@/i.test(value)
  return isSafe && plain.test(value) && !looksRandom(value) ? value : undefined
}

/** Long runs of mixed letters and digits are keys and hashes more often than names. */
function looksRandom(value: string): boolean {
  return /[A-Za-z0-9+/=]{24,}/.test(value) && /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value)
}

const server =
  /(?:^|;)\s*(?:data source|server|address|addr|host|network address)\s*=\s*(?:tcp:|np:|lpc:)?([^;,\\:/"']{1,253})(?:\\[^;,]{1,100})?(?:[,:](\d{1,5}))?/i
/** Where Oracle's clients find a database without a file of names: `db01.dept.example:1521/PAY`. */
const easyConnect =
  /(?:^|;)\s*data\s?source\s*=\s*"?(?:\/\/)?([A-Za-z0-9_.-]{1,253}):(\d{1,5})\/([A-Za-z0-9_.$#-]{1,128})(?=\s*(?:[";]|$))/i
const catalogue = /(?:^|;)\s*(?:initial catalog|database|db)\s*=\s*"?([^;"']{1,128})/i
const jdbc =
  /^jdbc:(?:[a-z0-9]+:){0,2}?([a-z0-9]+):(?:thin:|oci:)?[^/@]*@?\/\/([A-Za-z0-9_.-]{1,253})(?::(\d{1,5}))?(?:\\[^;/]*)?(?:,[^/;?\s]{0,500})?(?:\/([A-Za-z0-9_.-]{1,128}))?/i
const databaseProperty = /;\s*database(?:Name)?\s*=\s*([A-Za-z0-9_.-]{1,128})/i

/** Where a value leads as an address or a connection string. */
export function addressOfValue(value: string): SettingSeen['address'] {
  return connectionAddress(value) ?? addressesIn(value)[0]
}

/** Of `Server=db01;Database=pay;...` or of a JDBC address, which may name a machine without its domain. */
function connectionAddress(value: string): SettingSeen['address'] {
  const [, scheme, host, port, database = databaseProperty.exec(value)?.[1]] = jdbc.exec(value) ?? []
  if (scheme && host) return named(host, scheme.toLowerCase(), port, database)
  const [described] = machinesDescribed(value)
  if (described) return named(described.host, 'oracle', described.port, described.database)
  const [, machine, at, service] = easyConnect.exec(value) ?? []
  if (machine) return named(machine, 'oracle', at, service)
  const [, name, number] = /=/.test(value) ? (server.exec(value) ?? []) : []
  return name ? named(name.trim(), 'host', number, catalogue.exec(value)?.[1]?.trim()) : undefined
}

function named(host: string, protocol: string, port?: string, database?: string): SettingSeen['address'] {
  const isName = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/.test(host)
  const isHere = /^(?:localhost|127\..*|\(local\)|\.)$/i.test(host)
  if (!isName || isHere || /^[\d.]+$/.test(host)) return undefined
  return {host: host.toLowerCase(), protocol, ...(port && {port}), ...(database && {database})}
}

/** One spelling of a key: `BILLING_URL`, `billing.url` and `Billing:Url` are one to the frameworks that read them. */
export function keySpelling(key: string): string {
  return key.toLowerCase().replace(/[_.:-]+/g, '.')
}
