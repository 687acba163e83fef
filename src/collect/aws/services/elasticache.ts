import {z} from 'zod'
import {datastoreIn} from '../../cloud/datastore-in.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** Cache clusters with their engines, each a store. */
export const elasticache = {
  id: 'elasticache',
  name: 'ElastiCache',
  scope: 'regional',
  load: () => import('@aws-sdk/client-elasticache'),
  client: 'ElastiCacheClient',
  operations: [
    operation({
      operation: 'DescribeCacheClusters',
      action: 'elasticache:DescribeCacheClusters',
      input: {MaxRecords: 100, ShowCacheNodeInfo: true},
      paging: {request: 'Marker', response: 'Marker'},
      items: 'CacheClusters',
      item: z.object({
        ARN: z.string(),
        CacheClusterId: z.string(),
        Engine: z.string().optional(),
        EngineVersion: z.string().optional(),
        CacheNodeType: z.string().optional(),
        ReplicationGroupId: z.string().optional(),
        ConfigurationEndpoint: z.object({Address: z.string().optional()}).optional(),
        CacheNodes: z.array(z.object({Endpoint: z.object({Address: z.string().optional()}).optional()})).optional(),
      }),
      sees: (cluster, place) => {
        const {ARN, CacheClusterId, Engine, EngineVersion, CacheNodeType, ReplicationGroupId} = cluster
        const host = cluster.ConfigurationEndpoint?.Address ?? cluster.CacheNodes?.[0]?.Endpoint?.Address
        const store = datastoreIn(ARN, place, {name: CacheClusterId, host})
        const attributes = {
          engine: Engine,
          engineVersion: EngineVersion,
          size: CacheNodeType,
          host: host?.toLowerCase(),
          replicationGroup: ReplicationGroupId,
        }
        return {
          things: [resource(ARN, place, {name: CacheClusterId, attributes}), store.thing],
          links: [inAccount(ARN, place), store.link],
          technologies: Engine
            ? [ARN, store.thing.id].map((of) => ({of, product: `amazon-elasticache-${Engine}`, version: EngineVersion}))
            : [],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
