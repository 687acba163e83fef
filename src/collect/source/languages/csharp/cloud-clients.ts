import {cloudCall, type LibraryRules, type TypeRule} from '../library.ts'

/** What a client says of itself, or does by itself alone. */
const ofItself =
  /^(?:Dispose(?:Async)?|Name|Id|Uri|AccountName|BlobContainerName|TableName|QueueName|VaultUri|Endpoint|Config|Paginators|ClientOptions|CanGenerate\w+Uri)$/
const client = (service: string): TypeRule => ({
  isMadeByItsName: true,
  methods: {'*': (site) => (ofItself.test(site.name) ? undefined : cloudCall(service)(site))},
})

/** The namespaces of AWS, what their clients are called, and the name of the service. */
const aws: readonly (readonly [namespace: string, client: string, service: string])[] = [
  ['S3', 'S3', 's3'],
  ['SQS', 'SQS', 'sqs'],
  ['SimpleNotificationService', 'SimpleNotificationService', 'sns'],
  ['SimpleEmail', 'SimpleEmailService', 'ses'],
  ['DynamoDBv2', 'DynamoDB', 'dynamodb'],
  ['Lambda', 'Lambda', 'lambda'],
  ['SecretsManager', 'SecretsManager', 'secrets-manager'],
  ['SimpleSystemsManagement', 'SimpleSystemsManagement', 'ssm'],
  ['KeyManagementService', 'KeyManagementService', 'kms'],
  ['EventBridge', 'EventBridge', 'eventbridge'],
  ['Kinesis', 'Kinesis', 'kinesis'],
  ['StepFunctions', 'StepFunctions', 'sfn'],
  ['CloudWatch', 'CloudWatch', 'cloudwatch'],
  ['CognitoIdentityProvider', 'CognitoIdentityProvider', 'cognito-identity-provider'],
]
const azure: readonly (readonly [namespace: string, clients: readonly string[], service: string])[] = [
  ['Azure.Storage.Blobs', ['BlobServiceClient', 'BlobContainerClient', 'BlobClient'], 'azure-storage-blob'],
  ['Azure.Storage.Queues', ['QueueServiceClient'], 'azure-storage-queue'],
  ['Azure.Data.Tables', ['TableServiceClient', 'TableClient'], 'azure-data-tables'],
  ['Azure.Security.KeyVault', ['SecretClient', 'KeyClient', 'CertificateClient'], 'azure-keyvault'],
  ['Azure.Messaging.EventHubs', ['EventHubProducerClient', 'EventHubConsumerClient'], 'azure-event-hubs'],
  ['Microsoft.Azure.Cosmos', ['CosmosClient', 'Container'], 'azure-cosmos'],
  ['Microsoft.WindowsAzure.Storage', ['CloudStorageAccount', 'CloudBlobClient', 'CloudTableClient'], 'azure-storage'],
]

/** The clients of cloud providers' services. */
export const cloudRules: readonly LibraryRules[] = [
  ...aws.map(([namespace, name, service]) => ({
    imports: [`Amazon.${namespace}`],
    types: {[`Amazon${name}Client`]: client(`aws-${service}`), [`IAmazon${name}`]: client(`aws-${service}`)},
  })),
  ...azure.map(([namespace, clients, service]) => ({
    imports: [namespace],
    types: Object.fromEntries(clients.map((name) => [name, client(service)])),
  })),
  {imports: ['Google.Cloud.Storage'], types: {StorageClient: client('google-storage')}},
]
