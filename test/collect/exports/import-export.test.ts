import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, describe, expect, it} from '@jest/globals'
import {azureExport} from '../../../src/collect/exports/azure-export.ts'
import {azureTypes} from '../../../src/collect/exports/azure-types.ts'
import type {CloudExport} from '../../../src/collect/exports/cloud-export.ts'
import {gcpExport} from '../../../src/collect/exports/gcp-export.ts'
import {gcpTypes} from '../../../src/collect/exports/gcp-types.ts'
import {importExport} from '../../../src/collect/exports/import-export.ts'
import {importFocus} from '../../../src/collect/focus/import-focus.ts'
import {InventoryError} from '../../../src/errors.ts'
import {findCycle} from '../../../src/lifecycle/find-cycle.ts'
import {loadCatalogue} from '../../../src/lifecycle/load-catalogue.ts'
import {attributeValue} from '../../../src/model/entity.ts'
import type {InventoryRecord} from '../../../src/model/inventory.ts'
import {Settings} from '../../../src/model/settings.ts'
import {resolveEstate} from '../../../src/resolve/resolve-estate.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-exports-'))
afterAll(() => rmSync(folder, {recursive: true}))
const producedBy = {name: 'domesday', version: '0.0.0'}

let turns = 0
async function read(kind: CloudExport, content: string | Buffer) {
  const shownAs = `export-${++turns}`
  const file = join(folder, shownAs)
  writeFileSync(file, content)
  const {header, records: stream} = importExport(kind, {
    file,
    shownAs,
    organisation: 'moon',
    sourceId: 'cloud',
    producedBy,
    observedAt: '2026-11-01T00:00:00Z',
    isStated: true,
  })
  const records: InventoryRecord[] = []
  for await (const record of stream) records.push(record)
  return {header, records}
}

async function refusal(kind: CloudExport, content: string | Buffer): Promise<string> {
  try {
    await read(kind, content)
  } catch (error) {
    if (error instanceof InventoryError) return `${error.message} ${error.faults[0]?.hint}`
    throw error
  }
  return 'was read'
}

/** Resources with what they run, and relations between them, by the ends of their ids. */
function told(records: readonly InventoryRecord[]): readonly string[] {
  const end = (id: string): string => id.slice(id.lastIndexOf('/') + 1)
  return records
    .flatMap((record) => (record.record === 'relation' ? [`${end(record.from)} ${record.type} ${end(record.to)}`] : []))
    .filter((line) => !/ CONTAINED_IN (azure|gcp)-/.test(line))
    .toSorted()
}

const coverage = (records: readonly InventoryRecord[]) => records.find((one) => one.record === 'coverage')
const id = (rest: string): string => `/subscriptions/AAAA-1/resourceGroups/Tides/providers/${rest}`

