import {entityId} from '../../../model/ids.ts'
import type {Json} from '../../../model/values.ts'
import {originOfProgram} from '../languages/cobol/libraries.ts'
import {originOfProcedure} from '../languages/jcl/libraries.ts'
import {memberName} from '../languages/members.ts'
import {sqlFact} from '../languages/sql-text.ts'
import {readDdl} from '../manifests/ddl-tables.ts'
import {seenFrom, tableId} from '../seen-from.ts'
import {type DatasetUse, datasetUses, localDataset, programsOfStep} from './dataset-uses.ts'
import {psbId} from './describe-definitions.ts'
import {describeJobOrder, type Exchange} from './describe-job-order.ts'
import type {StepExpanded} from './expanded-job.ts'
import {datasetId, machineId, type MainframeParts, outsideProgramId} from './mainframe-parts.ts'
import {shownPath, type Telling} from './telling.ts'

type Job = MainframeParts['jobs'][number]

/** Jobs with their steps, what these run, read and write, and the order that datasets impose on jobs. */
export function describeJobs(whole: Telling): void {
  const telling = {...whole, open: countedOnce(whole)}
  const vsam = vsamDatasets(telling)
  const exchanged = new Map<string, Exchange>()
  for (const job of telling.parts.jobs) describeJob(telling, job, vsam, exchanged)
  procedures(telling)
  describeJobOrder(telling, exchanged)
}

/** A line of a procedure is one, however many jobs take it in. */
function countedOnce({open}: Telling): Telling['open'] {
  const seen = new Set<string>()
  return (what, place) => {
    const key = JSON.stringify([what, place?.path, place?.line])
    if (place === undefined || !seen.has(key)) open(what)
    seen.add(key)
  }
}

/** Datasets that are told to be VSAM: by their DEFINE, or as files of CICS. */
function vsamDatasets({parts}: Telling): (name: string) => boolean {
  const found = new Set<string>()
  for (const job of parts.jobs)
    for (const {controls} of job.steps)
      for (const {control} of controls)
        if (control.does === 'defines' && control.dataset && /CLUSTER|PATH|ALTERNATEINDEX|AIX/.test(control.of))
          found.add(control.dataset)
  for (const {fact} of parts.definitions)
    if (fact.kind === 'FILE' && fact.given.DSNAME) found.add(fact.given.DSNAME.toUpperCase())
  return (name) => found.has(name)
}

function describeJob(
  telling: Telling,
  job: Job,
  isVsam: (name: string) => boolean,
  exchanged: Map<string, Exchange>,
): void {
  const {records, relate, at, ownerOf, open} = telling
  const {path, line} = job.place
  const missing = [...new Set(job.missing.map(({member}) => member))].toSorted()
  const attributes = {
    type: 'job',
    path: shownPath(telling, path),
    language: 'JCL',
    steps: job.steps.map(({name, program}) => (program ? `${name}: ${program}` : name)),
    ...(missing.length > 0 && {proceduresNotSeen: missing}),
  }
  for (const {place} of job.missing) open('procedure', place)
  for (const place of job.circular) open('circular', place)
  records.entity('component', job.id, job.name, attributes, at(path, line))
  relate({from: job.id, type: 'PART_OF', to: ownerOf(path).id, places: [job.place]})
  for (const {dd, dataset, places} of job.dds)
    if (dataset) {
      const use: DatasetUse = {dataset: dataset.name, does: 'reads', how: `DD ${dd}`, places, isLibrary: true}
      describeUse(telling, job, {id: job.id}, use, false, exchanged)
    }
  const names = new Map<string, number>()
  for (const step of job.steps) {
    const count = (names.get(step.name) ?? 0) + 1
    names.set(step.name, count)
    const id = `${job.id}.${step.name}${count > 1 ? `#${count}` : ''}`
    describeStep(telling, job, {id, step}, isVsam, exchanged)
  }
}

interface Step {
  readonly id: string
  readonly step: StepExpanded
}

function describeStep(
  telling: Telling,
  job: Job,
  own: Step,
  isVsam: (name: string) => boolean,
  exchanged: Map<string, Exchange>,
): void {
  const {records, relate, at, parts} = telling
  const {id, step} = own
  const first = step.places[0] ?? job.place
  records.entity(
    'component',
    id,
    `${job.name}.${step.name}`,
    {
      type: 'step',
      path: shownPath(telling, first.path),
      language: 'JCL',
      program: step.program,
      ...(step.isConditional && {conditional: true}),
    },
    at(first.path, first.line),
  )
  relate({from: id, type: 'PART_OF', to: job.id, places: step.places})
  if (step.program) runs(telling, own, step.program, originOfProcedure(step.program) ? 'EXEC' : 'EXEC PGM', step.places)
  for (const {program, how, place} of step.runs) runs(telling, own, program, how, [place])
  if (step.psb) {
    const to = psbId(telling, step.psb)
    records.entity('interface', to, step.psb, {type: 'psb', psb: step.psb})
    relate({from: id, type: 'CALLS', to, places: step.places, attributes: {how: 'PARM of IMS'}})
  }
  if (step.machine !== undefined) callsMachine(telling, own, step.machine, 'ftp', step.places)
  const programs = programsOfStep(step, parts)
  for (const use of datasetUses(step, programs, isVsam))
    describeUse(telling, job, own, use, isVsam(use.dataset), exchanged)
  for (const control of step.controls) describeControl(telling, own, control)
  for (const dd of step.dds) describeOtherDd(telling, job, own, dd)
}

