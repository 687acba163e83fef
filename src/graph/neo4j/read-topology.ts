import {EntityKind} from '../../model/entity.ts'
import {compareText} from '../../model/json-lines.ts'
import {relationTypeNames} from '../../model/relation-types.ts'
import {csrOf, type Topology, topologyOf} from '../topology.ts'
import {type Connection, whole} from './connection.ts'
import {topologyPage} from './texts.ts'

const nodesAtOnce = 10_000

/** Reads the shape of the whole graph, page by page; nodes are numbered by their ids' order, as in every store. */
export async function readTopology(connection: Connection): Promise<Topology> {
  const nodes: {id: string; nid: number; kind: number}[] = []
  const ends: {nid: number; to: readonly number[]; types: readonly string[]}[] = []
  for (let after = -1; ;) {
    const {records} = await connection.read((tx) =>
      tx.run(topologyPage, {after: whole(after), limit: whole(nodesAtOnce)}),
    )
    for (const record of records) {
      const [nid, id, kind, to, types] = record.keys.map((key) => record.get(key) as unknown) // as the text returns them
      nodes.push({id: String(id), nid: Number(nid), kind: EntityKind.options.indexOf(EntityKind.parse(kind))})
      ends.push({nid: Number(nid), to: to as number[], types: types as string[]}) // collected from relations
      after = Number(nid)
    }
    if (records.length < nodesAtOnce) break
  }
  nodes.sort((a, b) => compareText(a.id, b.id))
  const placeOf = new Map(nodes.map(({nid}, place) => [nid, place]))
  const codeOf = new Map<string, number>(relationTypeNames.map((name, code) => [name, code]))
  const src: number[] = []
  const dst: number[] = []
  const type: number[] = []
  for (const {nid, to, types} of ends)
    to.forEach((end, at) => {
      const place = placeOf.get(end)
      if (place === undefined) return // made since its page was read
      src.push(placeOf.get(nid) ?? 0)
      dst.push(place)
      type.push(codeOf.get(types[at] ?? '') ?? 0)
    })
  const nids = new Map(nodes.map(({id}, place) => [id, place]))
  return topologyOf({
    ...csrOf(nodes.length, Uint32Array.from(src), Uint32Array.from(dst), Uint8Array.from(type)),
    types: relationTypeNames,
    kind: Uint8Array.from(nodes, ({kind}) => kind),
    kinds: EntityKind.options,
    idOf: (place) => nodes[place]?.id ?? '',
    nidOf: (id) => nids.get(id.toWellFormed()),
  })
}
