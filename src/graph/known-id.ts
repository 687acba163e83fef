import {UsageError} from '../errors.ts'
import type {Entity} from '../model/entity.ts'
import type {NodeLabel} from '../model/graph-answers.ts'
import {findId} from './find-id.ts'
import type {GraphStore} from './store.ts'
import type {Topology} from './topology.ts'

const mostSuggested = 5

/**
 * The one thing that an id, a slug or a name means, or another name that a source has for it: only then are the entities
 * asked for. Errors: a UsageError that names those that may be meant.
 */
export async function knownId(
  store: GraphStore,
  text: string,
  entities: () => Promise<readonly Entity[]>,
): Promise<string> {
  const found = await findId(store, text)
  if ('id' in found) return found.id
  const called = otherwiseCalled(await entities(), text)
  const [only] = called
  if (only !== undefined && called.length === 1) return only
  const [first, ...others] = (called.length > 0 ? called.slice(0, mostSuggested) : found.suggestions).map(
    (id) => `'${id}'`,
  )
  throw new UsageError('unknown-id', `No one thing in the graph is called '${text}'.`, {
    hint:
      first === undefined
        ? 'Ids of systems are organisation/system; domesday graph stats says what there is.'
        : `Did you mean ${[first, ...others].join(' or ')}?`,
  })
}

function otherwiseCalled(entities: readonly Entity[], text: string): readonly string[] {
  const wanted = text.trim().toLowerCase()
  return entities
    .filter(({attributes}) =>
      attributes.otherNames?.some((item) => 'value' in item && String(item.value).toLowerCase() === wanted),
    )
    .map(({id}) => id)
}

/** What tables show of nodes of a topology, in their order. */
export async function labelsOf(
  store: GraphStore,
  topology: Topology,
  nids: Iterable<number>,
): Promise<readonly NodeLabel[]> {
  const labels: NodeLabel[] = []
  for await (const label of store.getLabels(Array.from(nids, (nid) => topology.idOf(nid)))) labels.push(label)
  return labels
}

/** What tables show of a thing whose id the topology has. */
export async function labelOf(store: GraphStore, id: string): Promise<NodeLabel> {
  for await (const label of store.getLabels([id])) return label
  throw new Error(`the topology has '${id}' and the store has not`)
}
