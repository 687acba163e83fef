import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** Functions with their runtimes, as the lifecycle catalogue of Lambda names them. */
export const lambda = {
  id: 'lambda',
  name: 'Lambda',
  scope: 'regional',
  load: () => import('@aws-sdk/client-lambda'),
  client: 'LambdaClient',
  operations: [
    operation({
      operation: 'ListFunctions',
      action: 'lambda:ListFunctions',
      input: {MaxItems: 50},
      paging: {request: 'Marker', response: 'NextMarker'},
      items: 'Functions',
      redact: ['Environment.Variables', 'Environment.Error.Message'],
      item: z.object({
        FunctionArn: z.string(),
        FunctionName: z.string(),
        Runtime: z.string().optional(),
        PackageType: z.string().optional(),
        LastModified: z.string().optional(),
        VpcConfig: z.object({VpcId: z.string().optional()}).optional(),
      }),
      sees: ({FunctionArn, FunctionName, Runtime, PackageType, LastModified, VpcConfig}, place) => ({
        things: [
          resource(FunctionArn, place, {
            name: FunctionName,
            attributes: {
              runtime: Runtime,
              package: PackageType,
              modified: LastModified,
              vpc: VpcConfig?.VpcId || undefined,
            },
          }),
        ],
        links: [inAccount(FunctionArn, place)],
        technologies: Runtime ? [{of: FunctionArn, product: 'aws-lambda', version: Runtime}] : [],
      }),
    }),
  ],
} as const satisfies ServiceDescription
