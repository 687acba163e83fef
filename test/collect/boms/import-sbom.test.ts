import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, describe, expect, it} from '@jest/globals'
import {importSbom, type SbomOptions} from '../../../src/collect/boms/import-sbom.ts'
import {InventoryRecord} from '../../../src/model/inventory.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-boms-'))
afterAll(() => rmSync(root, {recursive: true}))

let turns = 0
async function imported(content: string | Uint8Array | object, more: Partial<SbomOptions> = {}) {
  const file = join(root, `${++turns}`)
  writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content))
  return importFile(file, more)
}

async function importFile(file: string, more: Partial<SbomOptions> = {}) {
  const {records} = await importSbom({
    file,
    shownAs: 'bom',
    organisation: 'tides',
    sourceId: 'bom',
    producedBy: {name: 'domesday', version: '1.0.0'},
    observedAt: '2026-11-01T00:00:00Z',
    parts: [],
    ...more,
  })
  return records.map((record) => InventoryRecord.parse(record))
}

function told(records: readonly InventoryRecord[]) {
  const entities = (kind: string) =>
    records.flatMap((one) => (one.record === 'entity' && one.kind === kind ? [one.id] : []))
  return {
    packages: entities('package'),
    technologies: entities('technology'),
    relations: records.flatMap((one) => (one.record === 'relation' ? [`${one.from} ${one.type} ${one.to}`] : [])),
    coverage: records.find((one) => one.record === 'coverage'),
    problems: records.flatMap((one) => (one.record === 'problem' ? [one.message] : [])),
    attributes: Object.fromEntries(
      records.flatMap((one) => (one.record === 'relation' ? [[one.to, one.attributes] as const] : [])),
    ),
  }
}

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
const bill = (components: readonly unknown[], more: object = {}) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {component: {type: 'application', name: 'tide-tables', 'bom-ref': 'app'}},
  components,
  ...more,
})
const lodash = {type: 'library', name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash@4.17.20', 'bom-ref': 'l'}

describe('a bill of materials of one project, written by several tools', () => {
  const npm = ['pkg:npm/lodash@4.17.20', 'pkg:npm/minimist@0.0.8', 'pkg:npm/mkdirp@0.5.1']

  it.each(['npm.cdx.json', 'npm.spdx.json', 'cyclonedx-npm.cdx.json', 'cdxgen.cdx.json'])(
    'gives the same packages, used by one application of the system: %s',
    async (name) => {
      const found = told(await importFile(fixture(name), {system: 'rota'}))

      expect(found.packages).toEqual(npm)
      // One names it by its folder.
      expect(found.relations.map((one) => one.replace('#app', '#tide-tables')).toSorted()).toEqual(
        ['PART_OF tides/rota', ...npm.map((purl) => `USES ${purl}`)].map(
          (to) => `component:tides/bom#tide-tables ${to}`,
        ),
      )
      expect(found.problems).toEqual([])
      expect(found.coverage).toMatchObject({status: 'complete', counts: {packages: 3}})
    },
  )

  it.each(['syft.cdx.json', 'syft.cdx.xml', 'syft.spdx.json', 'syft.spdx'])(
    'tells the packages of the machine under it too: %s',
    async (name) => {
      const found = told(await importFile(fixture(name), {system: 'rota'}))
      const deb = ['libssl3', 'openssl'].map((name) => `pkg:deb/debian/${name}@3.0.11-1~deb12u2`)

      expect(found.packages).toEqual(expect.arrayContaining([...deb, 'pkg:npm/minimist@0.0.8', 'pkg:npm/mkdirp@0.5.1']))
      expect(found.technologies).toEqual(['technology:tides/debian-12'])
    },
  )

  it('tells what is asked for itself from what that needs, and development from what runs', async () => {
    const {attributes} = told(await importFile(fixture('cyclonedx-npm.cdx.json')))

    expect(attributes['pkg:npm/mkdirp@0.5.1']).toMatchObject({direct: true, version: '0.5.1'})
    expect(attributes['pkg:npm/minimist@0.0.8']).toMatchObject({direct: false})
    expect(attributes['pkg:npm/lodash@4.17.20']).toMatchObject({direct: true, scope: 'development'})
  })

  it('by SPDX tells what only builds or tests, what is optional, and what is needed both ways', async () => {
    const purl = (name: string) => ({
      SPDXID: name,
      name,
      externalRefs: [{referenceType: 'purl', referenceLocator: `pkg:pypi/${name}@1`}],
    })
    const tie = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string) => ({
      ...{spdxElementId, relationshipType, relatedSpdxElement},
    })
    const {attributes} = told(
      await imported({
        spdxVersion: 'SPDX-2.3',
        packages: [{SPDXID: 'app', name: 'app'}, ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(purl)],
        relationships: [
          tie('doc', 'DESCRIBES', 'app'),
          tie('app', 'DEPENDS_ON', 'a'),
          tie('b', 'TEST_DEPENDENCY_OF', 'app'),
          tie('c', 'DEPENDENCY_OF', 'b'),
          tie('d', 'OPTIONAL_DEPENDENCY_OF', 'app'),
          tie('e', 'DEV_DEPENDENCY_OF', 'app'),
          tie('e', 'DEPENDENCY_OF', 'a'),
          tie('f', 'constructor', 'app'),
        ],
      }),
    )

    expect(Object.fromEntries(Object.entries(attributes).map(([to, {scope}]) => [to.slice(-3, -2), scope]))).toEqual({
      ...{a: undefined, b: 'development', c: 'development', d: 'optional', e: undefined, f: undefined, g: undefined},
    })
  })

  it('tells what an image holds by its tag, and nothing by a digest', async () => {
    const image = (name: string, version?: string, purl?: string) => ({type: 'container', name, version, purl})
    const {technologies} = told(
      await imported(
        bill([
          image('node', '14-alpine3.12', 'pkg:oci/node@sha256%3Aabc?tag=14-alpine3.12'),
          image('registry.dept.example/redis:5.0', 'sha256:abc'),
          image('docker.io/bitnami/postgresql', 'sha256:abc', 'pkg:oci/postgresql@sha256%3Aabc?tag=11.14.0'),
          image('python', 'sha256:abc'),
          image('constructor', '1'),
        ]),
      ),
    )

    expect(technologies.toSorted()).toEqual(
      ['alpine-linux-3-12', 'nodejs-14', 'postgresql-11-14-0', 'python', 'redis-5-0'].map(
        (id) => `technology:tides/${id}`,
      ),
    )
  })

  it('keeps licences, and the place of each component', async () => {
    const records = await importFile(fixture('npm.cdx.json'))
    const mkdirp = records.find((one) => one.record === 'entity' && one.id === 'pkg:npm/mkdirp@0.5.1')
    const [licence] = mkdirp?.record === 'entity' ? (mkdirp.attributes.licence ?? []) : []

    expect(licence).toMatchObject({value: 'MIT'})
    expect(records).toContainEqual(
      expect.objectContaining({record: 'evidence', id: licence?.evidence[0], locator: 'bom#/components/2'}),
    )
  })
})

