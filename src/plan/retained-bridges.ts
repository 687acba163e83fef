import type {Estate} from '../model/estate.ts'
import type {Relation} from '../model/inventory.ts'
import type {Roadmap} from '../model/roadmap.ts'
import {bridgeDays} from './bridge-days.ts'
import {writersOfStores} from './writers-of-stores.ts'

type Cut = Roadmap['cuts'][number]

/**
 * What a moving system leaves behind by moving without one that stays: a `together` dependency between the two, or a
 * store that both write. A bridge joins the two for as long as the one stays where it is.
 */
export function retainedBridges(estate: Estate, moving: ReadonlySet<string>): readonly Cut[] {
  const stores = writersOfStores(estate)
  const names = new Map<string, string>(estate.entities.map(({id, name}) => [id, name]))
  const bridge = (from: string, to: string, kind: string, what: string): Cut => {
    const stays = moving.has(from) ? to : from
    return {
      between: [from, to],
      how: `bridge the ${what} while ${names.get(stays) ?? stays} stays`,
      personDays: bridgeDays(kind),
      why: `the plan leaves ${names.get(stays) ?? stays} where it is`,
    }
  }
  const ofStores = [...stores].flatMap(([store, writers]) => {
    const mover = writers.find((id) => moving.has(id))
    const staying = mover === undefined ? [] : writers.filter((id) => !moving.has(id))
    return staying.map((id) => bridge(mover ?? '', id, 'store', `store ${names.get(store) ?? store}`))
  })
  const ofEdges = tiesToRetained(estate, moving, stores).map(({from, to, attributes}) => {
    const kind = String(attributes.kind ?? 'other')
    return bridge(from, to, kind, kind === 'other' ? 'dependency' : kind)
  })
  return [...ofStores, ...ofEdges]
}

/** `together` dependencies of which one side moves; not those on a store that both write, which is bridged already. */
function tiesToRetained(
  {entities, relations}: Estate,
  moving: ReadonlySet<string>,
  stores: ReadonlyMap<string, readonly string[]>,
): readonly Relation[] {
  const systems = new Set<string>(entities.filter(({kind}) => kind === 'system').map(({id}) => id))
  const written = Map.groupBy(
    [...stores].flatMap(([store, writers]) => writers.map((writer) => ({store, writer}))),
    ({writer}) => writer,
  )
  const share = (a: string, b: string): boolean =>
    (written.get(a) ?? []).some(({store}) => (written.get(b) ?? []).some((other) => other.store === store))
  return relations.filter(
    ({type, from, to, attributes: {kind, move}}) =>
      type === 'DEPENDS_ON' &&
      move === 'together' &&
      systems.has(from) &&
      systems.has(to) &&
      moving.has(from) !== moving.has(to) &&
      !(kind === 'store' && share(from, to)),
  )
}
