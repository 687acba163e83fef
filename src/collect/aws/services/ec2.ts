import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {inferredFromImage} from '../../cloud/inferred-from-image.ts'
import {productsOfMachineImage} from '../../../lifecycle/aliases/machine-image.ts'
import {operation, type Place, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, Tags} from '../resource-seen.ts'

const imagesAtOnce = 100

const Instance = z.object({
  InstanceId: z.string(),
  ImageId: z.string().optional(),
  InstanceType: z.string().optional(),
  PlatformDetails: z.string().optional(),
  State: z.object({Name: z.string().optional()}).optional(),
  LaunchTime: z.date().optional(),
  PrivateDnsName: z.string().optional(),
  VpcId: z.string().optional(),
  SubnetId: z.string().optional(),
  Tags,
})

export const Region = z.object({RegionName: z.string(), OptInStatus: z.string().optional()})

/** Instances with the age of the images that they were made from, and the networks that they stand in. */
export const ec2 = {
  id: 'ec2',
  name: 'EC2',
  scope: 'regional',
  load: () => import('@aws-sdk/client-ec2'),
  client: 'EC2Client',
  operations: [
    operation({
      operation: 'DescribeRegions',
      action: 'ec2:DescribeRegions',
      input: {AllRegions: true},
      items: 'Regions',
      onlyIn: 'home',
      notes: skippedRegions,
      item: Region,
      sees: () => ({}),
    }),
    operation({
      operation: 'DescribeInstances',
      action: 'ec2:DescribeInstances',
      input: {MaxResults: 500},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'Reservations.Instances',
      item: Instance,
      sees: (instance, place) => {
        const arn = arnOf('ec2', place, `instance/${instance.InstanceId}`)
        const within = (type: string, id: string | undefined) =>
          id ? [{from: arn, type: 'CONTAINED_IN' as const, to: arnOf('ec2', place, `${type}/${id}`)}] : []
        return {
          things: [
            resource(arn, place, {
              name: instance.Tags?.find(({key}) => key === 'Name')?.value || instance.InstanceId,
              tags: instance.Tags,
              attributes: {
                image: instance.ImageId,
                size: instance.InstanceType,
                platform: instance.PlatformDetails,
                state: instance.State?.Name,
                launched: instance.LaunchTime?.toISOString(),
                hostName: instance.PrivateDnsName || undefined,
                vpc: instance.VpcId,
                subnet: instance.SubnetId,
              },
            }),
          ],
          links: [
            inAccount(arn, place),
            ...within('vpc', instance.VpcId),
            ...within('subnet', instance.SubnetId),
            ...(instance.ImageId ? [{from: arn, type: 'USES' as const, to: imageArn(place, instance.ImageId)}] : []),
          ],
        }
      },
    }),
    operation({
      operation: 'DescribeImages',
      action: 'ec2:DescribeImages',
      after: {operation: 'DescribeInstances', inputs: imageInputs},
      items: 'Images',
      item: z.object({
        ImageId: z.string(),
        Name: z.string().optional(),
        Description: z.string().optional(),
        CreationDate: z.string().optional(),
        DeprecationTime: z.string().optional(),
        OwnerId: z.string().optional(),
        PlatformDetails: z.string().optional(),
      }),
      sees: (image, place) => {
        const {ImageId, Name, Description, CreationDate, DeprecationTime, OwnerId, PlatformDetails} = image
        const arn = imageArn(place, ImageId)
        return {
          technologies: productsOfMachineImage(Name ?? '', Description).map(inferredFromImage(arn)),
          things: [
            resource(
              arn,
              {...place, account: OwnerId ?? place.account},
              {
                name: Name ?? ImageId,
                attributes: {
                  created: CreationDate,
                  deprecated: DeprecationTime,
                  owner: OwnerId,
                  platform: PlatformDetails,
                },
              },
            ),
          ],
        }
      },
    }),
    operation({
      operation: 'DescribeVpcs',
      action: 'ec2:DescribeVpcs',
      input: {MaxResults: 500},
      paging: {request: 'NextToken', response: 'NextToken'},
      items: 'Vpcs',
      item: z.object({VpcId: z.string(), CidrBlock: z.string().optional(), IsDefault: z.boolean().optional(), Tags}),
      sees: ({VpcId, CidrBlock, IsDefault, Tags}, place) => {
        const arn = arnOf('ec2', place, `vpc/${VpcId}`)
        return {
          things: [resource(arn, place, {name: VpcId, tags: Tags, attributes: {cidr: CidrBlock, default: IsDefault}})],
          links: [inAccount(arn, place)],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription

/** An image is named alike from whichever account. */
function imageArn(place: Place, image: string): string {
  return arnOf('ec2', {...place, account: ''}, `image/${image}`)
}

/** A region that the account has not enabled can hold nothing of it; one that was not asked for may. */
function skippedRegions(items: readonly unknown[], looked: readonly string[]) {
  return items
    .flatMap((item) => Region.safeParse(item).data ?? [])
    .filter(({OptInStatus, RegionName}) => OptInStatus === 'not-opted-in' || !looked.includes(RegionName))
    .map(({OptInStatus, RegionName}) => ({
      code: 'region-skipped',
      what: RegionName,
      count: 1,
      message:
        OptInStatus === 'not-opted-in'
          ? `${RegionName} is not looked at: the account has not enabled it`
          : `${RegionName} is not looked at: the account has enabled it, and it was not asked for`,
    }))
}

/** The images of the instances, each once, so many a request. */
function imageInputs(items: readonly unknown[]) {
  const ids = [...new Set(items.flatMap((item) => Instance.safeParse(item).data?.ImageId ?? []))].toSorted()
  return Array.from({length: Math.ceil(ids.length / imagesAtOnce)}, (_, at) => ({
    Filters: [{Name: 'image-id', Values: ids.slice(at * imagesAtOnce, (at + 1) * imagesAtOnce)}],
  }))
}
