import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {dryRunAudit} from '../../src/audit/dry-run.ts'
import {openAudit, runAudit, runLoad} from '../../src/audit/run-audit.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-without-graph-'))
const today = '2026-11-01'
let store = ''

beforeAll(async () => {
  store = `bolt://127.0.0.1:${await closedPort()}`
  mkdirSync(join(root, 'inventories', 'tides'), {recursive: true})
  writeFileSync(
    join(root, 'domesday.yaml'),
    'schema: domesday/settings@1\norganisations: [{id: tides, name: T}]\nsources:\n  - {id: estate, import: declared, organisation: tides, file: inventories/tides/estate.yaml}\n',
  )
  writeFileSync(
    join(root, 'inventories', 'tides', 'estate.yaml'),
    'schema: domesday/declared@1\norganisation: tides\nsystems: [{id: gauges, name: Gauges}]\n',
  )
})
afterAll(() => rmSync(root, {recursive: true}))

describe('an audit whose Neo4j server is away', () => {
  it('writes the report, and says why the graph is not loaded and how to load it later', async () => {
    const notes: string[] = []
    const progress = {begin: ignore, move: ignore, settle: ignore, note: (text: string) => void notes.push(text)}

    const {notLoaded, audit} = await runAudit(await openAudit({root, today, store, progress}))

    expect({code: notLoaded?.code, exitStatus: notLoaded?.exitStatus, systems: audit.systems}).toEqual({
      code: 'neo4j-unreachable',
      exitStatus: 5,
      systems: 1,
    })
    expect(notLoaded?.message).toMatch(/^The graph is not loaded: bolt:\/\/127\.0\.0\.1:\d+ cannot be reached: /)
    expect(notLoaded?.hint).toMatch(/\nAll else of the audit is done\. To load the graph later: domesday graph load$/)
    expect(notes).toEqual(['the graph is not loaded; the audit goes on without it'])
    expect(JSON.parse(readFileSync(join(root, 'reports', 'audit.json'), 'utf8'))).toEqual(audit)
    expect(existsSync(join(root, '.domesday', 'graph.db'))).toBe(false)
  })

  it('is told by a dry run, which stops for it no more than the audit', async () => {
    const {stages} = await dryRunAudit({root, today, store, collects: true, upTo: 'report'})

    expect(stages.find(({stage}) => stage === 'load')).toEqual({
      ...{stage: 'load', does: 'may run'},
      why: expect.stringMatching(/^not known: bolt:.* cannot be reached/),
    })
  })

  it('is an error to whoever asks for the graph', async () => {
    const loading = openAudit({root, today, store}).then(runLoad)

    await expect(loading).rejects.toMatchObject({code: 'neo4j-unreachable', exitStatus: 5})
    await expect(dryRunAudit({root, today, store, collects: false, upTo: 'load'})).rejects.toMatchObject({
      code: 'neo4j-unreachable',
    })
  })
})

function ignore(): void {
  return undefined
}

/** One that was free a moment ago. */
function closedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
