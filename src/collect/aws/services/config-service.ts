import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {accountId, resource} from '../resource-seen.ts'
import {productOfEngine, versionOfEngine} from '../../cloud/aws-engines.ts'

const query =
  'SELECT arn, accountId, awsRegion, resourceId, resourceName, resourceType, configuration.runtime, configuration.engine, configuration.engineVersion, configurationItemCaptureTime'

const Recorded = z.object({
  arn: z.string().min(1),
  accountId: z.string(),
  awsRegion: z.string().optional(),
  resourceName: z.string().optional(),
  resourceType: z.string().optional(),
  configurationItemCaptureTime: z.string().optional(),
  configuration: z
    .object({runtime: z.string(), engine: z.string(), engineVersion: z.string()})
    .partial()
    .optional()
    .catch(undefined),
})

/** A result is a text that holds a document. */
function documentOf(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('expected a JSON document')
    return z.NEVER
  }
}

/** What the recorders of an organisation saw, where there is an aggregator. A recorder that was stopped gives old facts. */
export const configService = {
  id: 'config-service',
  name: 'Config',
  scope: 'regional',
  load: () => import('@aws-sdk/client-config-service'),
  client: 'ConfigServiceClient',
  operations: [
    operation({
      operation: 'DescribeConfigurationAggregators',
      action: 'config:DescribeConfigurationAggregators',
      input: {Limit: 100},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'ConfigurationAggregators',
      omitsEmptyList: true,
      item: z.object({ConfigurationAggregatorName: z.string()}),
      sees: () => ({}),
    }),
    operation({
      operation: 'SelectAggregateResourceConfig',
      action: 'config:SelectAggregateResourceConfig',
      input: {Expression: query, Limit: 100},
      after: {operation: 'DescribeConfigurationAggregators', inputs: aggregatorInputs},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'Results',
      // Each result is the text of a document.
      item: z.string().transform(documentOf).pipe(Recorded),
      sees: (recorded, place) => {
        const {arn, accountId: account, awsRegion, configuration = {}} = recorded
        const {runtime, engine, engineVersion} = configuration
        return {
          things: [
            resource(
              arn,
              {...place, account, region: awsRegion ?? place.region},
              {
                name: recorded.resourceName,
                attributes: {
                  runtime,
                  engine,
                  engineVersion,
                  configType: recorded.resourceType,
                  recorded: recorded.configurationItemCaptureTime,
                },
              },
            ),
          ],
          links: [{from: arn, type: 'CONTAINED_IN', to: accountId(place, account)}],
          technologies: [
            ...(runtime ? [{of: arn, product: 'aws-lambda', version: runtime}] : []),
            ...(engine && engineVersion
              ? [{of: arn, product: productOfEngine(engine), version: versionOfEngine(engine, engineVersion)}]
              : []),
          ],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription

function aggregatorInputs(items: readonly unknown[]) {
  const Aggregator = z.object({ConfigurationAggregatorName: z.string()})
  return items.flatMap((item) => Aggregator.safeParse(item).data ?? [])
}
