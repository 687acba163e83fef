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

/**
 * A cloud provider's service by one name, whatever the library or the program calls it by: `aws-secretsmanager` for
 * `aws-secrets-manager` too. Names of other providers stay as they are.
 */
export function cloudServiceName(service: string): string {
  const [, called] = /^aws-(.+)$/.exec(service) ?? []
  if (called === undefined) return service
  const plain = called.toLowerCase().replaceAll('-', '')
  return `aws-${Object.hasOwn(otherNames, plain) ? otherNames[plain] : plain}`
}
