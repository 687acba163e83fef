import {inProduction} from '../../model/in-production.ts'
import {PackageURL} from 'packageurl-js'
import {entityId} from '../../model/ids.ts'
import type {Json} from '../../model/values.ts'
import {datastoreIn} from '../cloud/datastore-in.ts'
import {roleOf} from './languages.ts'
import type {Manifests} from './manifests/all-manifests.ts'
import type {LinkDeclared, Ref, TableDeclared, ThingDeclared} from './manifests/infrastructure.ts'
import type {TechnologyFound} from './manifests/manifest-kind.ts'
import {procedureId, queueId, seenFrom, tableId} from './seen-from.ts'
import type {SourceRecords} from './source-records.ts'
import type {TableNaming} from './table-naming.ts'
import {printable} from './walk-tree.ts'

interface Describing {
  readonly records: SourceRecords
  readonly organisation: string
  /** The slug of the tree. */
  readonly tree: string
  readonly ownerOf: (path: string) => {readonly id: string; readonly name: string}
  readonly ownerOfTables: (path: string) => string
  readonly naming: TableNaming
  readonly addTechnology: (from: string, technology: TechnologyFound) => void
}

const kinds = {
  workload: 'component',
  store: 'datastore',
  resource: 'resource',
  queue: 'interface',
  endpoint: 'interface',
  host: 'host',
} as const
/** How the application that declares a thing stands to it; what is a part of it stands to it in turn. */
const relationOf = {store: 'WRITES', resource: 'RUNS_ON', host: 'RUNS_ON'} as const

/** Of these only what a file declares is known to be there. */
const declaredAlone: ReadonlySet<Ref['ref']> = new Set(['workload', 'store', 'resource'])

/** The records of what files of infrastructure and migrations declare. */
export function describeInfrastructure(
  {things, links, tables, variablesSet}: Pick<Manifests, 'things' | 'links' | 'tables' | 'variablesSet'>,
  describing: Describing,
): void {
  // Where a file for production and one for another environment speak of one thing, the first says what it is.
  const rank = ({environment}: ThingDeclared): number => Number(!inProduction(environment))
  for (const thing of things.toSorted((a, b) => rank(a) - rank(b))) addThing(describing, thing)
  const declared = new Set(things.map(({is}) => JSON.stringify(is)))
  const isThere = (ref: Ref): boolean => !declaredAlone.has(ref.ref) || declared.has(JSON.stringify(ref))
  for (const link of links) if (isThere(link.from) && isThere(link.to)) addLink(describing, link)
  for (const table of tables) addTable(describing, table)
  addVariables(describing, variablesSet)
}

function addThing(describing: Describing, thing: ThingDeclared): void {
  const {records, ownerOf, addTechnology} = describing
  const {is, name, attributes, technologies = [], file, line} = thing
  const place = {file, line}
  const belongsTo = thing.belongsTo ?? file.path
  const id = idOf(describing, is, belongsTo)
  // A module is what the root that uses it is for.
  const role = roleOf(file.path) === 'production' ? roleOf(belongsTo) : roleOf(file.path)
  const environment = thing.environment ?? (role === 'production' ? undefined : role)
  const own = {...ofKind(is), ...(is.ref === 'workload' && {role}), ...attributes}
  records.entity(kinds[is.ref], id, name, safe(own), place, is.ref === 'host' ? 0.9 : 1)
  for (const {at = {file, line}, ...technology} of technologies)
    addTechnology(id, {...technology, ...(environment !== undefined && {environment}), ...at})
  const owner = ownerOf(belongsTo).id
  const attributesOfUse = {how: 'declared in its infrastructure', ...(environment !== undefined && {environment})}
  if (is.ref === 'workload' || is.ref === 'endpoint')
    records.relation({from: id, type: 'PART_OF', to: owner, certainty: 'structural', place})
  else if (is.ref !== 'queue')
    records.relation({
      from: owner,
      type: relationOf[is.ref],
      to: id,
      certainty: 'structural',
      place,
      attributes: attributesOfUse,
    })
  if (is.ref === 'store' && is.resource !== undefined)
    records.relation({from: id, type: 'RUNS_ON', to: is.resource, certainty: 'structural', place})
}

type Attributes = NonNullable<ThingDeclared['attributes']>

/** What a file says may hold anything: no escape of a terminal, and no text without end. */
function safe(attributes: Attributes): Attributes {
  const short = (value: Json): Json => (typeof value === 'string' ? printable(value).slice(0, longestText) : value)
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(short) : value === undefined ? value : short(value),
    ]),
  )
}

