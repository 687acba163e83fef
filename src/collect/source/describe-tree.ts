import {sha256, slugOf, systemId} from '../../model/ids.ts'
import type {CoverageNote} from '../../model/inventory.ts'
import type {Instant} from '../../model/values.ts'
import {withDefaultSchemas} from './default-schemas.ts'
import {describeAddresses} from './describe-addresses.ts'
import {describeBlockers} from './describe-blockers.ts'
import {describeCopied} from './describe-copied.ts'
import {describeFacts} from './describe-facts.ts'
import {describeInfrastructure} from './describe-infrastructure.ts'
import {describeModules, describeVariables, type Modules, type Owner} from './describe-modules.ts'
import {describeParts, partPlacer} from './describe-parts.ts'
import {addApplicationUses, addPackages, ownPackageUrl} from './describe-packages.ts'
import type {GitState} from './git-state.ts'
import {roleOf} from './languages.ts'
import {type Manifests, nearestApplication} from './manifests/all-manifests.ts'
import type {ApplicationFound, TechnologyFound} from './manifests/manifest-kind.ts'
import {describeMainframe} from './mainframe/describe-mainframe.ts'
import type {TreePlace} from './mainframe/expanded-job.ts'
import {isOfMainframe, type MainframeParts, mainframeParts} from './mainframe/mainframe-parts.ts'
import {productsUsed} from './mainframe/products-used.ts'
import {builtInto} from './built-into.ts'
import {owningApplication, ownershipKey} from './owning-application.ts'
import type {TreeScan} from './scan-tree.ts'
import {SourceRecords} from './source-records.ts'
import {withSpringNames} from './spring-table-names.ts'
import {tableNaming} from './table-naming.ts'
import {tablesMade} from './tables-made.ts'

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

/** A slug ends after 80 characters, and trees of one deep folder may differ only behind them. */
function treeSlug(path: string): string {
  const whole = path.split('/').filter(Boolean).map(slugOf).join('-')
  if (whole.length <= longestSlug) return slugOf(path)
  return `${whole.slice(9 - longestSlug).replace(/^-+/, '')}-${sha256(path).slice(0, 8)}`
}

const longestSlug = 80

function nameOfTree({tree, sourceId}: TreeFound): string {
  const folders = tree.split('/').filter((part) => part !== '..' && part !== '.')
  return folders.at(-1) ?? sourceId
}

/** The records that a scanned tree stands for, and notes of what could not be followed. */
export function describeTree(found: TreeFound): {
  readonly records: SourceRecords
  readonly notes: readonly CoverageNote[]
} {
  const seenBy = (path: string): string | undefined => found.scan.outsideOf(path)?.by
  const records = new SourceRecords({...found, seenBy}, found.tree, found.scope)
  const name = nameOfTree(found)
  const tree = treeSlug(found.tree === '.' ? found.sourceId : found.tree.replace(/^(\.\.\/)+/, ''))
  const repository = addRepository(records, found, name, tree)
  const applications = new Map(
    found.manifests.applications.map((one) => [one, addApplication(records, found, one, tree, repository)]),
  )
  const ids = new Map([...applications].map(([{file}, id]) => [file.path, id]))
  for (const [{uses = []}, id] of applications) addApplicationUses(records, id, uses, (manifest) => ids.get(manifest))
  for (const technology of found.manifests.technologies) addTechnology(records, found, repository, technology)
  const ownerOf = ownerFinder(found, applications, {id: repository, name})
  const parts = mainframeParts(found.scan, found.organisation, tree)
  const placed = partPlacer(found.scan.facts, found.organisation, tree)
  const facts = withDefaultSchemas(withSpringNames(found.scan, applications, ownerOf), ownerOf)
  const scan = {...found.scan, facts}
  const modules: Modules = {
    ...{organisation: found.organisation, tree, scan, ownerOf, builtInto: builtInto(applications)},
    ...{partOf: parts.wholes, partAt: (path, line) => parts.programAt(path, line) ?? placed(path, line)},
  }
  describeModules(records, modules)
  addProductsUsed(records, found, parts, (path) => ownerOf(path).id)
  const {ownerOfTables, naming} = tableOwners(found, modules, {applications, repository})
  const undecided: TreePlace[] = []
  const notes = [
    ...describeCopied(records, modules, parts, found.tree),
    ...describeFacts(
      records,
      modules,
      tablesMade(found.manifests.tables, modules.scan.facts, ownerOfTables, ownerOf),
      naming,
    ),
    ...describeMainframe(records, modules, {parts, root: found.tree, undecided: (place) => undecided.push(place)}),
    ...describeParts(records, modules, found.tree),
  ]
  describeVariables(records, modules)
  notes.push(...describeAddresses(records, modules, hostsServed(found.manifests)))
  describeInfrastructure(found.manifests, {
    records,
    organisation: found.organisation,
    tree,
    ownerOf,
    ...{ownerOfTables, naming},
    addTechnology: (from, technology) => addTechnology(records, found, from, technology),
  })
  notes.push(...describeBlockers(records, modules, {parts, undecided}))
  return {records, notes}
}

