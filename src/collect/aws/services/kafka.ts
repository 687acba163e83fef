import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, TagMap} from '../resource-seen.ts'

/** Clusters of Managed Streaming for Kafka; serverless ones have no version. */
export const kafka = {
  id: 'kafka',
  name: 'MSK',
  scope: 'regional',
  load: () => import('@aws-sdk/client-kafka'),
  client: 'KafkaClient',
  operations: [
    operation({
      operation: 'ListClustersV2',
      action: 'kafka:ListClustersV2',
      input: {MaxResults: 100},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'ClusterInfoList',
      item: z.object({
        ClusterArn: z.string(),
        ClusterName: z.string().optional(),
        ClusterType: z.string().optional(),
        State: z.string().optional(),
        Provisioned: z
          .object({
            CurrentBrokerSoftwareInfo: z.object({KafkaVersion: z.string().optional()}).optional(),
            NumberOfBrokerNodes: z.number().optional(),
          })
          .optional(),
        Tags: TagMap,
      }),
      sees: ({ClusterArn, ClusterName, ClusterType, State, Provisioned, Tags}, place) => {
        const version = Provisioned?.CurrentBrokerSoftwareInfo?.KafkaVersion
        return {
          things: [
            resource(ClusterArn, place, {
              name: ClusterName,
              tags: Tags,
              attributes: {version, kind: ClusterType, state: State, brokers: Provisioned?.NumberOfBrokerNodes},
            }),
          ],
          links: [inAccount(ClusterArn, place)],
          technologies: version ? [{of: ClusterArn, product: 'amazon-msk', version}] : [],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
