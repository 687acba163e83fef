import {type Asked, ec2, json, region, type Reply, type Script, xml} from './fake-aws.ts'
import {billed, type Charge, monthsBetween} from './fake-bill.ts'

/** The account that pays, and the one in which services run: both of the sample's ministry, both made up. */
export const payer = '200000000017'
const services = '200000000025'

const home = 'eu-west-2'

const arn = (service: string, rest: string): string => `arn:aws:${service}:${home}:${services}:${rest}`
const elements = (all: Readonly<Record<string, string>>): string =>
  Object.entries(all)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')

/** The name by which the code of Launch Window Booking calls its database. */
export const databaseHost = 'launches.cmstilaunch01.eu-west-2.rds.amazonaws.com'

const vpc = 'vpc-0a51ce0000000001'
const things = {
  database: arn('rds', 'db:launches'),
  balancer: arn('elasticloadbalancing', 'loadbalancer/app/launch-windows/50dc6c495c0c9188'),
  targets: arn('elasticloadbalancing', 'targetgroup/launch-windows/73e2d6bc24d8a067'),
  noiseBalancer: arn('elasticloadbalancing', 'loadbalancer/noise-complaints'),
  announcements: arn('sqs', 'window-announcements'),
  returned: arn('sqs', 'window-announcements-returned'),
  manifests: 'arn:aws:s3:::msti-launch-manifests',
  reminders: arn('lambda', 'function:window-reminders'),
  tiles: arn('lambda', 'function:map-tiles'),
  noise: arn('ec2', 'instance/i-0c0mp1a1nt000001'),
  telescope: arn('ec2', 'instance/i-0te1e5c0pe000001'),
  alarms: arn('sns', 'alarms'),
} as const

/** Tags as people set them: one system by another word, one name that no system has, and much that bears none. */
const tags: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [things.database, {System: 'launch-window-booking', Environment: 'production'}],
  [things.balancer, {System: 'Launch Windows', Environment: 'production'}],
  [things.noiseBalancer, {System: 'noise-complaints', Environment: 'production'}],
  [things.announcements, {System: 'launch-window-booking'}],
  [things.manifests, {System: 'launch-window-booking'}],
  [things.reminders, {System: 'launch-window-booking'}],
  [things.tiles, {system: 'Spaceport Map'}],
  [things.noise, {Name: 'noise-web', System: 'noise-complaints', Environment: 'production'}],
  [things.telescope, {Name: 'telescope-trial', System: 'star-party'}],
]

const tagList = (of: string): readonly {readonly Key: string; readonly Value: string}[] =>
  Object.entries(tags.find(([one]) => one === of)?.[1] ?? {}).map(([Key, Value]) => ({Key, Value}))

const accountOf = (Id: string, Name: string) => ({
  Id,
  Arn: `arn:aws:organizations::${payer}:account/o-msti000001/${Id}`,
  Name,
  Email: `aws-${Id}@msti.example`,
  State: 'ACTIVE',
})

function instance(id: string, image: string, size: string, state: string, host: string): string {
  const set = tagList(arn('ec2', `instance/${id}`))
    .map(({Key, Value}) => `<item>${elements({key: Key, value: Value})}</item>`)
    .join('')
  const told = {
    instanceId: id,
    imageId: image,
    instanceState: elements({name: state}),
    privateDnsName: host,
    instanceType: size,
    launchTime: '2022-05-16T08:12:44.000Z',
    platformDetails: 'Linux/UNIX',
    vpcId: vpc,
    tagSet: set,
  }
  return `<item><instancesSet><item>${elements(told)}</item></instancesSet></item>`
}

function image(id: string, name: string, created: string): string {
  return `<item>${elements({imageId: id, name, creationDate: created, imageOwnerId: '099720109477'})}</item>`
}

function databases(): string {
  const list = tagList(things.database)
    .map((tag) => `<Tag>${elements(tag)}</Tag>`)
    .join('')
  const told = {
    DBInstanceArn: things.database,
    DBInstanceIdentifier: 'launches',
    DBInstanceClass: 'db.m6g.large',
    Engine: 'postgres',
    EngineVersion: '14.17',
    EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    MasterUsername: 'launchroot',
    Endpoint: elements({Address: databaseHost, Port: '5432'}),
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    StorageEncrypted: 'true',
    TagList: list,
  }
  return `<DBInstances><DBInstance>${elements(told)}</DBInstance></DBInstances>`
}

function calendar(major: string, standard: string, extended: string): string {
  const cycle = (name: string, end: string) =>
    `<SupportedEngineLifecycle>${elements({LifecycleSupportName: `open-source-rds-${name}-support`, LifecycleSupportEndDate: `${end}T23:59:59Z`})}</SupportedEngineLifecycle>`
  return `<DBMajorEngineVersion>${elements({
    Engine: 'postgres',
    MajorEngineVersion: major,
    SupportedEngineLifecycles: cycle('standard', standard) + cycle('extended', extended),
  })}</DBMajorEngineVersion>`
}

