import {productOfEngine, versionOfEngine} from '../../../../lifecycle/aliases/database-engines.ts'
import {productsOfMachineImage} from '../../../../lifecycle/aliases/machine-image.ts'
import type {Description, PropertyReader, ResourceFacts} from './declared-resource.ts'
import {samEvents} from './sam-events.ts'

const stateMachine: Description = (read) => {
  const name = read.text('name', 'Name', 'StateMachineName')
  return {is: 'workload', name, attributes: {kind: 'Step Functions state machine'}, ...samEvents(read)}
}

/** What a rule starts stands in ties, and when on the rule itself where that is a resource of its own. */
const rule: Description = (read) => {
  const targets = read.inside('Targets', 'target', 'Target')
  const of = targets.flatMap((one) => one.addresses('Arn', 'arn'))[0]
  const schedule = read.text('ScheduleExpression', 'schedule_expression')
  if (of !== undefined) return {of, schedule}
  return {is: 'other', name: read.text('name', 'Name'), schedules: schedule ? [schedule] : []}
}

/** `GET /licences` of a route; those of web sockets have names alone, as `$default` may be. */
const route: Description = (read) => {
  const [, method, path] = /^([A-Za-z]+)\s+(\/\S*)$/.exec(read.text('route_key', 'RouteKey') ?? '') ?? []
  return {is: 'other', endpoints: method && path ? [{method: method.toUpperCase(), path}] : []}
}

const apiOfSam: Description = (read) => ({
  is: 'other',
  name: read.text('Name'),
  hosts: read.inside('Domain').flatMap((one) => one.text('DomainName') ?? []),
})

const named = (read: PropertyReader, service: string, name: string | undefined, prefix = '') =>
  name === undefined ? undefined : {service, rest: `${prefix}${name}`}

function database(kind: 'db' | 'cluster'): Description {
  return (read) => {
    const engine = read.text('engine', 'Engine')
    const version = read.text('engine_version_actual', 'engine_version', 'EngineVersion')
    const name = read.text('identifier', 'cluster_identifier', 'DBInstanceIdentifier', 'DBClusterIdentifier')
    return {
      is: 'store',
      name,
      arn: named(read, 'rds', name, `${kind}:`),
      host: read.text('address') ?? (kind === 'cluster' ? read.text('endpoint') : undefined),
      technologies: engine
        ? [{product: productOfEngine(engine), ...(version && {version: versionOfEngine(engine, version)})}]
        : [],
    }
  }
}

const cache: Description = (read) => {
  const engine = read.text('engine', 'Engine') ?? (read.has('engine', 'Engine') ? undefined : 'redis')
  const version = read.text('engine_version_actual', 'engine_version', 'EngineVersion')
  const name = read.text('cluster_id', 'ClusterName')
  const [node] = read.inside('cache_nodes')
  return {
    is: 'store',
    name: name ?? read.text('replication_group_id', 'ReplicationGroupId'),
    arn: named(read, 'elasticache', name, 'cluster:'),
    host: read.text('configuration_endpoint', 'primary_endpoint_address') ?? node?.text('address'),
    technologies: engine ? [{product: `amazon-elasticache-${engine}`, ...(version && {version})}] : [],
  }
}

const search: Description = (read) => {
  const stated = read.text('engine_version', 'EngineVersion', 'elasticsearch_version', 'ElasticsearchVersion')
  const [, engine = 'Elasticsearch', version] = /^(?:([A-Za-z]+)_)?(\d.*)$/.exec(stated ?? '') ?? []
  const name = read.text('domain_name', 'DomainName')
  return {
    is: 'store',
    name,
    arn: named(read, 'es', name, 'domain/'),
    host: read.text('endpoint'),
    technologies: stated ? [{product: `amazon-${engine.toLowerCase()}`, ...(version && {version})}] : [],
  }
}

const queue =
  (service: string, prefix = ''): Description =>
  (read) => {
    const name = read.text('name', 'QueueName', 'TopicName', 'Name')
    return {is: 'queue', product: `aws-${service}`, name, arn: named(read, service, name, prefix)}
  }

