import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** Topics; not who subscribes to them, since endpoints are addresses of people as well. */
export const sns = {
  id: 'sns',
  name: 'SNS',
  scope: 'regional',
  load: () => import('@aws-sdk/client-sns'),
  client: 'SNSClient',
  operations: [
    operation({
      operation: 'ListTopics',
      action: 'sns:ListTopics',
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'Topics',
      item: z.object({TopicArn: z.string()}),
      sees: ({TopicArn}, place) => ({things: [resource(TopicArn, place)], links: [inAccount(TopicArn, place)]}),
    }),
  ],
} as const satisfies ServiceDescription
