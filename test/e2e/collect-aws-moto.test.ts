import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {CreateTopicCommand, SNSClient} from '@aws-sdk/client-sns'
import {CreateLoadBalancerCommand, ElasticLoadBalancingClient} from '@aws-sdk/client-elastic-load-balancing'
import {CreateDBInstanceCommand, RDSClient} from '@aws-sdk/client-rds'
import {CreateVpcCommand, DescribeImagesCommand, EC2Client, RunInstancesCommand} from '@aws-sdk/client-ec2'
import {CreateAccountCommand, CreateOrganizationCommand, OrganizationsClient} from '@aws-sdk/client-organizations'
import {CreateBucketCommand, PutBucketTaggingCommand, S3Client} from '@aws-sdk/client-s3'
import {CreateClusterCommand, EKSClient} from '@aws-sdk/client-eks'
import {CreateQueueCommand, SQSClient} from '@aws-sdk/client-sqs'
import {AssumeRoleCommand, STSClient} from '@aws-sdk/client-sts'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {monthsOf} from '../../src/collect/aws/costs/cost-explorer.ts'
import type {InventoryRecord} from '../../src/model/inventory.ts'
import {hasPython, type Moto, startMoto} from './moto.ts'
import {type Run, runDomesday} from './run-domesday.ts'

if (!hasPython() && process.env['CI'] === 'true') throw new Error('Python is missing: apt-get install -y python3-venv')
const suite = hasPython() ? describe : describe.skip

const payer = '123456789012'
const regions = ['eu-west-1', 'eu-west-2', 'us-east-1'] as const
const own = {accessKeyId: 'testing', secretAccessKey: 'testing'}

/** What moto 5.2 does not have: it answers each with a page of HTML, or says so. */
const lacking = [
  'eks/DescribeClusterVersions',
  'inspector2/ListCoverage',
  'rds/DescribeDBMajorEngineVersions',
  'resource-explorer-2/ListResources',
  'ssm/DescribeInstanceInformation',
]

suite('collect aws against moto (skipped where Python is missing: apt-get install -y python3-venv)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-moto-'))
  let moto: Moto
  let run: Run
  let accounts: readonly string[] = []
  let records: readonly InventoryRecord[] = []

  beforeAll(async () => {
    moto = await startMoto()
    accounts = await twoMoreAccounts(moto.url)
    for (const account of accounts) await furnish(moto.url, account)
    await postBill(moto.url)
    const all = ['--role', 'Audit', '--regions', regions.join(','), '--costs', '--max-requests', '4']
    const collect = ['collect', 'aws', '--organisation', 'moon', ...all]
    const env = {
      AWS_ENDPOINT_URL: moto.url,
      AWS_ACCESS_KEY_ID: own.accessKeyId,
      AWS_SECRET_ACCESS_KEY: own.secretAccessKey,
      AWS_REGION: 'eu-west-2',
      AWS_EC2_METADATA_DISABLED: 'true',
    }
    run = await runDomesday(collect, {cwd: folder, env})
    records = readFileSync(join(folder, 'inventories/moon/aws.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as InventoryRecord)
  }, 600_000)

  afterAll(() => {
    moto?.close()
    rmSync(folder, {recursive: true})
  })

  const names = (kind: string) =>
    records.flatMap((record) => (record.record === 'entity' && record.kind === kind ? [record.name] : [])).toSorted()

  it('completes everything that moto has, and says of the rest that it was not seen', () => {
    const gaps = records.flatMap((record) =>
      record.record === 'coverage' && record.status !== 'complete'
        ? [`${record.scope['service']}/${record.scope['operation']}`]
        : [],
    )

    expect([...new Set(gaps)].toSorted()).toEqual(lacking)
    expect([run.status, run.stderr]).toEqual([8, expect.stringContaining('collect aws')])
  })

  it('sees every account of the organisation, each thing in its own', () => {
    expect(names('account')).toEqual(['Landing Sites', 'Orbits', 'master'])
    for (const account of accounts)
      expect(
        records.filter(
          (record) =>
            record.record === 'relation' &&
            record.type === 'CONTAINED_IN' &&
            record.to === `account:moon/aws-${account}`,
        ).length,
      ).toBeGreaterThan(20)
  })

  it('sees instances with their images, databases, buckets, queues and clusters in all three regions', () => {
    expect(names('datastore')).toEqual(accounts.flatMap(() => regions.map((region) => `pay-${region}`)).toSorted())
    expect(names('resource').filter((name) => name.startsWith('web-'))).toEqual(
      accounts.flatMap(() => regions.map((region) => `web-${region}`)).toSorted(),
    )
    expect(names('resource').filter((name) => name.startsWith('moon-'))).toHaveLength(2)
    expect(names('resource').filter((name) => name === 'launches')).toHaveLength(6)
    expect(names('resource').filter((name) => name === 'front')).toHaveLength(6)
    expect(names('technology')).toContain('amazon-eks 1.29')
    expect(names('technology')).toContain('amazon-rds-postgresql 13.3')
  })

  it('reads what the bill says of each of thirteen months, and tells what asking cost', () => {
    const costs = records.flatMap((record) => (record.record === 'cost' ? [record] : []))
    const {closed, open} = monthsOf(new Date())

    expect(
      costs.filter(({kind}) => kind === 'run').map(({ServiceName, BilledCost}) => [ServiceName, BilledCost]),
    ).toEqual([...closed, ...open].map(() => ['AmazonRDS', '12.3400000001']))
    expect(costs.filter(({kind}) => kind === 'credit').map(({BilledCost}) => BilledCost)).toEqual(
      [...closed, ...open].map(() => '-2.5'),
    )
    expect(records.filter(({record}) => record === 'problem')).toEqual([])
    expect(run.stderr).toContain('Cost Explorer was sent 4 requests ($0.04)')
  })
})

