import {attributeValue, type Entity} from '../model/entity.ts'
import {isOfProduction} from '../model/in-production.ts'
import type {Relation} from '../model/inventory.ts'

/** Who, of the components that source trees have, names a thing, and what else they name. */
export interface SeenBy {
  /** The applications (repositories, where no application holds the file) that read, write or call a thing. */
  readonly ownersOf: (thing: string) => readonly string[]
  /** What an application calls, by its modules too. */
  readonly callsOf: (owner: string) => readonly Relation[]
  /** What reads, writes or calls a thing itself, and whose it is. */
  readonly usersOf: (thing: string) => readonly {readonly part: string; readonly owner: string}[]
  /** What a module calls itself. */
  readonly ownCallsOf: (part: string) => readonly Relation[]
  /** The applications that are built with one, as with a library of their tree. */
  readonly builtWith: (owner: string) => readonly string[]
}

const aside: readonly unknown[] = ['test', 'example']
const deepest = 20
/** What an application is put together of. */
const parts: readonly unknown[] = [
  ...['module', 'program', 'job', 'step'],
  ...['stored-procedure', 'function', 'trigger', 'view', 'package'],
  // Of a database of Access.
  ...['query', 'linked-table', 'form', 'report', 'macro', 'code-module'],
]

/** Tests, examples, builds and other environments are left out: what they name says nothing of production. */
export function seenBy(entities: Iterable<Entity>, relations: Iterable<Relation>): SeenBy {
  const modules = new Set<string>()
  const leftOut = new Set<string>()
  const components = new Set<string>()
  for (const entity of entities) {
    if (entity.kind !== 'component') continue
    components.add(entity.id)
    if (parts.includes(attributeValue(entity, 'type'))) modules.add(entity.id)
    if (aside.includes(attributeValue(entity, 'role'))) leftOut.add(entity.id)
  }
  const all = [...relations]
  const whole = new Map(
    all.filter(({type, from}) => type === 'PART_OF' && modules.has(from)).map(({from, to}) => [from, to]),
  )
  /** A step is of its job, and that of its application; a program may stand in another one. */
  const wholeOf = (part: string): string => {
    let of = part
    for (let depth = 0; depth < deepest; depth += 1) {
      const next = whole.get(of)
      if (next === undefined) break
      of = next
    }
    return of
  }
  const owners = new Map<string, Set<string>>()
  const users = new Map<string, Set<string>>()
  const calls = new Map<string, Relation[]>()
  const ownCalls = new Map<string, Relation[]>()
  const built = new Map<string, Set<string>>()
  for (const relation of all) {
    const {type, from, to, attributes} = relation
    if (!(type === 'READS' || type === 'WRITES' || type === 'CALLS' || type === 'DEPENDS_ON')) continue
    if (leftOut.has(from) || !isOfProduction(attributes)) continue
    if (type === 'DEPENDS_ON') {
      if (components.has(from) && components.has(to)) built.set(to, (built.get(to) ?? new Set()).add(from))
      continue
    }
    const owner = wholeOf(from)
    owners.set(to, (owners.get(to) ?? new Set()).add(owner))
    users.set(to, (users.get(to) ?? new Set()).add(from))
    if (type !== 'CALLS') continue
    add(calls, owner, relation)
    if (owner !== from) add(ownCalls, from, relation)
  }
  return {
    ownersOf: (thing) => [...(owners.get(thing) ?? [])].toSorted(),
    callsOf: (owner) => calls.get(owner) ?? [],
    usersOf: (thing) => [...(users.get(thing) ?? [])].toSorted().map((part) => ({part, owner: wholeOf(part)})),
    ownCallsOf: (part) => ownCalls.get(part) ?? [],
    builtWith: (owner) => [...(built.get(owner) ?? [])].toSorted(),
  }
}

function add(lists: Map<string, Relation[]>, key: string, relation: Relation): void {
  const own = lists.get(key)
  if (own) own.push(relation)
  else lists.set(key, [relation])
}