const lambda: Description = (read) => {
  const runtime = read.text('runtime', 'Runtime')
  const image = read.text('image_uri', 'ImageUri')
  const name = read.text('function_name', 'FunctionName')
  return {
    is: 'workload',
    name,
    arn: named(read, 'lambda', name, 'function:'),
    technologies: runtime ? [{product: 'aws-lambda', version: runtime}] : [],
    images: image ? [image] : [],
    ...samEvents(read),
    attributes: {kind: 'Lambda function', runtime},
    ...environmentOf(read),
  }
}

function environmentOf(read: PropertyReader): Pick<ResourceFacts, 'variables' | 'given'> {
  const [variables] = read.inside('environment', 'Environment').flatMap((one) => one.inside('variables', 'Variables'))
  const names = variables?.names() ?? []
  return {variables: names, given: names.flatMap((name) => variables?.addresses(name) ?? [])}
}

const taskDefinition: Description = (read) => {
  const containers = read.inside('container_definitions', 'ContainerDefinitions')
  const variables = containers.flatMap((one) => one.inside('environment', 'Environment'))
  return {
    is: 'workload',
    name: read.text('family', 'Family'),
    images: containers.flatMap((one) => one.text('image', 'Image') ?? []),
    attributes: {kind: 'ECS task definition'},
    variables: variables.flatMap((one) => one.text('name', 'Name') ?? []),
    given: variables.flatMap((one) => one.addresses('value', 'Value')),
  }
}

const broker: Description = (read) => {
  const engine = read.text('engine_type', 'EngineType')
  const version = read.text('engine_version', 'EngineVersion')
  return {
    is: 'other',
    name: read.text('broker_name', 'BrokerName'),
    technologies: engine ? [{product: `amazon-mq-${engine.toLowerCase()}`, ...(version && {version})}] : [],
  }
}

const versioned =
  (product: string, service: string, prefix: string, ...names: readonly string[]): Description =>
  (read) => {
    const version = read.text('version', 'Version', 'kafka_version', 'KafkaVersion')
    const name = read.text(...names)
    return {
      is: 'other',
      name,
      arn: service ? named(read, service, name, prefix) : undefined,
      technologies: [{product, ...(version && {version})}],
    }
  }

const bucket: Description = (read) => {
  const name = read.text('bucket', 'BucketName')
  return {is: 'store', name, arn: name === undefined ? undefined : {service: 's3', rest: name, isGlobal: true}}
}

const dynamo: Description = (read) => {
  const name = read.text('name', 'TableName')
  return {is: 'store', name, arn: named(read, 'dynamodb', name, 'table/')}
}

const cluster =
  (product: string, service: string): Description =>
  (read) => {
    const version = read.text('engine_version', 'EngineVersion')
    const name = read.text('cluster_identifier', 'DBClusterIdentifier', 'ClusterIdentifier')
    return {
      is: 'store',
      name,
      arn: named(read, service, name, 'cluster:'),
      host: read.text('endpoint', 'dns_name'),
      technologies: [{product, ...(version && {version})}],
    }
  }

const beanstalk: Description = (read) => {
  const stack = read.text('solution_stack_name', 'SolutionStackName')
  return {is: 'other', name: read.text('name', 'EnvironmentName'), attributes: {stack}}
}

/** Its name stands among its tags, which each tool writes in its own way. */
const instance: Description = (read) => ({
  is: 'workload',
  name:
    read.inside('tags').flatMap((tags) => tags.text('Name') ?? [])[0] ??
    read.inside('Tags').flatMap((tag) => (tag.text('Key') === 'Name' ? (tag.text('Value') ?? []) : []))[0],
  host: read.text('private_dns'),
  attributes: {kind: 'EC2 instance', size: read.text('instance_type', 'InstanceType')},
})

/** An image that a filter of its name tells, as `ubuntu/images/*ubuntu-jammy-22.04-*`. */
const machineImage: Description = (read) => {
  const names = read.inside('filter').filter((one) => one.text('name') === 'name')
  const texts = names.flatMap((one) => one.texts('values'))
  return {
    is: 'other',
    technologies: texts.flatMap((text) => productsOfMachineImage(text)).map((one) => ({...one, confidence: 0.6})),
  }
}

