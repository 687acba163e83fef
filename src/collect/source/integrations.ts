/** What a package that code imports connects it to. */
export type Integration =
  | {readonly kind: 'http'}
  | {readonly kind: 'cloud'; readonly service: string}
  | {readonly kind: 'database'; readonly product: string}
  | {readonly kind: 'queue'; readonly product: string}

const databases: Readonly<Record<string, string>> = {
  pg: 'postgresql',
  'pg-promise': 'postgresql',
  postgres: 'postgresql',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mariadb',
  mssql: 'mssqlserver',
  tedious: 'mssqlserver',
  oracledb: 'oracle-database',
  mongodb: 'mongodb',
  mongoose: 'mongodb',
  redis: 'redis',
  ioredis: 'redis',
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  'neo4j-driver': 'neo4j',
  'cassandra-driver': 'apache-cassandra',
  ibm_db: 'ibm-db2',
  '@elastic/elasticsearch': 'elasticsearch',
  knex: 'sql',
  sequelize: 'sql',
  typeorm: 'sql',
  '@prisma/client': 'sql',
  'drizzle-orm': 'sql',
  '@mikro-orm/core': 'sql',
}
const queues: Readonly<Record<string, string>> = {
  amqplib: 'rabbitmq',
  kafkajs: 'apache-kafka',
  'node-rdkafka': 'apache-kafka',
  bullmq: 'redis',
  bull: 'redis',
  nats: 'nats',
  stompit: 'stomp',
  ibmmq: 'ibm-mq',
  mqtt: 'mqtt',
  '@azure/service-bus': 'azure-service-bus',
  '@google-cloud/pubsub': 'google-pubsub',
}
const http = new Set([
  'axios',
  'got',
  'undici',
  'node-fetch',
  'request',
  'request-promise',
  'superagent',
  'ky',
  'needle',
  'http',
  'https',
  'node:http',
  'node:https',
  'soap',
  'cross-fetch',
])

export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The integration behind an import specifier, or undefined for code that connects to nothing. */
export function integrationOf(specifier: string): Integration | undefined {
  if (http.has(specifier)) return {kind: 'http'}
  const name = packageName(specifier)
  if (http.has(name)) return {kind: 'http'}
  if (Object.hasOwn(databases, name)) return {kind: 'database', product: databases[name] ?? ''}
  if (Object.hasOwn(queues, name)) return {kind: 'queue', product: queues[name] ?? ''}
  const aws =
    /^@aws-sdk\/(?:client|lib)-([a-z0-9-]+)$/.exec(name)?.[1] ?? /^aws-sdk\/clients\/([a-z0-9-]+)$/.exec(specifier)?.[1]
  if (aws) return {kind: 'cloud', service: `aws-${aws}`}
  if (name === 'aws-sdk') return {kind: 'cloud', service: 'aws'}
  const azure = /^@azure\/([a-z0-9-]+)$/.exec(name)?.[1]
  if (azure) return {kind: 'cloud', service: `azure-${azure}`}
  const google = /^@google-cloud\/([a-z0-9-]+)$/.exec(name)?.[1]
  return google ? {kind: 'cloud', service: `google-${google}`} : undefined
}