describe('a bill that is large, or of several applications', () => {
  const many = bill(
    [
      {type: 'application', name: 'web', 'bom-ref': 'web'},
      {type: 'application', name: 'api', 'bom-ref': 'api'},
      lodash,
      {type: 'library', name: 'pg', version: '8.1.0', purl: 'pkg:npm/pg@8.1.0', 'bom-ref': 'pg'},
      {type: 'library', name: 'zlib', version: '1.2', purl: 'pkg:generic/zlib@1.2', 'bom-ref': 'z'},
    ],
    {
      dependencies: [
        {ref: 'web', dependsOn: ['l']},
        {ref: 'api', dependsOn: ['pg']},
        {ref: 'pg', dependsOn: ['l']},
      ],
    },
  )

  it('gives each part what it reaches, and the whole what none does', async () => {
    const found = told(
      await imported(many, {
        system: 'rota',
        parts: [
          {name: 'web', system: 'rota'},
          {name: 'api', component: 'component:tides/api'},
        ],
      }),
    )

    expect(found.relations.toSorted()).toEqual([
      'component:tides/api USES pkg:npm/lodash@4.17.20',
      'component:tides/api USES pkg:npm/pg@8.1.0',
      'component:tides/bom#tide-tables PART_OF tides/rota',
      'component:tides/bom#tide-tables USES pkg:generic/zlib@1.2',
      'component:tides/bom#web PART_OF tides/rota',
      'component:tides/bom#web USES pkg:npm/lodash@4.17.20',
    ])
  })

  it('tells of a part that it does not have', async () => {
    const found = told(await imported(many, {parts: [{name: 'app', system: 'rota'}]}))

    expect(found.problems).toEqual(["the bill has no component by the name of 'app'"])
    expect(found.coverage).toMatchObject({status: 'partial'})
  })

  it('is read in gzip, in UTF-16, and with components inside others', async () => {
    const inside = bill([{...lodash, purl: undefined, components: [lodash]}])

    expect(told(await imported(gzipSync(JSON.stringify(inside)))).packages).toEqual(['pkg:npm/lodash@4.17.20'])
    expect(told(await imported(Buffer.from(`\ufeff${JSON.stringify(inside)}`, 'utf16le'))).packages).toEqual([
      'pkg:npm/lodash@4.17.20',
    ])
  })
})

describe('what a bill cannot say', () => {
  it('is told of a bill without package URLs, which gives no package', async () => {
    const found = told(await imported(bill([{type: 'library', name: 'lodash', version: '4.17.20'}])))

    expect(found.packages).toEqual([])
    expect(found.coverage).toMatchObject({
      status: 'partial',
      reason: 'no component has a package URL, so nothing in it can be told',
      notes: expect.arrayContaining([
        expect.objectContaining({
          code: 'no-package-url',
          count: 1,
          message: expect.stringContaining("'lodash 4.17.20'"),
        }),
      ]),
    })
  })

  it('is a component that cannot be read: a problem with its place, and the rest is kept', async () => {
    const found = told(await imported(bill([{type: 'library'}, 7, lodash])))

    expect(found.packages).toEqual(['pkg:npm/lodash@4.17.20'])
    expect(found.problems).toHaveLength(2)
    expect(found.coverage).toMatchObject({status: 'partial'})
  })

  it('is no secret and no control character of a name or a licence', async () => {
    const records = await imported(
      bill([{...lodash, name: 'x\u001b[31m', licenses: [{license: {name: 'token=abcdef123456 of ours'}}]}]),
    )

    expect(JSON.stringify(records)).not.toMatch(/abcdef123456|\\u001b/)
  })

  it.each([
    ['', 'it is empty'],
    ['{"bomFormat": "CycloneDX", "components": [', 'it is no whole JSON'],
    ['[1]', 'it is no bill of materials'],
    ['hello', 'it is no bill of materials'],
    ['{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}', 'it is SPDX 3, which is not read'],
    [`${'['.repeat(100_000)}`, 'it is nested deeper'],
    ['<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components>', 'no sound XML'],
    ['<!DOCTYPE a [<!ENTITY b "bbbb">]><project>&b;</project>', 'no sound XML'],
    ['<project/>', 'it is no bill of materials'],
  ])('is refused where it is something else, or damaged: %#', async (text, why) => {
    await expect(imported(text)).rejects.toMatchObject({exitStatus: 3, message: expect.stringContaining(why)})
  })
})
