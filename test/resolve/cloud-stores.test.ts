import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import {organisationCatalogues} from '../../src/audit/organisation-catalogues.ts'
import {allServices} from '../../src/collect/aws/all-services.ts'
import {awsCollector} from '../../src/collect/aws/build-inventory.ts'
import {importDeclaredFiles} from '../../src/collect/declared/import-declared.ts'
import {collectSource} from '../../src/collect/source/collect-source.ts'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import {attributeValue} from '../../src/model/entity.ts'
import type {Estate} from '../../src/model/estate.ts'
import type {Inventory} from '../../src/model/inventory.ts'
import {Settings} from '../../src/model/settings.ts'
import {noPlugins} from '../../src/plugin/load-plugins.ts'
import {resolveEstate} from '../../src/resolve/resolve-estate.ts'
import {collected, producedBy} from '../collect/aws/collecting.ts'
import {caller} from '../collect/aws/with-endpoint.ts'
import {xml} from '../collect/aws/fake/fake-aws.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-stores-'))
afterAll(() => rmSync(folder, {recursive: true}))

const observedAt = '2026-11-25T09:00:00Z'
const host = 'landings.c1.eu-west-2.rds.amazonaws.com'
const arn = `arn:aws:rds:eu-west-2:${caller}:db:landings`

function instance(support: string): string {
  return `<DBInstances><DBInstance><DBInstanceArn>${arn}</DBInstanceArn><DBInstanceIdentifier>landings</DBInstanceIdentifier><Engine>postgres</Engine><EngineVersion>13.9</EngineVersion><EngineLifecycleSupport>${support}</EngineLifecycleSupport><Endpoint><Address>${host}</Address></Endpoint></DBInstance></DBInstances>`
}

const calendar = (standard: string, extended: string): string =>
  `<DBMajorEngineVersions><DBMajorEngineVersion><Engine>postgres</Engine><MajorEngineVersion>13</MajorEngineVersion><SupportedEngineLifecycles>${[
    ['standard', standard],
    ['extended', extended],
  ]
    .map(
      ([name, date]) =>
        `<SupportedEngineLifecycle><LifecycleSupportName>open-source-rds-${name}-support</LifecycleSupportName><LifecycleSupportEndDate>${date}T23:59:59Z</LifecycleSupportEndDate></SupportedEngineLifecycle>`,
    )
    .join('')}</SupportedEngineLifecycles></DBMajorEngineVersion></DBMajorEngineVersions>`

/** The cloud as evidence has it, read anew from the pages that were kept. */
async function cloud(support: string, dates: readonly [string, string]): Promise<Inventory> {
  const answers: Readonly<Record<string, string>> = {
    DescribeDBInstances: instance(support),
    DescribeDBClusters: '<DBClusters/>',
    DescribeDBMajorEngineVersions: calendar(...dates),
  }
  const services = allServices.filter(({id}) => id === 'rds')
  const {records} = await collected(
    ({operation}) => {
      const answer = answers[operation]
      return answer === undefined ? undefined : xml(operation, answer)
    },
    {services},
  )
  const header = {
    schema: 'domesday/inventory@1' as const,
    organisation: 'moon',
    producedBy,
    collector: awsCollector,
    scope: {},
    observedAt,
  }
  return {header, records: [...records]}
}

async function declared(stores: string): Promise<Inventory> {
  const file = join(folder, 'estate.yaml')
  writeFileSync(
    file,
    `schema: domesday/declared@1\norganisation: moon\nsystems:\n  - {id: landings, name: Landings}\nstores:\n${stores}`,
  )
  const read = await importDeclaredFiles([{file, shownAs: 'estate.yaml', organisation: 'moon', sourceId: 'estate'}], {
    producedBy,
    observedAt,
  })
  return read.get('estate.yaml') as Inventory // the one file that was read
}

async function code(): Promise<Inventory> {
  const tree = join(folder, 'tree')
  mkdirSync(join(tree, 'src'), {recursive: true})
  writeFileSync(join(tree, 'package.json'), '{"name": "landings", "version": "1.0.0"}')
  writeFileSync(join(tree, 'src/db.ts'), `export const url = 'postgres://app@${host}:5432/landings'\n`)
  return collectSource({
    auditFolder: folder,
    paths: ['tree'],
    organisation: 'moon',
    sourceId: 'code',
    system: 'moon/landings',
    exclude: [],
    producedBy,
    observedAt,
  })
}

