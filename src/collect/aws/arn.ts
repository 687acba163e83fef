import type {Place} from './service-description.ts'

/** An Amazon Resource Name in its parts. Fields that it leaves empty are undefined. */
export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string | undefined
  readonly account: string | undefined
  /** The text before the first `:` or `/` of the rest; undefined where the rest is a bare name. */
  readonly type: string | undefined
  readonly id: string
}

/** Services whose ARNs hold a bare name, with what it names. */
const bareNames: Readonly<Record<string, string>> = {
  s3: 'bucket',
  sns: 'topic',
  sqs: 'queue',
  codecommit: 'repository',
  codepipeline: 'pipeline',
}

/** Takes an ARN apart; undefined for what is none. Never changes case and never throws. */
export function parseArn(text: string): Arn | undefined {
  const found = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/s.exec(text)
  if (!found) return undefined
  const [, partition = '', service = '', region = '', account = '', rest = ''] = found
  const common = {partition, service, region: region || undefined, account: account || undefined}
  const bare = bareNames[service]
  if (bare !== undefined) return {...common, type: bare, id: rest}
  const plain = rest.replace(/^\//, '')
  const at = plain.search(/[:/]/)
  if (at < 0) return {...common, type: undefined, id: plain}
  return {...common, ...specialType(service, plain, at)}
}

/** Types that one word does not tell. */
function specialType(service: string, rest: string, at: number): {readonly type: string; readonly id: string} {
  const apiStage = service === 'apigateway' ? /^(restapis|apis)\/([^/]+)\/stages\/(.+)$/.exec(rest) : null
  if (apiStage) return {type: `${apiStage[1]}/stages`, id: `${apiStage[2]}/${apiStage[3]}`}
  const balancer = service === 'elasticloadbalancing' ? /^loadbalancer\/(app|net|gwy)\/(.+)$/.exec(rest) : null
  if (balancer) return {type: `loadbalancer/${balancer[1]}`, id: balancer[2] ?? ''}
  const scoped = service === 'wafv2' ? /^(global|regional)\/([^/]+)\/(.+)$/.exec(rest) : null
  if (scoped) return {type: `${scoped[1]}/${scoped[2]}`, id: scoped[3] ?? ''}
  return {type: rest.slice(0, at), id: rest.slice(at + 1).replace(/:\*$/, '')}
}

/** `service:type`, as Resource Explorer and the tagging API name kinds of resources. */
export function resourceType({service, type}: Arn): string {
  return type === undefined ? service : `${service}:${type}`
}

/** The ARN of what an API names by its id alone, in the partition, region and account of the task. */
export function arnOf(service: string, {partition, region, account}: Place, rest: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${rest}`
}
