import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, Tags} from '../resource-seen.ts'

/** Everything that is or was tagged, of nearly every service. */
export const resourceGroupsTaggingApi = {
  id: 'resource-groups-tagging-api',
  name: 'Resource Groups Tagging API',
  scope: 'regional',
  load: () => import('@aws-sdk/client-resource-groups-tagging-api'),
  client: 'ResourceGroupsTaggingAPIClient',
  operations: [
    operation({
      operation: 'GetResources',
      action: 'tag:GetResources',
      input: {ResourcesPerPage: 100},
      paging: {request: 'PaginationToken', response: 'PaginationToken'},
      items: 'ResourceTagMappingList',
      item: z.object({ResourceARN: z.string().min(1), Tags}),
      sees: ({ResourceARN, Tags}, place) => ({
        things: [resource(ResourceARN, place, {tags: Tags})],
        links: [inAccount(ResourceARN, place)],
      }),
    }),
  ],
} as const satisfies ServiceDescription
