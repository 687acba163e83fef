import type {KeptThing} from '../model/graph-answers.ts'
import {compareText} from '../model/json-lines.ts'
import type {GraphStore} from './store.ts'

/** Of these things those that are kept though no scope sees them now, by id. Texts that are no id are none. */
export async function keptAmong(
  store: Pick<GraphStore, 'kept' | 'getNodes'>,
  ids: Iterable<string>,
): Promise<{readonly kept?: readonly KeptThing[]}> {
  if (!(await store.kept())) return {} // as nearly always
  const kept: KeptThing[] = []
  for await (const {id, lastSeen} of store.getNodes(new Set(ids))) if (lastSeen !== undefined) kept.push({id, lastSeen})
  return kept.length > 0 ? {kept: kept.toSorted((a, b) => compareText(a.id, b.id))} : {}
}
