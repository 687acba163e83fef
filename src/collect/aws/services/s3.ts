import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** Buckets by name; never what is in them. */
export const s3 = {
  id: 's3',
  name: 'S3',
  scope: 'global',
  load: () => import('@aws-sdk/client-s3'),
  client: 'S3Client',
  operations: [
    operation({
      operation: 'ListBuckets',
      action: 's3:ListAllMyBuckets',
      input: {MaxBuckets: 1000},
      paging: {request: 'ContinuationToken', response: 'ContinuationToken'},
      items: 'Buckets',
      root: 'ListAllMyBucketsResult',
      redact: ['Owner.DisplayName'],
      item: z.object({Name: z.string(), BucketRegion: z.string().optional(), CreationDate: z.date().optional()}),
      sees: ({Name, BucketRegion, CreationDate}, place) => {
        const arn = `arn:${place.partition}:s3:::${Name}`
        return {
          things: [
            // Buckets of every region are listed together: where one stands is not the region that was asked.
            resource(arn, place, {attributes: {region: BucketRegion, created: CreationDate?.toISOString()}}),
          ],
          links: [inAccount(arn, place)],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
