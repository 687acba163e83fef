import {describe, expect, it} from '@jest/globals'
import {allServices} from '../../../src/collect/aws/all-services.ts'
import {collected, entities, gaps} from './collecting.ts'
import {caller} from './with-endpoint.ts'
import {ec2, json, type Reply, xml} from './fake/fake-aws.ts'

const arn = (service: string, rest: string, account = caller) => `arn:aws:${service}:eu-west-2:${account}:${rest}`
const list = (operation: string, name: string, ...items: readonly string[]) =>
  xml(operation, `<${name}>${items.map((item) => `<member>${item}</member>`).join('')}</${name}>`)

interface Sample {
  readonly answers: Readonly<Record<string, Reply>>
  /** Entities and relations that come of it, beside the account and what lies in it. */
  readonly gives: readonly string[]
}

/** One account with one thing of each service, in the words of the API. */
const samples: Readonly<Record<string, Sample>> = {
  organizations: {
    answers: {
      ListAccounts: json({Accounts: [{Id: caller, Name: 'Landing Sites', Email: 'a@moon.example', State: 'ACTIVE'}]}),
    },
    gives: [],
  },
  'resource-groups-tagging-api': {
    answers: {
      GetResources: json({PaginationToken: '', ResourceTagMappingList: [{ResourceARN: arn('sqs', 'q'), Tags: []}]}),
    },
    gives: [`resource ${arn('sqs', 'q')}`],
  },
  'resource-explorer-2': {
    answers: {ListResources: json({Resources: [{Arn: arn('ec2', 'volume/vol-1')}]})},
    gives: [`resource ${arn('ec2', 'volume/vol-1')}`],
  },
  ec2: {
    answers: {
      DescribeInstances: ec2(
        'DescribeInstances',
        '<item><instancesSet><item><instanceId>i-1</instanceId><imageId>ami-1</imageId><vpcId>vpc-1</vpcId><tagSet><item><key>Name</key><value>web</value></item></tagSet></item></instancesSet></item>',
      ),
      DescribeImages: ec2(
        'DescribeImages',
        '<item><imageId>ami-1</imageId><name>golden-3</name><description>Debian 10</description><creationDate>2019-02-01T00:00:00Z</creationDate></item>',
      ),
      DescribeVpcs: ec2('DescribeVpcs', '<item><vpcId>vpc-1</vpcId></item>'),
    },
    gives: [
      `resource ${arn('ec2', 'image/ami-1', '')}`,
      `resource ${arn('ec2', 'instance/i-1')}`,
      `resource ${arn('ec2', 'vpc/vpc-1')}`,
      `${arn('ec2', 'instance/i-1')} CONTAINED_IN ${arn('ec2', 'vpc/vpc-1')}`,
      `${arn('ec2', 'instance/i-1')} USES ${arn('ec2', 'image/ami-1', '')}`,
      'technology technology:moon/debian-10',
      `${arn('ec2', 'image/ami-1', '')} USES technology:moon/debian-10`,
    ],
  },
  ssm: {
    answers: {
      DescribeInstanceInformation: json({
        InstanceInformationList: [
          {InstanceId: 'i-1', PlatformName: 'Ubuntu', PlatformVersion: '18.04', IPAddress: '10.0.0.1'},
        ],
      }),
    },
    gives: [
      `resource ${arn('ec2', 'instance/i-1')}`,
      'technology technology:moon/ubuntu-18-04',
      `${arn('ec2', 'instance/i-1')} USES technology:moon/ubuntu-18-04`,
    ],
  },
  rds: {
    answers: {
      DescribeDBInstances: xml(
        'DescribeDBInstances',
        `<DBInstances><DBInstance><DBInstanceArn>${arn('rds', 'db:pay')}</DBInstanceArn><DBInstanceIdentifier>pay</DBInstanceIdentifier><DBClusterIdentifier>c</DBClusterIdentifier><Engine>aurora-postgresql</Engine><EngineVersion>13.9</EngineVersion></DBInstance></DBInstances>`,
      ),
      DescribeDBClusters: xml(
        'DescribeDBClusters',
        `<DBClusters><DBCluster><DBClusterArn>${arn('rds', 'cluster:c')}</DBClusterArn><DBClusterIdentifier>c</DBClusterIdentifier></DBCluster></DBClusters>`,
      ),
      DescribeDBMajorEngineVersions: xml(
        'DescribeDBMajorEngineVersions',
        '<DBMajorEngineVersions><DBMajorEngineVersion><Engine>postgres</Engine><MajorEngineVersion>13</MajorEngineVersion><SupportedEngineLifecycles><SupportedEngineLifecycle><LifecycleSupportName>open-source-rds-standard-support</LifecycleSupportName><LifecycleSupportEndDate>2026-02-28T23:59:59Z</LifecycleSupportEndDate></SupportedEngineLifecycle></SupportedEngineLifecycles></DBMajorEngineVersion></DBMajorEngineVersions>',
      ),
    },
    gives: [
      'datastore c',
      'datastore pay',
      `resource ${arn('rds', 'cluster:c')}`,
      `resource ${arn('rds', 'db:pay')}`,
      'technology technology:moon/amazon-aurora-postgresql-13-9',
      'technology technology:moon/amazon-rds-postgresql-13',
      `c RUNS_ON ${arn('rds', 'cluster:c')}`,
      `pay RUNS_ON ${arn('rds', 'db:pay')}`,
      `pay USES technology:moon/amazon-aurora-postgresql-13-9`,
      `${arn('rds', 'db:pay')} CONTAINED_IN ${arn('rds', 'cluster:c')}`,
      `${arn('rds', 'db:pay')} USES technology:moon/amazon-aurora-postgresql-13-9`,
    ],
  },
  lambda: {
    answers: {
      ListFunctions: json({
        Functions: [{FunctionArn: arn('lambda', 'function:pay'), FunctionName: 'pay', Runtime: 'python3.8'}],
      }),
    },
    gives: [
      `resource ${arn('lambda', 'function:pay')}`,
      'technology technology:moon/aws-lambda-python3-8',
      `${arn('lambda', 'function:pay')} USES technology:moon/aws-lambda-python3-8`,
    ],
  },
  eks: {
    answers: {
      ListClusters: json({clusters: ['main']}),
      DescribeCluster: json({
        cluster: {arn: arn('eks', 'cluster/main'), name: 'main', version: '1.24', tags: {Team: 'Orbits'}},
      }),
      DescribeClusterVersions: json({
        clusterVersions: [{clusterVersion: '1.24', endOfStandardSupportDate: 1706659200}],
      }),
    },
    gives: [
      `resource ${arn('eks', 'cluster/main')}`,
      'technology technology:moon/amazon-eks-1-24',
      `${arn('eks', 'cluster/main')} USES technology:moon/amazon-eks-1-24`,
    ],
  },
  ecs: {
    answers: {
      ListClusters: json({clusterArns: [arn('ecs', 'cluster/c')]}),
      ListServices: json({serviceArns: [arn('ecs', 'service/c/web')]}),
      DescribeServices: json({
        services: [
          {
            serviceArn: arn('ecs', 'service/c/web'),
            serviceName: 'web',
            clusterArn: arn('ecs', 'cluster/c'),
            taskDefinition: arn('ecs', 'task-definition/web:3'),
          },
        ],
      }),
      DescribeTaskDefinition: json({
        taskDefinition: {
          taskDefinitionArn: arn('ecs', 'task-definition/web:3'),
          containerDefinitions: [{image: 'nginx:1.18', environment: [{name: 'KEY', value: 'top-secret'}]}],
        },
      }),
    },
    gives: [
      `resource ${arn('ecs', 'cluster/c')}`,
      `resource ${arn('ecs', 'service/c/web')}`,
      `resource ${arn('ecs', 'task-definition/web:3')}`,
      `${arn('ecs', 'service/c/web')} CONTAINED_IN ${arn('ecs', 'cluster/c')}`,
      `${arn('ecs', 'service/c/web')} USES ${arn('ecs', 'task-definition/web:3')}`,
      'technology technology:moon/nginx-1-18',
      `${arn('ecs', 'task-definition/web:3')} USES technology:moon/nginx-1-18`,
    ],
  },
  elasticache: {
    answers: {
      DescribeCacheClusters: xml(
        'DescribeCacheClusters',
        `<CacheClusters><CacheCluster><ARN>${arn('elasticache', 'cluster:s')}</ARN><CacheClusterId>s</CacheClusterId><Engine>redis</Engine><EngineVersion>5.0.6</EngineVersion></CacheCluster></CacheClusters>`,
      ),
    },
    gives: [
      'datastore s',
      `resource ${arn('elasticache', 'cluster:s')}`,
      'technology technology:moon/amazon-elasticache-redis-5-0-6',
      `${arn('elasticache', 'cluster:s')} USES technology:moon/amazon-elasticache-redis-5-0-6`,
      `s RUNS_ON ${arn('elasticache', 'cluster:s')}`,
      's USES technology:moon/amazon-elasticache-redis-5-0-6',
    ],
  },
  opensearch: {
    answers: {
      ListDomainNames: json({DomainNames: [{DomainName: 'logs'}]}),
      DescribeDomains: json({
        DomainStatusList: [
          {
            ARN: arn('es', 'domain/logs'),
            DomainName: 'logs',
            DomainId: '1/logs',
            ClusterConfig: {},
            EngineVersion: 'Elasticsearch_7.10',
            Endpoint: 'Logs.moon.example',
          },
        ],
      }),
    },
    gives: [
      'datastore logs',
      `resource ${arn('es', 'domain/logs')}`,
      'technology technology:moon/amazon-elasticsearch-7-10',
      `${arn('es', 'domain/logs')} USES technology:moon/amazon-elasticsearch-7-10`,
      `logs RUNS_ON ${arn('es', 'domain/logs')}`,
      'logs USES technology:moon/amazon-elasticsearch-7-10',
    ],
  },
  kafka: {
    answers: {
      ListClustersV2: json({
        clusterInfoList: [
          {
            clusterArn: arn('kafka', 'cluster/k/1'),
            clusterName: 'k',
            provisioned: {currentBrokerSoftwareInfo: {kafkaVersion: '2.8.1'}},
          },
        ],
      }),
    },
    gives: [
      `resource ${arn('kafka', 'cluster/k/1')}`,
      'technology technology:moon/amazon-msk-2-8-1',
      `${arn('kafka', 'cluster/k/1')} USES technology:moon/amazon-msk-2-8-1`,
    ],
  },
  mq: {
    answers: {
      ListBrokers: json({
        brokerSummaries: [{brokerId: 'b-1', deploymentMode: 'SINGLE_INSTANCE', engineType: 'RABBITMQ'}],
      }),
      DescribeBroker: json({
        brokerArn: arn('mq', 'broker:post:b-1'),
        brokerName: 'post',
        engineType: 'RABBITMQ',
        engineVersion: '3.8.6',
        users: [{username: 'root'}],
      }),
    },
    gives: [
      `resource ${arn('mq', 'broker:post:b-1')}`,
      'technology technology:moon/amazon-mq-rabbitmq-3-8-6',
      `${arn('mq', 'broker:post:b-1')} USES technology:moon/amazon-mq-rabbitmq-3-8-6`,
    ],
  },
  redshift: {
    answers: {
      DescribeClusters: xml(
        'DescribeClusters',
        '<Clusters><Cluster><ClusterIdentifier>dw</ClusterIdentifier><ClusterVersion>1.0</ClusterVersion><MasterUsername>root</MasterUsername></Cluster></Clusters>',
      ),
    },
    gives: [
      'datastore dw',
      `resource ${arn('redshift', 'cluster:dw')}`,
      'technology technology:moon/amazon-redshift-1-0',
      `${arn('redshift', 'cluster:dw')} USES technology:moon/amazon-redshift-1-0`,
      `dw RUNS_ON ${arn('redshift', 'cluster:dw')}`,
      'dw USES technology:moon/amazon-redshift-1-0',
    ],
  },
  'elastic-beanstalk': {
    answers: {
      DescribeEnvironments: list(
        'DescribeEnvironments',
        'Environments',
        `<EnvironmentArn>${arn('elasticbeanstalk', 'environment/a/e')}</EnvironmentArn><EnvironmentName>e</EnvironmentName><SolutionStackName>64bit Amazon Linux 2018.03 v2.9 running Java 8</SolutionStackName>`,
      ),
    },
    gives: [`resource ${arn('elasticbeanstalk', 'environment/a/e')}`],
  },
  glue: {
    answers: {GetJobs: json({Jobs: [{Name: 'nightly', GlueVersion: '1.0', DefaultArguments: {'--key': 'v'}}]})},
    gives: [
      `resource ${arn('glue', 'job/nightly')}`,
      'technology technology:moon/amazon-glue-1-0',
      `${arn('glue', 'job/nightly')} USES technology:moon/amazon-glue-1-0`,
    ],
  },
  'elastic-load-balancing': {
    answers: {
      DescribeLoadBalancers: list(
        'DescribeLoadBalancers',
        'LoadBalancerDescriptions',
        '<LoadBalancerName>old</LoadBalancerName><DNSName>Old-1.elb.amazonaws.com</DNSName><VPCId>vpc-1</VPCId><CreatedTime>2014-03-01T10:00:00Z</CreatedTime><Instances><member><InstanceId>i-1</InstanceId></member><member><InstanceId>i-2</InstanceId></member></Instances>',
      ),
    },
    gives: [`resource ${arn('elasticloadbalancing', 'loadbalancer/old')}`],
  },
  'elastic-load-balancing-v2': {
    answers: {
      DescribeLoadBalancers: list(
        'DescribeLoadBalancers',
        'LoadBalancers',
        `<LoadBalancerArn>${arn('elasticloadbalancing', 'loadbalancer/app/web/1')}</LoadBalancerArn><LoadBalancerName>web</LoadBalancerName>`,
      ),
      DescribeTargetGroups: list(
        'DescribeTargetGroups',
        'TargetGroups',
        `<TargetGroupArn>${arn('elasticloadbalancing', 'targetgroup/t/2')}</TargetGroupArn><LoadBalancerArns><member>${arn('elasticloadbalancing', 'loadbalancer/app/web/1')}</member></LoadBalancerArns>`,
      ),
    },
    gives: [
      `resource ${arn('elasticloadbalancing', 'loadbalancer/app/web/1')}`,
      `resource ${arn('elasticloadbalancing', 'targetgroup/t/2')}`,
      `${arn('elasticloadbalancing', 'loadbalancer/app/web/1')} DEPENDS_ON ${arn('elasticloadbalancing', 'targetgroup/t/2')}`,
    ],
  },
  s3: {
    answers: {
      ListBuckets: {
        body: '<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><DisplayName>jo</DisplayName></Owner><Buckets><Bucket><Name>moon-images</Name></Bucket></Buckets></ListAllMyBucketsResult>',
      },
    },
    gives: ['resource arn:aws:s3:::moon-images'],
  },
  sqs: {
    answers: {ListQueues: json({QueueUrls: [`https://sqs.eu-west-2.amazonaws.com/${caller}/launches`]})},
    gives: [`resource ${arn('sqs', 'launches')}`],
  },
  sns: {
    answers: {ListTopics: list('ListTopics', 'Topics', `<TopicArn>${arn('sns', 'alarms')}</TopicArn>`)},
    gives: [`resource ${arn('sns', 'alarms')}`],
  },
  'api-gateway': {
    answers: {GetRestApis: json({item: [{id: 'a1', name: 'Pay'}]})},
    gives: ['resource arn:aws:apigateway:eu-west-2::/restapis/a1'],
  },
  apigatewayv2: {
    answers: {GetApis: json({items: [{apiId: 'a2', name: 'Orbits', protocolType: 'HTTP'}]})},
    gives: ['resource arn:aws:apigateway:eu-west-2::/apis/a2'],
  },
  'config-service': {
    answers: {
      DescribeConfigurationAggregators: json({ConfigurationAggregators: [{ConfigurationAggregatorName: 'all'}]}),
      SelectAggregateResourceConfig: json({
        Results: [
          JSON.stringify({
            arn: arn('lambda', 'function:old'),
            accountId: caller,
            awsRegion: 'eu-west-2',
            resourceType: 'AWS::Lambda::Function',
            configuration: {runtime: 'nodejs10.x'},
          }),
        ],
      }),
    },
    gives: [
      `resource ${arn('lambda', 'function:old')}`,
      'technology technology:moon/aws-lambda-nodejs10-x',
      `${arn('lambda', 'function:old')} USES technology:moon/aws-lambda-nodejs10-x`,
    ],
  },
  inspector2: {
    answers: {
      ListFindings: json({
        findings: [
          {
            findingArn: arn('inspector2', 'finding/1'),
            severity: 'CRITICAL',
            lastObservedAt: 1795000000,
            packageVulnerabilityDetails: {vulnerabilityId: 'CVE-2021-44228'},
            resources: [{id: 'i-1', type: 'AWS_EC2_INSTANCE'}],
          },
        ],
      }),
      ListCoverage: json({
        coveredResources: [
          {resourceId: 'i-2', scanStatus: {statusCode: 'INACTIVE', reason: 'UNSUPPORTED_OS'}},
          {resourceId: 'i-3', lastScannedAt: 1795000000, scanStatus: {statusCode: 'ACTIVE', reason: 'SUCCESSFUL'}},
        ],
      }),
    },
    gives: [
      `vulnerability ${arn('ec2', 'instance/i-1')} CVE-2021-44228 critical`,
      `vulnerability ${arn('ec2', 'instance/i-3')} undefined none`,
    ],
  },
}

