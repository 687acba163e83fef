import type {JclMember, JclStatement} from '../languages/definition-fact.ts'
import {originOfProcedure} from '../languages/jcl/libraries.ts'
import {membersOf} from '../languages/members.ts'
import type {JobExpanded, TreePlace} from './expanded-job.ts'
import {type FindMember, finished, type Members} from './finish-step.ts'
import {
  addDd,
  type Context,
  datasetOf,
  type MutableStep,
  type Override,
  override,
  overrideParameters,
  overridesBehind,
} from './step-dds.ts'
import {filled, plain, type Symbols} from './symbols.ts'

export const mostSteps = 2000

/** Calls of procedures and groups that are followed in a job; those without steps count too. */
const mostCalls = 10_000

export const deepest = 15

const mostLookedBack = 200

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
  readonly find: FindMember
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

function expandJob(
  [job, ...rest]: readonly JclStatement[],
  path: string,
  members: Members,
  find: FindMember,
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
    const isOfSystem = originOfProcedure(member) !== undefined
    if (!isOfSystem) running.missing.push({member, place})
    const step = {
      ...newStep({name, operation: 'EXEC', given: {}, line}, context, new Map(), {steps: running.steps, isConditional}),
      // What comes with the system is as a utility is.
      program: isOfSystem ? member : undefined,
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