function lambda(name: string, runtime: string, modified: string, variables: Readonly<Record<string, string>>) {
  return {
    FunctionArn: arn('lambda', `function:${name}`),
    FunctionName: name,
    Runtime: runtime,
    PackageType: 'Zip',
    LastModified: modified,
    Environment: {Variables: variables},
  }
}

const ubuntu20 = 'ami-0f0ca1f0ssa000001'
const ubuntu22 = 'ami-0jamm7je11y000001'

const inServices: Readonly<Record<string, Reply>> = {
  'resource-groups-tagging-api GetResources': json({
    PaginationToken: '',
    ResourceTagMappingList: tags.map(([ResourceARN]) => ({ResourceARN, Tags: tagList(ResourceARN)})),
  }),
  'resource-explorer-2 ListResources': json({
    Resources: [things.returned, things.targets, things.alarms].map((Arn) => ({
      Arn,
      LastReportedAt: '2026-11-23T21:40:00Z',
    })),
  }),
  'ec2 DescribeInstances': ec2(
    'DescribeInstances',
    instance('i-0c0mp1a1nt000001', ubuntu20, 't3.medium', 'running', 'ip-10-20-1-14.eu-west-2.compute.internal') +
      instance('i-0te1e5c0pe000001', ubuntu22, 'm5.xlarge', 'running', 'ip-10-20-1-77.eu-west-2.compute.internal'),
  ),
  'ec2 DescribeImages': ec2(
    'DescribeImages',
    image(ubuntu20, 'ubuntu-focal-20.04-amd64-server-20220419', '2022-04-19T11:04:05.000Z') +
      image(ubuntu22, 'ubuntu-jammy-22.04-amd64-server-20240319', '2024-03-19T09:21:36.000Z'),
  ),
  'ec2 DescribeVpcs': ec2(
    'DescribeVpcs',
    `<item>${elements({vpcId: vpc, cidrBlock: '10.20.0.0/16', isDefault: 'false'})}</item>`,
  ),
  'ssm DescribeInstanceInformation': json({
    InstanceInformationList: [{InstanceId: 'i-0c0mp1a1nt000001', PlatformName: 'Ubuntu', PlatformVersion: '20.04'}],
  }),
  'rds DescribeDBInstances': xml('DescribeDBInstances', databases()),
  'rds DescribeDBMajorEngineVersions': xml(
    'DescribeDBMajorEngineVersions',
    `<DBMajorEngineVersions>${calendar('14', '2027-02-28', '2030-02-28')}</DBMajorEngineVersions>`,
  ),
  'lambda ListFunctions': json({
    Functions: [
      lambda('window-reminders', 'nodejs22.x', '2026-02-11T10:30:00.000+0000', {QUEUE: 'window-announcements'}),
      lambda('map-tiles', 'python3.9', '2023-01-20T15:02:00.000+0000', {TILES: 'https://map.msti.example/tiles'}),
    ],
  }),
  'elastic-load-balancing DescribeLoadBalancers': xml(
    'DescribeLoadBalancers',
    `<LoadBalancerDescriptions><member>${elements({
      LoadBalancerName: 'noise-complaints',
      DNSName: 'noise-complaints-987654321.eu-west-2.elb.amazonaws.com',
      Scheme: 'internet-facing',
      VPCId: vpc,
      CreatedTime: '2017-09-04T08:15:00.000Z',
      Instances: `<member>${elements({InstanceId: 'i-0c0mp1a1nt000001'})}</member>`,
    })}</member></LoadBalancerDescriptions>`,
  ),
  'elastic-load-balancing-v2 DescribeLoadBalancers': xml(
    'DescribeLoadBalancers',
    `<LoadBalancers><member>${elements({
      LoadBalancerArn: things.balancer,
      LoadBalancerName: 'launch-windows',
      DNSName: 'launch-windows-1234567890.eu-west-2.elb.amazonaws.com',
      Scheme: 'internet-facing',
      Type: 'application',
      VpcId: vpc,
    })}</member></LoadBalancers>`,
  ),
  'elastic-load-balancing-v2 DescribeTargetGroups': xml(
    'DescribeTargetGroups',
    `<TargetGroups><member>${elements({
      TargetGroupArn: things.targets,
      TargetGroupName: 'launch-windows',
      TargetType: 'ip',
      LoadBalancerArns: elements({member: things.balancer}),
    })}</member></TargetGroups>`,
  ),
  'sqs ListQueues': json({
    QueueUrls: ['window-announcements', 'window-announcements-returned'].map(
      (name) => `https://sqs.${home}.amazonaws.com/${services}/${name}`,
    ),
  }),
  'sns ListTopics': xml('ListTopics', `<Topics><member>${elements({TopicArn: things.alarms})}</member></Topics>`),
  'inspector2 ListFindings': json({
    findings: [
      {
        findingArn: arn('inspector2', 'finding/0a1b2c3d'),
        severity: 'HIGH',
        lastObservedAt: 1795478400,
        packageVulnerabilityDetails: {vulnerabilityId: 'CVE-2025-00000'},
        resources: [{id: 'i-0c0mp1a1nt000001', type: 'AWS_EC2_INSTANCE'}],
      },
    ],
  }),
  'inspector2 ListCoverage': json({
    coveredResources: [
      {
        resourceId: 'i-0c0mp1a1nt000001',
        lastScannedAt: 1795478400,
        scanStatus: {statusCode: 'ACTIVE', reason: 'SUCCESSFUL'},
      },
      {resourceId: 'i-0te1e5c0pe000001', scanStatus: {statusCode: 'INACTIVE', reason: 'UNMANAGED_EC2_INSTANCE'}},
    ],
  }),
}