async function seen(id: string): Promise<readonly string[]> {
  const service = allServices.find((one) => one.id === id)
  const answers = samples[id]?.answers ?? {}
  const result = await collected(({operation, region}) => (region === 'us-east-1' ? undefined : answers[operation]), {
    services: service ? [service] : [],
    ...(id === 'organizations' && {accounts: undefined}),
  })
  expect(gaps(result)).toEqual({})
  expect(result.records.filter((record) => record.record === 'problem')).toEqual([])
  const stores = new Map(entities(result.records, 'datastore').map(({id, name}) => [id, name]))
  const short = (one: string) => stores.get(one) ?? one
  return result.records
    .flatMap((record) => {
      if (record.record === 'entity')
        return record.kind === 'account'
          ? []
          : [`${record.kind} ${record.kind === 'datastore' ? record.name : record.id}`]
      if (record.record === 'relation')
        return record.to.startsWith('account:') ? [] : [`${short(record.from)} ${record.type} ${short(record.to)}`]
      if (record.record === 'vulnerability')
        return [`vulnerability ${record.subject} ${record.identifier} ${record.highestSeverity}`]
      return []
    })
    .toSorted()
}

describe('every service', () => {
  it('has a sample', () => {
    expect(Object.keys(samples).toSorted()).toEqual(allServices.map(({id}) => id).toSorted())
  })

  it.each(Object.keys(samples))('%s is read as its API answers', async (id) => {
    expect(await seen(id)).toEqual(samples[id]?.gives.toSorted())
  })
})

