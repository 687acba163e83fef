import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** Jobs with the version of Glue that they run on. Their arguments and scripts are not kept. */
export const glue = {
  id: 'glue',
  name: 'Glue',
  scope: 'regional',
  load: () => import('@aws-sdk/client-glue'),
  client: 'GlueClient',
  operations: [
    operation({
      operation: 'GetJobs',
      action: 'glue:GetJobs',
      input: {MaxResults: 100},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'Jobs',
      redact: ['DefaultArguments', 'NonOverridableArguments', 'CodeGenConfigurationNodes'],
      item: z.object({
        Name: z.string(),
        GlueVersion: z.string().optional(),
        Command: z.object({Name: z.string().optional(), PythonVersion: z.string().optional()}).optional(),
      }),
      sees: ({Name, GlueVersion, Command}, place) => {
        const arn = arnOf('glue', place, `job/${Name}`)
        return {
          things: [
            resource(arn, place, {
              name: Name,
              attributes: {version: GlueVersion, command: Command?.Name, python: Command?.PythonVersion},
            }),
          ],
          links: [inAccount(arn, place)],
          technologies: GlueVersion ? [{of: arn, product: 'amazon-glue', version: GlueVersion}] : [],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