function runs(telling: Telling, {id}: Step, program: string, how: string, places: StepExpanded['places']): void {
  if (program.includes('&')) return telling.open('call', places.at(-1))
  const part = telling.parts.programNamed(program, places[0]?.path ?? '')
  if (part === 'several') telling.open('namesakes', places.at(-1))
  const isSeen = part !== undefined && part !== 'several'
  const to = isSeen ? part.id : outsideProgramId(telling.organisation, program)
  if (!isSeen) {
    const origin = originOfProcedure(program) ?? originOfProgram(program)
    telling.records.entity('interface', to, program, {type: 'program', program, ...(origin && {origin})})
  }
  telling.relate({from: id, type: 'CALLS', to, places, attributes: {how, operations: [how]}})
}

function describeUse(
  telling: Telling,
  job: Job,
  {id}: Pick<Step, 'id'>,
  use: DatasetUse,
  isVsam: boolean,
  exchanged: Map<string, Exchange>,
): void {
  const {records, relate, at, organisation, open} = telling
  if (/[&%]|@[A-Z_]+@|[<>{}]/.test(use.dataset)) return open('dataset', use.places.at(-1))
  const to = datasetId(organisation, use.dataset)
  const [place] = use.places
  records.entity(
    'datastore',
    to,
    use.dataset,
    {
      type: 'dataset',
      dataset: use.dataset,
      ...(use.generation !== undefined && {fileOrganisation: 'GDG'}),
      ...(use.member !== undefined && {fileOrganisation: 'PDS'}),
      ...(isVsam && {fileOrganisation: 'VSAM'}),
    },
    place && at(place.path, place.line),
  )
  const type = use.does === 'reads' ? 'READS' : use.does === 'writes' ? 'WRITES' : 'CALLS'
  relate({from: id, type, to, places: use.places, attributes: {how: use.how}, isInferred: use.isInferred === true})
  if (use.by) {
    const {part, file} = use.by
    relate({
      from: part.id,
      type,
      to,
      places: [{path: part.path, line: file.line}, ...use.places],
      attributes: {how: `${part.program.language === 'COBOL' ? 'SELECT' : 'file'} ${file.file}, DD ${file.dd ?? ''}`},
    })
  }
  if (use.isLibrary || use.member !== undefined || !use.does) return
  const exchange = exchanged.get(use.dataset) ?? {begins: new Map(), writers: new Map(), readers: new Map()}
  exchanged.set(use.dataset, exchange)
  const begin = exchange.begins.get(job.id) ?? {step: id, reads: false}
  exchange.begins.set(job.id, begin)
  if (begin.step === id) begin.reads ||= use.does === 'reads'
  if (use.how.startsWith('DEFINE') || use.how === 'DELETE') return
  const side = use.does === 'reads' ? exchange.readers : exchange.writers
  if (!side.has(job.id)) side.set(job.id, use)
}

/** Files that go to and come from other machines, and SQL in the stream. */
function describeControl(telling: Telling, own: Step, {control, place}: StepExpanded['controls'][number]): void {
  if (control.does === 'sql') sql(telling, own, control.text, place)
  if (control.does === 'binds') binds(telling, own, control.location, place)
  if (control.does !== 'sends' && control.does !== 'fetches') return
  const {records, relate, at, organisation, ownerOf} = telling
  const server = machineNamed(control.server)
  const path = control.remote.replace(/^'|'$/g, '')
  const protocol = own.step.program && /FTP/.test(own.step.program) ? 'ftp' : 'nje'
  if (/[&%]/.test(path)) return
  const to = seenFrom(
    'interface',
    organisation,
    ownerOf(place.path).id,
    [protocol, server, path].filter(Boolean).join(' '),
  )
  records.entity(
    'interface',
    to,
    path,
    {type: 'file', protocol, path, ...(server && {server})},
    at(place.path, place.line),
  )
  const local = localDataset(control.local, own.step)
  const attributes = {how: local ? `${control.does} ${local}` : control.does}
  relate({from: own.id, type: control.does === 'sends' ? 'WRITES' : 'READS', to, places: [place], attributes})
  if (server !== undefined) callsMachine(telling, own, server, protocol, [place])
}

