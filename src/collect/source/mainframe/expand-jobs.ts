import {isFtpProgram, machineOfParameter} from '../languages/jcl/ftp.ts'
import {membersOf} from '../languages/members.ts'
import type {JclMember, JclStatement} from '../languages/mainframe-fact.ts'
import type {ControlPlaced, DatasetNamed, DdExpanded, JobExpanded, StepExpanded, TreePlace} from './expanded-job.ts'
import {filled, plain, type Symbols} from './symbols.ts'

export const mostSteps = 2000
/** Calls of procedures and groups that are followed in a job; those without steps count too. */
const mostCalls = 10_000
export const deepest = 15
const mostLookedBack = 200

type Members = ReadonlyMap<string, JclMember>

/** The jobs of a tree with their procedures and symbols put in. */
export function expandJobs(members: Members): readonly JobExpanded[] {
  const isJob = (member: JclMember): boolean => member.statements.some(({operation}) => operation === 'JOB')
  const find = membersOf([...members].filter(([, member]) => !isJob(member)).map(([path]) => path))
  return [...members].flatMap(([path, {statements}]) =>
    jobsIn(statements).map((own) => expandJob(own, path, members, find)),
  )
}

/** A file may hold several jobs, one behind the other. */
function jobsIn(statements: readonly JclStatement[]): readonly (readonly JclStatement[])[] {
  const jobs: JclStatement[][] = []
  for (const one of statements)
    if (one.operation === 'JOB') jobs.push([one])
    else jobs.at(-1)?.push(one)
  return jobs
}

interface Running {
  readonly members: Members
  readonly find: (member: string, from: string) => string | undefined
  readonly job: TreePlace
  readonly steps: MutableStep[]
  /** What stands before the first step. */
  readonly head: MutableStep
  readonly missing: {readonly member: string; readonly place: TreePlace}[]
  readonly circular: TreePlace[]
  calls: number
  readonly cuts: Set<'deep' | 'long'>
  /** Procedures in the stream, by name. */
  readonly procedures: Map<string, {readonly statements: readonly JclStatement[]; readonly path: string}>
}

interface MutableStep {
  readonly name: string
  program: string | undefined
  parameter: string | undefined
  readonly dds: DdExpanded[]
  readonly controls: ControlPlaced[]
  readonly places: readonly TreePlace[]
  readonly isConditional: boolean
  /** The steps before it. */
  readonly earlier: readonly MutableStep[]
}

function expandJob(
  [job, ...rest]: readonly JclStatement[],
  path: string,
  members: Members,
  find: Running['find'],
): JobExpanded {
  const place = {path, line: job?.line ?? 1}
  const head = {
    name: '',
    program: undefined,
    parameter: undefined,
    dds: [],
    controls: [],
    places: [place],
    isConditional: false,
    earlier: [],
  }
  const running: Running = {
    ...{members, find, job: place, head},
    ...{steps: [], missing: [], circular: [], calls: 0, cuts: new Set()},
    procedures: new Map(),
  }
  runStatements(running, rest, {path, symbols: new Map(), prefix: '', calls: [], within: []})
  return {
    name: job?.name || 'JOB',
    place,
    steps: running.steps.map((step) => finished(step, members, find)),
    dds: running.head.dds.filter(({dataset}) => dataset && !dataset.isTemporary),
    missing: running.missing,
    circular: running.circular,
    cuts: [...running.cuts],
  }
}

interface Context {
  readonly path: string
  readonly symbols: Symbols
  /** The names of the steps that call the procedure. */
  readonly prefix: string
  /** The places of those. */
  readonly calls: readonly TreePlace[]
  /** The procedures and groups that are being put in, the outermost first. */
  readonly within: readonly string[]
}

/** What follows an EXEC of a procedure, and changes its steps. */
interface Override {
  readonly step: string | undefined
  readonly statement: JclStatement
}

function runStatements(running: Running, statements: readonly JclStatement[], context: Context): Map<string, string> {
  const symbols = new Map(context.symbols)
  let step: MutableStep | undefined
  let conditional = 0
  for (let at = 0; at < statements.length; at += 1) {
    const statement = statements[at]
    if (!statement) break
    if (running.steps.length >= mostSteps && statement.operation === 'EXEC') {
      running.cuts.add('long')
      break
    }
    const {operation, given, name} = statement
    if (operation === 'IF') conditional += 1
    else if (operation === 'ENDIF') conditional -= 1
    else if (operation === 'SET')
      for (const [key, value] of Object.entries(given)) symbols.set(key, plain(filled(value, symbols)))
    else if (operation === 'PROC' && name && context.within.length === 0) {
      const end = statements.findIndex((one, index) => index > at && one.operation === 'PEND')
      const stop = end < 0 ? statements.length : end
      running.procedures.set(name, {statements: statements.slice(at, stop), path: context.path})
      at = stop
    } else if (operation === 'INCLUDE') include(running, statement, {...context, symbols}, symbols)
    else if (operation === 'EXEC' && given.PGM === undefined) {
      const own = overridesBehind(statements, at)
      callProcedure(running, statement, own.overrides, {...context, symbols}, conditional > 0)
      step = undefined
      at = own.last
    } else if (operation === 'EXEC') {
      step = newStep(statement, context, symbols, {steps: running.steps, isConditional: conditional > 0})
      running.steps.push(step)
    } else if (operation === 'DD' && (step || running.steps.length === 0))
      addDd(step ?? running.head, statement, context, symbols)
  }
  return symbols
}

