import {isFtpProgram, machineOfParameter} from '../languages/jcl/ftp.ts'
import type {JclMember} from '../languages/definition-fact.ts'
import type {ControlPlaced, StepExpanded} from './expanded-job.ts'
import type {MutableStep} from './step-dds.ts'
import {plain} from './symbols.ts'

export type Members = ReadonlyMap<string, JclMember>

/** The path of a member of that name, for one that names it there. */
export type FindMember = (member: string, from: string) => string | undefined

/** What the step's program runs, by its own words. */
export function finished(step: MutableStep, members: Members, find: FindMember): StepExpanded {
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
function controlsOfMembers(step: MutableStep, members: Members, find: FindMember): readonly ControlPlaced[] {
  return step.dds.flatMap(({dd, dataset, places}) => {
    if (!dataset?.member || !/^(?:SYSIN|SYSTSIN|TOOLIN|INPUT|SYSIPT|ISFIN)$/.test(dd)) return []
    const path = find(dataset.member, places[0]?.path ?? '')
    const control = path === undefined ? [] : (members.get(path)?.control ?? [])
    return path === undefined ? [] : control.map((one) => ({control: one, place: {path, line: one.line}}))
  })
}
