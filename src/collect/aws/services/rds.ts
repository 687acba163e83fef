import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {technologyId} from '../../cloud/records-of-sighting.ts'
import type {Sighting, Tag} from '../../cloud/sighting.ts'
import {productOfEngine, versionOfEngine} from '../../cloud/aws-engines.ts'
import {datastoreIn} from '../../cloud/datastore-in.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, Tags} from '../resource-seen.ts'
import type {Place} from '../service-description.ts'

interface Database {
  readonly arn: string
  readonly name: string
  readonly engine: string | undefined
  readonly version: string | undefined
  readonly host: string | undefined
  readonly tags: readonly Tag[] | undefined
  /** As `EngineLifecycleSupport` says it. */
  readonly support: string | undefined
  readonly attributes: Readonly<Record<string, string | boolean | undefined>>
}

function database({arn, name, engine, version, host, tags, support, attributes}: Database, place: Place): Sighting {
  const store = datastoreIn(arn, place, {name, host})
  return {
    things: [
      resource(arn, place, {
        name,
        tags,
        attributes: {engine, engineVersion: version, host: host?.toLowerCase(), ...attributes},
      }),
      store.thing,
    ],
    links: [inAccount(arn, place), store.link],
    technologies: engine
      ? [arn, store.thing.id].map((of) => ({
          of,
          product: productOfEngine(engine),
          version: version && versionOfEngine(engine, version),
          extendedSupport: support === 'open-source-rds-extended-support',
        }))
      : [],
  }
}

/** Databases and clusters with their engines, and the service's own dates for the end of their support. */
export const rds = {
  id: 'rds',
  name: 'RDS',
  scope: 'regional',
  load: () => import('@aws-sdk/client-rds'),
  client: 'RDSClient',
  operations: [
    operation({
      operation: 'DescribeDBInstances',
      action: 'rds:DescribeDBInstances',
      input: {MaxRecords: 100},
      paging: {request: 'Marker', response: 'Marker'},
      items: 'DBInstances',
      redact: ['MasterUsername'],
      item: z.object({
        DBInstanceArn: z.string(),
        DBInstanceIdentifier: z.string(),
        DBClusterIdentifier: z.string().optional(),
        DBInstanceClass: z.string().optional(),
        Engine: z.string().optional(),
        EngineVersion: z.string().optional(),
        Endpoint: z.object({Address: z.string().optional()}).optional(),
        CACertificateIdentifier: z.string().optional(),
        EngineLifecycleSupport: z.string().optional(),
        StorageEncrypted: z.boolean().optional(),
        TagList: Tags,
      }),
      sees: (instance, place) => {
        const arn = instance.DBInstanceArn
        const seen = database(
          {
            arn,
            name: instance.DBInstanceIdentifier,
            engine: instance.Engine,
            version: instance.EngineVersion,
            host: instance.Endpoint?.Address,
            tags: instance.TagList,
            support: instance.EngineLifecycleSupport,
            attributes: {
              size: instance.DBInstanceClass,
              cluster: instance.DBClusterIdentifier,
              certificateAuthority: instance.CACertificateIdentifier,
              encrypted: instance.StorageEncrypted,
            },
          },
          place,
        )
        const cluster = instance.DBClusterIdentifier
        const inCluster = cluster
          ? [{from: arn, type: 'CONTAINED_IN' as const, to: arnOf('rds', place, `cluster:${cluster}`)}]
          : []
        return {...seen, links: [...(seen.links ?? []), ...inCluster]}
      },
    }),
    operation({
      operation: 'DescribeDBClusters',
      action: 'rds:DescribeDBClusters',
      input: {MaxRecords: 100},
      paging: {request: 'Marker', response: 'Marker'},
      items: 'DBClusters',
      redact: ['MasterUsername'],
      item: z.object({
        DBClusterArn: z.string(),
        DBClusterIdentifier: z.string(),
        Engine: z.string().optional(),
        EngineVersion: z.string().optional(),
        Endpoint: z.string().optional(),
        EngineLifecycleSupport: z.string().optional(),
        StorageEncrypted: z.boolean().optional(),
        TagList: Tags,
      }),
      sees: (cluster, place) =>
        database(
          {
            arn: cluster.DBClusterArn,
            name: cluster.DBClusterIdentifier,
            engine: cluster.Engine,
            version: cluster.EngineVersion,
            host: cluster.Endpoint,
            tags: cluster.TagList,
            support: cluster.EngineLifecycleSupport,
            attributes: {encrypted: cluster.StorageEncrypted},
          },
          place,
        ),
    }),
    operation({
      operation: 'DescribeDBMajorEngineVersions',
      action: 'rds:DescribeDBMajorEngineVersions',
      input: {MaxRecords: 100},
      paging: {request: 'Marker', response: 'Marker'},
      items: 'DBMajorEngineVersions',
      onlyIn: 'home',
      item: z.object({
        Engine: z.string(),
        MajorEngineVersion: z.string(),
        SupportedEngineLifecycles: z
          .array(
            z.object({
              LifecycleSupportName: z.string().optional(),
              LifecycleSupportEndDate: z.date().optional(),
            }),
          )
          .default([]),
      }),
      sees: ({Engine, MajorEngineVersion, SupportedEngineLifecycles}, {organisation}) => {
        const end = (name: string) =>
          SupportedEngineLifecycles.find(({LifecycleSupportName}) => LifecycleSupportName === name)
            ?.LifecycleSupportEndDate?.toISOString()
            .slice(0, 10)
        const version = versionOfEngine(Engine, MajorEngineVersion)
        const id = technologyId(organisation, productOfEngine(Engine), version)
        return {
          things: [
            {
              kind: 'technology',
              id,
              name: `${productOfEngine(Engine)} ${version}`,
              attributes: {
                product: productOfEngine(Engine),
                version,
                standardSupportEnds: end('open-source-rds-standard-support'),
                extendedSupportEnds: end('open-source-rds-extended-support'),
              },
            },
          ],
        }
      },
    }),
  ],
} as const satisfies ServiceDescription
