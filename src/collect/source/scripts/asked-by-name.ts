import type * as Morph from 'ts-morph'
import {signatureAsked} from './asked-signatures.ts'
import {memberOf, signaturesOf} from './held-members.ts'
import {type Follower, type Held, type HeldNode, own} from './things.ts'
import {typeGiven} from './types-given.ts'

/** What a function is asked for, and which argument names it: of `get<K extends keyof T>(key: K): T[K]` it is `T`. */
interface Asked {
  readonly of: HeldNode
  readonly at: number
}

export function askedOf(follower: Follower, held: HeldNode): Asked | undefined {
  const {ts} = follower
  const [fn] = signaturesOf(follower, held.node)
  const found = fn && signatureAsked(ts, fn)
  const of = found && typeGiven(ts, found.type, held.types)
  return found && of && {of: {node: of, types: held.types}, at: found.at}
}

/** What a call gives that asks by a name: a literal, or a constant that stands for one. */
export function askedByName(
  follower: Follower,
  callee: Held,
  {typeArguments, arguments: given}: Morph.ts.CallExpression,
): Held | undefined {
  // By a type that is written out it is asked otherwise.
  if (typeArguments || 'thing' in callee) return undefined
  const named = (at: number): string | undefined => given[at] && follower.textOf(given[at])
  if ('exported' in callee) {
    const {exported} = callee
    const name = 'asked' in exported ? named(exported.at) : undefined
    const part = 'asked' in exported && name !== undefined ? own(exported.asked, name) : undefined
    return part && {exported: part}
  }
  const asked = askedOf(follower, callee)
  const name = asked && named(asked.at)
  return asked && name !== undefined ? memberOf(follower, asked.of, name) : undefined
}
