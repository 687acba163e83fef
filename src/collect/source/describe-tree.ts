import {entityId, moduleId, sha256, slugOf, systemId} from '../../model/ids.ts'
import type {Instant} from '../../model/values.ts'
import {addApplicationUses, addPackages, ownPackageUrl} from './describe-packages.ts'
import type {GitState} from './git-state.ts'
import type {Integration} from './integrations.ts'
import {roleOf} from './languages.ts'
import {type Manifests, nearestApplication} from './manifests/all-manifests.ts'
import type {ApplicationFound, TechnologyFound} from './manifests/manifest-kind.ts'
import {isModule, type TreeScan} from './scan-tree.ts'
import type {TextScan} from './scan-text.ts'
import {SourceRecords} from './source-records.ts'
import {type FileSeen, printable} from './walk-tree.ts'

export interface TreeFound {
  readonly organisation: string
  readonly sourceId: string
  readonly observedAt: Instant
  /** Relative to the audit folder. */
  readonly tree: string
  readonly scope: string
  readonly system?: string | undefined
  readonly git: GitState | undefined
  readonly scan: TreeScan
  readonly manifests: Manifests
}

/** The component that a file belongs to. */
interface Owner {
  readonly id: string
  readonly name: string
}

/** A slug ends after 80 characters, and trees of one deep folder may differ only behind them. */
function treeSlug(path: string): string {
  const whole = path.split('/').filter(Boolean).map(slugOf).join('-')
  if (whole.length <= longestSlug) return slugOf(path)
  return `${whole.slice(9 - longestSlug).replace(/^-+/, '')}-${sha256(path).slice(0, 8)}`
}

const longestSlug = 80

/** The records that a scanned tree stands for. */
export function describeTree(found: TreeFound): SourceRecords {
  const records = new SourceRecords(found, found.tree, found.scope)
  const name =
    found.tree
      .split('/')
      .filter((part) => part !== '..' && part !== '.')
      .at(-1) ?? found.sourceId
  const tree = treeSlug(found.tree === '.' ? found.sourceId : found.tree.replace(/^(\.\.\/)+/, ''))
  const repository = records.entity('component', `component:${found.organisation}/${tree}`, name, {
    type: 'repository',
    root: found.tree,
    commit: found.git?.commit,
    dirty: found.git?.dirty,
  })
  if (found.system)
    records.relation({
      from: repository,
      type: 'PART_OF',
      to: systemId(found.organisation, found.system),
      certainty: 'structural',
      attributes: {how: `source ${found.sourceId} names the system`},
    })
  const applications = new Map(
    found.manifests.applications.map((application) => [
      application,
      addApplication(records, found, application, tree, repository),
    ]),
  )
  const ids = new Map([...applications].map(([{file}, id]) => [file.path, id]))
  for (const [{uses = []}, id] of applications) addApplicationUses(records, id, uses, (manifest) => ids.get(manifest))
  for (const technology of found.manifests.technologies) addTechnology(records, found, repository, technology)
  const ownerOf = (path: string): Owner => {
    const application = nearestApplication(
      path,
      found.manifests.applications,
      isModule(path) ? 'JavaScript' : undefined,
    )
    const id = application && applications.get(application)
    return id ? {id, name: application.name} : {id: repository, name}
  }
  addModules(records, found, tree, ownerOf)
  addText(records, found, tree, ownerOf)
  return records
}

function addApplication(
  records: SourceRecords,
  found: TreeFound,
  application: ApplicationFound,
  tree: string,
  repository: string,
): string {
  const {name, folder, language, isTest, file, packages, technologies} = application
  const id = `component:${found.organisation}/${tree}#${folder ? '' : './'}${file.path}`
  const place = {file, line: 1}
  records.entity(
    'component',
    id,
    name,
    {
      type: 'application',
      path: found.tree === '.' ? folder || '.' : folder ? `${found.tree}/${folder}` : found.tree,
      language,
      package: ownPackageUrl(application),
      role: isTest ? 'test' : folder ? roleOf(`${folder}/`) : 'production',
    },
    place,
  )
  records.relation({from: id, type: 'PART_OF', to: repository, certainty: 'structural', place})
  addPackages(records, id, packages)
  for (const technology of technologies) addTechnology(records, found, id, technology)
  return id
}

