import {productOfLicence} from '../../lifecycle/aliases/cloud-images.ts'
import {productsOfCloudSql} from '../../lifecycle/aliases/database-engines.ts'
import {productsOfGoogleRuntime} from '../../lifecycle/aliases/function-runtimes.ts'
import type {TypeDescription} from './cloud-export.ts'
import {listAt, textAt} from './fields.ts'

const cloudFunction: TypeDescription = (data) => {
  const runtime = textAt(data, 'runtime') ?? textAt(data, 'buildConfig', 'runtime')
  return {
    attributes: {runtime, state: textAt(data, 'status') ?? textAt(data, 'state')},
    technologies: productsOfGoogleRuntime(runtime),
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
      technologies: productsOfCloudSql(version),
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
    technologies: productsOfGoogleRuntime(textAt(data, 'runtime')),
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
