import type {DatabaseSync} from 'node:sqlite'
import {EntityKind} from '../../model/entity.ts'
import {relationTypeNames} from '../../model/relation-types.ts'
import {at, type Topology, topologyOf} from '../topology.ts'
import {corruptGraph, reading} from './faults.ts'

/** Reads the arrays that the load wrote, and sees that no number in them points outside. */
export function readTopology(path: string, db: DatabaseSync): Topology {
  const blob = db.prepare('SELECT v FROM topo WHERE k = ?')
  const bytes = (name: string): Uint8Array => {
    const value = blob.get(name)?.['v']
    if (!(ArrayBuffer.isView(value) && value instanceof Uint8Array)) throw corruptGraph(path, `it has no '${name}'`)
    return value
  }
  const words = (name: string): Uint32Array => {
    const value = bytes(name)
    if (value.byteLength % 4 !== 0) throw corruptGraph(path, `'${name}' is cut short`)
    return new Uint32Array(value.slice().buffer) // a copy, because the blob may begin at an odd address
  }
  const arrays = {off: words('off'), adj: words('adj'), type: bytes('type'), kind: bytes('kind')}
  if (!isSound(arrays)) throw corruptGraph(path, 'its topology contradicts itself')
  const idByNid = db.prepare('SELECT id FROM node WHERE nid = ?')
  const nidById = db.prepare('SELECT nid FROM node WHERE id = ?')
  idByNid.setReturnArrays(true)
  return topologyOf({
    ...arrays,
    types: relationTypeNames,
    kinds: EntityKind.options,
    idOf: (nid) =>
      reading(path, () => {
        const row: unknown = idByNid.get(nid)
        const id: unknown = Array.isArray(row) ? row[0] : undefined
        if (typeof id !== 'string') throw corruptGraph(path, `node ${nid} is missing`)
        return id
      }),
    nidOf: (id) =>
      reading(path, () => {
        const nid = nidById.get(id.toWellFormed())?.['nid']
        return typeof nid === 'number' ? nid : undefined
      }),
  })
}

interface Arrays {
  readonly off: Uint32Array
  readonly adj: Uint32Array
  readonly type: Uint8Array
  readonly kind: Uint8Array
}

function isSound({off, adj, type, kind}: Arrays): boolean {
  const n = off.length - 1
  if (n < 0 || kind.length !== n || type.length !== adj.length) return false
  if (off[0] !== 0 || off[n] !== adj.length) return false
  for (let v = 0; v < n; v += 1) if (at(off, v) > at(off, v + 1)) return false
  return (
    adj.every((v) => v < n) &&
    type.every((code) => code < relationTypeNames.length) &&
    kind.every((code) => code < EntityKind.options.length)
  )
}