function buckets(...all: readonly (readonly [string, string])[]): Reply {
  const told = all.map(
    ([Name, CreationDate]) => `<Bucket>${elements({Name, BucketRegion: home, CreationDate})}</Bucket>`,
  )
  return {
    body: `<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets>${told.join('')}</Buckets></ListAllMyBucketsResult>`,
  }
}

/** What belongs to no region, or is the same in all. */
const everywhere: Readonly<Record<string, Reply>> = {
  [`${payer} organizations ListAccounts`]: json({
    Accounts: [accountOf(payer, 'MSTI Landing Zone'), accountOf(services, 'MSTI Public Services')],
  }),
  [`${payer} organizations DescribeOrganization`]: json({
    Organization: {Id: 'o-msti000001', MasterAccountId: payer, MasterAccountEmail: `aws-${payer}@msti.example`},
  }),
  [`${payer} s3 ListBuckets`]: buckets(['msti-landing-zone-trail', '2021-06-01T09:00:00.000Z']),
  [`${services} s3 ListBuckets`]: buckets(['msti-launch-manifests', '2022-03-14T10:15:00.000Z']),
}

/** By month: what is paid in dollar cents, and how much more each month. */
interface Standing {
  readonly account: string
  readonly service: string
  readonly tag?: string
  readonly type?: string
  readonly cents: number
  readonly more?: number
  /** What reservations spread over the months leave of it. */
  readonly amortizedCents?: number
}

const standing: readonly Standing[] = [
  {
    account: services,
    service: 'Amazon Relational Database Service',
    tag: 'launch-window-booking',
    cents: 184_512,
    more: 217,
    amortizedCents: 139_905,
  },
  {account: services, service: 'Elastic Load Balancing', tag: 'Launch Windows', cents: 4_318, more: 9},
  {account: services, service: 'Amazon Simple Storage Service', tag: 'launch-window-booking', cents: 61_207, more: 803},
  {account: services, service: 'AWS Lambda', tag: 'Spaceport Map', cents: 22_941, more: -61},
  {account: services, service: 'Amazon Elastic Compute Cloud', tag: 'noise-complaints', cents: 5_276, more: 13},
  {account: services, service: 'Amazon Elastic Compute Cloud', tag: 'star-party', cents: 28_032, more: 0},
  {account: services, service: 'Amazon Virtual Private Cloud', cents: 9_864, more: 31},
  {account: payer, service: 'AWS CloudTrail', cents: 3_117, more: 5},
  {account: payer, service: 'AWS Config', cents: 2_640, more: 8},
  {account: payer, service: 'AWS Support (Business)', type: 'Support', cents: 10_000},
  {account: payer, service: 'Tax', type: 'Tax', cents: 66_381, more: 205},
  {account: payer, service: 'Credits', type: 'Credit', cents: -12_500},
]

const dollars = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`

const charges: readonly Charge[] = monthsBetween('2025-11', '2026-12').flatMap((month, at) =>
  standing.map(({account, service, tag = '', type = 'Usage', cents, more = 0, amortizedCents = cents}) => ({
    month,
    account,
    service,
    type,
    tag,
    unblended: dollars(cents + at * more),
    amortized: dollars(amortizedCents + at * more),
  })),
)

const bill = billed(charges, payer)

/** What the accounts of the sample's ministry answer; all else is empty. */
export const sampleAccounts: Script = (asked: Asked) => {
  const {account, service, operation} = asked
  if (service === 'ec2' && operation === 'DescribeRegions')
    return ec2(operation, region(home, 'opt-in-not-required') + region('me-south-1', 'not-opted-in'))
  const answer =
    everywhere[`${account} ${service} ${operation}`] ??
    (account === services && asked.region === home ? inServices[`${service} ${operation}`] : undefined)
  return answer ?? bill(asked)
}
