import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {Ajv} from 'ajv'
import formats from 'ajv-formats'
import type {EstateRecord} from '../../../src/model/estate.ts'
import {renderBills} from '../../../src/render/cyclonedx/render-bills.ts'
import type {RenderedFile} from '../../../src/render/rendered.ts'
import {entity, estateOf, relation, system} from '../../estates.ts'
import {hostileNames} from '../../hostile-names.ts'
import {reportInput} from '../inputs.ts'

const require = createRequire(import.meta.url)
// The schema that CycloneDX publishes, as its own library carries it.
const schemas = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res', 'schema')
const schema = (name: string): object => JSON.parse(readFileSync(join(schemas, name), 'utf8'))
// Formats of texts in other scripts, which ajv-formats lacks.
const ajv = new Ajv({strict: false, allErrors: true, formats: {'iri-reference': true, 'idn-email': true}})
for (const name of ['spdx.SNAPSHOT.schema.json', 'jsf-0.82.SNAPSHOT.schema.json'])
  ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}`)
formats.default(ajv)
const isValid = ajv.compile(schema('bom-1.6.SNAPSHOT.schema.json'))

const [rota, web] = ['tides/rota', 'component:tides/web#package.json']
const estate: readonly EstateRecord[] = [
  system(rota),
  entity('component', web, {type: 'application'}),
  relation(web, 'PART_OF', rota),
  ...(
    [
      ['pkg:npm/%40tides/bell@1.2.0', {licence: 'mit'}, {direct: true}],
      ['pkg:npm/lodash@4.17.20', {licence: 'MIT OR Apache-2.0'}, {direct: false}],
      ['pkg:npm/jest@30.0.0', {licence: 'as we like it'}, {scope: 'development'}],
    ] as const
  ).flatMap(([purl, attributes, said]): EstateRecord[] => [
    entity('package', purl, attributes),
    relation(web, 'USES', purl, said),
  ]),
  entity('technology', 'technology:tides/nodejs-14', {product: 'nodejs', version: '14'}),
  relation(rota, 'USES', 'technology:tides/nodejs-14'),
]

async function rendered(records: readonly EstateRecord[]): Promise<readonly RenderedFile[]> {
  const files: RenderedFile[] = []
  for await (const file of renderBills({...reportInput(), estate: estateOf(...records)})) files.push(file)
  return files
}

function bomOf(files: readonly RenderedFile[], path: string) {
  const file = files.find((one) => one.path === path)
  return JSON.parse(String(file?.content))
}

describe('the bills of materials of a report', () => {
  it('are valid by the schema of CycloneDX, one for each system and application, and listed', async () => {
    const files = await rendered(estate)
    const bills = files.filter(({path}) => path.endsWith('.cdx.json'))

    expect(bills.map(({path}) => path.replace(/-[0-9a-f]{8}/, ''))).toEqual([
      'boms/tides/applications/web-package-json.cdx.json',
      'boms/tides/rota.cdx.json',
    ])
    for (const {content} of bills) expect([isValid(JSON.parse(String(content))), isValid.errors]).toEqual([true, null])
    expect(String(files.find(({path}) => path === 'boms.csv')?.content)).toContain(
      'boms/tides/rota.cdx.json,system,tides/rota',
    )
  })

  it('say what runs and what only builds, licences by their ids, and what is asked for itself', async () => {
    const {metadata, components, dependencies} = bomOf(await rendered(estate), 'boms/tides/rota.cdx.json')
    const told = components.map((one: {purl?: string; name: string; scope?: string; licenses?: unknown}) => [
      one.purl ?? one.name,
      one.scope,
      one.licenses,
    ])

    expect(metadata.component).toMatchObject({name: 'rota', 'bom-ref': rota})
    expect(told).toEqual([
      [expect.any(String), undefined, undefined],
      ['pkg:npm/%40tides/bell@1.2.0', 'required', [{license: {id: 'MIT'}}]],
      ['pkg:npm/jest@30.0.0', 'excluded', [{license: {name: 'as we like it'}}]],
      ['pkg:npm/lodash@4.17.20', 'required', [{expression: 'MIT OR Apache-2.0'}]],
      ['nodejs', 'required', undefined],
    ])
    expect(components[1]).toMatchObject({group: '@tides', name: 'bell', version: '1.2.0'})
    expect(dependencies).toContainEqual({ref: web, dependsOn: ['pkg:npm/%40tides/bell@1.2.0', 'pkg:npm/jest@30.0.0']})
    expect(dependencies).toContainEqual({ref: rota, dependsOn: [web, 'technology:tides/nodejs-14']})
  })

  it('are the same bytes for the same estate, and bear its date', async () => {
    const [first, again] = [await rendered(estate), await rendered(estate.toReversed())]

    expect(again).toEqual(first)
    expect(bomOf(first, 'boms/tides/rota.cdx.json').metadata.timestamp).toMatch(/T00:00:00/)
  })

  it('are left out where nothing is known that a system is made of', async () => {
    expect(await rendered([system(rota)])).toEqual([])
  })

  it('are written in parts where one would be over 2 MB, each valid and none larger', async () => {
    const many = Array.from({length: 12_000}, (_, at) => `pkg:npm/bell-of-the-tides-${at}@1.0.0`)
    const files = await rendered([
      system(rota),
      ...many.flatMap((purl) => [entity('package', purl, {}), relation(rota, 'USES', purl)]),
    ])
    const bills = files.filter(({path}) => path.endsWith('.cdx.json'))
    const boms = bills.map(({content}) => JSON.parse(String(content)))

    expect(bills.map(({path}) => path)).toEqual([
      'boms/tides/rota.cdx.json',
      'boms/tides/rota-2.cdx.json',
      'boms/tides/rota-3.cdx.json',
    ])
    for (const {content} of bills) expect(Buffer.byteLength(content)).toBeLessThan(2_000_000)
    expect(boms.flatMap(({components}) => components)).toHaveLength(12_000)
    expect(new Set(boms.map(({serialNumber}) => serialNumber)).size).toBe(3)
    // That no item stands twice is looked at pair by pair, which takes minutes for all.
    expect(boms.every((bom) => isValid({...bom, components: bom.components.slice(0, 50), dependencies: []}))).toBe(true)
  })

  it('stay valid, and in their folder, whatever things are called', async () => {
    const files = await rendered([
      system(rota),
      ...hostileNames.flatMap((name, at): EstateRecord[] => {
        const id = `component:tides/web#${at}/${name}`
        return [
          {...entity('component', id, {type: 'application'}), name},
          relation(id, 'PART_OF', rota),
          entity('package', `pkg:npm/a@${at}`, {licence: name}),
          relation(id, 'USES', `pkg:npm/a@${at}`),
        ]
      }),
    ])

    for (const {path, content} of files) {
      expect(path).toMatch(/^boms(\/[a-z0-9-]+)*(\/[a-z0-9-]+\.cdx\.json|\.csv(-metadata\.json)?)$/)
      if (path.endsWith('.cdx.json'))
        expect([isValid(JSON.parse(String(content))), isValid.errors]).toEqual([true, null])
    }
  })
})
