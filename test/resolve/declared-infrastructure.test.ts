import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {allServices} from '../../src/collect/aws/all-services.ts'
import {awsCollector} from '../../src/collect/aws/build-inventory.ts'
import {collectSource} from '../../src/collect/source/collect-source.ts'
import type {Estate} from '../../src/model/estate.ts'
import type {Inventory} from '../../src/model/inventory.ts'
import {Settings} from '../../src/model/settings.ts'
import {resolveEstate} from '../../src/resolve/resolve-estate.ts'
import {collected, producedBy} from '../collect/aws/collecting.ts'
import {xml} from '../collect/aws/fake/fake-aws.ts'
import {caller} from '../collect/aws/with-endpoint.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-infrastructure-'))
afterAll(() => rmSync(folder, {recursive: true}))

const observedAt = '2026-11-25T09:00:00Z'
const host = 'landings.c1.eu-west-2.rds.amazonaws.com'
const arn = `arn:aws:rds:eu-west-2:${caller}:db:landings`

async function cloud(): Promise<Inventory> {
  const answers: Readonly<Record<string, string>> = {
    DescribeDBInstances: `<DBInstances><DBInstance><DBInstanceArn>${arn}</DBInstanceArn><DBInstanceIdentifier>landings</DBInstanceIdentifier><Engine>postgres</Engine><EngineVersion>13.9</EngineVersion><Endpoint><Address>${host}</Address></Endpoint></DBInstance></DBInstances>`,
    DescribeDBClusters: '<DBClusters/>',
    DescribeDBMajorEngineVersions: '<DBMajorEngineVersions/>',
  }
  const {records} = await collected(
    ({operation}) => (answers[operation] === undefined ? undefined : xml(operation, answers[operation])),
    {services: allServices.filter(({id}) => id === 'rds')},
  )
  const header = {organisation: 'moon', producedBy, collector: awsCollector, scope: {}, observedAt}
  return {header: {schema: 'domesday/inventory@1', ...header}, records: [...records]}
}

async function tree(name: string, files: Readonly<Record<string, string>>): Promise<Inventory> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, path)), {recursive: true})
    writeFileSync(join(folder, name, path), text)
  }
  return collectSource({
    auditFolder: folder,
    paths: [name],
    organisation: 'moon',
    sourceId: name,
    exclude: [],
    producedBy,
    observedAt,
  })
}

function estateOf(inventories: Readonly<Record<string, Inventory>>): Estate {
  return resolveEstate({
    inventories: Object.entries(inventories).map(([id, inventory]) => ({
      id,
      path: `${id}.jsonl`,
      sha256: '0'.repeat(64),
      inventory,
    })),
    settings: Settings.parse({schema: 'domesday/settings@1', organisations: [{id: 'moon', name: 'Moon'}], sources: []}),
    producedBy,
  })
}

function linesOf({relations}: Estate, ...types: readonly string[]): readonly string[] {
  return relations
    .filter(({type}) => types.includes(type))
    .map(({from, type, to}) => `${from} ${type} ${to}`)
    .toSorted()
}

describe('a database that Terraform made, that the account lists and that code reaches by its name', () => {
  it.each([
    [
      'its state',
      {
        'terraform.tfstate': JSON.stringify({
          version: 4,
          resources: [
            {
              mode: 'managed',
              type: 'aws_db_instance',
              name: 'main',
              instances: [
                {attributes: {arn, identifier: 'landings', engine: 'postgres', engine_version: '13.9', address: host}},
              ],
            },
          ],
        }),
      },
    ],
    [
      'its configuration with the account and the region',
      {
        'main.tf': `provider "aws" {
  region = "eu-west-2"
  assume_role { role_arn = "arn:aws:iam::${caller}:role/deploy" }
}
resource "aws_db_instance" "main" {
  identifier     = "landings"
  engine         = "postgres"
  engine_version = "13.9"
}
`,
      },
    ],
  ])('is one, by %s', async (_, files) => {
    const estate = estateOf({
      aws: await cloud(),
      infrastructure: await tree('infrastructure', files),
      code: await tree('code', {'a.ts': `connect('postgres://${host}:5432/landings')\n`}),
    })
    const stores = estate.entities.filter(({kind}) => kind === 'datastore').map(({id}) => id)
    const [store] = stores

    expect(stores).toHaveLength(1)
    expect(estate.entities.filter(({kind, id}) => kind === 'resource' && id === arn)).toHaveLength(1)
    expect(estate.conflicts).toEqual([])
    expect(linesOf(estate, 'READS', 'WRITES', 'RUNS_ON')).toEqual([
      `component:moon/code READS ${store}`,
      `component:moon/infrastructure RUNS_ON ${arn}`,
      `component:moon/infrastructure WRITES ${store}`,
      `${store} RUNS_ON ${arn}`,
    ])
  })
})

describe('a host under which an Ingress says that an application is reached', () => {
  it('makes whoever calls it depend on that application, and not the application on itself', async () => {
    const estate = estateOf({
      licences: await tree('licences', {
        'ingress.yaml':
          'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{host: licences.moon.example}]}\n',
        'src/own.ts': "fetch('https://licences.moon.example/health')\n",
      }),
      portal: await tree('portal', {'src/a.ts': "fetch('https://licences.moon.example/licences')\n"}),
    })

    expect(linesOf(estate, 'DEPENDS_ON')).toEqual(['moon/portal DEPENDS_ON moon/licences'])
  })
})