/** As one writes it; undefined where a symbol leaves it open. */
function machineNamed(server: string | undefined): string | undefined {
  return server === undefined || /[&%]/.test(server) ? undefined : server.toLowerCase()
}

/** Names of one word and numbers are no names of machines that others know them by. */
function callsMachine(
  {records, relate, at, organisation}: Telling,
  {id}: Step,
  named: string,
  protocol: string,
  places: StepExpanded['places'],
): void {
  const server = machineNamed(named)
  const [place] = places
  if (server === undefined || !place || !server.includes('.') || /^[\d.]+$|:/.test(server)) return
  const host = records.entity(
    'host',
    machineId(organisation, server),
    server,
    {hostName: server},
    at(place.path, place.line),
    0.8,
  )
  relate({from: id, type: 'CALLS', to: host, places, attributes: {protocol}})
}

/** The database in which bound programs find their tables. */
function binds(
  {records, relate, at, organisation}: Telling,
  {id}: Step,
  location: string,
  place: StepExpanded['places'][number],
): void {
  const name = `Db2 ${location}`
  const to = records.entity(
    'interface',
    entityId('interface', organisation, name),
    name,
    {type: 'database', product: 'db2-for-z-os', location},
    at(place.path, place.line),
  )
  relate({
    from: id,
    type: 'CALLS',
    to,
    places: [place],
    attributes: {how: 'BIND PACKAGE', operations: ['BIND PACKAGE']},
  })
}

function sql(
  {records, relate, at, organisation, ownerOf}: Telling,
  {id}: Step,
  text: string,
  place: StepExpanded['places'][number],
): void {
  const owner = ownerOf(place.path)
  const fact = sqlFact(text)
  const made = readDdl(text).changes.flatMap(({does, table}) => (does === 'create' ? [table] : []))
  const uses: readonly (readonly ['READS' | 'WRITES', string, string])[] = [
    ...(fact?.reads ?? []).map((table) => ['READS', table, 'SQL'] as const),
    ...(fact?.writes ?? []).map((table) => ['WRITES', table, 'SQL'] as const),
    ...made.map((table) => ['WRITES', table, 'CREATE TABLE'] as const),
  ]
  for (const [type, table, how] of uses) {
    if (/[&%@]/.test(table)) continue
    const to = tableId(organisation, owner.id, table)
    records.entity('datastore', to, table, {type: 'table', table}, at(place.path, place.line))
    relate({from: id, type, to, places: [place], attributes: {how}})
  }
}

/** Files of z/OS UNIX, and members that are submitted as jobs. */
function describeOtherDd(telling: Telling, job: Job, {id, step}: Step, dd: StepExpanded['dds'][number]): void {
  const {records, relate, at, organisation, ownerOf, parts} = telling
  const [place] = dd.places
  if (dd.path !== undefined && place && !/[&%]/.test(dd.path)) {
    const to = seenFrom('interface', organisation, ownerOf(place.path).id, `local ${dd.path}`)
    records.entity(
      'interface',
      to,
      dd.path,
      {type: 'file', protocol: 'local', path: dd.path},
      at(place.path, place.line),
    )
    relate({
      from: id,
      type: dd.disposition === 'NEW' ? 'WRITES' : 'READS',
      to,
      places: dd.places,
      attributes: {how: `DD ${dd.dd}`},
    })
  }
  if (!dd.isSubmitted) return
  const members = step.dds.flatMap(({dd: name, dataset}) =>
    /^(?:SYSUT1|SYSIN)$/.test(name) && dataset?.member ? [dataset.member] : [],
  )
  for (const member of members) {
    const target = parts.jobs.find(({place: own}) => memberName(own.path) === member)
    if (target && target.id !== job.id)
      relate({
        from: job.id,
        type: 'CALLS',
        to: target.id,
        places: dd.places,
        attributes: {how: 'submits it through the internal reader'},
      })
  }
}

/** Procedures and groups, which do what the jobs do that take them in. */
function procedures(telling: Telling): void {
  const {records, relate, parts, at, ownerOf} = telling
  const ofJobs = new Set(parts.jobs.map(({place}) => place.path))
  for (const [path, {statements}] of parts.members) {
    const id = parts.wholes.get(path)
    if (id === undefined || ofJobs.has(path)) continue
    const type = statements.length > 0 ? 'procedure' : 'control'
    const attributes: Record<string, Json> = {type, path: shownPath(telling, path), language: 'JCL'}
    records.entity('component', id, memberName(path), attributes, at(path, 1))
    relate({from: id, type: 'PART_OF', to: ownerOf(path).id, places: [{path, line: 1}]})
  }
}
