import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** Queues by their addresses; never their messages. */
export const sqs = {
  id: 'sqs',
  name: 'SQS',
  scope: 'regional',
  load: () => import('@aws-sdk/client-sqs'),
  client: 'SQSClient',
  operations: [
    operation({
      operation: 'ListQueues',
      action: 'sqs:ListQueues',
      input: {MaxResults: 1000},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'QueueUrls',
      omitsEmptyList: true,
      item: z.string().regex(/\/\d{12}\/[^/]+$/, 'expected the address of a queue'),
      sees: (url, place) => {
        const [account = place.account, name = ''] = url.split('/').slice(-2)
        const arn = arnOf('sqs', {...place, account}, name)
        return {things: [resource(arn, place, {attributes: {url}})], links: [inAccount(arn, place)]}
      },
    }),
  ],
} as const satisfies ServiceDescription
