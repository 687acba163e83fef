import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {datastoreIn} from '../../cloud/datastore-in.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, Tags} from '../resource-seen.ts'

/** Data warehouses, each a store. */
export const redshift = {
  id: 'redshift',
  name: 'Redshift',
  scope: 'regional',
  load: () => import('@aws-sdk/client-redshift'),
  client: 'RedshiftClient',
  operations: [
    operation({
      operation: 'DescribeClusters',
      action: 'redshift:DescribeClusters',
      input: {MaxRecords: 100},
      paging: {request: 'Marker', response: 'Marker'},
      items: 'Clusters',
      redact: ['MasterUsername'],
      item: z.object({
        ClusterIdentifier: z.string(),
        ClusterVersion: z.string().optional(),
        NodeType: z.string().optional(),
        Endpoint: z.object({Address: z.string().optional()}).optional(),
        Encrypted: z.boolean().optional(),
        Tags,
      }),
      sees: ({ClusterIdentifier, ClusterVersion, NodeType, Endpoint, Encrypted, Tags}, place) => {
        const arn = arnOf('redshift', place, `cluster:${ClusterIdentifier}`)
        const host = Endpoint?.Address
        const store = datastoreIn(arn, place, {name: ClusterIdentifier, host})
        const attributes = {
          engine: 'redshift',
          engineVersion: ClusterVersion,
          size: NodeType,
          host: host?.toLowerCase(),
          encrypted: Encrypted,
        }
        return {
          things: [resource(arn, place, {name: ClusterIdentifier, tags: Tags, attributes}), store.thing],
          links: [inAccount(arn, place), store.link],
          technologies: [arn, store.thing.id].map((of) => ({of, product: 'amazon-redshift', version: ClusterVersion})),
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
