import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, TagMap} from '../resource-seen.ts'

/** REST APIs of the first generation. */
export const apiGateway = {
  id: 'api-gateway',
  name: 'API Gateway',
  scope: 'regional',
  load: () => import('@aws-sdk/client-api-gateway'),
  client: 'APIGatewayClient',
  operations: [
    operation({
      operation: 'GetRestApis',
      action: 'apigateway:GET',
      // On everything it would also show API keys.
      actionOn: 'apigateway:*::/restapis',
      input: {limit: 500},
      paging: {request: 'position', response: 'position'},
      items: 'items',
      omitsEmptyList: true,
      redact: ['policy'],
      item: z.object({id: z.string(), name: z.string().optional(), createdDate: z.date().optional(), tags: TagMap}),
      sees: ({id, name, createdDate, tags}, place) => {
        const arn = `arn:${place.partition}:apigateway:${place.region}::/restapis/${id}`
        return {
          things: [resource(arn, place, {name, tags, attributes: {created: createdDate?.toISOString()}})],
          links: [inAccount(arn, place)],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
