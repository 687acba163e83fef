import {UsageError} from '../errors.ts'
import type {NodeLabel} from '../model/graph-answers.ts'
import {findId} from './find-id.ts'
import type {GraphStore} from './store.ts'

/** The one thing that an id, a slug or a name means. Errors: a UsageError that names those that may be meant. */
export async function knownId(store: GraphStore, text: string): Promise<string> {
  const found = await findId(store, text)
  if ('id' in found) return found.id
  const [first, ...others] = found.suggestions.map((id) => `'${id}'`)
  throw new UsageError('unknown-id', `No one thing in the graph is called '${text}'.`, {
    hint:
      first === undefined
        ? 'Ids of systems are organisation/system; domesday graph stats says what there is.'
        : `Did you mean ${[first, ...others].join(' or ')}?`,
  })
}

/** What tables show of a thing whose id the topology has. */
export async function labelOf(store: GraphStore, id: string): Promise<NodeLabel> {
  for await (const label of store.getLabels([id])) return label
  throw new Error(`the topology has '${id}' and the store has not`)
}
