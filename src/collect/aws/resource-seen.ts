import {z} from 'zod'
import type {Json} from '../../model/values.ts'
import {parseArn, resourceType} from './arn.ts'
import type {LinkSeen, Tag, ThingSeen} from '../cloud/sighting.ts'
import type {Place} from './service-description.ts'

/** Tags as most services give them. */
export const Tags = z
  .array(z.object({Key: z.string().optional(), Value: z.string().optional()}))
  .optional()
  .transform((tags) => tags?.map(({Key = '', Value = ''}) => ({key: Key, value: Value})))

/** Tags as a map, as newer services give them. */
export const TagMap = z
  .custom<Readonly<Record<string, unknown>>>((value) => typeof value === 'object' && value !== null)
  .optional()
  .transform((tags) => tags && Object.entries(tags).map(([key, value]): Tag => ({key, value: String(value)})))

interface ResourceFacts {
  readonly name?: string | undefined
  readonly tags?: readonly Tag[] | undefined
  readonly attributes?: Readonly<Record<string, Json | undefined>>
}

/** A cloud resource by its ARN, with the account and region of the task where the ARN names none. */
export function resource(arn: string, place: Place, {name, tags, attributes}: ResourceFacts = {}): ThingSeen {
  const parsed = parseArn(arn)
  return {
    kind: 'resource',
    id: arn,
    name: name ?? parsed?.id ?? arn,
    tags,
    attributes: {
      provider: 'aws',
      account: parsed?.account ?? place.account,
      region: parsed?.region ?? place.region,
      ...(parsed && {service: parsed.service, type: resourceType(parsed)}),
      ...attributes,
    },
  }
}

/** The id of an account's entity. */
export function accountId({organisation}: Pick<Place, 'organisation'>, account: string): string {
  return `account:${organisation}/aws-${account}`
}

/** The link of a resource to the account that holds it. */
export function inAccount(arn: string, place: Place): LinkSeen {
  const account = parseArn(arn)?.account ?? place.account
  return {from: arn, type: 'CONTAINED_IN', to: accountId(place, account), certainty: 'structural'}
}
