import type {TypeDescription} from './cloud-export.ts'
import {listAt, textAt} from './fields.ts'

interface Product {
  readonly product: string
  readonly version?: string | undefined
}

/** Licences of images by the end of their addresses: `debian-10-buster`, `windows-server-2016-dc`, `ubuntu-1804-lts`. */
const licences: readonly (readonly [RegExp, (found: RegExpExecArray) => Product])[] = [
  [
    /^windows-server-(20\d\d)(-r2)?/,
    ([, year, second]) => ({product: 'windows-server', version: `${year}${second ? ' R2' : ''}`}),
  ],
  [/^ubuntu-(?:pro-)?(\d\d)(\d\d)/, ([, year, month]) => ({product: 'ubuntu', version: `${year}.${month}`})],
  [/^debian-(\d+)/, ([, version]) => ({product: 'debian', version})],
  [/^rhel-(\d+)/, ([, version]) => ({product: 'rhel', version})],
  [/^centos-(\d+)/, ([, version]) => ({product: 'centos', version})],
  [/^rocky-linux-(\d+)/, ([, version]) => ({product: 'rocky-linux', version})],
  [/^sles-(\d+)/, ([, version]) => ({product: 'sles', version})],
  [/^sql-server-(20\d\d)/, ([, version]) => ({product: 'mssqlserver', version})],
]

function productOfLicence(licence: string): readonly Product[] {
  const name = licence.slice(licence.lastIndexOf('/') + 1)
  return licences.flatMap(([pattern, make]) => {
    const found = pattern.exec(name)
    return found ? [make(found)] : []
  })
}

/** `POSTGRES_12`, `MYSQL_5_7`, `SQLSERVER_2017_STANDARD`. */
export function engineOfCloudSql(written: string | undefined): readonly Product[] {
  const [, engine = '', version = ''] = /^(POSTGRES|MYSQL|SQLSERVER)_(\d+(?:_\d+)?)/.exec(written ?? '') ?? []
  const products: Readonly<Record<string, string>> = {POSTGRES: 'postgresql', MYSQL: 'mysql', SQLSERVER: 'mssqlserver'}
  const product = products[engine]
  return product ? [{product, version: version.replace('_', '.')}] : []
}

/** `nodejs14`, `python38`, `go113`, `java11`, `dotnet3`, `ruby27`, `php74`. */
export function runtimeOfFunction(written: string | undefined): readonly Product[] {
  const [, name = '', digits = ''] = /^([a-z]+)(\d+)$/.exec(written ?? '') ?? []
  const dotted = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits
  const products: Readonly<Record<string, Product>> = {
    nodejs: {product: 'nodejs', version: digits},
    java: {product: 'java', version: digits},
    python: {product: 'python', version: dotted},
    go: {product: 'go', version: dotted},
    ruby: {product: 'ruby', version: dotted},
    php: {product: 'php', version: dotted},
    dotnet: {product: 'dotnet', version: digits},
  }
  return Object.hasOwn(products, name) && products[name] ? [products[name]] : []
}

const cloudFunction: TypeDescription = (data) => {
  const runtime = textAt(data, 'runtime') ?? textAt(data, 'buildConfig', 'runtime')
  return {
    attributes: {runtime, state: textAt(data, 'status') ?? textAt(data, 'state')},
    technologies: runtimeOfFunction(runtime),
  }
}

/** By asset type; what is not here is still a resource, with its labels. */
export const gcpTypes: Readonly<Record<string, TypeDescription>> = {
  'compute.googleapis.com/Instance': (data) => ({
    attributes: {size: textAt(data, 'machineType')?.split('/').at(-1), state: textAt(data, 'status')},
    technologies: listAt(data, 'disks').flatMap((disk) =>
      listAt(disk, 'licenses').flatMap((licence) => productOfLicence(String(licence))),
    ),
  }),
  'sqladmin.googleapis.com/Instance': (data) => {
    const version = textAt(data, 'databaseVersion')
    const [address] = listAt(data, 'ipAddresses')
    return {
      attributes: {
        engineVersion: version,
        size: textAt(data, 'settings', 'tier'),
        address: textAt(address, 'ipAddress'),
      },
      technologies: engineOfCloudSql(version),
      store: {host: textAt(data, 'dnsName')},
    }
  },
  'container.googleapis.com/Cluster': (data) => {
    const version = textAt(data, 'currentMasterVersion')
    return {
      attributes: {version},
      technologies: [{product: 'google-kubernetes-engine', version: /^\d+\.\d+/.exec(version ?? '')?.[0]}],
    }
  },
  'container.googleapis.com/NodePool': (data, id) => {
    const version = textAt(data, 'version')
    return {
      attributes: {version},
      technologies: [{product: 'google-kubernetes-engine', version: /^\d+\.\d+/.exec(version ?? '')?.[0]}],
      within: [id.replace(/\/nodePools\/[^/]+$/, '')],
    }
  },
  'cloudfunctions.googleapis.com/CloudFunction': cloudFunction,
  'cloudfunctions.googleapis.com/Function': cloudFunction,
  'appengine.googleapis.com/Version': (data) => ({
    attributes: {runtime: textAt(data, 'runtime')},
    technologies: runtimeOfFunction(textAt(data, 'runtime')),
  }),
  'redis.googleapis.com/Instance': (data) => {
    const version = /^REDIS_(\d+)_(\d+|X)$/.exec(textAt(data, 'redisVersion') ?? '')
    return {
      attributes: {engineVersion: textAt(data, 'redisVersion')},
      technologies: [
        {
          product: 'redis',
          version: version ? [version[1], version[2]].filter((part) => part !== 'X').join('.') : undefined,
        },
      ],
      store: {host: textAt(data, 'host')},
    }
  },
  'storage.googleapis.com/Bucket': () => ({store: {}}),
  'bigquery.googleapis.com/Dataset': () => ({store: {}}),
}
