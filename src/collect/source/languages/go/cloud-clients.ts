import type {FactMaker, TypeRule} from '../library.ts'

const awsService = /^github\.com\/aws\/aws-sdk-go(?:-v2)?\/service\/([a-z\d]+)$/
const azureService = /^github\.com\/Azure\/azure-sdk-for-go\/sdk\/(?:[\w/]*\/)?az([a-z]+)$/
const googleService = /^cloud\.google\.com\/go\/([a-z]+)/

/** The service of a cloud that a package is the client of. */
export function cloudService(specifier: string): string | undefined {
  const [aws, azure, google] = [awsService, azureService, googleService].map((pattern) => pattern.exec(specifier)?.[1])
  return aws ? `aws-${aws}` : azure ? `azure-${azure}` : google ? `google-${google}` : undefined
}

/** What the client of a service, under the name that a file has for it, does. */
export function cloudClient(name: string, service: string): Readonly<Record<string, TypeRule>> {
  return {...messages(name, service), ...clients(name, service)}
}

/** Calls on a client; those that make one, or a request, are none. */
function clients(name: string, service: string): Readonly<Record<string, TypeRule>> {
  const call: FactMaker = ({name: operation}) =>
    /^(?:New|With|Close$|HasMorePages$|Set|[a-z])/.test(operation) ? undefined : {is: 'cloud', service, operation}
  const rule: TypeRule = {isMadeByItsName: true, methods: {'*': call}}
  return {[`${name}.Client`]: rule, [`${name}.${serviceType(service)}`]: rule, [name]: rule}
}

/** What is sent to a queue or a topic, and asked of one, names it by its address: the last part is its name. */
function messages(name: string, service: string): Readonly<Record<string, TypeRule>> {
  const product = service === 'aws-sqs' || service === 'aws-sns' ? service : undefined
  if (!product) return {}
  const message = (field: string, does: 'sends' | 'receives'): TypeRule => ({
    made: (site) => {
      const address = site.named(field)
      const queue = address && 'literal' in address ? {literal: address.literal.replace(/^.*[/:]/s, '')} : address
      return queue && {is: 'queue', product, does, queue}
    },
  })
  if (product === 'aws-sns') return {[`${name}.PublishInput`]: message('TopicArn', 'sends')}
  return {
    [`${name}.SendMessageInput`]: message('QueueUrl', 'sends'),
    [`${name}.SendMessageBatchInput`]: message('QueueUrl', 'sends'),
    [`${name}.ReceiveMessageInput`]: message('QueueUrl', 'receives'),
  }
}

function serviceType(service: string): string {
  return service.replace(/^[a-z]+-/, '').toUpperCase()
}
