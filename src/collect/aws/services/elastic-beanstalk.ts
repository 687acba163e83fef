import {z} from 'zod'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** Environments with the platforms that they run on: `64bit Amazon Linux 2 v3.5.0 running Corretto 8`. */
export const elasticBeanstalk = {
  id: 'elastic-beanstalk',
  name: 'Elastic Beanstalk',
  scope: 'regional',
  load: () => import('@aws-sdk/client-elastic-beanstalk'),
  client: 'ElasticBeanstalkClient',
  operations: [
    operation({
      operation: 'DescribeEnvironments',
      action: 'elasticbeanstalk:DescribeEnvironments',
      input: {MaxRecords: 100, IncludeDeleted: false},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'Environments',
      item: z.object({
        EnvironmentArn: z.string(),
        EnvironmentName: z.string().optional(),
        ApplicationName: z.string().optional(),
        SolutionStackName: z.string().optional(),
        PlatformArn: z.string().optional(),
        CNAME: z.string().optional(),
        Status: z.string().optional(),
      }),
      sees: (environment, place) => {
        const {EnvironmentArn, EnvironmentName, ApplicationName, SolutionStackName, PlatformArn, CNAME, Status} =
          environment
        return {
          things: [
            resource(EnvironmentArn, place, {
              name: EnvironmentName,
              attributes: {
                application: ApplicationName,
                platform: SolutionStackName,
                platformVersion: PlatformArn,
                hostName: CNAME,
                status: Status,
              },
            }),
          ],
          links: [inAccount(EnvironmentArn, place)],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
