import {productsOfAzureImage} from '../../lifecycle/aliases/cloud-images.ts'
import {productsOfAzureStack} from '../../lifecycle/aliases/function-runtimes.ts'
import type {ProductFound} from '../../lifecycle/aliases/product-found.ts'
import type {ResourceDetails, TypeDescription} from './cloud-export.ts'
import {listAt, textAt} from './fields.ts'

/** The operating system by what the machine's agent says, else by its image. */
function systemsOf(properties: unknown): readonly ProductFound[] {
  const name = textAt(properties, 'extended', 'instanceView', 'osName')
  if (name) return [{product: name, version: textAt(properties, 'extended', 'instanceView', 'osVersion')}]
  const image = (key: string): string =>
    textAt(properties, 'storageProfile', 'imageReference', key)?.toLowerCase() ?? ''
  return productsOfAzureImage({publisher: image('publisher'), offer: image('offer'), sku: image('sku')})
}

/** On Windows: `v4.0` is the .NET Framework 4, later ones are .NET. */
function windowsRuntimes(properties: unknown): readonly ProductFound[] {
  const net = /^v(\d+\.\d+)$/.exec(textAt(properties, 'siteConfig', 'netFrameworkVersion') ?? '')?.[1]
  const node = textAt(properties, 'siteConfig', 'nodeVersion')
  const java = textAt(properties, 'siteConfig', 'javaVersion')
  const php = textAt(properties, 'siteConfig', 'phpVersion')
  return [
    ...(net && Number(net) >= 5 ? [{product: 'dotnet', version: net}] : []),
    ...(node ? [{product: 'nodejs', version: node.replace(/^~/, '')}] : []),
    ...(java ? [{product: 'java', version: java}] : []),
    ...(php && /^\d/.test(php) ? [{product: 'php', version: php}] : []),
  ]
}

/** The resource that an id lies in: a database in its server. */
function parentOf(id: string): readonly string[] {
  const parent = id.replace(/\/[^/]+\/[^/]+$/, '')
  return /\/providers\/[^/]+\/[^/]+\/[^/]+/.test(parent) ? [parent] : []
}

function database(product: string): TypeDescription {
  return (properties) => {
    const version = textAt(properties, 'version')
    return {
      attributes: {engineVersion: version},
      technologies: [{product, version}],
      store: {host: textAt(properties, 'fullyQualifiedDomainName')},
    }
  }
}

function site(properties: unknown): ResourceDetails {
  const plan = textAt(properties, 'serverFarmId')
  const stack =
    textAt(properties, 'siteConfig', 'linuxFxVersion') ?? textAt(properties, 'siteProperties', 'linuxFxVersion')
  return {
    attributes: {
      hostName: textAt(properties, 'defaultHostName')?.toLowerCase(),
      state: textAt(properties, 'state'),
      stack,
    },
    technologies: [...productsOfAzureStack(stack), ...windowsRuntimes(properties)],
    runsOn: plan ? [plan.toLowerCase()] : [],
  }
}

/** By type in lower case; what is not here is still a resource, with its tags. */
export const azureTypes: Readonly<Record<string, TypeDescription>> = {
  'microsoft.compute/virtualmachines': (properties) => ({
    attributes: {
      size: textAt(properties, 'hardwareProfile', 'vmSize'),
      platform: textAt(properties, 'storageProfile', 'osDisk', 'osType'),
      state: textAt(properties, 'extended', 'instanceView', 'powerState', 'displayStatus'),
    },
    technologies: systemsOf(properties),
  }),
  'microsoft.compute/disks': (properties) => ({attributes: {platform: textAt(properties, 'osType')}}),
  'microsoft.sql/servers': (properties) => ({
    attributes: {hostName: textAt(properties, 'fullyQualifiedDomainName')?.toLowerCase()},
  }),
  'microsoft.sql/servers/databases': (_properties, id) => ({within: parentOf(id), store: {}}),
  'microsoft.sql/managedinstances': (properties) => ({store: {host: textAt(properties, 'fullyQualifiedDomainName')}}),
  'microsoft.dbforpostgresql/servers': database('postgresql'),
  'microsoft.dbforpostgresql/flexibleservers': database('postgresql'),
  'microsoft.dbformysql/servers': database('mysql'),
  'microsoft.dbformysql/flexibleservers': database('mysql'),
  'microsoft.dbformariadb/servers': database('mariadb'),
  'microsoft.cache/redis': (properties) => {
    const version = textAt(properties, 'redisVersion')
    return {
      attributes: {engineVersion: version},
      technologies: [{product: 'redis', version}],
      store: {host: textAt(properties, 'hostName')},
    }
  },
  'microsoft.documentdb/databaseaccounts': () => ({store: {}}),
  'microsoft.storage/storageaccounts': () => ({store: {}}),
  'microsoft.web/sites': site,
  'microsoft.web/sites/slots': (properties, id) => ({...site(properties), within: parentOf(id)}),
  'microsoft.containerservice/managedclusters': (properties) => {
    const version = textAt(properties, 'currentKubernetesVersion') ?? textAt(properties, 'kubernetesVersion')
    return {
      attributes: {version, pools: listAt(properties, 'agentPoolProfiles').length},
      technologies: [{product: 'azure-kubernetes-service', version}],
    }
  },
}
