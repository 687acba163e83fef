import {moduleId} from '../../model/ids.ts'
import type {CoverageNote} from '../../model/inventory.ts'
import {isThisRoutine} from '../../model/this-routine.ts'
import type {Modules, Owner} from './describe-modules.ts'
import {describeTables} from './describe-tables.ts'
import {roleOf} from './languages.ts'
import type {Fact} from './languages/fact.ts'
import {crystalReports} from './crystal-report.ts'
import {nearestOf} from './languages/tree-paths.ts'
import type {PartSeen, PartUse, ReportUse} from './languages/part-fact.ts'
import {procedureId, seenFrom} from './seen-from.ts'
import type {SourceRecords} from './source-records.ts'
import {type FileSeen, printable} from './walk-tree.ts'

type Facts = ReadonlyMap<string, readonly Fact[]>

interface Part {
  readonly id: string
  readonly path: string
  readonly part: PartSeen
}

/** Tests and examples are modules, and hold no routines or jobs of the estate. */
function partsOf(facts: Facts, organisation: string, tree: string): ReadonlyMap<string, readonly Part[]> {
  const bodies = bodiesIn(facts)
  return new Map(
    [...facts].flatMap(([path, own]) => {
      const parts = own
        .filter((fact): fact is PartSeen => fact.is === 'part')
        .filter(({kind, name, isHead}) => !isHead || !bodies.has(`${kind} ${name.toLowerCase()}`))
      if (parts.length === 0 || roleOf(path) !== 'production') return []
      const met = new Map<string, number>()
      const all = parts.map((part): Part => {
        const called = [part.kind, part.within, part.name].filter(Boolean).join(' ').toLowerCase()
        const count = (met.get(called) ?? 0) + 1
        met.set(called, count)
        // A routine that is made and then altered is one; steps may have one name and be several.
        const own = part.kind === 'step' && count > 1 ? `${called}#${count}` : called
        return {id: `${moduleId(organisation, tree, path)}::${own}`, path, part}
      })
      return [[path, all] as const]
    }),
  )
}

/** What is done somewhere of what is only said elsewhere. */
function bodiesIn(facts: Facts): ReadonlySet<string> {
  const bodies = new Set<string>()
  for (const [path, own] of facts)
    for (const fact of own)
      if (fact.is === 'part' && fact.kind === 'package' && !fact.isHead && roleOf(path) === 'production')
        bodies.add(`package ${fact.name.toLowerCase()}`)
  return bodies
}

/** The routine, job or step that a line of a file belongs to, the innermost first. */
export function partPlacer(
  facts: Facts,
  organisation: string,
  tree: string,
): (path: string, line: number) => string | undefined {
  const parts = partsOf(facts, organisation, tree)
  return (path, line) => parts.get(path)?.findLast(({part}) => part.line <= line && line <= part.until)?.id
}

/** Routines of databases and jobs of schedulers: what they are part of, and which of the tree they call. */
export function describeParts(records: SourceRecords, modules: Modules, root: string): readonly CoverageNote[] {
  const {scan, organisation, tree, ownerOf} = modules
  const parts = partsOf(scan.facts, organisation, tree)
  const files = new Map(scan.files.map((file) => [file.path, file]))
  const named = routinesNamed([...parts.values()].flat())
  const reports = reportsNamed([...parts.values()].flat())
  const packages = packagesNamed([...parts.values()].flat())
  let open = 0
  for (const [path, own] of parts) {
    const file = files.get(path)
    if (!file) continue
    for (const {id, part} of own) {
      const place = {file, line: part.line}
      const shown = printable(root === '.' ? path : `${root}/${path}`)
      records.entity('component', id, part.name, attributesOf(part, shown), place)
      const job =
        part.within === undefined
          ? undefined
          : own.find((one) => one.part.kind === 'job' && one.part.name === part.within)
      records.relation({from: id, type: 'PART_OF', to: job?.id ?? ownerOf(path).id, certainty: 'structural', place})
      open += part.dynamicSql?.length ?? 0
    }
  }
  for (const [path, facts] of scan.facts) {
    const file = files.get(path)
    if (!file || roleOf(path) !== 'production') continue
    for (const fact of facts) describeUse(records, modules, {fact, file, named, reports, packages, files})
  }
  describeScriptsOfTasks(records, modules, parts)
  describeTables(records, modules)
  return open === 0 ? [] : [dynamicNote(open)]
}

const script = /\.(?:bat|cmd|ps1)$/i

/**
 * A task of Windows names a script by its place on a machine: it is the file of the tree that alone has the name. That
 * is inferred from what both places say.
 */