function addTechnology(
  records: SourceRecords,
  found: TreeFound,
  from: string,
  {product, version, how, confidence, environment, file, line}: TechnologyFound,
): void {
  const id = `technology:${found.organisation}/${product}${version ? `-${slugOf(version)}` : ''}`
  const place = {file, line}
  records.entity('technology', id, version ? `${product} ${version}` : product, {product, version}, place, confidence)
  records.relation({
    from,
    type: 'USES',
    to: id,
    certainty: 'structural',
    place,
    attributes: {how, ...(environment && {environment})},
  })
}

function addModules(records: SourceRecords, found: TreeFound, tree: string, ownerOf: (path: string) => Owner): void {
  const idOf = (path: string): string => moduleId(found.organisation, tree, path)
  const files = new Map(found.scan.modules.map((file) => [file.path, file]))
  for (const file of found.scan.modules) {
    const place = {file, line: 1}
    records.entity(
      'component',
      idOf(file.path),
      file.path,
      {
        type: 'module',
        path: printable(file.path),
        language: /\.[cm]?tsx?$/.test(file.path) ? 'TypeScript' : 'JavaScript',
        role: roleOf(file.path),
      },
      place,
    )
    records.relation({
      from: idOf(file.path),
      type: 'PART_OF',
      to: ownerOf(file.path).id,
      certainty: 'structural',
      place,
    })
  }
  for (const {from, to, line} of found.scan.imports) {
    const file = files.get(from)
    if (file)
      records.relation({from: idOf(from), type: 'IMPORTS', to: idOf(to), certainty: 'structural', place: {file, line}})
  }
  for (const [path, calls] of found.scan.calls) {
    const file = files.get(path)
    if (!file) continue
    for (const {integration, operation, line} of calls) {
      const target = integrationTarget(records, found.organisation, integration)
      if (target)
        records.relation({
          from: idOf(path),
          type: 'CALLS',
          to: target,
          certainty: 'structural',
          place: {file, line},
          attributes: operation ? {operations: [operation]} : {},
        })
    }
  }
}

/** The interface behind a call. A plain HTTP call has none of its own: the address beside it says where it leads. */
function integrationTarget(records: SourceRecords, organisation: string, integration: Integration): string | undefined {
  if (integration.kind === 'http') return undefined
  const name =
    integration.kind === 'cloud'
      ? integration.service
      : `${integration.product} ${integration.kind === 'queue' ? 'queue' : 'database'}`
  return records.entity('interface', entityId('interface', organisation, name), name, {type: integration.kind})
}

const nothingSeen: TextScan = {hosts: [], variables: []}

function addText(records: SourceRecords, found: TreeFound, tree: string, ownerOf: (path: string) => Owner): void {
  const modules = new Set(found.scan.modules.map(({path}) => path))
  const variables = new Map<string, {name: string; own: Map<string, {file: FileSeen; line: number}>}>()
  for (const file of found.scan.files) {
    const {hosts, variables: named} = found.scan.texts.get(file.path) ?? nothingSeen
    const from = modules.has(file.path) ? moduleId(found.organisation, tree, file.path) : ownerOf(file.path).id
    for (const {host, protocol, port, database, line} of hosts) {
      const place = {file, line}
      const id = records.entity('host', entityId('host', found.organisation, host), host, {hostName: host}, place, 0.8)
      const attributes = {
        protocol,
        ...(port && {port}),
        ...(database && {database}),
        ...(roleOf(file.path) !== 'production' && {role: roleOf(file.path)}),
      }
      records.relation({from, type: 'CALLS', to: id, certainty: 'inferred', place, attributes})
    }
    if (roleOf(file.path) !== 'production') continue
    const owner = ownerOf(file.path)
    const {own} = variables.get(owner.id) ?? {own: new Map<string, {file: FileSeen; line: number}>()}
    for (const {name, line} of named) if (!own.has(name)) own.set(name, {file, line})
    variables.set(owner.id, {name: owner.name, own})
  }
  for (const [owner, {name, own}] of variables) {
    const first = [...own.values()][0]
    if (first) records.entity('component', owner, name, {environmentVariables: [...own.keys()].toSorted()}, first)
  }
}