/** moto answers the first request that comes with the first of these, and so on. */
async function postBill(url: string): Promise<void> {
  const {closed, open} = monthsOf(new Date())
  const group = (Amount: string, ...Keys: readonly string[]) => ({
    Keys,
    Metrics: {AmortizedCost: {Amount, Unit: 'USD'}, UnblendedCost: {Amount, Unit: 'USD'}},
  })
  const listing = (months: readonly string[], Groups: readonly object[]) => ({
    ResultsByTime: months.map((month) => ({TimePeriod: {Start: `${month}-01`, End: `${month}-28`}, Total: {}, Groups})),
  })
  const whole = [group('12.3400000001', 'Usage', payer), group('-2.5', 'Credit', payer)]
  const services = [group('12.3400000001', payer, 'AmazonRDS')]
  const results = [whole, services].flatMap((groups) => [listing(closed, groups), listing(open, groups)])
  const {status} = await fetch(`${url}/moto-api/static/ce/cost-and-usage-results`, {
    method: 'POST',
    body: JSON.stringify({results}),
  })
  expect(status).toBe(201)
}

async function twoMoreAccounts(url: string): Promise<readonly string[]> {
  const organizations = new OrganizationsClient({endpoint: url, region: 'us-east-1', credentials: own})
  await organizations.send(new CreateOrganizationCommand({FeatureSet: 'ALL'}))
  const ids: string[] = []
  for (const AccountName of ['Landing Sites', 'Orbits']) {
    const Email = `${AccountName.toLowerCase().replace(' ', '-')}@moon.example`
    const {CreateAccountStatus} = await organizations.send(new CreateAccountCommand({AccountName, Email}))
    ids.push(String(CreateAccountStatus?.AccountId))
  }
  return ids
}

/** The same few things in three regions of an account, and one bucket. */
async function furnish(url: string, account: string): Promise<void> {
  expect(account).not.toBe(payer)
  const sts = new STSClient({endpoint: url, region: 'us-east-1', credentials: own})
  const RoleArn = `arn:aws:iam::${account}:role/Audit`
  const {Credentials} = await sts.send(new AssumeRoleCommand({RoleArn, RoleSessionName: 'furnish'}))
  const credentials = {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  }
  for (const region of regions) {
    const at = {endpoint: url, region, credentials}
    const ec2 = new EC2Client(at)
    await ec2.send(new CreateVpcCommand({CidrBlock: '10.1.0.0/16'}))
    const {Images = []} = await ec2.send(new DescribeImagesCommand({}))
    const tags = [
      {Key: 'Name', Value: `web-${region}`},
      {Key: 'System', Value: 'Lift-off'},
    ]
    await ec2.send(
      new RunInstancesCommand({
        ImageId: Images[0]?.ImageId,
        MinCount: 1,
        MaxCount: 1,
        TagSpecifications: [{ResourceType: 'instance', Tags: tags}],
      }),
    )
    await new ElasticLoadBalancingClient(at).send(
      new CreateLoadBalancerCommand({
        LoadBalancerName: 'front',
        Listeners: [{Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 8080}],
        AvailabilityZones: [`${region}a`],
      }),
    )
    await new RDSClient(at).send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: `pay-${region}`,
        DBInstanceClass: 'db.m5.large',
        Engine: 'postgres',
        EngineVersion: '13.3',
        AllocatedStorage: 10,
        MasterUsername: 'payroot',
        MasterUserPassword: 'hunter2hunter2',
      }),
    )
    await new SQSClient(at).send(new CreateQueueCommand({QueueName: 'launches'}))
    await new SNSClient(at).send(new CreateTopicCommand({Name: 'alarms'}))
    await new EKSClient(at).send(
      new CreateClusterCommand({
        name: 'main',
        version: '1.29',
        roleArn: `arn:aws:iam::${account}:role/eks`,
        resourcesVpcConfig: {subnetIds: ['subnet-1', 'subnet-2']},
      }),
    )
  }
  const s3 = new S3Client({endpoint: url, region: 'us-east-1', credentials, forcePathStyle: true})
  const Bucket = `moon-${account}`
  await s3.send(new CreateBucketCommand({Bucket}))
  await s3.send(new PutBucketTaggingCommand({Bucket, Tagging: {TagSet: [{Key: 'System', Value: 'Lift-off'}]}}))
}
