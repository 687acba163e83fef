/** What libraries and programs call one service of AWS by, without hyphens, and its one name here. */
const otherNames: Readonly<Record<string, string>> = {
  cloudwatchevents: 'eventbridge',
  cloudwatchlogs: 'logs',
  cognitoidentityprovider: 'cognito-idp',
  cognitoidp: 'cognito-idp',
  dynamodbv2: 'dynamodb',
  events: 'eventbridge',
  keymanagementservice: 'kms',
  s3api: 's3',
  securitytoken: 'sts',
  sfn: 'stepfunctions',
  simpleemail: 'ses',
  simpleemailservice: 'ses',
  simplenotificationservice: 'sns',
  simplesystemsmanagement: 'ssm',
}

/** The same of Google, whose program calls some otherwise than its libraries do. */
const namesOfGoogle: Readonly<Record<string, string>> = {secrets: 'secretmanager'}

/** The version of an interface, which some libraries have in their name: `secretmanager_v1`, `tasks-v2beta3`. */
const versionOfInterface = /[-_]?v\d{1,2}(?:(?:alpha|beta)\d{0,2})?$/

function nameOfGoogle(called: string): string {
  const plain = called.toLowerCase().replace(versionOfInterface, '').replace(/[-_]/g, '')
  return `google-${Object.hasOwn(namesOfGoogle, plain) ? namesOfGoogle[plain] : plain}`
}

/**
 * A cloud provider's service by one name, whatever the library or the program calls it by: `aws-secretsmanager` for
 * `aws-secrets-manager` too, `google-secretmanager` for `google-secret-manager-v1`. Names of other providers stay as they
 * are.
 */
export function cloudServiceName(service: string): string {
  const [, google] = /^google-(.+)$/.exec(service) ?? []
  if (google !== undefined) return nameOfGoogle(google)
  const [, called] = /^aws-(.+)$/.exec(service) ?? []
  if (called === undefined) return service
  const plain = called.toLowerCase().replaceAll('-', '')
  return `aws-${Object.hasOwn(otherNames, plain) ? otherNames[plain] : plain}`
}
