import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {dryRunAudit} from '../../src/audit/dry-run.ts'
import {importDocumentsAlone} from '../../src/audit/import-alone.ts'
import {silent} from '../../src/audit/progress.ts'
import {openAudit, runAssess, runResolve} from '../../src/audit/run-audit.ts'
import {importSbom} from '../../src/collect/boms/import-sbom.ts'
import {readInventory} from '../../src/model/inventory-file.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-documents-'))
afterAll(() => rmSync(root, {recursive: true}))

let turns = 0
function folderOf(files: Readonly<Record<string, string | object>>): string {
  const folder = join(root, String(++turns))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true})
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

const settings = (sources: string) => `schema: domesday/settings@1
organisations: [{id: tides, name: Tides}]
sources:
  - {id: estate, import: declared, organisation: tides, file: estate.yaml}
${sources}
`
const estate = `schema: domesday/declared@1
organisation: tides
systems: [{id: rota, name: Rota, hosts: [{name: web01.tides.example}]}, {id: bell, name: Bell}]
`
const bom = readFileSync(join(import.meta.dirname, '../collect/boms/fixtures/npm.cdx.json'), 'utf8')
const scan = {
  SchemaVersion: 2,
  CreatedAt: '2026-10-20T09:12:00Z',
  ArtifactName: 'rota',
  ArtifactType: 'filesystem',
  Results: [
    {
      Class: 'lang-pkgs',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2021-44906',
          PkgName: 'minimist',
          PkgIdentifier: {PURL: 'pkg:npm/minimist@0.0.8'},
          Severity: 'CRITICAL',
        },
      ],
    },
  ],
}
const listed = settings(`  - {id: bom, import: sbom, organisation: tides, file: bom.json, system: bell}
  - {id: scan, import: vulnerabilities, organisation: tides, file: scan.json, host: web01.tides.example}`)
const audit = (folder: string) => openAudit({root: folder, today: '2026-11-01'})

describe('several bills that are imported at once', () => {
  it('give one inventory, each with its coverage, and a package of two with the places of both', async () => {
    const folder = folderOf({'one.cdx.json': bom, 'two.cdx.json': bom})
    const {signal} = new AbortController()
    const read = await importDocumentsAlone({
      root: folder,
      files: ['one.cdx.json', 'two.cdx.json'],
      organisation: 'tides',
      out: 'boms.jsonl',
      progress: silent,
      told: {count: 'packages', word: 'packages'},
      read: (file, scope) => importSbom({...file, scope, system: 'bell', parts: []}),
      signal,
    })
    const {records} = await readInventory(join(folder, 'boms.jsonl'), 'boms.jsonl')

    expect(read.counts).toMatchObject({package: 3, component: 2, coverage: 2})
    expect(
      records.flatMap((one) => (one.record === 'coverage' ? [`${one.id} ${String(one.scope.file)}`] : [])),
    ).toEqual(['s1 one.cdx.json', 's2 two.cdx.json'])
    expect(records.flatMap((one) => (one.record === 'entity' && one.kind === 'component' ? [one.id] : []))).toEqual([
      'component:tides/one#app',
      'component:tides/two#app',
    ])
  })
})

describe('bills of materials and scans among the sources', () => {
  it('are read in place: what a scan of one system found is known of another that its bill gives the package', async () => {
    const folder = folderOf({'domesday.yaml': listed, 'estate.yaml': estate, 'bom.json': bom, 'scan.json': scan})
    const found = await runResolve(await audit(folder))
    const {
      assessments: {systems},
    } = await runAssess(await audit(folder))

    expect(found.problems).toEqual([])
    expect(found.vulnerabilities.map(({subject, within}) => [subject, within])).toContainEqual([
      'pkg:npm/minimist@0.0.8',
      'host:tides/web01-tides-example',
    ])
    expect(systems.map(({system, criteria: {L6}}) => [system, L6.low, L6.proposed.rationale])).toEqual([
      ['tides/bell', 6, '1 known on 20 October 2026, the highest critical.'],
      ['tides/rota', 6, '1 known on 20 October 2026, the highest critical.'],
    ])
    expect(found.evidence.map(({locator}) => locator)).toContain('scan.json#/Results/0/Vulnerabilities/0')
  })

  it('are listed by a dry run, and their faults told together with all others', async () => {
    const folder = folderOf({
      'domesday.yaml': listed,
      'estate.yaml': estate.replace('name: Rota', 'nmae: Rota'),
      'bom.json': '{"bomFormat": "CycloneDX", "components": [',
      'scan.json': {...scan, CreatedAt: undefined},
    })
    const mended = folderOf({'domesday.yaml': listed, 'estate.yaml': estate, 'bom.json': bom, 'scan.json': scan})
    const dry = await dryRunAudit({root: mended, today: '2026-11-01', collects: true, upTo: 'load'})

    expect(dry.reads.map(({path}) => path)).toEqual(expect.arrayContaining(['bom.json', 'scan.json']))
    await expect(runResolve(await audit(folder))).rejects.toMatchObject({
      faults: expect.arrayContaining([
        expect.objectContaining({where: expect.stringContaining('estate.yaml')}),
        expect.objectContaining({where: 'bom.json:1'}),
        expect.objectContaining({where: 'scan.json', hint: expect.stringContaining('--scanned')}),
      ]),
    })
  })

  it('may name one thing that they are of, not two', async () => {
    const both = listed.replace('system: bell', 'system: bell, component: "component:tides/x"')
    const folder = folderOf({'domesday.yaml': both, 'estate.yaml': estate, 'bom.json': bom, 'scan.json': scan})

    await expect(audit(folder)).rejects.toMatchObject({
      faults: [expect.objectContaining({message: "source 'bom' names system and component: one thing is meant"})],
    })
  })
})