function describeScriptsOfTasks(
  records: SourceRecords,
  {scan, organisation, tree}: Modules,
  parts: ReadonlyMap<string, readonly Part[]>,
): void {
  const files = new Map(scan.files.map((file) => [file.path, file]))
  const scripts = Map.groupBy(
    scan.files.filter(({path}) => script.test(path)),
    ({path}) => nameOf(path),
  )
  const modules = new Set(scan.modules.map(({path}) => path))
  for (const [path, own] of parts) {
    const file = files.get(path)
    const tasks = own.filter(({part}) => part.kind === 'job' && part.product === 'windows-task-scheduler')
    for (const fact of file && tasks.length > 0 ? (scan.facts.get(path) ?? []) : []) {
      if (fact.is !== 'process' || !('literal' in fact.program)) continue
      const task = tasks.findLast(({part}) => part.line <= fact.line && fact.line <= part.until)
      const [to, ...others] = scripts.get(nameOf(fact.program.literal)) ?? []
      if (!file || !task || !to || others.length > 0 || !modules.has(to.path) || roleOf(to.path) !== 'production')
        continue
      const relation = {from: task.id, type: 'CALLS', to: moduleId(organisation, tree, to.path)} as const
      const attributes = {how: 'the only script of this name'}
      for (const place of [
        {file, line: fact.line},
        {file: to, line: 1},
      ])
        records.relation({...relation, certainty: 'inferred', place, attributes})
    }
  }
}

/** Without folders; Windows tells no case apart. */
function nameOf(path: string): string {
  return path.replace(/^.*[\\/]/, '').toLowerCase()
}

interface Use {
  readonly fact: Fact
  readonly file: FileSeen
  readonly named: (name: string) => Part | undefined
  /** Reports of the tree by the name of their file in small letters. */
  readonly reports: ReadonlyMap<string, readonly Part[]>
  /** Packages of Integration Services by the name of their file in small letters. */
  readonly packages: ReadonlyMap<string, readonly Part[]>
  readonly files: ReadonlyMap<string, FileSeen>
}

/** A procedure that is called by its name is the routine of the tree; so is a function in an expression. */
function describeUse(
  records: SourceRecords,
  modules: Modules,
  {fact, file, named, reports, packages, files}: Use,
): void {
  const {organisation, tree, ownerOf, partAt} = modules
  for (const name of fact.is === 'sql' ? fact.calls : []) {
    const to = named(name)
    if (!to) continue
    const from = interfaceOf(records, organisation, ownerOf(file.path), name)
    const attributes = {kind: 'other', how: isThisRoutine}
    records.relation({
      from,
      type: 'DEPENDS_ON',
      to: to.id,
      certainty: 'structural',
      place: placeOf(to, files),
      attributes,
    })
  }
  if (fact.is === 'report-use') return describeReport(records, modules, {fact, file, reports})
  if (fact.is !== 'part-use') return
  if (fact.kind === 'ssis-package') return describePackage(records, modules, {fact, file, packages})
  if (fact.kind !== undefined) return describeNeed(records, modules, {fact, file, kind: fact.kind})
  if (fact.language) return describeCall(records, modules, {fact, file, to: named(fact.name)})
  const to = named(fact.name)
  const from = partAt?.(file.path, fact.line) ?? moduleId(organisation, tree, file.path)
  if (to?.part.kind !== 'function' || to.id === from) return
  const place = {file, line: fact.line}
  const attributes = {how: 'function in an expression'}
  records.relation({from, type: 'CALLS', to: to.id, certainty: 'structural', place, attributes})
}

/** A routine that a unit calls, where the tree has one of that name; a file of SQL is its application's. */
function describeCall(
  records: SourceRecords,
  {partAt, ownerOf}: Modules,
  {fact, file, to}: {readonly fact: PartUse; readonly file: FileSeen; readonly to: Part | undefined},
): void {
  const from = partAt?.(file.path, fact.line) ?? ownerOf(file.path).id
  if (!to || to.part.language !== fact.language || to.id === from) return
  const attributes = {how: `call in ${fact.language}`, operations: [fact.name]}
  const place = {file, line: fact.line}
  records.relation({from, type: 'CALLS', to: to.id, certainty: 'structural', place, attributes})
}

/** Of several parts of one name that in the nearest folder; undefined where two are as near. */
function nearestPart(parts: readonly Part[] = [], from: string): Part | undefined {
  const nearest = nearestOf(
    parts.map(({path}) => path),
    from,
  )
  return parts.find(({path}) => path === nearest)
}

function packagesNamed(parts: readonly Part[]): ReadonlyMap<string, readonly Part[]> {
  const packages = parts.filter(({part}) => part.kind === 'job' && part.product === 'ssis')
  return Map.groupBy(packages, ({path}) => nameOf(path))
}

