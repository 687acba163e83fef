import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {dryRunAudit} from '../../src/audit/dry-run.ts'
import {openAudit, runResolve} from '../../src/audit/run-audit.ts'
import {csvOf} from '../collect/focus/bills.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-bills-'))
afterAll(() => rmSync(root, {recursive: true}))

let turns = 0
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String(++turns))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true})
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const settings = (sources: string, more = '') => `schema: domesday/settings@1
organisations: [{id: tides, name: Tides}]
sources:
  - {id: estate, import: declared, organisation: tides, file: estate.yaml}
${sources}
${more}`
const estate = 'schema: domesday/declared@1\norganisation: tides\nsystems: [{id: rota, name: Rota}]\n'
const bill = (id: string, file = `${id}.csv`) => `  - {id: ${id}, import: focus, organisation: tides, file: ${file}}`
const resolved = async (folder: string) => runResolve(await openAudit({root: folder, today: '2026-11-01'}))

describe('a bill among the sources', () => {
  it('is read in place, and its costs fall to systems by the rules of domesday.yaml', async () => {
    const folder = folderOf({
      'domesday.yaml': settings(bill('bill'), 'costs: {tagKeys: [system]}\n'),
      'estate.yaml': estate,
      'bill.csv': csvOf([{}, {ResourceId: '', SubAccountId: '', Tags: ''}]),
    })
    const found = await resolved(folder)

    expect(found.allocations.map(({way, system, BilledCost}) => `${way} ${system} ${BilledCost}`).toSorted()).toEqual([
      'attributed tides/rota 1.25',
      'unallocated undefined 1.25',
    ])
    expect(found.relations.map(({from, type, to}) => `${from} ${type} ${to}`).toSorted()).toEqual([
      'arn:aws:s3:::tide-tables CONTAINED_IN account:tides/aws-012345678901',
      'tides/rota RUNS_ON arn:aws:s3:::tide-tables',
    ])
  })

  it('joins a resource that the bill names bare with the one that a collector saw in full', async () => {
    const arn = 'arn:aws:ec2:eu-west-2:012345678901:instance/i-0abc'
    const attributes = Object.fromEntries(
      Object.entries({provider: 'aws', account: '012345678901', region: 'eu-west-2'}).map(([key, value]) => [
        key,
        [{value, evidence: [], confidence: 1}],
      ]),
    )
    const seen = [
      {
        schema: 'domesday/inventory@1',
        organisation: 'tides',
        producedBy: {name: 'domesday', version: '1.0.0'},
        collector: {name: 'aws', version: '1'},
        scope: {},
        observedAt: '2026-11-01T00:00:00Z',
      },
      {record: 'coverage', id: 's1', scope: {}, status: 'complete'},
      {record: 'entity', id: arn, organisation: 'tides', kind: 'resource', name: 'web', attributes},
    ]
    const folder = folderOf({
      'domesday.yaml': settings(
        `${bill('bill')}\n  - {id: aws, import: inventory, organisation: tides, file: aws.jsonl}`,
        `systems: [{id: rota, organisation: tides, match: [{resource: "${arn}"}]}]\n`,
      ),
      'estate.yaml': estate,
      'bill.csv': csvOf([{ResourceId: 'i-0abc', Tags: ''}]),
      'aws.jsonl': seen.map((record) => `${JSON.stringify(record)}\n`).join(''),
    })
    const found = await resolved(folder)

    expect(found.entities.filter(({kind}) => kind === 'resource').map(({id, name}) => [id, name])).toEqual([
      [arn, 'web'],
    ])
    expect(found.costs.map(({resource, attribution}) => [resource, attribution?.way])).toEqual([[arn, 'attributed']])
    expect(found.conflicts).toEqual([])
  })

  it('is refused where it is listed twice, and told among the faults of other sources', async () => {
    const folder = folderOf({
      'domesday.yaml': settings([bill('one'), bill('two'), bill('three')].join('\n')),
      'estate.yaml': estate.replace('name: Rota', 'nmae: Rota'),
      'one.csv': csvOf([{}]),
      'two.csv': csvOf([{}]),
      'three.csv': 'a,b\n',
    })

    await expect(resolved(folder)).rejects.toMatchObject({
      faults: expect.arrayContaining([
        expect.objectContaining({
          where: 'two.csv',
          message: `source 'two' is the same bill as 'one', and would be counted twice`,
        }),
        expect.objectContaining({where: 'three.csv:1', message: 'the column BilledCost is missing'}),
        expect.objectContaining({where: expect.stringContaining('estate.yaml')}),
      ]),
    })
  })

  it('loses nothing where two inventories of parts of one bill have a charge under one id, and tells of them', async () => {
    const folder = folderOf({'domesday.yaml': settings(bill('bill')), 'estate.yaml': estate, 'bill.csv': csvOf([{}])})
    const {costs} = await resolved(folder)
    const lines = [
      {
        schema: 'domesday/inventory@1',
        organisation: 'tides',
        producedBy: {name: 'domesday', version: '1.0.0'},
        collector: {name: 'focus', version: '1.0.0'},
        scope: {},
        observedAt: '2026-11-01T00:00:00Z',
      },
      {record: 'coverage', id: 's1', scope: {}, status: 'complete'},
      ...costs.map(({attribution: _, scopes: __, ...cost}) => cost),
    ]
    writeFileSync(join(folder, 'part.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    writeFileSync(
      join(folder, 'domesday.yaml'),
      settings(`${bill('bill')}\n  - {id: part, import: inventory, organisation: tides, file: part.jsonl}`),
    )
    const both = await resolved(folder)

    expect(both.costs.map(({BilledCost}) => BilledCost)).toEqual(['1.25', '1.25'])
    expect(both.allocations.map(({BilledCost}) => BilledCost)).toEqual(['2.5'])
    expect(both.problems.map(({code}) => code)).toEqual(['overlapping-bills'])
  })

  it('takes part in a dry run, and a change of it makes the estate anew', async () => {
    const folder = folderOf({'domesday.yaml': settings(bill('bill')), 'estate.yaml': estate, 'bill.csv': csvOf([{}])})
    await resolved(folder)
    writeFileSync(join(folder, 'bill.csv'), csvOf([{}, {}]))
    const dry = await dryRunAudit({root: folder, today: '2026-11-01', collects: true, upTo: 'load'})

    expect(dry.reads.map(({path}) => path)).toContain('bill.csv')
    expect(dry.stages[0]).toEqual({stage: 'resolve', does: 'runs', why: expect.stringContaining('bill.csv')})
    expect((await resolved(folder)).costs.map(({BilledCost}) => BilledCost)).toEqual(['2.5'])
  })
})