const longestText = 1000

function ofKind(is: ThingDeclared['is']) {
  switch (is.ref) {
    case 'workload':
      return {type: 'workload'}
    case 'queue':
      return {type: 'queue', product: is.product, queue: is.queue}
    case 'endpoint':
      return {type: 'endpoint', method: is.method, path: is.path}
    case 'host':
      return {hostName: is.host}
    case 'store':
      return is.resource === undefined ? {} : {resource: is.resource}
    case 'resource':
      return {}
  }
}

function fileAttributes({protocol, server, path}: Ref & {readonly ref: 'file'}) {
  return {type: 'file', protocol, path, server}
}

function addLink(describing: Describing, link: LinkDeclared): void {
  const {from, type, to, certainty, attributes, belongsTo, file, line} = link
  const {records} = describing
  const place = {file, line}
  const ends = [from, to].map((ref) => {
    const id = idOf(describing, ref, belongsTo ?? file.path)
    // A queue or a host is there as soon as somebody speaks of it.
    if (ref.ref === 'queue') records.entity('interface', id, ref.queue, safe(ofKind(ref)), place)
    if (ref.ref === 'file') records.entity('interface', id, ref.path, safe(fileAttributes(ref)), place)
    if (ref.ref === 'package') records.entity('package', id, `${ref.name}${ref.version ? ` ${ref.version}` : ''}`)
    if (ref.ref === 'host') records.entity('host', id, ref.host, ofKind(ref), place, 0.8)
    return id
  })
  const [source = '', target = ''] = ends
  const role = roleOf(file.path)
  records.relation({
    from: source,
    type,
    to: target,
    certainty: certainty ?? 'structural',
    place,
    attributes: {...attributes, ...(role !== 'production' && {role})},
  })
}

function addTable({records, organisation, ownerOfTables, naming}: Describing, declared: TableDeclared): void {
  const {table, database, what, how, file, line} = declared
  const place = {file, line}
  const owner = ownerOfTables(file.path)
  if (what === 'procedure') {
    const procedure = procedureId(organisation, owner, table)
    records.entity('interface', procedure, table, safe({type: 'procedure', procedure: table}), place)
    records.relation({from: procedure, type: 'PART_OF', to: owner, certainty: 'structural', place})
    return
  }
  const {name, key = name} = naming(owner, table, database === undefined ? {} : {database})
  const id = tableId(organisation, owner, key)
  // Who asks a view cannot tell it from a table.
  records.entity('datastore', id, name, safe({type: 'table', table: name, ...(what && {isView: true})}), place)
  records.relation({from: owner, type: 'WRITES', to: id, certainty: 'structural', place, attributes: {how}})
}

function addVariables({records, ownerOf}: Describing, variables: Manifests['variablesSet']): void {
  const production = variables.filter(({file}) => roleOf(file.path) === 'production')
  for (const [owner, set] of Map.groupBy(production, ({file}) => ownerOf(file.path).id)) {
    const [first] = set
    if (!first) continue
    const names = [...new Set(set.map(({name}) => name))].toSorted()
    records.entity('component', owner, ownerOf(first.file.path).name, {environmentVariablesSet: names}, first)
  }
}

function idOf({organisation, tree, ownerOf}: Describing, ref: Ref, path: string): string {
  switch (ref.ref) {
    case 'owner':
      return ownerOf(path).id
    case 'workload':
      return `component:${organisation}/${tree}#${encoded(ref.key)}`
    case 'store':
      return ref.resource === undefined
        ? `datastore:${organisation}/${tree}#${encoded(ref.key)}`
        : datastoreIn(ref.resource, {organisation}, {name: ref.key}).thing.id
    case 'resource':
      return ref.id
    case 'queue':
      return queueId(organisation, ownerOf(path).id, ref.product, ref.queue)
    case 'file':
      return seenFrom('interface', organisation, ownerOf(path).id, [ref.protocol, ref.server, ref.path].join(' '))
    case 'endpoint':
      return seenFrom('interface', organisation, ownerOf(path).id, `${ref.method} ${ref.path}`)
    case 'package':
      return new PackageURL(ref.type, ref.namespace, ref.name, ref.version, undefined, undefined).toString()
    case 'host':
      return entityId('host', organisation, ref.host)
  }
}

function encoded(key: string): string {
  return key.replace(/[\u0000-\u001f\u007f%]/g, (character) => encodeURIComponent(character))
}
