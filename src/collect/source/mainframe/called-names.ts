import type {ProgramCall} from '../languages/mainframe-fact.ts'
import {namesOf} from './follow-names.ts'

/** Names that a program and a transaction can have: what else an item may hold calls nothing. */
const callable = /^[A-Z@#$_][A-Z0-9@#$_-]{0,29}$/i
const transaction = /^[A-Z0-9@#$]{1,4}$/i

/** All that a call may reach, as far as it is known. */
export function namesCalled({target, to}: ProgramCall): readonly string[] {
  return namesOf(target).filter((name) => (to === 'transaction' ? transaction : callable).test(name))
}

/** Whether a call names a data item that may hold other names than those that are known, if any are. */
export function isDecidedAtRunTime(call: ProgramCall): boolean {
  const {item, isOpen} = call.target
  return item !== undefined && (isOpen === true || namesCalled(call).length === 0)
}
