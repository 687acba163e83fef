import {entityId, moduleId} from '../../../model/ids.ts'
import type {Owner} from '../describe-modules.ts'
import {roleOf} from '../languages.ts'
import type {Fact} from '../languages/fact.ts'
import {memberName} from '../languages/members.ts'
import type {
  ApiPath,
  ApiService,
  CicsDefinition,
  DbdSeen,
  JclMember,
  MapSeen,
  MessageFormat,
  PsbSeen,
  ScheduledJob,
} from '../languages/definition-fact.ts'
import type {DdmSeen, DdsFile, ProgramSeen} from '../languages/mainframe-fact.ts'
import {nearestOf} from '../languages/tree-paths.ts'
import {seenFrom} from '../seen-from.ts'
import type {TreeScan} from '../scan-tree.ts'
import {expandJobs} from './expand-jobs.ts'
import type {JobExpanded} from './expanded-job.ts'

/** A program with what it does. */
export interface ProgramPart {
  readonly id: string
  readonly path: string
  readonly program: ProgramSeen
  readonly facts: readonly Fact[]
}

/** A fact with the file that it stands in. */
export interface Found<F> {
  readonly path: string
  readonly fact: F
}

/** What a tree holds of a mainframe, put together from all its files. */
export interface MainframeParts {
  readonly programs: readonly ProgramPart[]
  readonly copybooks: ReadonlySet<string>
  readonly jobs: readonly (JobExpanded & {readonly id: string})[]
  /** Members of JCL that are no jobs, by path. */
  readonly members: ReadonlyMap<string, JclMember>
  readonly definitions: readonly Found<CicsDefinition>[]
  readonly apiPaths: readonly Found<ApiPath>[]
  readonly apiServices: readonly Found<ApiService>[]
  /** Definitions of files, by the name that CICS knows them by. */
  readonly cicsFiles: ReadonlyMap<string, readonly Found<CicsDefinition>[]>
  /** The PSBs with which jobs run a program, by its name. */
  readonly psbsOfJobs: ReadonlyMap<string, ReadonlySet<string>>
  readonly maps: readonly Found<MapSeen>[]
  readonly messages: readonly Found<MessageFormat>[]
  readonly psbs: readonly Found<PsbSeen>[]
  readonly dbds: readonly Found<DbdSeen>[]
  readonly scheduled: readonly Found<ScheduledJob>[]
  /** What DDS describes, by the name of the file. */
  readonly dds: ReadonlyMap<string, readonly Found<DdsFile>[]>
  readonly ddms: ReadonlyMap<string, readonly Found<DdmSeen>[]>
  /** The first DDM of each file of Adabas, by its numbers. */
  readonly ddmOfFile: ReadonlyMap<string, string>
  /** The program of a name, for one that names it; `several` where none is the nearest. */
  readonly programNamed: (name: string, from: string) => ProgramPart | 'several' | undefined
  /** The program that exports a procedure, for one that is bound with it. */
  readonly exporterOf: (procedure: string, from: string) => ProgramPart | 'several' | undefined
  /** The id of the program that a line of a file belongs to. */
  readonly programAt: (path: string, line: number) => string | undefined
  /** What a file is as a whole: a program, a copybook, a job, a procedure. */
  readonly wholes: ReadonlyMap<string, string>
}