describe('what stands beside', () => {
  it('a sample of each operation is answered with its list, so that none is empty by accident', () => {
    for (const {id, operations} of allServices)
      expect([id, Object.keys(samples[id]?.answers ?? {})]).toEqual([
        id,
        operations.map(({operation}) => operation).filter((operation) => operation !== 'DescribeRegions'),
      ])
  })

  it('the dates on which RDS ends support are kept with the engine’s version', async () => {
    const service = allServices.filter(({id}) => id === 'rds')
    const {records} = await collected(({operation}) => samples['rds']?.answers[operation], {services: service})
    const engine = entities(records, 'technology').find(({id}) => id.endsWith('amazon-rds-postgresql-13'))

    expect(engine?.attributes['standardSupportEnds']?.[0]).toMatchObject({value: '2026-02-28'})
  })

  it('a classic load balancer are the instances that it sends to and the network that both stand in', async () => {
    const services = allServices.filter(({id}) => id === 'ec2' || id === 'elastic-load-balancing')
    const {records} = await collected(({service, operation}) => samples[service]?.answers[operation], {services})
    const balancer = arn('elasticloadbalancing', 'loadbalancer/old')
    const links = records.flatMap((record) =>
      record.record === 'relation' && record.from === balancer ? [`${record.type} ${record.to}`] : [],
    )

    expect(links.toSorted()).toEqual([
      `CONTAINED_IN account:moon/aws-${caller}`,
      `CONTAINED_IN ${arn('ec2', 'vpc/vpc-1')}`,
      `DEPENDS_ON ${arn('ec2', 'instance/i-1')}`,
    ])
    expect(entities(records, 'resource').find(({id}) => id === balancer)?.attributes).toMatchObject({
      hostName: [{value: 'old-1.elb.amazonaws.com'}],
      kind: [{value: 'classic'}],
      created: [{value: '2014-03-01T10:00:00.000Z'}],
    })
  })

  it('what Inspector does not scan is a note, with its reason', async () => {
    const service = allServices.filter(({id}) => id === 'inspector2')
    const {records} = await collected(({operation}) => samples['inspector2']?.answers[operation], {services: service})

    expect(records.flatMap((record) => (record.record === 'coverage' ? (record.notes ?? []) : []))).toEqual([
      {
        code: 'not-scanned',
        what: 'UNSUPPORTED_OS',
        count: 1,
        message: 'Inspector does not scan 1 resource: UNSUPPORTED_OS',
      },
    ])
  })
})

it('takes what an image’s name tells for less than certain, with the image’s own evidence', async () => {
  const {records} = await collected(
    ({operation, region}) => (region === 'us-east-1' ? undefined : samples.ec2?.answers[operation]),
    {services: allServices.filter((one) => one.id === 'ec2')},
  )
  const uses = records.find((one) => one.record === 'relation' && one.to === 'technology:moon/debian-10')
  const [technology] = entities(records, 'technology')

  expect(uses).toMatchObject({certainty: 'inferred', from: arn('ec2', 'image/ami-1', '')})
  expect(technology?.attributes.version).toEqual([
    {value: '10', evidence: uses && 'evidence' in uses ? uses.evidence : [], confidence: 0.6},
  ])
})
