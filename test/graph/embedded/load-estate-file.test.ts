import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {loadEstateFile} from '../../../src/graph/embedded/load-estate-file.ts'
import {graphSize} from '../../../src/graph/embedded/open-graph.ts'
import {openEmbeddedStore} from '../../../src/graph/embedded/open-store.ts'
import {openDatabase} from '../../../src/graph/embedded/sqlite.ts'
import {loadEstate} from '../../../src/graph/load-estate.ts'
import type {LoadResult} from '../../../src/graph/store.ts'
import type {Entity} from '../../../src/model/entity.ts'
import {type EstateRecord, estateRecords} from '../../../src/model/estate.ts'
import type {Relation} from '../../../src/model/inventory.ts'
import {renderLoaded} from '../../../src/render/text/loaded.ts'
import {entity, estateOf, relation, system} from '../../estates.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-load-file-'))
afterAll(() => rmSync(folder, {recursive: true}))

let made = 0
const path = (): string => join(folder, `graph${made}.db`)

async function loadLines(lines: readonly string[]): Promise<LoadResult> {
  made += 1
  const file = join(folder, `estate${made}.jsonl`)
  writeFileSync(file, lines.join('\n'))
  return loadEstateFile(path(), {path: file, shownAs: 'estate.jsonl'})
}

const header = JSON.stringify(estateOf().header)
const text = (record: EstateRecord): string => JSON.stringify(record)

function dump(): unknown {
  const db = openDatabase(path(), {readOnly: true})
  const rows = ['entity', 'relation', 'topo', 'attribute', 'meta'].map((name) =>
    db.prepare(`SELECT * FROM ${name}`).all(),
  )
  db.close()
  return rows
}

/** Lines that are read plainly among lines that must be parsed. */
const mixed: readonly (Entity | Relation)[] = [
  {...system('m/a', {owner: 'Keeper "of" Clocks'}), scopes: ['m/estate#s1']},
  system('m/b', {owner: 'Keeper', count: 3}),
  {...entity('host', 'm/é', {size: -1}), name: 'Überhost'},
  system('m/ü'),
  {...relation('m/a', 'CALLS', 'm/b', {how: 'by bell'}), evidence: ['e0123456789abcdef', 'e0123456789abcdee']},
  {...relation('m/a', 'DEPENDS_ON', 'm/b', {nested: {deep: [1]}}), evidence: [], scopes: ['m/estate#s1']},
  relation('m/b', 'RUNS_ON', 'm/é'),
  {...relation('m/b', 'CALLS', 'm/a'), evidence: ['e0123456789abcdef'], scopes: ['m/estate#s1', 'm/other#s1']},
]

