import {z} from 'zod'
import {technologyId} from '../../cloud/records-of-sighting.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, TagMap} from '../resource-seen.ts'

/** Kubernetes clusters with their versions, and the service's own dates for the end of their support. */
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
    operation({
      operation: 'DescribeClusterVersions',
      action: 'eks:DescribeClusterVersions',
      input: {includeAll: true, maxResults: 100},
      paging: {request: 'nextToken', response: 'nextToken'},
      items: 'clusterVersions',
      onlyIn: 'home',
      item: z.object({
        clusterVersion: z.string(),
        endOfStandardSupportDate: z.date().optional(),
        endOfExtendedSupportDate: z.date().optional(),
      }),
      sees: ({clusterVersion, endOfStandardSupportDate, endOfExtendedSupportDate}, {organisation}) => ({
        things: [
          {
            kind: 'technology',
            id: technologyId(organisation, 'amazon-eks', clusterVersion),
            name: `amazon-eks ${clusterVersion}`,
            attributes: {
              product: 'amazon-eks',
              version: clusterVersion,
              standardSupportEnds: endOfStandardSupportDate?.toISOString().slice(0, 10),
              extendedSupportEnds: endOfExtendedSupportDate?.toISOString().slice(0, 10),
            },
          },
        ],
      }),
    }),
  ],
} as const satisfies ServiceDescription
