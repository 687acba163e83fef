import type {Named, ProgramCall} from '../languages/mainframe-fact.ts'
import {boundMark, dynamicMark, prototypeItem} from '../languages/prototype-names.ts'
import {namesOf} from './follow-names.ts'

/** Names that a program and a transaction can have: what else an item may hold calls nothing. */
const callable = /^[A-Z@#$_£§À-ÿ][A-Z0-9@#$_£§À-ÿ-]{0,29}$/i
const transaction = /^[A-Z0-9@#$]{1,4}$/i

/** All that a call may reach, as far as it is known. */
export function namesCalled(call: ProgramCall): readonly string[] {
  const target = targetOf(call)
  return target ? namesOf(target).filter((name) => (call.to === 'transaction' ? transaction : callable).test(name)) : []
}

/** Whether a call names a data item that may hold other names than those that are known, if any are. */
export function isDecidedAtRunTime(call: ProgramCall): boolean {
  const target = targetOf(call)
  return target?.item !== undefined && (target.isOpen === true || namesCalled(call).length === 0)
}

/** Procedures that a call of RPG reaches by a prototype in the program that exports them. */
export function boundProcedures({target}: ProgramCall): readonly string[] {
  return namesOf(target).flatMap((name) => (name.startsWith(boundMark) ? [name.slice(1)] : []))
}

/**
 * What a call leads to. A call of RPG may lead there by a prototype: what no prototype is seen of is an array or a
 * procedure of the system, and leads nowhere.
 */
export function targetOf({target, how}: ProgramCall): Named | undefined {
  const names = namesOf(target)
  if (target.literal !== undefined) return target.literal.startsWith(boundMark) ? undefined : target
  if (/^(?:QCMDEXC|SBMJOB RQSDTA)$/.test(how)) return commandCall(target, names)
  if (!target.item?.startsWith(prototypeItem))
    return {...target, names: names.map((name) => name.replace(/^.*\//, '').trim())}
  const dynamic = names.find((name) => name.startsWith(dynamicMark))
  const others = names.filter((name) => !name.startsWith(boundMark) && !name.startsWith(dynamicMark))
  if (dynamic !== undefined) return {...target, item: dynamic.slice(1), names: others}
  const [literal] = others
  return literal === undefined ? undefined : {literal}
}

const callCommand =
  /^\s*(?:SBMJOB\s+CMD\s*\(\s*)?CALL\s+(?:PGM\s*\(\s*)?(?:[\w@#$*]+\/)?'?([A-Z@#$£§À-ÿ][\w@#$£§À-ÿ]*)/i

/** What a command calls that a data item holds; one that is no call leads nowhere. */
function commandCall(target: Named, names: readonly string[]): Named | undefined {
  const called = names.flatMap((name) => callCommand.exec(name)?.[1] ?? [])
  return called.length > 0 || names.length === 0 || target.isOpen ? {...target, names: called} : undefined
}
