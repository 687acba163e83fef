import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, TagMap} from '../resource-seen.ts'

/** Kubernetes clusters with their versions. */
export const eks = {
  id: 'eks',
  name: 'EKS',
  scope: 'regional',
  load: () => import('@aws-sdk/client-eks'),
  client: 'EKSClient',
  operations: [
    operation({
      operation: 'ListClusters',
      action: 'eks:ListClusters',
      input: {maxResults: 100},
      paging: {request: 'nextToken', response: 'nextToken'},
      items: 'clusters',
      item: z.string(),
      sees: () => ({}),
    }),
    operation({
      operation: 'DescribeCluster',
      action: 'eks:DescribeCluster',
      after: {operation: 'ListClusters', inputs: (names) => names.map((name) => ({name}))},
      items: 'cluster',
      item: z.object({
        arn: z.string(),
        name: z.string(),
        version: z.string().optional(),
        status: z.string().optional(),
        platformVersion: z.string().optional(),
        upgradePolicy: z.object({supportType: z.string().optional()}).optional(),
        tags: TagMap,
      }),
      sees: ({arn, name, version, status, platformVersion, upgradePolicy, tags}, place) => ({
        things: [
          resource(arn, place, {
            name,
            tags,
            attributes: {version, status, platformVersion, supportPolicy: upgradePolicy?.supportType},
          }),
        ],
        links: [inAccount(arn, place)],
        technologies: [
          {of: arn, product: 'amazon-eks', version, extendedSupport: upgradePolicy?.supportType === 'EXTENDED'},
        ],
      }),
    }),
  ],
} as const satisfies ServiceDescription
