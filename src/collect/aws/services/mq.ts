import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, TagMap} from '../resource-seen.ts'

/** Message brokers with their engines. */
export const mq = {
  id: 'mq',
  name: 'Amazon MQ',
  scope: 'regional',
  load: () => import('@aws-sdk/client-mq'),
  client: 'MqClient',
  operations: [
    operation({
      operation: 'ListBrokers',
      action: 'mq:ListBrokers',
      input: {MaxResults: 100},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'BrokerSummaries',
      item: z.object({BrokerId: z.string()}),
      sees: () => ({}),
    }),
    operation({
      operation: 'DescribeBroker',
      action: 'mq:DescribeBroker',
      after: {operation: 'ListBrokers', inputs: brokerInputs},
      items: 'BrokerArn',
      whole: true,
      redact: ['users.username', 'ldapServerMetadata'],
      item: z.object({
        BrokerArn: z.string(),
        BrokerName: z.string().optional(),
        EngineType: z.string().optional(),
        EngineVersion: z.string().optional(),
        HostInstanceType: z.string().optional(),
        Tags: TagMap,
      }),
      sees: ({BrokerArn, BrokerName, EngineType, EngineVersion, HostInstanceType, Tags}, place) => ({
        things: [
          resource(BrokerArn, place, {
            name: BrokerName,
            tags: Tags,
            attributes: {engine: EngineType, engineVersion: EngineVersion, size: HostInstanceType},
          }),
        ],
        links: [inAccount(BrokerArn, place)],
        technologies: EngineType
          ? [{of: BrokerArn, product: `amazon-mq-${EngineType.toLowerCase()}`, version: EngineVersion}]
          : [],
      }),
    }),
  ],
} as const satisfies ServiceDescription

function brokerInputs(items: readonly unknown[]) {
  const Broker = z.object({BrokerId: z.string()})
  return items.flatMap((item) => Broker.safeParse(item).data ?? [])
}
