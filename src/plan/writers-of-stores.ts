import type {Estate} from '../model/estate.ts'

/** By store: the systems that write it, sorted. */
export function writersOfStores(estate: Estate): ReadonlyMap<string, readonly string[]> {
  const systems = new Set<string>(estate.entities.filter(({kind}) => kind === 'system').map(({id}) => id))
  const writers = new Map<string, Set<string>>()
  for (const {type, from, to} of estate.relations) {
    if (type !== 'WRITES' || !systems.has(from)) continue
    writers.set(to, (writers.get(to) ?? new Set()).add(from))
  }
  return new Map(
    [...writers].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([store, ids]) => [store, [...ids].toSorted()]),
  )
}
