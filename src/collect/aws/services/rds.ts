import {z} from 'zod'
import {arnOf} from '../arn.ts'
import {technologyId} from '../../cloud/records-of-sighting.ts'
import type {Sighting, Tag} from '../../cloud/sighting.ts'
import {datastoreIn} from '../../cloud/datastore-in.ts'
import {operation, type ServiceDescription} from '../service-description.ts'
import {inAccount, resource, Tags} from '../resource-seen.ts'
import type {Place} from '../service-description.ts'

/** Engines by the names of the lifecycle catalogue; Aurora's and editions of Oracle and SQL Server are builds of these. */
export function productOfEngine(engine: string): string {
  if (engine === 'aurora' || engine.startsWith('aurora-mysql')) return 'amazon-aurora-mysql'
  if (engine.startsWith('aurora-postgresql')) return 'amazon-aurora-postgresql'
  if (engine === 'postgres') return 'amazon-rds-postgresql'
  if (engine === 'mysql' || engine === 'mariadb') return `amazon-rds-${engine}`
  if (/^(custom-)?oracle-/.test(engine)) return 'oracle-database'
  if (/^(custom-)?sqlserver-/.test(engine)) return 'mssqlserver'
  if (/^db2-/.test(engine)) return 'ibm-db2'
  if (engine === 'docdb') return 'amazon-documentdb'
  if (engine === 'neptune') return 'amazon-neptune'
  return engine
}

/** Aurora's own version by that of the MySQL that it is compatible with. */
const auroraMajors: Readonly<Record<string, string>> = {'5.6': '1', '5.7': '2', '8.0': '3'}

/** The version of the product: Aurora's own, `3.04.0`, of `8.0.mysql_aurora.3.04.0`; SQL Server's build without its zeros. */
export function versionOfEngine(engine: string, version: string): string {
  const [, aurora] = /mysql_aurora\.(\d[\d.]*)$/.exec(version) ?? []
  if (aurora) return aurora
  const product = productOfEngine(engine)
  if (product === 'amazon-aurora-mysql') return auroraMajors[/^\d+\.\d+/.exec(version)?.[0] ?? ''] ?? version
  return product === 'mssqlserver' ? version.replace(/^(\d+)\.0+(?=\.|$)/, '$1.0').replace(/\.v\d+$/, '') : version
}

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
