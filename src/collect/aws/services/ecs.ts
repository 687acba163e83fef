import {z} from 'zod'
import {productsOfReference} from '../../../lifecycle/aliases/container-image.ts'
import {inferredFromImage} from '../../cloud/inferred-from-image.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

const servicesAtOnce = 10

/** The services of container clusters, and the images of the task definitions that they run. */
export const ecs = {
  id: 'ecs',
  name: 'ECS',
  scope: 'regional',
  load: () => import('@aws-sdk/client-ecs'),
  client: 'ECSClient',
  operations: [
    operation({
      operation: 'ListClusters',
      action: 'ecs:ListClusters',
      input: {maxResults: 100},
      paging: {request: 'nextToken', response: 'nextToken'},
      items: 'clusterArns',
      item: z.string(),
      sees: (arn, place) => ({things: [resource(arn, place)], links: [inAccount(arn, place)]}),
    }),
    operation({
      operation: 'ListServices',
      action: 'ecs:ListServices',
      input: {maxResults: 100},
      after: {operation: 'ListClusters', inputs: (arns) => arns.map((cluster) => ({cluster}))},
      paging: {request: 'nextToken', response: 'nextToken'},
      items: 'serviceArns',
      item: z.string(),
      sees: (arn, place) => ({things: [resource(arn, place)], links: [inAccount(arn, place)]}),
    }),
    operation({
      operation: 'DescribeServices',
      action: 'ecs:DescribeServices',
      after: {operation: 'ListServices', inputs: serviceInputs},
      items: 'services',
      item: z.object({
        serviceArn: z.string(),
        serviceName: z.string(),
        clusterArn: z.string().optional(),
        taskDefinition: z.string().optional(),
        launchType: z.string().optional(),
        platformVersion: z.string().optional(),
        status: z.string().optional(),
      }),
      sees: (service, place) => {
        const {serviceArn, serviceName, clusterArn, taskDefinition, launchType, platformVersion, status} = service
        return {
          things: [
            resource(serviceArn, place, {
              name: serviceName,
              attributes: {taskDefinition, launchType, platformVersion, status},
            }),
          ],
          links: [
            ...(clusterArn ? [{from: serviceArn, type: 'CONTAINED_IN' as const, to: clusterArn}] : []),
            ...(taskDefinition ? [{from: serviceArn, type: 'USES' as const, to: taskDefinition}] : []),
          ],
        }
      },
    }),
    operation({
      operation: 'DescribeTaskDefinition',
      action: 'ecs:DescribeTaskDefinition',
      after: {operation: 'DescribeServices', inputs: definitionInputs},
      items: 'taskDefinition',
      redact: [
        'environment.value',
        'environmentFiles.value',
        'containerDefinitions.command',
        'containerDefinitions.entryPoint',
        'options',
        'dockerLabels',
      ],
      item: z.object({
        taskDefinitionArn: z.string(),
        containerDefinitions: z.array(z.object({image: z.string().optional()})).default([]),
      }),
      sees: ({taskDefinitionArn, containerDefinitions}, place) => ({
        things: [
          resource(taskDefinitionArn, place, {
            attributes: {images: containerDefinitions.flatMap(({image}) => image ?? []).toSorted()},
          }),
        ],
        links: [inAccount(taskDefinitionArn, place)],
        technologies: containerDefinitions
          .flatMap(({image}) => (image ? productsOfReference(image) : []))
          .map(inferredFromImage(taskDefinitionArn)),
      }),
    }),
  ],
} as const satisfies ServiceDescription

/** `arn:...:service/<cluster>/<service>`: ten of one cluster at once. Old ARNs name no cluster and are not described. */
function serviceInputs(items: readonly unknown[]) {
  const byCluster = new Map<string, string[]>()
  for (const arn of items.map(String)) {
    const cluster = /:service\/([^/]+)\//.exec(arn)?.[1]
    if (cluster) byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), arn])
  }
  return [...byCluster].flatMap(([cluster, services]) =>
    Array.from({length: Math.ceil(services.length / servicesAtOnce)}, (_, at) => ({
      cluster,
      services: services.slice(at * servicesAtOnce, (at + 1) * servicesAtOnce),
    })),
  )
}

function definitionInputs(items: readonly unknown[]) {
  const Service = z.object({taskDefinition: z.string()})
  const definitions = new Set(items.flatMap((item) => Service.safeParse(item).data?.taskDefinition ?? []))
  return [...definitions].toSorted().map((taskDefinition) => ({taskDefinition}))
}
