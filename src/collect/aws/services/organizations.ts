import {z} from 'zod'
import {accountId} from '../resource-seen.ts'
import {operation, type ServiceDescription} from '../service-description.ts'

export const OrganizationAccount = z.object({
  Id: z.string().regex(/^\d{12}$/),
  Arn: z.string().optional(),
  Name: z.string().optional(),
  State: z.string().optional(),
  Status: z.string().optional(),
})

/** Whether an organisation's account is open: `State` where the API gives it, else the older `Status`. */
export function isOpen({State, Status}: z.infer<typeof OrganizationAccount>): boolean {
  return (State ?? Status) === 'ACTIVE'
}

/** The accounts of the organisation, closed ones too. Asked once, with the caller's own credentials. */
export const organizations = {
  id: 'organizations',
  name: 'Organizations',
  scope: 'global',
  load: () => import('@aws-sdk/client-organizations'),
  client: 'OrganizationsClient',
  operations: [
    operation({
      operation: 'ListAccounts',
      action: 'organizations:ListAccounts',
      input: {MaxResults: 20},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'Accounts',
      redact: ['Email'],
      item: OrganizationAccount,
      sees: ({Id, Arn, Name, State, Status}, place) => ({
        things: [
          {
            kind: 'account',
            id: accountId(place, Id),
            name: Name ?? Id,
            attributes: {provider: 'aws', account: Id, arn: Arn, state: State ?? Status},
          },
        ],
      }),
    }),
  ],
} as const satisfies ServiceDescription
