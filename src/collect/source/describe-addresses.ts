import {entityId, moduleId} from '../../model/ids.ts'
import {isOfProduction} from '../../model/in-production.ts'
import type {CoverageNote} from '../../model/inventory.ts'
import {isBuildFile} from './build-files.ts'
import type {Modules} from './describe-modules.ts'
import {brokerProtocol} from './connection-name.ts'
import {environmentOfPath, unknownVariants} from './environment-of-path.ts'
import {environmentOfPart} from './environment-sections.ts'
import type {Fact} from './languages/fact.ts'
import {notifyAddress} from './languages/notify-address.ts'
import {accessName} from './languages/access/scanner.ts'
import {ssisName} from './languages/ssis/scanner.ts'
import {isScript, roleOf} from './languages.ts'
import type {HostSeen} from './scan-text.ts'
import {environmentOf, isSettingsFile} from './settings/settings-files.ts'
import type {SourceRecords} from './source-records.ts'
import type {TreeScan} from './scan-tree.ts'
import type {FileSeen} from './walk-tree.ts'

const linking: ReadonlySet<string> = new Set([accessName, ssisName])

/** Of one file so many places are kept at which it only names a machine. */
const mostNamed = 10

/**
 * The machines whose addresses stand in files of any kind. One is called where a call or a connection leads there, or
 * where what its address is given to is named like one; otherwise it is named, and nothing follows from that. Left out
 * are names under which the application is itself reached, each behind the path of the file that says so and a space.
 */
export function describeAddresses(
  records: SourceRecords,
  {organisation, tree, scan, ownerOf, partAt}: Modules,
  served: ReadonlySet<string>,
): readonly CoverageNote[] {
  const modules = new Set(scan.modules.map(({path}) => path))
  const variants = unknownVariants(scan.files.map(({path}) => path))
  for (const file of scan.files) {
    const addresses = addressesOf(scan, file)
    if (addresses.length === 0) continue
    const from = modules.has(file.path) ? moduleId(organisation, tree, file.path) : ownerOf(file.path).id
    // Each link of a database of Access, and each step of a package, leads to a machine of its own.
    const hasLinks = linking.has(scan.languageOf(file.path) ?? '')
    const about = aboutFile(file, modules.has(file.path), variants)
    const isCalled = callTest(scan, file)
    const protocolOf = protocolReader(scan, file)
    const places = new Map<string, number>()
    for (const seen of addresses) {
      const {host, standing, line} = seen
      if (served.has(`${file.path} ${host}`)) continue
      const isCall = isCalled(seen)
      const count = places.get(host) ?? 0
      if (!isCall && count >= mostNamed) continue
      places.set(host, count + 1)
      const place = {file, line}
      const confidence = standing === undefined ? 0.8 : isCall ? 0.6 : 0.4
      const id = records.entity('host', entityId('host', organisation, host), host, {hostName: host}, place, confidence)
      records.relation({
        from: (hasLinks ? partAt?.(file.path, line) : undefined) ?? from,
        type: isCall ? 'CALLS' : 'NAMES',
        to: id,
        certainty: standing === undefined ? 'structural' : 'inferred',
        place,
        attributes: {...said({...seen, protocol: protocolOf(seen)}), ...about(seen)},
      })
    }
  }
  return namedNotes(records)
}

function namedNotes(records: SourceRecords): readonly CoverageNote[] {
  const relations = records
    .records()
    .flatMap((record) => (record.record === 'relation' && isOfProduction(record.attributes) ? [record] : []))
  const ends = (type: string): ReadonlySet<string> =>
    new Set(relations.flatMap((one) => (one.type === type ? [one.to] : [])))
  const called = ends('CALLS')
  const count = [...ends('NAMES')].filter((host) => !called.has(host)).length
  if (count === 0) return []
  const message = `${count} ${count === 1 ? 'host is' : 'hosts are'} named in production and not seen called: no dependency follows`
  return [{code: 'only-named', what: 'host', count, message}]
}

function said({protocol, port, database, link}: HostSeen) {
  return {protocol, ...(port && {port}), ...(database && {database}), ...(link && {link})}
}

/** How a machine is asked of which a setting gives the name alone: by the whole key, `spring.rabbitmq.host`. */
function protocolReader({settings}: TreeScan, {path}: FileSeen): (seen: HostSeen) => string {
  const own = settings.get(path) ?? []
  const keys = own.length > 0 ? Map.groupBy(own, ({line}) => line) : new Map<number, typeof own>()
  return ({protocol, host, line}) => {
    if (protocol !== 'host') return protocol
    const said = (keys.get(line) ?? []).filter(({literal}) => literal?.toLowerCase().includes(host))
    const kinds = new Set(said.map(({key}) => brokerProtocol(key)))
    const [kind] = kinds
    return kinds.size === 1 && kind !== undefined ? kind : protocol
  }
}

/** Code that holds the settings of an environment, as `config/environments/development.rb` does. */
const codeOfSettings =
  /(^|\/)(?:conf|config|configuration|settings|environments?)(?:\/[^/]+)?\/[^/]+$|(^|\/)(?:config|settings|environment)[._-][^/]+$/i

/** What the place of a file says of all that it names, and the part of it in which that stands. */
function aboutFile({path}: FileSeen, isModule: boolean, variants: ReadonlyMap<string, string>) {
  const role = roleOf(path)
  const isOfSettings = !isModule || codeOfSettings.test(path)
  const ofFile = isOfSettings ? (variants.get(path) ?? environmentOf(path) ?? environmentOfPath(path)) : undefined
  return ({environment: ofPart}: HostSeen) => {
    const environment = isBuildFile(path) ? 'build' : environmentOfPart(ofPart, ofFile)
    return {...(environment !== undefined && {environment}), ...(role !== 'production' && {role})}
  }
}

/** What the text of a file says; of a language that is parsed, its literals and calls say the same. */
function addressesOf({texts, facts}: TreeScan, {path}: FileSeen): readonly HostSeen[] {
  const own = facts.get(path) ?? []
  return [...(texts.get(path)?.hosts ?? []), ...own.flatMap((fact) => (fact.is === 'address' ? [fact] : []))]
}

/** Files that give names values, and code that does nothing else; what a package is called tells nothing of its classes. */
const givesValues =
  /\.(?:properties|ini|conf|cfg|toml|config|env|tf|tfvars)$|(^|\/)\.env[\w.-]*$|(^|\/)(?:(?:config|configuration|settings|parameters)(?:[._-][\w.-]+)?\.\w+|(?:conf|config|configuration|settings|parameters)\/[^.]*\.(?!(?:xml|java|kt|scala|groovy|cs|vb|fs|go|rs|swift)$)[\w.]+|(?:META-INF|WEB-INF)\/.*\.xml)$/i

/** Whether an address of a file is called: a bare `url` is, in settings and in code that makes calls. */
function callTest({facts}: TreeScan, {path}: FileSeen): (seen: HostSeen) => boolean {
  if (isBuildFile(path)) return ({standing}) => standing === undefined
  const http = (facts.get(path) ?? []).filter(isHttp)
  const lines = new Set(http.map(({line}) => line))
  const isBareCalled = http.length > 0 || givesValues.test(path) || isSettingsFile(path)
  return ({standing, line}) =>
    standing === undefined ||
    standing === 'connection' ||
    (standing === 'address' && isBareCalled) ||
    (lines.has(line) && isScript(path))
}

/** A client of one service alone calls none of the other addresses of its file. */
function isHttp(fact: Fact): boolean {
  return fact.is === 'http' && !(fact.url && 'literal' in fact.url && fact.url.literal === notifyAddress)
}
