import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** What was never tagged, where the account has an index: the complement of the tagging API. */
export const resourceExplorer2 = {
  id: 'resource-explorer-2',
  name: 'Resource Explorer',
  scope: 'regional',
  load: () => import('@aws-sdk/client-resource-explorer-2'),
  client: 'ResourceExplorer2Client',
  operations: [
    operation({
      operation: 'ListResources',
      action: 'resource-explorer-2:ListResources',
      // At 1000 a page there is no token for the next.
      input: {Filters: {FilterString: 'tag:none'}, MaxResults: 500},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'Resources',
      item: z.object({Arn: z.string().min(1), LastReportedAt: z.date().optional()}),
      sees: ({Arn, LastReportedAt}, place) => ({
        things: [resource(Arn, place, {attributes: {lastReported: LastReportedAt?.toISOString()}})],
        links: [inAccount(Arn, place)],
      }),
    }),
  ],
} as const satisfies ServiceDescription
