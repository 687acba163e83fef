import type {JclStatement} from '../languages/definition-fact.ts'
import type {ControlPlaced, DatasetNamed, DdExpanded, TreePlace} from './expanded-job.ts'
import {filled, plain, type Symbols} from './symbols.ts'

export interface MutableStep {
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

export interface Context {
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
export interface Override {
  readonly step: string | undefined
  readonly statement: JclStatement
}

/** `//STEP.DD DD ...` and the DDs for all its steps, up to the next EXEC. */
export function overridesBehind(
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

/** What was written, and not kept, is as open as a symbol that nothing sets. */
const notKept = '&PARM'

/** `PARM.STEP` is that of the step; without a step it is that of the first, and the others have none. */
export function overrideParameters(
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
export function override(
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

export function addDd(step: MutableStep, statement: JclStatement, context: Context, symbols: Symbols): void {
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

export function datasetOf(written: string, step: MutableStep): DatasetNamed | undefined {
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