/** By what Terraform and CloudFormation call them. Ties say what takes whose messages, and what runs when. */
export const awsKinds: Readonly<Record<string, Description>> = {
  aws_db_instance: database('db'),
  'AWS::RDS::DBInstance': database('db'),
  aws_rds_cluster: database('cluster'),
  'AWS::RDS::DBCluster': database('cluster'),
  aws_elasticache_cluster: cache,
  'AWS::ElastiCache::CacheCluster': cache,
  aws_elasticache_replication_group: cache,
  'AWS::ElastiCache::ReplicationGroup': cache,
  aws_opensearch_domain: search,
  aws_elasticsearch_domain: search,
  'AWS::OpenSearchService::Domain': search,
  'AWS::Elasticsearch::Domain': search,
  aws_docdb_cluster: cluster('amazon-documentdb', 'rds'),
  'AWS::DocDB::DBCluster': cluster('amazon-documentdb', 'rds'),
  aws_neptune_cluster: cluster('amazon-neptune', 'rds'),
  'AWS::Neptune::DBCluster': cluster('amazon-neptune', 'rds'),
  aws_redshift_cluster: cluster('amazon-redshift', 'redshift'),
  'AWS::Redshift::Cluster': cluster('amazon-redshift', 'redshift'),
  aws_dynamodb_table: dynamo,
  'AWS::DynamoDB::Table': dynamo,
  'AWS::Serverless::SimpleTable': dynamo,
  aws_s3_bucket: bucket,
  'AWS::S3::Bucket': bucket,
  aws_sqs_queue: queue('sqs'),
  'AWS::SQS::Queue': queue('sqs'),
  aws_sns_topic: queue('sns'),
  'AWS::SNS::Topic': queue('sns'),
  aws_kinesis_stream: queue('kinesis', 'stream/'),
  'AWS::Kinesis::Stream': queue('kinesis', 'stream/'),
  aws_lambda_function: lambda,
  'AWS::Lambda::Function': lambda,
  'AWS::Serverless::Function': lambda,
  aws_ecs_task_definition: taskDefinition,
  'AWS::ECS::TaskDefinition': taskDefinition,
  aws_mq_broker: broker,
  'AWS::AmazonMQ::Broker': broker,
  aws_msk_cluster: versioned('amazon-msk', '', '', 'cluster_name', 'ClusterName'),
  'AWS::MSK::Cluster': versioned('amazon-msk', '', '', 'cluster_name', 'ClusterName'),
  aws_eks_cluster: versioned('amazon-eks', 'eks', 'cluster/', 'name', 'Name'),
  'AWS::EKS::Cluster': versioned('amazon-eks', 'eks', 'cluster/', 'name', 'Name'),
  aws_elastic_beanstalk_environment: beanstalk,
  'AWS::ElasticBeanstalk::Environment': beanstalk,
  aws_instance: instance,
  aws_spot_instance_request: instance,
  'AWS::EC2::Instance': instance,
  'data.aws_ami': machineImage,
  aws_sfn_state_machine: stateMachine,
  'AWS::StepFunctions::StateMachine': stateMachine,
  'AWS::Serverless::StateMachine': stateMachine,
  'AWS::Serverless::Api': apiOfSam,
  'AWS::Serverless::HttpApi': apiOfSam,
  aws_apigatewayv2_route: route,
  'AWS::ApiGatewayV2::Route': route,
  aws_cloudwatch_event_rule: rule,
  'AWS::Events::Rule': rule,
  aws_scheduler_schedule: rule,
  'AWS::Scheduler::Schedule': rule,
  aws_cloudwatch_event_target: (read) => ({
    of: read.addresses('arn')[0] ?? '',
    scheduledBy: read.addresses('rule')[0] ?? read.text('rule'),
  }),
  aws_lambda_event_source_mapping: (read) => tie(read, 'function_name', 'event_source_arn'),
  'AWS::Lambda::EventSourceMapping': (read) => tie(read, 'FunctionName', 'EventSourceArn'),
  aws_sns_topic_subscription: (read) => tie(read, 'endpoint', 'topic_arn'),
  'AWS::SNS::Subscription': (read) => tie(read, 'Endpoint', 'TopicArn'),
}

function tie(read: PropertyReader, of: string, from: string) {
  return {of: read.addresses(of)[0] ?? '', takesFrom: read.addresses(from)[0]}
}