/** A package that is executed by the name of its file: the nearest of the tree. */
function describePackage(
  records: SourceRecords,
  {organisation, tree, partAt}: Modules,
  {fact, file, packages}: {readonly fact: PartUse} & Pick<Use, 'file' | 'packages'>,
): void {
  const to = nearestPart(packages.get(fact.name.toLowerCase()), file.path)
  if (!to) return
  const from = partAt?.(file.path, fact.line) ?? moduleId(organisation, tree, file.path)
  const place = {file, line: fact.line}
  records.relation({
    from,
    type: 'CALLS',
    to: to.id,
    certainty: 'structural',
    place,
    attributes: {how: 'executes the package'},
  })
}

function reportsNamed(parts: readonly Part[]): ReadonlyMap<string, readonly Part[]> {
  const reports = parts.filter(({part}) => part.kind === 'report' && part.product === crystalReports)
  return Map.groupBy(reports, ({part}) => part.name.toLowerCase())
}

/** A report by the name of its file: the nearest of the tree, else one that the tree has not. */
function describeReport(
  records: SourceRecords,
  {organisation, tree, ownerOf}: Modules,
  {fact, file, reports}: {readonly fact: ReportUse} & Pick<Use, 'file' | 'reports'>,
): void {
  const held = nearestPart(reports.get(fact.report.toLowerCase()), file.path)
  const name = fact.report
  const place = {file, line: fact.line}
  const attributes = {type: 'report', product: crystalReports, report: name}
  const named = `report ${crystalReports} ${name}`
  const to =
    held?.id ??
    records.entity(
      'interface',
      seenFrom('interface', organisation, ownerOf(file.path).id, named),
      name,
      attributes,
      place,
    )
  const from = moduleId(organisation, tree, file.path)
  records.relation({from, type: 'CALLS', to, certainty: 'structural', place, attributes: {how: 'shows a report'}})
}

const needs = {query: 'takes what the query gives', 'linked-table': 'goes through the linked table'} as const

/** What a part of a database file needs of the others in it. */
function describeNeed(
  records: SourceRecords,
  {organisation, tree, partAt}: Modules,
  {fact, file, kind}: {readonly fact: PartUse; readonly file: FileSeen; readonly kind: keyof typeof needs},
): void {
  const module = moduleId(organisation, tree, file.path)
  const from = partAt?.(file.path, fact.line) ?? module
  const to = `${module}::${kind} ${fact.name.toLowerCase()}`
  if (from === to) return
  const attributes = {kind: 'other', how: needs[kind]}
  const place = {file, line: fact.line}
  records.relation({from, type: 'DEPENDS_ON', to, certainty: 'structural', place, attributes})
}

function placeOf({path, part}: Part, files: ReadonlyMap<string, FileSeen>) {
  return {file: files.get(path) ?? {path, sha256: ''}, line: part.line}
}

function interfaceOf(records: SourceRecords, organisation: string, owner: Owner, name: string): string {
  return records.entity('interface', procedureId(organisation, owner.id, name), name, {
    type: 'procedure',
    procedure: name,
  })
}

/** A procedure or function by its name, with its owner or without, where the tree has one of it. */
function routinesNamed(parts: readonly Part[]): (name: string) => Part | undefined {
  const plain = (name: string): string => name.toLowerCase().replace(/^dbo\./, '')
  const routines = parts.filter(({part}) => part.kind === 'stored-procedure' || part.kind === 'function')
  const byName = Map.groupBy(routines, ({part}) => plain(part.name))
  const packages = Map.groupBy(
    parts.filter(({part}) => part.kind === 'package'),
    ({part}) => part.name.toLowerCase(),
  )
  const only = (found: readonly Part[] | undefined): Part | undefined => {
    const [first, ...others] = found ?? []
    return others.every(({id}) => id === first?.id) ? first : undefined
  }
  return (name) => {
    // `owner.package.procedure`: which procedure of a package does what is not told apart.
    const [, within] = /([\w$#]+)\.[\w$#]+$/.exec(plain(name)) ?? []
    return byName.has(plain(name)) ? only(byName.get(plain(name))) : only(packages.get(within ?? ''))
  }
}

function attributesOf(part: PartSeen, path: string) {
  return {
    ...{
      type: part.kind,
      schema: part.schema,
      path,
      language: part.language,
      product: part.product,
      runs: part.runs,
      database: part.database,
    },
    ...(part.steps && {steps: [...part.steps]}),
    ...(part.schedules && {schedules: [...part.schedules]}),
    ...(part.dynamicSql && {
      dynamicSql: part.dynamicSql.map((line) => `line ${line}: a text that is not wholly known`),
    }),
  }
}

function dynamicNote(count: number): CoverageNote {
  return {
    code: 'unresolved',
    what: 'dynamic SQL',
    count,
    message: `${count} ${count === 1 ? 'text of SQL is' : 'texts of SQL are'} put together at run time, in part or wholly: listed with the routines that run them`,
  }
}
