import {cleanAddress} from './clean-address.ts'
import {type Describing, relateHost} from './describing.ts'
import {isForProduction, knownLiteral, type SettingFound} from './follow-settings.ts'
import {brokersIn} from './languages/brokers.ts'
import {machineAlone} from './languages/connections.ts'
import type {BrokerUse, DatabaseUse, HttpCall, Value} from './languages/fact.ts'
import {addressesIn} from './addresses-in-text.ts'

/** A call over HTTP whose address a setting gives; one in a literal is taken where it stands. */
export function called(describing: Describing, {url: first, otherwise = [], operation, line}: HttpCall): void {
  if (!first) return
  const method = operation && /^[A-Z]+$/.test(operation) ? operation : undefined
  // A setting that something sets goes before an address that stands in the code.
  const isSet = (value: Value): boolean => 'literal' in value || describing.follow(value).length > 0
  const url = [first, ...otherwise].find(isSet) ?? first
  if ('literal' in url) {
    const address = addressesIn(url.literal)[0] ?? nearAddress(url.literal)
    if (address) relateHost(describing, address, [], line, operationOf(url.literal, method))
    else if (!/^https?:/.test(url.literal) || hasOpenHost.test(url.literal)) describing.unresolved('address')
    return
  }
  const found = describing.follow(url)
  const known = found.flatMap((setting) => {
    const literal = setting.literal ?? ''
    const address = setting.address ?? addressesIn(literal)[0] ?? nearAddress(literal)
    return address ? [{address, setting}] : []
  })
  if (known.length === 0) describing.unresolved('address')
  for (const {address, setting} of known)
    relateHost(describing, address, [setting], line, operationOf(setting.literal ?? '', method))
}

/** `https://{}/orders`, `https://{}.dept.example`: which machine it is a run decides. */
const hasOpenHost = /^https?:\/\/[^/?#]*\{\}/

/** A machine that is called by a name without its domain, as those of one network are. */
function nearAddress(url: string): SettingFound['address'] {
  const [, protocol, host, port] = /^(https?):\/\/([A-Za-z0-9][\w-]{0,62})(?::(\d{1,5}))?(?:[/?#]|$)/.exec(url) ?? []
  return protocol && host && !/^(?:localhost|\d+)$/i.test(host)
    ? {host: host.toLowerCase(), protocol, ...(port && {port})}
    : undefined
}

/** `GET /accounts/{}`: what is called there, as far as the code says it. */
function operationOf(url: string, method: string | undefined): string | undefined {
  const path = /^[a-z]+:\/\/[^/]+(\/[^?#]*)/i.exec(cleanAddress(url))?.[1]
  return path || method ? [method ?? 'ANY', path ?? '/'].join(' ') : undefined
}

/** A database whose connection a setting gives. */
export function connected(describing: Describing, {product, connection, database, parts, line}: DatabaseUse): void {
  if (!connection) return
  if (parts) {
    const known = putTogether(describing, parts).flatMap(({text, places}) => {
      const [address] = addressesIn(text)
      return address ? [{address, places}] : []
    })
    if (known.length === 0) describing.unresolved('connection')
    for (const {address, places} of known) relateHost(describing, address, places, line)
    return
  }
  if ('literal' in connection) {
    if (connection.literal === '{}') describing.unresolved('connection')
    return
  }
  const known = describing.follow(connection).flatMap((setting) => {
    const address = setting.address ?? machineAlone(setting.literal, product, database)
    return address ? [{address, setting}] : []
  })
  if (known.length === 0) describing.unresolved('connection')
  for (const {address, setting} of known) relateHost(describing, address, [setting], line)
}

/** What parts are together in each environment for which a setting gives one of them; none where one is not known. */
function putTogether(
  {follow}: Describing,
  parts: readonly Value[],
): readonly {readonly text: string; readonly places: readonly SettingFound[]}[] {
  const said = parts.map((part) =>
    'literal' in part ? part.literal : follow(part).filter((one) => knownLiteral(one) !== undefined),
  )
  const environments = new Set(
    said.flatMap((one) => (typeof one === 'string' ? [] : one.map(({environment}) => environment))),
  )
  return [...environments].flatMap((environment) => {
    const places: SettingFound[] = []
    const texts = said.map((one) => {
      if (typeof one === 'string') return one
      const own = one.find((found) => found.environment === environment) ?? one.find(isForProduction)
      if (own) places.push({...own, ...(environment !== undefined && {environment})})
      return own?.literal
    })
    return texts.every((text) => text !== undefined) ? [{text: texts.join(''), places}] : []
  })
}

/** The machines at which messages go through, where a setting gives them. */
export function broker(describing: Describing, {protocol, at, line}: BrokerUse): void {
  const found = describing.follow(at)
  if (found.length === 0 && !describing.namesMachine(line)) describing.unresolved('broker')
  for (const setting of found) {
    const named = setting.literal === undefined ? [] : brokersIn(setting.literal, protocol)
    const known = named.length > 0 ? named : setting.address ? [{...setting.address, protocol}] : []
    for (const address of known) relateHost(describing, address, [setting], line)
  }
}