function newStep(
  {name, given, line}: JclStatement,
  context: Context,
  symbols: Symbols,
  {steps, isConditional}: {readonly steps: readonly MutableStep[]; readonly isConditional: boolean},
): MutableStep {
  const step: MutableStep = {
    name: [context.prefix, name].filter(Boolean).join('.') || `line ${line}`,
    program: plain(filled(given.PGM ?? '', symbols)).toUpperCase(),
    parameter: given.PARM === undefined ? undefined : filled(given.PARM, symbols),
    ...{dds: [], controls: []},
    places: [...context.calls, {path: context.path, line}],
    isConditional,
    earlier: steps.slice(-mostLookedBack),
  }
  if (step.program?.startsWith('*.')) step.program = linkedProgram(step.program, step)
  return step
}

/** `PGM=*.LKED.SYSLMOD`: what a step before has linked, by its member; one that the DD does not name is not known. */
function linkedProgram(said: string, step: MutableStep): string | undefined {
  const dataset = datasetOf(said, step)
  return dataset?.member ?? /\(([A-Z@#$][A-Z0-9@#$]{0,7})\)$/.exec(dataset?.name ?? '')?.[1]
}

function include(running: Running, {given, line}: JclStatement, context: Context, symbols: Map<string, string>): void {
  const member = plain(filled(given.MEMBER ?? '', symbols))
  const path = running.find(member, context.path)
  const found = path === undefined ? undefined : running.members.get(path)
  const place = {path: context.path, line}
  if (path === undefined || !found) {
    running.missing.push({member, place})
    return
  }
  if (!mayFollow(running, path, place, context)) return
  const after = runStatements(running, found.statements, {...context, path, symbols, within: [...context.within, path]})
  for (const [key, value] of after) symbols.set(key, value)
}

/** Not what is being put in already, which would never end; nor more than a job has. */
function mayFollow(running: Running, called: string, place: TreePlace, {within}: Context): boolean {
  running.calls += 1
  if (running.calls > mostCalls) running.cuts.add('long')
  else if (within.includes(called)) running.circular.push(place)
  else if (within.length >= deepest) running.cuts.add('deep')
  else return true
  return false
}

/** `//STEP.DD DD ...` and the DDs for all its steps, up to the next EXEC. */
function overridesBehind(
  statements: readonly JclStatement[],
  start: number,
): {readonly overrides: readonly Override[]; readonly last: number} {
  const overrides: Override[] = []
  let at = start
  let step: string | undefined
  while (statements[at + 1]?.operation === 'DD') {
    at += 1
    const statement = statements[at]
    if (!statement) break
    const [before, dd] = statement.name.split('.')
    if (dd !== undefined) step = before
    else if (statement.name !== '') step = undefined
    overrides.push({step, statement: dd === undefined ? statement : {...statement, name: dd}})
  }
  return {overrides, last: at}
}

/** Operands of EXEC that are no symbols of a procedure. */
const ownOperands =
  /^(?:|PROC|PGM|PARM|COND|TIME|REGION|ACCT|ADDRSPC|DYNAMNBR|DPRTY|PERFORM|RD|CCSID|MEMLIMIT|PARMDD|\d+)$|\./

function callProcedure(
  running: Running,
  {name, given, line}: JclStatement,
  overrides: readonly Override[],
  context: Context,
  isConditional: boolean,
): void {
  const member = plain(filled(given.PROC ?? given[''] ?? '', context.symbols)).toUpperCase()
  const place = {path: context.path, line}
  const inStream = running.procedures.get(member)
  const path = inStream?.path ?? running.find(member, context.path)
  const statements = inStream?.statements ?? (path === undefined ? undefined : running.members.get(path)?.statements)
  if (path === undefined || !statements || statements.length === 0) {
    running.missing.push({member, place})
    const step = {
      ...newStep({name, operation: 'EXEC', given: {}, line}, context, new Map(), {steps: running.steps, isConditional}),
      program: undefined,
    }
    for (const {statement} of overrides) addDd(step, statement, context, context.symbols)
    running.steps.push(step)
    return
  }
  const called = inStream ? `${path} ${member}` : path
  if (!mayFollow(running, called, place, context)) return
  const symbols = new Map(context.symbols)
  const head = statements[0]
  if (head?.operation === 'PROC')
    for (const [key, value] of Object.entries(head.given)) if (!ownOperands.test(key)) symbols.set(key, plain(value))
  for (const [key, value] of Object.entries(given))
    if (!ownOperands.test(key)) symbols.set(key, plain(filled(value, context.symbols)))
  const first = running.steps.length
  const prefix = [context.prefix, name].filter(Boolean).join('.')
  runStatements(
    running,
    statements.filter(({operation}) => operation !== 'PROC' && operation !== 'PEND'),
    {path, symbols, prefix, calls: [...context.calls, place], within: [...context.within, called]},
  )
  const steps = running.steps.slice(first)
  overrideParameters(steps, given, context, prefix)
  override(steps, overrides, context, prefix)
}

/** What was written, and not kept, is as open as a symbol that nothing sets. */
const notKept = '&PARM'

/** `PARM.STEP` is that of the step; without a step it is that of the first, and the others have none. */
function overrideParameters(
  steps: readonly MutableStep[],
  given: JclStatement['given'],
  {symbols}: Context,
  prefix: string,
): void {
  for (const [index, step] of steps.entries()) {
    const own = given[`PARM.${step.name.slice(prefix === '' ? 0 : prefix.length + 1)}`]
    const said = own ?? (index === 0 ? given.PARM : undefined)
    if (said !== undefined) step.parameter = filled(said || notKept, symbols)
    else if (given.PARM !== undefined) step.parameter = undefined
  }
}

/** A DD of the same name is changed in what the override says; of others, a further DD is added. */
function override(
  steps: readonly MutableStep[],
  overrides: readonly Override[],
  context: Context,
  prefix: string,
): void {
  let index = 0
  let last = ''
  for (const {step: wanted, statement} of overrides) {
    const step =
      wanted === undefined ? steps[0] : steps.find(({name}) => name === [prefix, wanted].filter(Boolean).join('.'))
    if (!step) continue
    index = statement.name === '' ? index + 1 : 0
    last = statement.name || last
    const own = step.dds.filter(({dd}) => dd === last)[index]
    const changed = ddOf({...statement, name: last}, context, context.symbols, step)
    step.controls.push(...controlsOf(statement, context))
    if (!own) step.dds.push(...(changed ? [changed] : []))
    else {
      const isDisposed = statement.given.DISP !== undefined
      step.dds[step.dds.indexOf(own)] = {
        ...own,
        ...changed,
        disposition: isDisposed ? (changed?.disposition ?? own.disposition) : own.disposition,
        places: [...own.places, {path: context.path, line: statement.line}],
      }
      if (!changed)
        step.dds.splice(
          step.dds.findIndex(({dd, places}) => dd === own.dd && places.length > own.places.length),
          1,
        )
    }
  }
}

function addDd(step: MutableStep, statement: JclStatement, context: Context, symbols: Symbols): void {
  const name = statement.name === '' ? (step.dds.at(-1)?.dd ?? '') : (statement.name.split('.').at(-1) ?? '')
  const dd = ddOf({...statement, name}, context, symbols, step)
  step.dds.push(
    dd ?? {dd: name, disposition: '', places: [...context.calls, {path: context.path, line: statement.line}]},
  )
  step.controls.push(...controlsOf(statement, context))
}

function controlsOf({control = []}: JclStatement, {path}: Context): readonly ControlPlaced[] {
  return control.map((one) => ({control: one, place: {path, line: one.line}}))
}

/** What a DD names; undefined for one that names nothing that stays. */
function ddOf(
  {name, given, line}: JclStatement,
  context: Context,
  symbols: Symbols,
  step: MutableStep,
): DdExpanded | undefined {
  const places = [...context.calls, {path: context.path, line}]
  const said = given.DSN ?? given.DSNAME
  const path = given.PATH === undefined ? undefined : plain(filled(given.PATH, symbols))
  const disposition = dispositionOf(given.DISP)
  if (path !== undefined)
    return {dd: name, path, disposition: /OWRONLY|ORDWR/.test(given.PATHOPTS ?? '') ? 'NEW' : 'SHR', places}
  if (/INTRDR/.test(given.SYSOUT ?? '')) return {dd: name, disposition, isSubmitted: true, places}
  if (said === undefined || given[''] === 'DUMMY') return undefined
  const dataset = datasetOf(plain(filled(said, symbols)), step)
  return dataset && {dd: name, dataset, disposition, places}
}

/** Left out, a dataset is new. */
function dispositionOf(written: string | undefined): string {
  const first = /^\(?\s*([A-Z]*)/.exec(written ?? '')?.[1]
  return first || 'NEW'
}

function datasetOf(written: string, step: MutableStep): DatasetNamed | undefined {
  const name = written.trim().toUpperCase()
  if (name === '' || name === 'NULLFILE' || name === '*') return undefined
  if (name.startsWith('*.')) {
    const parts = name.slice(2).split('.')
    const dd = parts.at(-1)
    const [before] = parts.length > 1 ? stepsNamed(step, parts.slice(0, -1).join('.')) : [step]
    return before?.dds.find((one) => one.dd === dd)?.dataset
  }
  if (name.startsWith('&&')) return {name, isTemporary: true}
  const [, whole = name, inside] = /^([^()]+)(?:\(([^()]*)\))?$/.exec(name) ?? []
  if (inside === undefined || inside === '') return {name: whole}
  return /^[+-]?\d+$/.test(inside) ? {name: whole, generation: inside} : {name: whole, member: inside}
}

/** Steps before one, of a name as it is said there: within one procedure the name of that is left out. */
function stepsNamed({name, earlier}: MutableStep, said: string): readonly MutableStep[] {
  const around = name.includes('.') ? `${name.slice(0, name.lastIndexOf('.'))}.` : ''
  return earlier.filter((one) => one.name === said || one.name === around + said)
}

/** What the step's program runs, by its own words. */
function finished(step: MutableStep, members: Members, find: Running['find']): StepExpanded {
  const {name, program, dds, places, isConditional} = step
  const machine = isFtpProgram(program) ? machineOfParameter(step.parameter ?? '') : undefined
  const controls = [...step.controls, ...controlsOfMembers(step, members, find)].map((one) => onMachine(one, machine))
  const place = places.at(-1) ?? {path: '', line: 1}
  const ims = program && /^(?:DFSRRC00|DFSDLI00)$/.test(program) ? imsParameter(step.parameter) : undefined
  return {
    name,
    ...(program && {program}),
    runs: [
      ...controls.flatMap(({control, place: at}) =>
        control.does === 'runs' ? [{program: control.program, how: `${program ?? 'TSO'} RUN`, place: at}] : [],
      ),
      ...(ims?.program ? [{program: ims.program, how: `IMS ${ims.kind}`, place}] : []),
      ...rexxParameter(program, step.parameter).map((exec) => ({program: exec, how: `${program ?? ''} PARM`, place})),
    ],
    ...(ims?.psb && {psb: ims.psb}),
    ...(machine !== undefined && {machine}),
    dds: dds.filter((dd) => dd.dataset ?? dd.path ?? dd.isSubmitted),
    controls,
    places,
    ...(isConditional && {isConditional: true as const}),
  }
}

/** PARM of FTP names the machine up to where the stream opens another. */
function onMachine(one: ControlPlaced, machine: string | undefined): ControlPlaced {
  const {control} = one
  if (machine === undefined || (control.does !== 'sends' && control.does !== 'fetches') || control.isOpened) return one
  return {...one, control: {...control, server: machine}}
}

/** `PARM='EXEC arguments'` of what runs REXX in a job; TSO takes a command, which `%` says to be one. */
function rexxParameter(program: string | undefined, parameter: string | undefined): readonly string[] {
  const isAlone = program === 'IRXJCL'
  if (!isAlone && !/^IKJEFT/.test(program ?? '')) return []
  const [, mark, exec] = /^'?\s*(%?)([A-Z@#$][A-Z0-9@#$]{0,7})(?=[\s']|$)/i.exec(parameter ?? '') ?? []
  return exec !== undefined && (isAlone || mark === '%') ? [exec.toUpperCase()] : []
}

/** `PARM='BMP,PROGRAM,PSB'`; without a PSB it has the program's name. */
function imsParameter(parameter: string | undefined) {
  const [kind = '', program = '', psb] = plain((parameter ?? '').replace(/^\((.*)\)$/s, '$1'))
    .replace(/'/g, '')
    .split(',')
  if (!/^(?:DLI|BMP|DBB|MSG|IFP|JMP|JBP|ULU|UDR)$/.test(kind.trim()) || /^(?:ULU|UDR)$/.test(kind.trim()))
    return undefined
  return {kind: kind.trim(), program: program.trim().toUpperCase(), psb: (psb?.trim() || program.trim()).toUpperCase()}
}

/** Control statements that a DD takes from a member of the tree. */
function controlsOfMembers(step: MutableStep, members: Members, find: Running['find']): readonly ControlPlaced[] {
  return step.dds.flatMap(({dd, dataset, places}) => {
    if (!dataset?.member || !/^(?:SYSIN|SYSTSIN|TOOLIN|INPUT|SYSIPT|ISFIN)$/.test(dd)) return []
    const path = find(dataset.member, places[0]?.path ?? '')
    const control = path === undefined ? [] : (members.get(path)?.control ?? [])
    return path === undefined ? [] : control.map((one) => ({control: one, place: {path, line: one.line}}))
  })
}
