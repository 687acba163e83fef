import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as wait} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {loadEstateFile} from '../../src/graph/embedded/load-estate-file.ts'
import {openDatabase} from '../../src/graph/embedded/sqlite.ts'
import {sha256} from '../../src/model/ids.ts'
import {generateGraph} from '../bench/generate-graph.ts'
import {seeded} from '../bench/seeded.ts'
import {limitedCommand} from './run-domesday.ts'

jest.setTimeout(240_000)

const loader = join(import.meta.dirname, 'load-embedded.js')
const kills = 100
let folder = ''
let [before, after] = ['', '']
/** What the graph says that an undisturbed load of each makes. */
let [dumpBefore, dumpAfter] = ['', '']

const estateAt = (name: string): string => join(folder, `${name}.jsonl`)
const graphAt = (name: string): string => join(folder, name, 'graph.db')
const leftBehind = (path: string): string => path.replace(/\.db$/, '.tmp.db')

/** All that a graph says, and that SQLite finds no fault with it. */
function dumpOf(path: string): string {
  const db = openDatabase(path, {readOnly: true})
  try {
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{integrity_check: 'ok'}])
    const rows = ['entity', 'relation', 'topo', 'meta'].map((name) => db.prepare(`SELECT * FROM ${name}`).all())
    return sha256(JSON.stringify(rows))
  } finally {
    db.close()
  }
}

interface StartedLoad {
  readonly child: ChildProcess
  readonly closed: Promise<unknown>
}

/** A load that begins now. */
async function startLoad(graph: string, estate: string): Promise<StartedLoad> {
  const child = spawn(process.execPath, ['--no-warnings', loader, graph, estate], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  return {child, closed}
}

/** A folder of its own with the graph before. */
function freshGraph(name: string): string {
  mkdirSync(join(folder, name), {recursive: true})
  copyFileSync(before, graphAt(name))
  return graphAt(name)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'domesday-load-'))
  generateGraph(estateAt('before'), {entities: 500, relations: 2000, seed: 1})
  generateGraph(estateAt('after'), {entities: 3000, relations: 15_000, seed: 2})
  for (const name of ['before', 'after'])
    await loadEstateFile(graphAt(name), {path: estateAt(name), shownAs: 'estate.jsonl'})
  ;[before, after] = [graphAt('before'), graphAt('after')]
  ;[dumpBefore, dumpAfter] = [dumpOf(before), dumpOf(after)]
})
afterAll(() => rmSync(folder, {recursive: true}))

describe('an embedded load that is killed', () => {
  it('leaves wholly the old graph or wholly the new one, at a hundred moments', async () => {
    const chance = seeded(11)
    const graph = freshGraph('killed')
    const undisturbed = await startLoad(graph, estateAt('after'))
    const begun = performance.now()
    await undisturbed.closed
    const longest = (performance.now() - begun) * 1.1
    const left = {old: 0, new: 0, unfinished: 0}

    for (let kill = 0; kill < kills; kill += 1) {
      copyFileSync(before, graph)
      const {child, closed} = await startLoad(graph, estateAt('after'))
      await wait(chance() * longest)
      child.kill('SIGKILL')
      await closed
      const dump = dumpOf(graph)
      expect([dumpBefore, dumpAfter]).toContain(dump)
      left[dump === dumpBefore ? 'old' : 'new'] += 1
      if (existsSync(leftBehind(graph))) left.unfinished += 1
    }

    // Else the moments were not in the midst of loads.
    expect(left.unfinished).toBeGreaterThan(kills / 10)
    expect(left.old + left.new).toBe(kills)
    await loadEstateFile(graph, {path: estateAt('after'), shownAs: 'estate.jsonl'})
    expect(dumpOf(graph)).toBe(dumpAfter)
    expect(existsSync(leftBehind(graph))).toBe(false)
  })
})

describe('a disk that is full', () => {
  it.each([0.01, 0.3, 0.6, 0.9, 0.99])('at %d of the new graph leaves the old one whole and says so', async (share) => {
    const graph = freshGraph(`full${share}`)
    const bytes = Math.floor(statSync(after).size * share)
    const [program = '', ...words] = limitedCommand(bytes, [
      process.execPath,
      '--no-warnings',
      loader,
      graph,
      estateAt('after'),
    ])
    const child = spawn(program, words, {stdio: ['ignore', 'ignore', 'pipe']})
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const [status] = (await once(child, 'close')) as [number]

    expect(said).toContain('graph-not-written: The graph cannot be written to')
    expect(said).toContain('Nothing there was changed')
    expect(status).toBe(5)
    expect(readFileSync(graph).equals(readFileSync(before))).toBe(true)
    expect(existsSync(leftBehind(graph))).toBe(false)
  })
})
