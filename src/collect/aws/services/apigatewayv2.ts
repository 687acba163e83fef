import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, TagMap} from '../resource-seen.ts'

/** HTTP and WebSocket APIs. */
export const apigatewayv2 = {
  id: 'apigatewayv2',
  name: 'API Gateway v2',
  scope: 'regional',
  load: () => import('@aws-sdk/client-apigatewayv2'),
  client: 'ApiGatewayV2Client',
  operations: [
    operation({
      operation: 'GetApis',
      action: 'apigateway:GET',
      // On everything it would also show API keys.
      actionOn: 'apigateway:*::/apis',
      input: {MaxResults: '500'},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'Items',
      item: z.object({
        ApiId: z.string(),
        Name: z.string().optional(),
        ApiEndpoint: z.string().optional(),
        ProtocolType: z.string().optional(),
        Tags: TagMap,
      }),
      sees: ({ApiId, Name, ApiEndpoint, ProtocolType, Tags}, place) => {
        const arn = `arn:${place.partition}:apigateway:${place.region}::/apis/${ApiId}`
        return {
          things: [
            resource(arn, place, {name: Name, tags: Tags, attributes: {url: ApiEndpoint, protocol: ProtocolType}}),
          ],
          links: [inAccount(arn, place)],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
