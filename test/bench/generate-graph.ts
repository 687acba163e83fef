/**
 * A large estate document for tests and measurements of the graph: plainly invented, with hubs as in life, and the same
 * bytes for the same numbers. `node test/bench/generate-graph.ts <file> [entities] [relations] [seed]`
 */
import {closeSync, openSync, writeSync} from 'node:fs'
import {evidenceId, relationId} from '../../src/model/ids.ts'
import type {RelationType} from '../../src/model/relation-types.ts'
import {seeded} from './seeded.ts'

const organisations = 24
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

/** Writes so many systems, in the order of their ids, and so many different relations between them, in the order of theirs. */
export function generateGraph(path: string, size: {entities: number; relations: number; seed: number}): void {
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
  const per = Math.ceil(size.entities / organisations)
  const organisationOf = (at: number): string => `clocks-${String(Math.floor(at / per)).padStart(2, '0')}`
  const idOf = (at: number): string => `${organisationOf(at)}/register-${String(at).padStart(digits, '0')}`
  const evidenceOf = (at: number): readonly string[] => [evidenceId('estate', `estate.yaml:${at}`, '')]
  write({schema: 'domesday/estate@1', producedBy: {name: 'domesday', version: '0.0.0'}, inputs: [], organisations: []})
  for (let at = 0; at < organisations; at += 1)
    write({
      record: 'coverage',
      id: `clocks-${String(at).padStart(2, '0')}/estate#s1`,
      scope: {part: at},
      status: 'complete',
    })
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
      scopes: [`${organisationOf(at)}/estate#s1`],
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
      scopes: [`${organisationOf(from)}/estate#s1`],
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