describe('an estate that is loaded from its document', () => {
  it('makes the graph that its records make, however its lines are written', async () => {
    const estate = estateOf(...mixed)
    const lines = [...estateRecords(estate)].map(text)
    const result = await loadLines([
      header,
      ...lines.map((line, at) => (at % 3 === 0 ? line.replace(':', ': ') : line)),
      '',
    ])
    const fromLines = dump()
    made += 1
    const store = await openEmbeddedStore(path())
    const expected = await loadEstate(store, estate)
    await store.close()

    expect(result).toEqual(expected)
    expect(fromLines).toEqual(dump())
  })

  it('tells of what is there twice and of what lacks an end, as every load does', async () => {
    const calls = {...relation('m/a', 'CALLS', 'm/b'), evidence: ['e0123456789abcdef']}
    const {nodes, edges, problems} = await loadLines([
      header,
      ...[system('m/a'), {...system('m/a'), name: 'Another'}, system('m/b')].map(text),
      ...[calls, calls, {...calls, to: 'm/none'}].map(text),
    ])

    expect({nodes, edges}).toEqual({nodes: 2, edges: 1})
    expect(problems.map(({code}) => code)).toEqual(['duplicate-entity', 'missing-end', 'duplicate-relation'])
  })

  it.each([
    [
      'coverage after things',
      [system('m/a'), {record: 'coverage' as const, id: 's1', scope: {}, status: 'complete' as const}],
    ],
    ['a thing after relations', [system('m/a'), relation('m/a', 'CALLS', 'm/a'), system('m/b')]],
    ['things in another order', [system('m/b'), system('m/a')]],
  ])('is refused with %s', async (_, records) => {
    await expect(loadLines([header, ...records.map(text)])).rejects.toMatchObject({
      code: 'estate-not-in-order',
      exitStatus: 3,
    })
    expect(existsSync(path())).toBe(false)
  })

  it('is refused with the place of every faulty line, and the graph is as it was', async () => {
    await loadLines([header, text(system('m/a'))])
    const before = dump()
    const file = join(folder, `faulty.jsonl`)
    writeFileSync(
      file,
      [header, text(system('m/b')), '{"record":"entity"', '', text({...system('m/c'), id: ''})].join('\n'),
    )
    const load = loadEstateFile(path(), {path: file, shownAs: 'estate.jsonl'})

    await expect(load).rejects.toMatchObject({
      code: 'bad-json-lines',
      faults: [{where: 'estate.jsonl:3'}, {where: 'estate.jsonl:5'}],
    })
    expect(dump()).toEqual(before)
    expect(existsSync(path().replace('.db', '.tmp.db'))).toBe(false)
  })

  it('may hold what no graph has, which is passed over, unless its line is cut', async () => {
    const judgement = '{"record":"judgement","id":"j1","about":"m/a","criterion":"C1","score":2}'
    expect(await loadLines([header, text(system('m/a')), judgement])).toMatchObject({nodes: 1})
    const file = join(folder, 'cut.jsonl')
    writeFileSync(file, [header, judgement.slice(0, 40), text(system('m/a'))].join('\n'))
    await expect(loadEstateFile(path(), {path: file, shownAs: 'estate.jsonl'})).rejects.toMatchObject({
      faults: [{where: 'estate.jsonl:2'}],
    })
  })

  it('tells what is kept because its scope could not be looked at', async () => {
    const scopes = ['m/estate#s1']
    const coverage = (status: 'complete' | 'denied') =>
      text({
        record: 'coverage',
        id: 'm/estate#s1',
        scope: {},
        status,
        observedAt: '2026-11-02T00:00:00Z',
      } as EstateRecord)
    const calls = {...relation('m/a', 'CALLS', 'm/b'), evidence: ['e0123456789abcdef'], scopes}
    const load = async (...lines: readonly string[]) => {
      const file = join(folder, 'kept.jsonl')
      writeFileSync(file, [header, ...lines].join('\n'))
      return loadEstateFile(join(folder, 'kept.db'), {path: file, shownAs: 'estate.jsonl'})
    }

    const things = [{...system('m/a'), scopes}, {...system('m/b'), scopes}, calls].map(text)
    expect(await load(coverage('complete'), ...things)).toEqual({nodes: 2, edges: 1, problems: []})
    const denied = await load(coverage('denied'), text({...system('m/a'), scopes}))
    const since = '2026-11-02T00:00:00Z'
    const of = {source: 'm/estate', isAskedFor: true, since, scopes, nodes: 1, edges: 1}
    const kept = {nodes: 1, edges: 1, sources: [of]}
    expect(denied).toEqual({nodes: 2, edges: 1, kept, problems: []})
    expect(graphSize(join(folder, 'kept.db'))).toEqual({nodes: 2, edges: 1, kept})
    expect(renderLoaded(denied).split('\n')).toEqual([
      '2 nodes, 1 relations',
      '  of these 1 nodes, 1 relations kept that no scope could see:',
      '    m/estate: 1 nodes, 1 relations, since 2026-11-02',
      '      what saw them is not complete now',
    ])
    const goneSource = {...of, isAskedFor: false}
    expect(
      renderLoaded({...denied, kept: {...kept, sources: [goneSource]}})
        .split('\n')
        .slice(3),
    ).toEqual(['      no longer asked for: m/estate#s1', '      to let them go: domesday graph load --forget m/estate'])
  })

  it('may hold nothing at all', async () => {
    expect(await loadLines([header])).toEqual({nodes: 0, edges: 0, problems: []})
  })
})
