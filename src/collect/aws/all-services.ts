import type {Operation, ServiceDescription} from './service-description.ts'
import {apiGateway} from './services/api-gateway.ts'
import {apigatewayv2} from './services/apigatewayv2.ts'
import {configService} from './services/config-service.ts'
import {ec2} from './services/ec2.ts'
import {ecs} from './services/ecs.ts'
import {eks} from './services/eks.ts'
import {elasticBeanstalk} from './services/elastic-beanstalk.ts'
import {elasticLoadBalancing} from './services/elastic-load-balancing.ts'
import {elasticLoadBalancingV2} from './services/elastic-load-balancing-v2.ts'
import {elasticache} from './services/elasticache.ts'
import {glue} from './services/glue.ts'
import {inspector2} from './services/inspector2.ts'
import {kafka} from './services/kafka.ts'
import {lambda} from './services/lambda.ts'
import {mq} from './services/mq.ts'
import {opensearch} from './services/opensearch.ts'
import {organizations} from './services/organizations.ts'
import {rds} from './services/rds.ts'
import {redshift} from './services/redshift.ts'
import {resourceExplorer2} from './services/resource-explorer-2.ts'
import {resourceGroupsTaggingApi} from './services/resource-groups-tagging-api.ts'
import {s3} from './services/s3.ts'
import {sns} from './services/sns.ts'
import {sqs} from './services/sqs.ts'
import {ssm} from './services/ssm.ts'

/** Every service that is read, each a file of `services/`. */
export const allServices: readonly ServiceDescription[] = [
  organizations,
  resourceGroupsTaggingApi,
  resourceExplorer2,
  ec2,
  ssm,
  rds,
  lambda,
  eks,
  ecs,
  elasticache,
  opensearch,
  kafka,
  mq,
  redshift,
  elasticBeanstalk,
  glue,
  elasticLoadBalancing,
  elasticLoadBalancingV2,
  s3,
  sqs,
  sns,
  apiGateway,
  apigatewayv2,
  configService,
  inspector2,
]

/** The security token service: who we are, and a role in another account. What it answers is never written down. */
export const sts = {
  load: () => import('@aws-sdk/client-sts'),
  client: 'STSClient',
  operations: ['GetCallerIdentity', 'AssumeRole'],
} as const

/** What clients may send: nothing that changes anything, nor that gives content or secrets. */
export function allowedCommands(services: readonly ServiceDescription[]): ReadonlySet<string> {
  return new Set([
    ...sts.operations.map((operation) => `${sts.client}.${operation}`),
    ...services.flatMap(({client, operations}) => operations.map(({operation}) => `${client}.${operation}`)),
  ])
}

/** A service and one of its operations by their names. */
export function findOperation(
  services: readonly ServiceDescription[],
  serviceId: string,
  name: string,
): {readonly service: ServiceDescription; readonly operation: Operation} | undefined {
  const service = services.find(({id}) => id === serviceId)
  const operation = service?.operations.find(({operation}) => operation === name)
  return service && operation && {service, operation}
}
