import {attributeValue, type Entity} from './entity.ts'
import type {Relation} from './inventory.ts'
import {compareText} from './json-lines.ts'

/** An estate by what is looked up in it. */
export interface EstateLookup {
  readonly entities: ReadonlyMap<string, Entity>
  readonly relationsFrom: ReadonlyMap<string, readonly Relation[]>
  readonly relationsTo: ReadonlyMap<string, readonly Relation[]>
}

/** Types of components that applications of programs are made of: they run, or what runs takes them in. */
const partTypes: readonly string[] = [
  ...['program', 'job', 'step', 'copybook', 'procedure', 'control'],
  // Of databases.
  ...['stored-procedure', 'function', 'trigger', 'view', 'package'],
  // Of a database of Access, and reports.
  ...['query', 'linked-table', 'form', 'report'],
]

/** What a thing is in one word: `program`, `table`, `screen`; its kind where nothing says more. */
export function typeOf(entity: Entity | undefined): string {
  if (!entity) return 'thing'
  const type = attributeValue(entity, 'type')
  return typeof type === 'string' ? type : entity.kind
}

/** Whether a thing is a program, or a job, a step or a member that goes with programs, whatever its language. */
export function isProgramPart(entity: Entity | undefined): boolean {
  return entity?.kind === 'component' && partTypes.includes(typeOf(entity))
}

/** The components that are part of a system, through others too; a system inside it has its own. */
export function componentsOf(
  {relationsTo, entities}: Pick<EstateLookup, 'entities' | 'relationsTo'>,
  system: string,
): readonly string[] {
  const seen = new Set<string>()
  const queue = [system]
  for (let whole = queue.pop(); whole !== undefined; whole = queue.pop()) {
    for (const {type, from} of relationsTo.get(whole) ?? []) {
      if (type !== 'PART_OF' || seen.has(from) || entities.get(from)?.kind !== 'component') continue
      seen.add(from)
      queue.push(from)
    }
  }
  return [...seen].toSorted(compareText)
}
