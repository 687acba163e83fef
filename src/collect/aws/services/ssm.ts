import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {resource} from '../resource-seen.ts'

/** The operating system that runs in an instance, told by the agent inside. */
export const ssm = {
  id: 'ssm',
  name: 'Systems Manager',
  scope: 'regional',
  load: () => import('@aws-sdk/client-ssm'),
  client: 'SSMClient',
  operations: [
    operation({
      operation: 'DescribeInstanceInformation',
      action: 'ssm:DescribeInstanceInformation',
      input: {MaxResults: 50},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'InstanceInformationList',
      item: z.object({
        InstanceId: z.string(),
        PlatformName: z.string().optional(),
        PlatformVersion: z.string().optional(),
        ComputerName: z.string().optional(),
      }),
      sees: ({InstanceId, PlatformName, PlatformVersion, ComputerName}, place) => {
        const isManaged = InstanceId.startsWith('mi-')
        const arn = arnOf(
          isManaged ? 'ssm' : 'ec2',
          place,
          `${isManaged ? 'managed-instance' : 'instance'}/${InstanceId}`,
        )
        return {
          things: [
            resource(arn, place, {
              attributes: {
                operatingSystem: PlatformName,
                operatingSystemVersion: PlatformVersion,
                hostName: ComputerName,
              },
            }),
          ],
          technologies: PlatformName ? [{of: arn, product: PlatformName, version: PlatformVersion}] : [],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
