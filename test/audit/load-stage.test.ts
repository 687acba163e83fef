import {mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {dryRunAudit} from '../../src/audit/dry-run.ts'
import {openAudit, runLoad} from '../../src/audit/run-audit.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-load-stage-'))
const today = '2026-11-01'
const graph = join(root, '.domesday', 'graph.db')

beforeAll(() => {
  mkdirSync(join(root, 'inventories', 'tides'), {recursive: true})
  writeFileSync(
    join(root, 'domesday.yaml'),
    'schema: domesday/settings@1\norganisations: [{id: tides, name: T}]\nsources:\n  - {id: estate, import: declared, organisation: tides, file: inventories/tides/estate.yaml}\n',
  )
})
afterAll(() => rmSync(root, {recursive: true}))

function declare(gauges: string): void {
  writeFileSync(
    join(root, 'inventories', 'tides', 'estate.yaml'),
    `schema: domesday/declared@1\norganisation: tides\nsystems:\n  - ${gauges}\n  - {id: tables, name: Tables}\n`,
  )
}

/** What is said of the load, and whether the graph is another file. */
async function loaded() {
  const said: string[] = []
  const before = statSync(graph, {throwIfNoEntry: false})?.ino
  const progress = {
    begin: () => undefined,
    move: () => undefined,
    note: () => undefined,
    settle: (stage: string, _what: string, how: string) => {
      if (stage === 'load') said.push(how)
    },
  }
  const {loaded: found} = await runLoad(await openAudit({root, today, progress}))
  return {said, isNew: statSync(graph).ino !== before, nodes: found.nodes, edges: found.edges}
}

describe('the embedded graph', () => {
  it('is left as it is where nothing that it holds has changed', async () => {
    declare('id: gauges\n    name: Gauges\n    scores:\n      assessor: K\n      date: 2026-09-01\n      C1: 3')
    const first = await loaded()
    expect(first).toEqual({said: ['done'], isNew: true, nodes: first.nodes, edges: first.edges})

    declare('id: gauges\n    name: Gauges\n    scores:\n      assessor: K\n      date: 2026-09-01\n      C1: 2')
    const same = {said: ['unchanged'], isNew: false, nodes: first.nodes, edges: first.edges}
    expect(await loaded()).toEqual(same)
    expect(await loaded()).toEqual(same)
    const {stages} = await dryRunAudit({root, today, collects: false, upTo: 'load'})
    expect(stages.find(({stage}) => stage === 'load')?.does).toBe('kept')

    declare('{id: gauges, name: Gauges, dependsOn: [{system: tables}]}')
    expect(await loaded()).toEqual({said: ['done'], isNew: true, nodes: first.nodes, edges: first.edges + 1})
    rmSync(graph)
    expect(await loaded()).toEqual({said: ['done'], isNew: true, nodes: first.nodes, edges: first.edges + 1})
  })
})