/** Tests and examples are modules, and no programs or jobs of the estate. */
export function mainframeParts(
  scan: Pick<TreeScan, 'facts' | 'imports'>,
  organisation: string,
  tree: string,
): MainframeParts {
  const facts = [...scan.facts].filter(([path]) => roleOf(path) === 'production')
  const idOf = (path: string, what: string): string => `${moduleId(organisation, tree, path)}::${what}`
  const programs = facts.flatMap(([path, own]) => programsOf(path, own, (name) => idOf(path, name)))
  const members = new Map(
    facts.flatMap(([path, own]) => own.flatMap((fact) => (fact.is === 'jcl' ? [[path, fact] as const] : []))),
  )
  const jobs = expandJobs(members).map((job) => ({...job, id: idOf(job.place.path, `job ${job.name}`)}))
  const of = <F extends Fact>(is: F['is']): readonly Found<F>[] =>
    facts.flatMap(([path, own]) => own.flatMap((fact) => (fact.is === is ? [{path, fact: fact as F}] : []))) // by its kind
  const definitions = of<CicsDefinition>('cics-definition')
  const ddms = of<DdmSeen>('ddm')
  const copybooks = copybooksOf(scan, new Set(programs.map(({path}) => path)), new Set(members.keys()))
  return {
    programs,
    copybooks,
    jobs,
    members,
    definitions,
    apiPaths: of<ApiPath>('api-path'),
    apiServices: of<ApiService>('api-service'),
    cicsFiles: Map.groupBy(
      definitions.filter(({fact}) => fact.kind === 'FILE'),
      ({fact}) => fact.name,
    ),
    psbsOfJobs: psbsByProgram(jobs),
    maps: of<MapSeen>('map'),
    messages: of<MessageFormat>('mfs'),
    psbs: of<PsbSeen>('psb'),
    dbds: of<DbdSeen>('dbd'),
    scheduled: of<ScheduledJob>('scheduled'),
    dds: Map.groupBy(of<DdsFile>('dds'), ({fact}) => fact.name),
    ddms: Map.groupBy(ddms, ({fact}) => fact.name),
    ddmOfFile: firstDdms(ddms),
    programNamed: finder(programs),
    exporterOf: exporterFinder(programs),
    programAt: placer(programs),
    wholes: wholesOf(programs, copybooks, jobs, members, idOf),
  }
}