const machine = {
  id: id('Microsoft.Compute/virtualMachines/VM-1'),
  name: 'VM-1',
  type: 'microsoft.compute/virtualmachines',
  location: 'uksouth',
  subscriptionId: 'AAAA-1',
  tags: {Service: 'tides', Contact: 'ada@moon.example', ClientSecret: 'hunter2'},
  properties: {
    hardwareProfile: {vmSize: 'Standard_D2'},
    storageProfile: {
      imageReference: {publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2012-R2-Datacenter'},
    },
    osProfile: {adminUsername: 'ada', customData: 'password=hunter2'},
  },
}
const database = {
  id: id('Microsoft.DBforPostgreSQL/flexibleServers/pg1'),
  name: 'pg1',
  type: 'microsoft.dbforpostgresql/flexibleservers',
  tags: null,
  properties: {version: '11', fullyQualifiedDomainName: 'pg1.postgres.database.azure.com'},
}
const plan = {id: id('Microsoft.Web/serverfarms/plan1'), name: 'plan1', type: 'microsoft.web/serverfarms'}
const site = {
  id: id('Microsoft.Web/sites/web1'),
  name: 'web1',
  type: 'microsoft.web/sites',
  properties: {
    serverFarmId: plan.id.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'),
    siteConfig: {linuxFxVersion: 'NODE|12-lts'},
  },
}
const unknown = {id: id('Contoso.Future/things/x'), type: 'contoso.future/things'}
const azureItems = [machine, database, plan, site, unknown]

const seenOfAzure = [
  'pg1 USES postgresql-11',
  'pg1-DATASTORE RUNS_ON pg1',
  'pg1-DATASTORE USES postgresql-11',
  'vm-1 USES windows-server-2012-r2',
  'web1 RUNS_ON plan1',
  'web1 USES nodejs-12',
]
const withoutMark = (line: string): string => line.replace(/^pg1-[0-9a-f]{12}/, 'pg1-DATASTORE')

describe('an export of Azure', () => {
  const forms: readonly (readonly [string, string | Buffer])[] = [
    ['of az graph query', JSON.stringify({count: 5, data: azureItems, skip_token: null, total_records: 5})],
    ['of the REST API', JSON.stringify({totalRecords: 5, count: 5, resultTruncated: 'false', data: azureItems})],
    ['of az resource list', JSON.stringify(azureItems)],
    ['with a byte order mark', `\ufeff${JSON.stringify(azureItems, null, 2)}`],
    ['in gzip', gzipSync(JSON.stringify({data: azureItems}))],
    [
      'of the portal, as CSV',
      ['ID,NAME,TYPE,LOCATION,TAGS,PROPERTIES']
        .concat(
          azureItems.map((item) => {
            const {name = '', location = '', tags, properties} = item as Partial<typeof machine>
            const json = (value: unknown) => (value ? `"${JSON.stringify(value).replaceAll('"', '""')}"` : 'null')
            return [item.id, name, item.type, location, json(tags), json(properties)].join(',')
          }),
        )
        .join('\r\n'),
    ],
  ]
  it.each(forms)('%s is read into resources, versions and relations', async (_, content) => {
    const {records} = await read(azureExport, content)

    expect(told(records).map(withoutMark)).toEqual(seenOfAzure)
    expect(records.filter((one) => one.record === 'entity' && one.kind === 'resource')).toHaveLength(5)
    expect(coverage(records)).toMatchObject({status: 'complete', counts: {items: 5, resources: 5}})
  })

  it('keeps tags for rules, points to the place of each item, and holds no secret and nobody’s address', async () => {
    const {records} = await read(azureExport, JSON.stringify({data: azureItems}))
    const vm = records.find((one) => one.record === 'entity' && one.name === 'VM-1')
    const evidence = records.filter((one) => one.record === 'evidence')

    expect(vm?.record === 'entity' && vm.attributes.tag?.map((item) => 'value' in item && item.value)).toEqual([
      'ClientSecret=[redacted]',
      'Contact=[redacted]',
      'Service=tides',
    ])
    expect(evidence.map(({locator}) => locator.replace(/^.*#/, '#')).toSorted()).toEqual(
      [0, 1, 2, 3, 4].map((at) => `#/data/${at}`),
    )
    expect(JSON.stringify(records)).not.toMatch(/hunter2|ada@moon|adminUsername/)
  })

  it.each([
    ['total_records', {data: azureItems, total_records: 9}, 'holds 5 of 9 resources'],
    ['skip_token', {skip_token: 'abc', data: azureItems}, 'further page'],
    ['$skipToken', {data: azureItems, $skipToken: 'abc'}, 'further page'],
    ['resultTruncated', {data: azureItems, resultTruncated: 'true'}, 'cut off'],
    ['no item', {data: []}, 'not to say that there is none'],
  ])('that is not whole by %s says so', async (_, content, reason) => {
    expect(coverage((await read(azureExport, JSON.stringify(content))).records)).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining(reason),
    })
  })

  it('tells of an item that cannot be read by its place, and keeps the rest', async () => {
    const {records} = await read(azureExport, JSON.stringify([machine, {name: 'x'}, 7, {id: 'arn:aws:s3:::b'}, site]))

    expect(records.flatMap((one) => (one.record === 'problem' ? [one.where?.replace(/^.*#/, '#')] : []))).toEqual([
      '#/1',
      '#/2',
      '#/3',
    ])
    expect(coverage(records)).toMatchObject({status: 'partial', reason: '3 of 5 items cannot be read'})
    expect(told(records)).toContain('web1 USES nodejs-12')
  })
})

const asset = (name: string, assetType: string, data: object, more: object = {}) => ({
  name: `//${name}`,
  assetType,
  resource: {data, location: 'europe-west2'},
  ...more,
})
const gcpItems = [
  asset('compute.googleapis.com/projects/tides/zones/europe-west2-a/instances/vm', 'compute.googleapis.com/Instance', {
    name: 'vm',
    labels: {service: 'tides'},
    disks: [
      {licenses: ['https://www.googleapis.com/compute/v1/projects/debian-cloud/global/licenses/debian-10-buster']},
    ],
    metadata: {items: [{key: 'startup-script', value: 'export TOKEN=hunter2'}]},
  }),
  asset('cloudsql.googleapis.com/projects/tides/instances/db', 'sqladmin.googleapis.com/Instance', {
    name: 'db',
    databaseVersion: 'MYSQL_5_7',
    settings: {userLabels: {service: 'tides'}},
  }),
  asset(
    'container.googleapis.com/projects/tides/locations/europe-west2/clusters/c',
    'container.googleapis.com/Cluster',
    {
      name: 'c',
      currentMasterVersion: '1.24.9-gke.3200',
    },
  ),
  asset(
    'container.googleapis.com/projects/tides/locations/europe-west2/clusters/c/nodePools/p',
    'container.googleapis.com/NodePool',
    {name: 'p', version: '1.24.9-gke.3200'},
  ),
  asset(
    'cloudfunctions.googleapis.com/projects/tides/locations/europe-west2/functions/f',
    'cloudfunctions.googleapis.com/CloudFunction',
    {
      name: 'projects/tides/locations/europe-west2/functions/f',
      runtime: 'python38',
    },
  ),
  asset(
    'storage.googleapis.com/tides-data',
    'storage.googleapis.com/Bucket',
    {name: 'tides-data'},
    {ancestors: ['projects/123', 'organizations/9']},
  ),
  {name: '//storage.googleapis.com/tides-data', assetType: 'storage.googleapis.com/Bucket', iamPolicy: {bindings: []}},
]

describe('an export of Google Cloud', () => {
  it.each([
    ['a document a line', gcpItems.map((item) => JSON.stringify(item)).join('\n')],
    ['a list', JSON.stringify(gcpItems, null, 1)],
    ['in gzip', gzipSync(gcpItems.map((item) => `${JSON.stringify(item)}\n`).join(''))],
  ])('as %s is read into resources, versions and relations', async (_, content) => {
    const {records} = await read(gcpExport, content)

    expect(told(records).map((line) => line.replace(/-[0-9a-f]{12}/g, '-DATASTORE'))).toEqual([
      'c USES google-kubernetes-engine-1-24',
      'db USES mysql-5-7',
      'db-DATASTORE RUNS_ON db',
      'db-DATASTORE USES mysql-5-7',
      'f USES python-3-8',
      'p CONTAINED_IN c',
      'p USES google-kubernetes-engine-1-24',
      'tides-data-DATASTORE RUNS_ON tides-data',
      'vm USES debian-10',
    ])
    expect(coverage(records)).toMatchObject({status: 'complete', counts: {items: 7, resources: 6, others: 1}})
    expect(records.flatMap((one) => (one.record === 'entity' && one.kind === 'account' ? [one.name] : []))).toEqual([
      '123',
      'tides',
    ])
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })
})

describe('an export of Google Cloud in the letters of its exports', () => {
  it('tells the same as in those of the API', async () => {
    const snake = (text: string) => text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    const items = gcpItems.map((item) => {
      const fields = Object.entries(item).map(([key, value]) => [snake(key), value] as const)
      return Object.fromEntries(fields)
    })
    const ends = (records: readonly InventoryRecord[]) => [told(records), coverage(records)?.counts]
    const [own, api] = await Promise.all([items, gcpItems].map((all) => read(gcpExport, JSON.stringify(all))))

    expect(items[0]).toHaveProperty('asset_type')
    expect(ends(own?.records ?? [])).toEqual(ends(api?.records ?? []))
  })
})

describe('a document a line', () => {
  const lines = `${gcpItems.map((item) => JSON.stringify(item)).join('\n')}\n`
  const problems = (records: readonly InventoryRecord[]) =>
    records.flatMap((one) =>
      one.record === 'problem' ? [`${one.where?.replace(/^export-\d+/, '')} ${one.message}`] : [],
    )

  it('cut in the middle of a line is told to be cut short wherever it is cut, and the rest is kept', async () => {
    const last = lines.lastIndexOf('\n', lines.length - 2) + 1
    const cuts = [last + 1, last + 12, lines.length - 20, lines.length - 2]

    for (const cut of cuts) {
      const {records} = await read(gcpExport, lines.slice(0, cut))
      expect(problems(records)).toEqual([':7 the line is no whole JSON'])
      expect(coverage(records)).toMatchObject({
        status: 'partial',
        reason: '1 of 7 items cannot be read; it is cut short in line 7, and what would follow is not known',
        counts: {items: 7},
      })
    }
    expect(coverage((await read(gcpExport, lines.slice(0, -1))).records)).toMatchObject({status: 'complete'})
  })

  it.each([1, 3])('with a broken line, the one of number %i, keeps the others', async (broken) => {
    const damaged = lines.split('\n').map((line, at) => (at === broken - 1 ? line.slice(0, 40) : line))
    const {records} = await read(gcpExport, damaged.join('\r\n'))

    expect(problems(records)).toEqual([`:${broken} the line is no whole JSON`])
    expect(coverage(records)).toMatchObject({status: 'partial', reason: '1 of 7 items cannot be read'})
    expect(records.filter((one) => one.record === 'entity' && one.kind === 'resource')).toHaveLength(5)
  })

  it('tells the same as documents that stand on many lines', async () => {
    const spread = gcpItems.map((item) => JSON.stringify(item, null, 2)).join('\n')
    const [one, many] = await Promise.all([lines, spread].map((text) => read(gcpExport, text)))

    expect(told(many?.records ?? [])).toEqual(told(one?.records ?? []))
    expect(coverage(many?.records ?? [])).toMatchObject({status: 'complete', counts: {items: 7}})
  })

  it.each([
    ['whose only line is cut short', lines.slice(0, 60), 'cut short after item 0'],
    ['of which no line is whole', '{"name": }\n{"name"\n', 'no whole JSON after item 0'],
    ['that nests without end', `${lines}${'{"a":'.repeat(200)}\n`, 'nested deeper than 100 levels'],
    ['with a line without end', `${lines}{"a": "${'x'.repeat(9_000_000)}`, 'without an item after item 7'],
  ])('%s is refused', async (_, content, why) => {
    expect(await refusal(gcpExport, content)).toContain(why)
  })
})

describe('what is no export', () => {
  const whole = JSON.stringify(azureItems)
  it.each([
    ['an empty file', '', 'it is empty'],
    ['another text', 'To: ada\nHello', 'no column id'],
    ['a list that is cut short', whole.slice(0, -20), 'cut short'],
    ['broken JSON', `[${JSON.stringify(machine)}, {"id": }]`, 'no whole JSON after item 1'],
    ['nesting without end', `[${'{"a":['.repeat(200)}`, 'nested deeper than 100 levels'],
    ['damaged gzip', gzipSync(whole).subarray(0, 200), 'cannot be read'],
    ['one item without end', `[{"id": "${'x'.repeat(9_000_000)}`, 'without an item'],
  ])('%s is refused, with how to make one', async (_, content, why) => {
    const said = await refusal(azureExport, content)

    expect(said).toMatch(why)
    expect(said).toContain('az graph query')
  })

  it('keys cannot reach what they should not', async () => {
    const hostile = `[{"id": "${machine.id}", "__proto__": {"polluted": true}, "tags": {"__proto__": "x", "constructor": "y"}, "type": "constructor"}]`
    const {records} = await read(azureExport, hostile)

    expect(({} as {polluted?: boolean}).polluted).toBeUndefined()
    expect(coverage(records)).toMatchObject({status: 'complete'})
  })

  const denied = {error: {code: 'AuthorizationFailed', message: 'The client has no access.'}}
  const page = '<!DOCTYPE html><html><body>Sign in</body></html>'
  it.each([
    [azureExport, page, 'is no Resource Graph export: it is a page of HTML'],
    [azureExport, JSON.stringify(denied), 'is no Resource Graph export: it is an error that was answered, Author'],
    [
      azureExport,
      '{"name": "data", "id": 3}',
      'is no Resource Graph export: it has no list by the name of data or value',
    ],
    [
      azureExport,
      '{"items": {"data": []}}',
      'is no Resource Graph export: it has no list by the name of data or value',
    ],
    [azureExport, '[{"Arn": "arn:aws:s3:::bucket"}]', 'is no Resource Graph export: an item has no id'],
    [azureExport, 'name,type\nvm,x\n', 'is no Resource Graph export: its first line has no column id'],
    [gcpExport, page, 'is no Cloud Asset Inventory export: it is a page of HTML'],
    [gcpExport, JSON.stringify(denied), 'is no Cloud Asset Inventory export: it is an error that was answered, Author'],
    [gcpExport, '{"a": 1}\n{"a": 2}', 'is no Cloud Asset Inventory export: none of its 2 items can be read, the first'],
    [gcpExport, 'To: ada', 'is no Cloud Asset Inventory export: it is no JSON'],
  ])('is refused as what it is not: %#', async (kind, content, why) => {
    expect(await refusal(kind, content)).toContain(why)
  })

  it.each([
    ['the lesser byte first', 'utf16le'],
    ['the greater byte first', 'swapped'],
  ])('but one in UTF-16, as a shell of Windows writes it, is read: %s', async (_, order) => {
    const bytes = Buffer.from(`\uFEFF${whole}`, 'utf16le')
    const {records} = await read(azureExport, order === 'swapped' ? bytes.swap16() : bytes)

    expect(coverage(records)).toMatchObject({status: 'complete', counts: {resources: 5}})
  })

  it('an answer of no resource is an export, which does not say that there is none', async () => {
    expect(coverage((await read(azureExport, '{"value": []}')).records)).toMatchObject({status: 'partial'})
  })
})

describe('a bill and an export', () => {
  it('name one resource, whatever the case of Azure’s ids', async () => {
    const file = join(folder, 'bill.csv')
    writeFileSync(
      file,
      'BilledCost,EffectiveCost,BillingCurrency,BillingAccountId,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,SubAccountId,ResourceId,ServiceName,ChargeClass\n' +
        `10,10,GBP,B1,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,Usage,Microsoft,AAAA-1,${machine.id.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions')},Virtual Machines,\n`,
    )
    const bill = await importFocus({
      file,
      shownAs: 'bill.csv',
      organisation: 'moon',
      sourceId: 'bill',
      producedBy,
      observedAt: '2026-11-01T00:00:00Z',
    })
    const records: InventoryRecord[] = []
    for await (const record of bill.records) records.push(record)
    const estate = resolveEstate({
      inventories: [
        {id: 'moon/bill', path: 'bill.csv', sha256: '0'.repeat(64), inventory: {header: bill.header, records}},
        {
          id: 'moon/cloud',
          path: 'azure.json',
          sha256: '1'.repeat(64),
          inventory: await read(azureExport, JSON.stringify(azureItems)),
        },
      ],
      settings: Settings.parse({
        schema: 'domesday/settings@1',
        organisations: [{id: 'moon', name: 'Moon'}],
        systems: [{id: 'tides', name: 'Tides', organisation: 'moon', match: [{tag: 'Service=tides'}]}],
      }),
      producedBy,
    })
    const machines = estate.entities.filter((one) => one.kind === 'resource' && one.id.endsWith('/vm-1'))

    expect(machines).toHaveLength(1)
    expect(machines.map((one) => attributeValue(one, 'size'))).toEqual(['Standard_D2'])
    expect(estate.costs.map(({attribution}) => attribution)).toMatchObject([{way: 'attributed', system: 'moon/tides'}])
    expect(estate.entities.filter(({kind}) => kind === 'account')).toHaveLength(1)
  })
})

describe('what the types name is in the lifecycle catalogue', () => {
  const images = (publisher: string, offer: string, sku: string) => ({
    storageProfile: {imageReference: {publisher, offer, sku}},
  })
  const azure: readonly (readonly [string, object])[] = [
    ...[
      ['MicrosoftWindowsServer', 'WindowsServer', '2016-Datacenter'],
      ['MicrosoftSQLServer', 'sql2016sp2-ws2016', 'standard'],
      ['Canonical', 'UbuntuServer', '18.04-LTS'],
      ['Canonical', '0001-com-ubuntu-server-focal', '20_04-lts-gen2'],
      ['RedHat', 'RHEL', '7-LVM'],
      ['RedHat', 'RHEL', '8_6'],
      ['SUSE', 'sles-12-sp5', 'gen1'],
      ['OpenLogic', 'CentOS', '7_9'],
      ['Debian', 'debian-10', '10'],
    ].map(([a = '', b = '', c = '']) => ['microsoft.compute/virtualmachines', images(a, b, c)] as const),
    ...['NODE|14-lts', 'DOTNETCORE|3.1', 'PYTHON|3.8', 'PHP|7.4', 'JAVA|8-jre8', 'TOMCAT|9.0-java11'].map(
      (linuxFxVersion) => ['microsoft.web/sites', {siteConfig: {linuxFxVersion}}] as const,
    ),
    ['microsoft.web/sites', {siteConfig: {netFrameworkVersion: 'v6.0'}}],
    ['microsoft.dbforpostgresql/servers', {version: '9.6'}],
    ['microsoft.dbformysql/flexibleservers', {version: '5.7'}],
    ['microsoft.dbformariadb/servers', {version: '10.3'}],
    ['microsoft.cache/redis', {redisVersion: '6.0.14'}],
    ['microsoft.containerservice/managedclusters', {kubernetesVersion: '1.27.3'}],
  ]
  const gcp: readonly (readonly [string, object])[] = [
    ...[
      'debian-10-buster',
      'windows-server-2012-r2-dc',
      'ubuntu-1804-lts',
      'rhel-7-server',
      'centos-7',
      'sles-12',
      'rocky-linux-8',
    ].map(
      (licence) =>
        ['compute.googleapis.com/Instance', {disks: [{licenses: [`https://x/licenses/${licence}`]}]}] as const,
    ),
    ...['POSTGRES_12', 'POSTGRES_9_6', 'MYSQL_5_7', 'SQLSERVER_2017_STANDARD'].map(
      (databaseVersion) => ['sqladmin.googleapis.com/Instance', {databaseVersion}] as const,
    ),
    ...['nodejs14', 'python38', 'go113', 'java11', 'ruby27', 'php74', 'dotnet6'].map(
      (runtime) => ['cloudfunctions.googleapis.com/CloudFunction', {runtime}] as const,
    ),
    ['container.googleapis.com/Cluster', {currentMasterVersion: '1.27.3-gke.100'}],
    ['redis.googleapis.com/Instance', {redisVersion: 'REDIS_6_X'}],
  ]
  it.each([...azure.map((one) => [azureTypes, ...one] as const), ...gcp.map((one) => [gcpTypes, ...one] as const)])(
    '%#: $1',
    async (types, type, properties) => {
      const catalogue = await loadCatalogue()
      const named = types[type]?.({...properties}, '/id')?.technologies ?? []

      expect(named.length).toBeGreaterThan(0)
      for (const {product, version} of named)
        expect([product, version, (findCycle(catalogue, product, version)?.matches.length ?? 0) > 0]).toEqual([
          product,
          version,
          true,
        ])
    },
  )

  it('each description holds for a resource of which nothing is known', () => {
    for (const describeType of [...Object.values(azureTypes), ...Object.values(gcpTypes)])
      expect(() => describeType({}, '/id')).not.toThrow()
  })
})
