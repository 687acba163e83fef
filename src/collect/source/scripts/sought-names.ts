import {withoutAsked} from './asked-signatures.ts'
import {leadsToClient} from './exported-shapes.ts'
import type {Exported, Exports, ScriptScan} from './script-scan.ts'

/** What a text may have, and a key of that. */
export interface Sought {
  readonly test: (text: string) => boolean
  readonly key: string
}

/** Whatever else passes on all that another module gives away. */
export const passesOn = soughtBy(/\bexport\s*\*|\bmodule\.exports\s*=\s*require|__exportStar/)

/** Texts that may be SQL: what a module that has a database is told of them. */
const mayBeSql = soughtBy(
  /["'`](?:\s|\\[nrt])*(?:--|\/\*|\{|(?:select|insert|update|delete|merge|with|call|exec(?:ute)?|truncate|replace)\b)/i,
)

function soughtBy(pattern: RegExp): Sought {
  return {test: (text) => pattern.test(text), key: pattern.source}
}

export function mentions(name: string): Sought {
  return anyName([name])
}

type Names = ReadonlyMap<string, ReadonlySet<string>>

/** So many constants that stand for the same text are looked out for. */
const mostConstants = 100

/**
 * What a text has that uses what leads to clients: its names; undefined where it need have none. What is asked for by a
 * name is used by that name, or by a constant of the tree that stands for it.
 */
export function soughtNames(
  scans: ReadonlyMap<string, ScriptScan>,
): (leading: readonly Exports[]) => readonly Sought[] | undefined {
  const known = new WeakMap<Exports, readonly Sought[]>()
  let constants: Names | undefined
  const asked = (exports: Exports): Sought => {
    constants ??= constantNames(scans)
    const keys = [...keysAsked(exports)]
    return anyName(keys.flatMap((key) => [key, ...[...(constants?.get(key) ?? [])].slice(0, mostConstants)]))
  }
  const namesOf = (exports: Exports): readonly Sought[] => {
    const found = known.get(exports) ?? soughtOf(exports, asked)
    known.set(exports, found)
    return found
  }
  return (leading) => {
    const sought = leading.map(namesOf)
    return sought.every((one) => one.length > 0) ? sought.flat() : undefined
  }
}

/** None where what is given away may be used without a name. */
function soughtOf(exports: Exports, asked: (exports: Exports) => Sought): readonly Sought[] {
  const leading = Object.entries(exports).filter(([, one]) => leadsToClient(one))
  if (!leading.every(([name]) => name !== 'default' && /^[\w$]+$/.test(name))) return []
  const isAskedOnly = ([, one]: readonly [string, Exported]): boolean => {
    const left = withoutAsked(one)
    return !left || !leadsFurther(left)
  }
  const [plain, others] = [leading.filter((one) => !isAskedOnly(one)), leading.filter(isAskedOnly)]
  const byName = anyName(others.map(([name]) => name))
  const byKey = others.length > 0 ? asked(Object.fromEntries(others)) : undefined
  return [
    ...(plain.length > 0 ? [anyName(plain.map(([name]) => name))] : []),
    ...(byKey ? [both(byName, byKey)] : []),
    ...(leading.some(([, one]) => isThing(one)) ? [mayBeSql] : []),
  ]
}

function both(one: Sought, other: Sought): Sought {
  return {test: (text) => one.test(text) && other.test(text), key: `${one.key} and ${other.key}`}
}

/** It is a client, or an object with one: whoever has it talks to what that talks to. */
function isThing(exported: Exported): boolean {
  if ('thing' in exported) return true
  return 'parts' in exported && !('instance' in exported) && Object.values(exported.parts ?? {}).some(isThing)
}

/** As `leadsToClient`, but a type that is left without parts leads nowhere. */
function leadsFurther(exported: Exported): boolean {
  if ('thing' in exported) return true
  const inside = [
    ...('instance' in exported ? [exported.instance] : []),
    ...('gives' in exported && exported.gives ? [exported.gives] : []),
    ...('takes' in exported && exported.takes ? Object.values(exported.takes) : []),
    ...('parts' in exported && exported.parts ? Object.values(exported.parts) : []),
  ]
  return inside.some(leadsFurther)
}

function anyName(names: readonly string[]): Sought {
  const texts = [...new Set(names)].map((name) => name.replaceAll(/[^\w\s]/g, String.raw`\$&`))
  return soughtBy(new RegExp(`(?<![\\w$])(?:${texts.join('|')})(?![\\w$])`))
}

/** By what they are asked for, at any depth. */
function keysAsked(exports: Exports, found = new Set<string>()): ReadonlySet<string> {
  for (const one of Object.values(exports)) {
    if ('asked' in one) for (const key of Object.keys(one.asked)) found.add(key)
    const inside: Exports = {
      ...('instance' in one && {instance: one.instance}),
      ...('gives' in one && one.gives && {gives: one.gives}),
    }
    keysAsked(inside, found)
    if ('takes' in one && one.takes) keysAsked(one.takes, found)
    if ('parts' in one && one.parts) keysAsked(one.parts, found)
  }
  return found
}

/** By text, the names under which modules give constants away. */
function constantNames(scans: ReadonlyMap<string, ScriptScan>): Names {
  const names = new Map<string, Set<string>>()
  const add = (exports: Exports): void => {
    for (const [name, one] of Object.entries(exports)) {
      if ('value' in one && 'literal' in one.value)
        names.set(one.value.literal, (names.get(one.value.literal) ?? new Set<string>()).add(name))
      if ('parts' in one && one.parts && !('instance' in one)) add(one.parts)
    }
  }
  for (const {exports = {}} of scans.values()) add(exports)
  return names
}
