import type {FactMaker, Site} from '../../languages/library.ts'
import type {Value} from '../../languages/fact.ts'
import {type ScriptLibrary, type ScriptType, packageName} from '../script-library.ts'

const lastPart = (url: Value): Value => ('literal' in url ? {literal: url.literal.replace(/^.*[/:]/s, '')} : url)

/** A queue or topic that a call of a cloud names beside it. */
function queueSaid(service: string, operation: string, site: Site): ReturnType<FactMaker> {
  const name = operation.charAt(0).toUpperCase() + operation.slice(1)
  const does = /^(?:SendMessage|Publish)/.test(name)
    ? 'sends'
    : /^(?:ReceiveMessage|DeleteMessage)/.test(name)
      ? 'receives'
      : undefined
  const place =
    does &&
    (service === 'aws-sqs' ? site.named('QueueUrl') : service === 'aws-sns' ? site.named('TopicArn') : undefined)
  return place && {is: 'queue', product: service, does, operation, queue: lastPart(place)}
}

const called =
  (service: string): FactMaker =>
  (site) => {
    const queue = queueSaid(service, site.name, site)
    return [{is: 'cloud', service, operation: site.name}, ...(queue ? [queue].flat() : [])]
  }

/** SDK v3: the operation is the command that is made; `send` only carries it. */
const command =
  (service: string): FactMaker =>
  (site) => {
    if (!site.name.endsWith('Command')) return undefined
    const operation = site.name.slice(0, -'Command'.length)
    const queue = queueSaid(service, operation, site)
    return [{is: 'cloud', service, operation}, ...(queue ? [queue].flat() : [])]
  }

const nothing: FactMaker = () => undefined
const notCalls = Object.fromEntries(
  ['send', 'on', 'once', 'off', 'promise', 'destroy', 'config', 'then', 'catch', 'finally', 'middlewareStack'].map(
    (name) => [name, nothing],
  ),
)

function awsClient(service: string): ScriptType {
  return {made: command(service), methods: {...notCalls, '*': called(service)}}
}

/** What is called of an object of a client, through the objects that it gives. */
function otherClient(service: string): ScriptType {
  const own: FactMaker = (site) => (/^[a-z]/.test(site.name) ? {is: 'cloud', service, operation: site.name} : undefined)
  return {methods: {...notCalls, '*': own}, gives: {'*': '*'}}
}

/** The package of a cloud's service, as its name says it. */
export function cloudLibrary(specifier: string): ScriptLibrary | undefined {
  const name = packageName(specifier)
  const aws =
    /^@aws-sdk\/(?:client|lib)-([a-z0-9-]+)$/.exec(name)?.[1] ?? /^aws-sdk\/clients\/([a-z0-9-]+)$/.exec(specifier)?.[1]
  if (aws) {
    const service = `aws-${aws === 'storage' ? 's3' : aws}`
    return {packages: [specifier], types: {'': awsClient(service), '*': awsClient(service)}}
  }
  if (name === 'aws-sdk') return {packages: ['aws-sdk'], types: awsTypes}
  const other = /^@(azure|google-cloud)\/([a-z0-9-]+)$/.exec(name)
  if (!other || /^(?:identity|core-|abort-|logger|functions$|msal)/.test(other[2] ?? '')) return undefined
  const service = `${other[1] === 'azure' ? 'azure' : 'google'}-${other[2]}`
  return {packages: [name], types: {'': otherClient(service), '*': otherClient(service)}}
}

/** `new AWS.S3().putObject(...)` */
const awsTypes: ScriptLibrary['types'] = {
  '': {},
  ...Object.fromEntries(
    (
      'S3 SQS SNS SES SESV2 DynamoDB Lambda KMS SSM EC2 ECS RDS SecretsManager StepFunctions CloudWatch CloudWatchLogs Kinesis Firehose ' +
      'EventBridge CognitoIdentityServiceProvider STS Route53 CloudFront ElastiCache Athena Glue Textract Rekognition Comprehend Translate Polly ' +
      'IoTDataPlane IotData XRay Batch Pinpoint AppSync APIGateway CloudFormation Organizations CostExplorer IAM ECR'
    )
      .split(' ')
      .map((type) => {
        const client = awsClient(`aws-${type.toLowerCase()}`)
        return [type, type === 'DynamoDB' ? {...client, holds: {DocumentClient: 'DynamoDB'}} : client] as const
      }),
  ),
}