/** The tree as a whole, of the system that its source names. */
function addRepository(records: SourceRecords, found: TreeFound, name: string, tree: string): string {
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
  return repository
}

/** Whose a file is; every part that is described asks for all files. */
function ownerFinder(
  {manifests, scan}: TreeFound,
  ids: ReadonlyMap<ApplicationFound, string>,
  repository: Owner,
): (path: string) => Owner {
  const ownerOfAll = (application: ApplicationFound | undefined): Owner => {
    const id = application && ids.get(application)
    return id ? {id, name: application.name} : repository
  }
  const byManifest = Map.groupBy(manifests.applications, ({file}) => file.path)
  const owners = new Map<string, Owner>()
  return (path) => {
    // No manifest builds what runs on a mainframe: what stands beside it builds something else.
    if (isOfMainframe(path, scan)) return repository
    // A database of Access may be an application by itself, beside others of its folder.
    const whole = byManifest.get(path)?.find(({language}) => language === scan.languageOf(path))
    if (whole) return ownerOfAll(whole)
    const key = ownershipKey(path, scan.languageOf)
    const owner = owners.get(key) ?? ownerOfAll(owningApplication(path, manifests.applications, scan.languageOf))
    owners.set(key, owner)
    return owner
  }
}

interface Described {
  readonly applications: ReadonlyMap<ApplicationFound, string>
  readonly repository: string
}

/** Whose tables are, and what those are called that have several names. */
function tableOwners(found: TreeFound, modules: Modules, {applications, repository}: Described) {
  const ownerOfTables = tableOwnerFinder(found, applications, repository)
  return {ownerOfTables, naming: tableNaming(modules, found.manifests.tables, ownerOfTables)}
}

/** Whose tables are that a file makes. */
function tableOwnerFinder(
  {manifests, scan}: TreeFound,
  ids: ReadonlyMap<ApplicationFound, string>,
  repository: string,
): (path: string) => string {
  return (path) => {
    const application = serverOf(path, manifests.applications, scan.languageOf(path))
    return (application && ids.get(application)) ?? repository
  }
}

/** Of two applications that share a folder, tables are not those of the one that runs in browsers. */
function serverOf(
  path: string,
  applications: readonly ApplicationFound[],
  language: string | undefined,
): ApplicationFound | undefined {
  const nearest = nearestApplication(path, applications)
  const others = applications.filter(({language}) => language !== 'JavaScript')
  const server = nearestApplication(path, others, language)
  return server?.folder === nearest?.folder ? (server ?? nearest) : nearest
}

/** By file and name, the hosts that a file says something is reached by: it is no caller of them. */
function hostsServed({things}: Manifests): ReadonlySet<string> {
  return new Set(things.flatMap(({is, file}) => (is.ref === 'host' ? [`${file.path} ${is.host}`] : [])))
}

function addApplication(
  records: SourceRecords,
  found: TreeFound,
  application: ApplicationFound,
  tree: string,
  repository: string,
): string {
  const {name, folder, language, isTest, file, packages, technologies} = application
  // A project that is a module as well is another thing than this.
  const isApart = folder === '' || found.scan.languageOf(file.path) !== undefined
  const id = `component:${found.organisation}/${tree}#${isApart ? './' : ''}${file.path}`
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

/** What jobs run with. */
function addProductsUsed(
  records: SourceRecords,
  found: TreeFound,
  {jobs}: MainframeParts,
  ownerOf: (path: string) => string,
): void {
  const files = new Map(found.scan.files.map((file) => [file.path, file]))
  for (const {place, ...technology} of productsUsed(jobs)) {
    const file = files.get(place.path)
    if (file) addTechnology(records, found, ownerOf(place.path), {...technology, file, line: place.line})
  }
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