function estateOf(inventories: Readonly<Record<string, Inventory>>): Estate {
  return resolveEstate({
    inventories: Object.entries(inventories).map(([id, inventory]) => ({
      id: `moon/${id}`,
      path: `${id}.jsonl`,
      sha256: '0'.repeat(64),
      inventory,
    })),
    settings: Settings.parse({schema: 'domesday/settings@1', organisations: [{id: 'moon', name: 'Moon'}]}),
    producedBy,
  })
}

async function l1Of(estate: Estate, asOf: string) {
  const catalogue = await loadCatalogue()
  const {systems} = assessEstate({
    estate,
    catalogue,
    ownCatalogues: organisationCatalogues(noPlugins, catalogue, estate),
    asOf,
    horizonYears: 3,
    producedBy,
    inputs: [],
  })
  return systems.find(({system}) => system === 'moon/landings')?.criteria.L1.proposed
}

const store = `  - {id: landings-data, name: Landings data, host: ${host}, writers: [landings]}\n`
const dates = ['2026-02-28', '2029-02-28'] as const
let estate: Estate
beforeAll(async () => {
  estate = estateOf({
    cloud: await cloud('open-source-rds-extended-support-disabled', dates),
    declared: await declared(store),
    code: await code(),
  })
})

describe('a database that a cloud reports, people declare and code names', () => {
  it('is one datastore, which runs on its resource and which the code reads', () => {
    const stores = estate.entities.filter(({kind}) => kind === 'datastore')
    const id = 'datastore:moon/landings-data'
    const told = estate.relations
      .filter(({from, to}) => from === id || to === id)
      .map(({from, type, to, certainty}) => [from === id ? to : from, type, certainty])

    expect(stores.map((one) => [one.id, one.name, attributeValue(one, 'host')])).toEqual([[id, 'Landings data', host]])
    expect(told).toEqual(
      expect.arrayContaining([
        [arn, 'RUNS_ON', 'structural'],
        ['moon/landings', 'WRITES', 'declared'],
        [expect.stringContaining('moon/'), 'READS', 'inferred'],
      ]),
    )
  })

  it('is two where an instance holds several that people declare', async () => {
    const both = `${store}  - {id: archive, name: Archive, host: ${host}, readers: [landings]}\n`
    const {entities} = estateOf({
      cloud: await cloud('open-source-rds-extended-support-disabled', dates),
      declared: await declared(both),
    })

    expect(entities.filter(({kind}) => kind === 'datastore')).toHaveLength(3)
  })

  it('is out of support by the provider’s own calendar, with its page as evidence', async () => {
    const l1 = await l1Of(estate, '2026-11-25')

    expect(l1).toMatchObject({low: 6, high: 6})
    expect(l1?.rationale).toContain(
      'left standard support on 28 February 2026; extended support, where it is bought, ends on 28 February 2029 (by the provider’s own calendar)',
    )
    const places = estate.evidence.filter(({id}) => l1?.evidence.includes(id)).map(({locator}) => locator)
    expect(places).toEqual([expect.stringMatching(/^.*pages\/[0-9a-f]{2}\/[0-9a-f]{64}\.gz#\/.*DBInstances/)])
  })

  it('follows that calendar where it differs from the catalogue', async () => {
    const later = estateOf({
      cloud: await cloud('open-source-rds-extended-support-disabled', ['2031-02-28', '2034-02-28']),
      declared: await declared(store),
    })

    expect(await l1Of(later, '2026-11-25')).toMatchObject({low: 2, high: 2})
  })

  it('is supported until the end of extended support where that is bought', async () => {
    const bought = estateOf({
      cloud: await cloud('open-source-rds-extended-support', dates),
      declared: await declared(store),
    })
    const l1 = await l1Of(bought, '2026-11-25')

    expect(l1).toMatchObject({low: 3, high: 3})
    expect(l1?.rationale).toContain('under paid extended support until 28 February 2029')
  })
})