function firstDdms(ddms: readonly Found<DdmSeen>[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const {name, database, file} of ddms.map(({fact}) => fact).toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    if (database !== undefined && !found.has(`${database}/${file}`)) found.set(`${database}/${file}`, name)
  return found
}

function psbsByProgram(jobs: readonly JobExpanded[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const {steps} of jobs)
    for (const {psb, runs} of steps)
      for (const {program} of psb === undefined ? [] : runs)
        found.set(program, (found.get(program) ?? new Set()).add(psb ?? ''))
  return found
}

/** What a COPY of some file leads to. */
function copybooksOf(
  {facts, imports}: Pick<TreeScan, 'facts' | 'imports'>,
  programs: ReadonlySet<string>,
  members: ReadonlySet<string>,
): ReadonlySet<string> {
  const isCobol = (path: string): boolean => facts.get(path)?.some(({is}) => is === 'program' || is === 'copy') ?? false
  return new Set(
    imports.flatMap(({from, to}) =>
      isCobol(from) && !programs.has(to) && !members.has(to) && roleOf(to) === 'production' ? [to] : [],
    ),
  )
}

function programsOf(path: string, facts: readonly Fact[], idOf: (name: string) => string): readonly ProgramPart[] {
  const programs = facts.filter((fact): fact is ProgramSeen => fact.is === 'program')
  if (programs.length === 0) return []
  const own = new Map<ProgramSeen, Fact[]>(programs.map((program) => [program, []]))
  for (const fact of facts) {
    if (fact.is === 'program') continue
    const program = innermost(programs, 'via' in fact && fact.via !== undefined ? fact.via : fact.line)
    own.get(program ?? (programs[0] as ProgramSeen))?.push(fact) // there is one at least
  }
  const met = new Map<string, number>()
  return programs.map((program) => {
    const count = (met.get(program.name) ?? 0) + 1
    met.set(program.name, count)
    return {
      id: idOf(count === 1 ? program.name : `${program.name}#${count}`),
      path,
      program,
      facts: own.get(program) ?? [],
    }
  })
}

function innermost(programs: readonly ProgramSeen[], line: number): ProgramSeen | undefined {
  return programs.findLast((program) => program.line <= line && line <= program.until)
}

function placer(programs: readonly ProgramPart[]): MainframeParts['programAt'] {
  const byPath = Map.groupBy(programs, ({path}) => path)
  return (path, line) => {
    const own = byPath.get(path)
    return (own?.findLast(({program}) => program.line <= line && line <= program.until) ?? own?.[0])?.id
  }
}

function nearest(parts: readonly ProgramPart[], from: string): ProgramPart | 'several' {
  const [only, ...others] = parts
  if (only && others.length === 0) return only
  const path = nearestOf([...new Set(parts.map((part) => part.path))], from)
  return parts.find((part) => part.path === path) ?? 'several'
}

function exporterFinder(programs: readonly ProgramPart[]): MainframeParts['exporterOf'] {
  const byExport = new Map<string, ProgramPart[]>()
  for (const part of programs)
    for (const name of part.program.exports ?? []) byExport.set(name, [...(byExport.get(name) ?? []), part])
  return (procedure, from) => {
    const found = byExport.get(procedure.toUpperCase())
    return found && nearest(found, from)
  }
}

/** By its own name, by an entry, or by the member that it is, in this order. */
function finder(programs: readonly ProgramPart[]): MainframeParts['programNamed'] {
  const byName = Map.groupBy(
    programs.filter(({program}) => program.within === undefined),
    ({program}) => program.name,
  )
  const inner = Map.groupBy(
    programs.filter(({program}) => program.within !== undefined),
    ({path, program}) => `${path} ${program.name}`,
  )
  const byEntry = new Map<string, ProgramPart[]>()
  for (const part of programs)
    for (const entry of part.program.entries ?? []) byEntry.set(entry, [...(byEntry.get(entry) ?? []), part])
  const byMember = Map.groupBy(
    programs.filter(({program}) => program.within === undefined),
    ({path}) => memberName(path),
  )
  return (name, from) => {
    const wanted = name.trim().toUpperCase()
    const within = inner.size === 0 ? undefined : inner.get(`${from} ${wanted}`)?.[0]
    if (within) return within
    const found = byName.get(wanted) ?? byEntry.get(wanted) ?? byMember.get(wanted)
    return found && nearest(found, from)
  }
}

function wholesOf(
  programs: readonly ProgramPart[],
  copybooks: ReadonlySet<string>,
  jobs: MainframeParts['jobs'],
  members: ReadonlyMap<string, JclMember>,
  idOf: (path: string, what: string) => string,
): ReadonlyMap<string, string> {
  const wholes = new Map<string, string>()
  for (const {path, id} of programs) if (!wholes.has(path)) wholes.set(path, id)
  for (const {place, id} of jobs) if (!wholes.has(place.path)) wholes.set(place.path, id)
  for (const path of copybooks) wholes.set(path, idOf(path, 'copybook'))
  for (const [path, {statements}] of members)
    if (!wholes.has(path)) wholes.set(path, idOf(path, statements.length > 0 ? 'procedure' : 'control'))
  return wholes
}

/** Ids of things that all applications of an organisation know by one name. */
export function datasetId(organisation: string, name: string): string {
  return seenFrom('datastore', organisation, 'dataset', name)
}

export function imsDatabaseId(organisation: string, name: string): string {
  return seenFrom('datastore', organisation, 'ims database', name)
}

/** A program that no file of the tree is: it may be another's, or the system's. */
export function outsideProgramId(organisation: string, name: string): string {
  return seenFrom('interface', organisation, 'program', name)
}

export function transactionId(organisation: string, owner: Owner, name: string): string {
  return seenFrom('interface', organisation, owner.id, `transaction ${name}`)
}

export function machineId(organisation: string, name: string): string {
  return entityId('host', organisation, name)
}

/** Those whose programs take members in. */
const programming: readonly string[] = ['Assembler', 'COBOL', 'PL/I', 'RPG']

const languages: ReadonlySet<string | undefined> = new Set([
  ...programming,
  'JCL',
  'BMS',
  'CICS definitions',
  'IMS definitions',
  'CL',
  'DDS',
  'MFS',
  'Natural',
  'REXX',
])

/** Whether a file is of a language of mainframes. */
export function isOfMainframe(path: string, {languageOf}: Pick<TreeScan, 'languageOf'>): boolean {
  return languages.has(languageOf(path))
}

/** Whether a file is of a language whose programs take members in, so that it may be one of these. */
export function isOfPrograms(path: string, {languageOf}: Pick<TreeScan, 'languageOf'>): boolean {
  return programming.includes(languageOf(path) ?? '')
}
