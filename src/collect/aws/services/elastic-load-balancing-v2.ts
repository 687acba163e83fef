import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource} from '../resource-seen.ts'

/** Load balancers, the groups that they send to, and the networks that they stand in. */
export const elasticLoadBalancingV2 = {
  id: 'elastic-load-balancing-v2',
  name: 'Elastic Load Balancing',
  scope: 'regional',
  load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  client: 'ElasticLoadBalancingV2Client',
  operations: [
    operation({
      operation: 'DescribeLoadBalancers',
      action: 'elasticloadbalancing:DescribeLoadBalancers',
      input: {PageSize: 400},
      paging: {request: 'Marker', response: 'NextMarker'},
      items: 'LoadBalancers',
      item: z.object({
        LoadBalancerArn: z.string(),
        LoadBalancerName: z.string().optional(),
        DNSName: z.string().optional(),
        Scheme: z.string().optional(),
        Type: z.string().optional(),
        VpcId: z.string().optional(),
      }),
      sees: ({LoadBalancerArn, LoadBalancerName, DNSName, Scheme, Type, VpcId}, place) => ({
        things: [
          resource(LoadBalancerArn, place, {
            name: LoadBalancerName,
            attributes: {hostName: DNSName?.toLowerCase(), scheme: Scheme, kind: Type, vpc: VpcId},
          }),
        ],
        links: [
          inAccount(LoadBalancerArn, place),
          ...(VpcId
            ? [{from: LoadBalancerArn, type: 'CONTAINED_IN' as const, to: arnOf('ec2', place, `vpc/${VpcId}`)}]
            : []),
        ],
      }),
    }),
    operation({
      operation: 'DescribeTargetGroups',
      action: 'elasticloadbalancing:DescribeTargetGroups',
      input: {PageSize: 400},
      paging: {request: 'Marker', response: 'NextMarker'},
      items: 'TargetGroups',
      item: z.object({
        TargetGroupArn: z.string(),
        TargetGroupName: z.string().optional(),
        TargetType: z.string().optional(),
        LoadBalancerArns: z.array(z.string()).default([]),
      }),
      sees: ({TargetGroupArn, TargetGroupName, TargetType, LoadBalancerArns}, place) => ({
        things: [resource(TargetGroupArn, place, {name: TargetGroupName, attributes: {kind: TargetType}})],
        links: [
          inAccount(TargetGroupArn, place),
          ...LoadBalancerArns.map((from) => ({from, type: 'DEPENDS_ON' as const, to: TargetGroupArn})),
        ],
      }),
    }),
  ],
} as const satisfies ServiceDescription
