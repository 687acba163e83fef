import type {ResourceDetails, TypeDescription} from './cloud-export.ts'
import {listAt, textAt} from './fields.ts'

interface Product {
  readonly product: string
  readonly version?: string | undefined
}

/** Images of Azure's Marketplace by the publisher: what their offer and SKU say of the operating system. */
const images: Readonly<Record<string, (offer: string, sku: string) => readonly Product[]>> = {
  microsoftwindowsserver: (_offer, sku) => [{product: 'windows-server', version: windowsVersion(sku)}],
  microsoftwindowsdesktop: (offer) => [{product: 'windows', version: /windows-(\d+)/.exec(offer)?.[1]}],
  microsoftsqlserver: (offer) => {
    const [, sql, system] = /^sql(\d{4})(?:sp\d)?-(ws\d{4}(?:r2)?)?/.exec(offer) ?? []
    return [
      {product: 'mssqlserver', version: sql},
      ...(system ? [{product: 'windows-server', version: windowsVersion(system.slice(2))}] : []),
    ]
  },
  canonical: (offer, sku) => [
    {product: 'ubuntu', version: /(\d\d)[._](\d\d)/.exec(`${sku} ${offer}`)?.slice(1, 3).join('.')},
  ],
  redhat: (_offer, sku) => [{product: 'rhel', version: dotted(sku)}],
  suse: (offer) => [{product: 'sles', version: /sles[a-z-]*-(\d+(?:-sp\d)?)/.exec(offer)?.[1]?.replace('-sp', '.')}],
  openlogic: (_offer, sku) => [{product: 'centos', version: dotted(sku)}],
  oracle: () => [{product: 'oracle-linux'}],
  debian: (offer) => [{product: 'debian', version: /debian-(\d+)/.exec(offer)?.[1]}],
}

function windowsVersion(sku: string): string | undefined {
  const [, year, second] = /(20\d\d)-?(r2)?/.exec(sku) ?? []
  return year && `${year}${second ? ' R2' : ''}`
}

/** `8_6` and `7-lvm` as 8.6 and 7. */
function dotted(sku: string): string | undefined {
  return /^(\d+(?:[._]\d+)?)/.exec(sku)?.[1]?.replace('_', '.')
}

/** What an image of Azure's Marketplace holds, by its publisher, offer and SKU. */
export function productsOfMarketplace(publisher: string, offer: string, sku: string): readonly Product[] {
  const known = publisher.toLowerCase()
  return Object.hasOwn(images, known) ? (images[known]?.(offer.toLowerCase(), sku.toLowerCase()) ?? []) : []
}

/** The operating system by what the machine's agent says, else by its image. */
function systemsOf(properties: unknown): readonly Product[] {
  const name = textAt(properties, 'extended', 'instanceView', 'osName')
  if (name) return [{product: name, version: textAt(properties, 'extended', 'instanceView', 'osVersion')}]
  const image = (key: string): string => textAt(properties, 'storageProfile', 'imageReference', key) ?? ''
  return productsOfMarketplace(image('publisher'), image('offer'), image('sku'))
}

/** `NODE|14-lts`, `DOTNETCORE|3.1`, `TOMCAT|9.0-java8`. */
export function runtimesOfStack(stack: string | undefined): readonly Product[] {
  const [name = '', version = ''] = stack?.toLowerCase().split('|') ?? []
  const plain = /^(\d+(?:\.\d+)*)/.exec(version)?.[1]
  const java = /(?:^|java|jre)(\d+)$/.exec(version)?.[1]
  switch (name) {
    case 'node':
      return [{product: 'nodejs', version: plain}]
    case 'python':
    case 'php':
    case 'ruby':
      return [{product: name, version: plain}]
    case 'dotnetcore':
    case 'dotnet':
    case 'dotnet-isolated':
      return [{product: 'dotnet', version: plain}]
    case 'java':
      return [{product: 'java', version: java ?? plain}]
    case 'tomcat':
      return [{product: 'tomcat', version: plain}, ...(java ? [{product: 'java', version: java}] : [])]
    default:
      return []
  }
}

/** On Windows: `v4.0` is the .NET Framework 4, later ones are .NET. */
function windowsRuntimes(properties: unknown): readonly Product[] {
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
    technologies: [...runtimesOfStack(stack), ...windowsRuntimes(properties)],
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
