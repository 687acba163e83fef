/**
 * A large estate document for tests and measurements of the graph: plainly invented, with hubs as in life, and the same
 * bytes for the same numbers. `node test/bench/generate-graph.ts <file> [entities] [relations] [seed]`
 */
import {closeSync, openSync, writeSync} from 'node:fs'
import {evidenceId, relationId} from '../../src/model/ids.ts'
import type {RelationType} from '../../src/model/relation-types.ts'
import {seeded} from './seeded.ts'

/** Plainly invented. */
export const organisationIds = Array.from({length: 24}, (_, at) => `clocks-${String(at).padStart(2, '0')}`)
const links: readonly RelationType[] = [
  'DEPENDS_ON',
  'DEPENDS_ON',
  'CALLS',
  'READS',
  'WRITES',
  'RUNS_ON',
  'USES',
  'IMPORTS',
]

interface GraphSize {
  readonly entities: number
  readonly relations: number
  readonly seed: number
}

/**
 * Writes so many systems, in the order of their ids, and so many different relations between them, in the order of theirs:
 * an estate, or the inventory of `clocks-00` that makes one.
 */
export function generateGraph(path: string, size: GraphSize, {isInventory = false} = {}): void {
  const chance = seeded(size.seed)
  const file = openSync(path, 'w')
  let batch = ''
  const write = (record: object): void => {
    batch += `${JSON.stringify(record)}\n`
    if (batch.length < 1 << 20) return
    writeSync(file, batch)
    batch = ''
  }
  const digits = String(size.entities).length
  const per = Math.ceil(size.entities / organisationIds.length)
  const organisationOf = (at: number): string => organisationIds[Math.floor(at / per)] ?? ''
  const idOf = (at: number): string => `${organisationOf(at)}/register-${String(at).padStart(digits, '0')}`
  const evidenceOf = (at: number): readonly string[] => [evidenceId('estate', `estate.yaml:${at}`, '')]
  const scopesOf = (at: number): object => (isInventory ? {} : {scopes: [`${organisationOf(at)}/estate#s1`]})
  const producedBy = {name: 'domesday', version: '0.0.0'}
  if (isInventory) {
    const made = {collector: {name: 'source', version: '1.0.0'}, scope: {}, observedAt: '2026-11-01T00:00:00Z'}
    write({schema: 'domesday/inventory@1', organisation: 'clocks-00', producedBy, ...made})
    write({record: 'coverage', id: 's1', scope: {}, status: 'complete'})
  } else {
    write({schema: 'domesday/estate@1', producedBy, inputs: [], organisations: []})
    for (const id of organisationIds) write({record: 'coverage', id: `${id}/estate#s1`, scope: {}, status: 'complete'})
  }
  for (let at = 0; at < size.entities; at += 1) {
    const evidence = evidenceOf(at)
    write({
      record: 'entity',
      id: idOf(at),
      organisation: organisationOf(at),
      kind: 'system',
      name: `Register of clocks ${at}`,
      attributes: {
        owner: [{value: `Keeper ${at % 977}`, evidence, confidence: 1}],
        version: [{value: `${at % 19}.${at % 7}`, evidence, confidence: 0.8}],
      },
      ...scopesOf(at),
    })
  }
  for (const {id, from, to, type} of relationsOf(size, chance, idOf))
    write({
      record: 'relation',
      id,
      from: idOf(from),
      to: idOf(to),
      type,
      certainty: 'structural',
      attributes: {},
      evidence: evidenceOf(size.entities + (from % 400_000)),
      ...scopesOf(from),
    })
  writeSync(file, batch)
  closeSync(file)
}

/** Most relations lead to few things. */
function relationsOf(
  size: {entities: number; relations: number},
  chance: () => number,
  idOf: (at: number) => string,
): readonly {id: string; from: number; to: number; type: RelationType}[] {
  const made = new Map<string, {id: string; from: number; to: number; type: RelationType}>()
  while (made.size < size.relations) {
    const from = Math.floor(chance() * size.entities)
    const to = Math.floor(chance() ** 3 * size.entities)
    const type = links[Math.floor(chance() * links.length)] ?? 'CALLS'
    const id = relationId(idOf(from), type, idOf(to))
    made.set(id, {id, from, to, type})
  }
  return [...made.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const [path, entities = '1000000', relations = '5000000', seed = '7'] = process.argv.slice(2)
if (path !== undefined && import.meta.main)
  generateGraph(path, {entities: Number(entities), relations: Number(relations), seed: Number(seed)})
