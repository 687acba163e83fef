/** What nouns of the modules of Azure begin with, and the service; of storage as clients in code are told. */
const byNoun: readonly (readonly [noun: RegExp, service: string])[] = [
  [/^DataTable/, 'data-tables'],
  [/^Storage(?:Blob|Container)/, 'storage-blob'],
  [/^StorageQueue/, 'storage-queue'],
  [/^(?:StorageTable|TableRow|TableTable)/, 'storage-table'],
  [/^Storage(?:File|Share)/, 'storage-share'],
  [/^(?:Storage|RmStorage|CurrentStorage)/, 'storage'],
  [/^AD[A-Z]/, 'ad'],
  [/^(?:VM|Vm|AvailabilitySet|ProximityPlacement)/, 'vm'],
  [/^(?:Disk|Snapshot|Image|Gallery|SshKey)/, 'compute'],
  [
    /^(?:ActionGroup|ActivityLog|Alert|Autoscale|DataCollection|Diagnostic|Insights|Log|Metric|Monitor|ScheduledQuery)/,
    'monitor',
  ],
  [
    /^(?:Network|PublicIp|Virtual(?:Network|Hub|Wan|Router)|LoadBalancer|Route|Firewall|Bastion|Private|ApplicationGateway|ApplicationSecurity|LocalNetwork|Express|NatGateway|Vpn|IpGroup|ServiceEndpoint|WebApplicationFirewall)/,
    'network',
  ],
  [/^(?:Location|Resource|Deployment|Tag|Policy|Role|ManagementGroup|Provider|Template|Feature)/, 'resource'],
  [/^(?:Sql|ElasticPool)/, 'sql'],
  [/^StaticWebApp/, 'staticwebapp'],
  [/^FunctionApp/, 'functionapp'],
  [/^WebApp/, 'webapp'],
  [/^AppService/, 'appservice'],
]
/** Nouns that begin with the name of their service as it stands. */
const named =
  /^(Advisor|Aks|AnalysisServices|ApiManagement|AppConfiguration|ApplicationInsights|Attestation|Automation|Batch|Billing|Blueprint|Bot|Cdn|CognitiveServices|ConnectedKubernetes|ConnectedMachine|Consumption|ContainerApp|ContainerInstance|ContainerRegistry|CosmosDB|Databricks|DataFactory|DataLake|DataProtection|DataShare|DesktopVirtualization|DevCenter|DevTestLab|DigitalTwins|Dns|EventGrid|EventHub|FrontDoor|HDInsight|IotHub|KeyVault|Kusto|Kubernetes|LogicApp|MachineLearning|Maintenance|Maps|MariaDb|Media|Migrate|MySql|NetAppFiles|NotificationHub|OperationalInsights|PostgreSql|PowerBIEmbedded|Purview|RecoveryServices|RedisCache|Redis|Relay|Reservation|Search|Security|ServiceBus|ServiceFabric|SignalR|StackHCI|StreamAnalytics|Support|Synapse|TrafficManager|Wvd)/

/** The service of `StorageBlob` or `KeyVaultSecret`, as the command's noun says it; `azure` where none is known by it. */
export function azureService(noun: string): string {
  const service = byNoun.find(([pattern]) => pattern.test(noun))?.[1] ?? named.exec(noun)?.[1]?.toLowerCase()
  return service === undefined ? 'azure' : `azure-${service}`
}
