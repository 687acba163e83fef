import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** Classic load balancers, the instances that they send to, and the networks that they stand in. */
export const elasticLoadBalancing = {
  id: 'elastic-load-balancing',
  name: 'Classic Load Balancer',
  scope: 'regional',
  load: () => import('@aws-sdk/client-elastic-load-balancing'),
  client: 'ElasticLoadBalancingClient',
  operations: [
    operation({
      operation: 'DescribeLoadBalancers',
      action: 'elasticloadbalancing:DescribeLoadBalancers',
      input: {PageSize: 400},
      paging: {request: 'Marker', response: 'NextMarker'},
      items: 'LoadBalancerDescriptions',
      item: z.object({
        LoadBalancerName: z.string(),
        DNSName: z.string().optional(),
        Scheme: z.string().optional(),
        VPCId: z.string().optional(),
        CreatedTime: z.date().optional(),
        Instances: z.array(z.object({InstanceId: z.string()})).default([]),
      }),
      sees: ({LoadBalancerName, DNSName, Scheme, VPCId, CreatedTime, Instances}, place) => {
        const arn = arnOf('elasticloadbalancing', place, `loadbalancer/${LoadBalancerName}`)
        const attributes = {
          hostName: DNSName?.toLowerCase(),
          scheme: Scheme,
          kind: 'classic',
          vpc: VPCId,
          created: CreatedTime?.toISOString(),
        }
        return {
          things: [resource(arn, place, {name: LoadBalancerName, attributes})],
          links: [
            inAccount(arn, place),
            ...(VPCId ? [{from: arn, type: 'CONTAINED_IN' as const, to: arnOf('ec2', place, `vpc/${VPCId}`)}] : []),
            ...Instances.map(({InstanceId}) => ({
              from: arn,
              type: 'DEPENDS_ON' as const,
              to: arnOf('ec2', place, `instance/${InstanceId}`),
            })),
          ],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
