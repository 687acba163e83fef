import type {ProductOfImage} from './product-of-image.ts'
import {systemInTag} from './system-in-image.ts'

/** What Bitnami calls its images, where that is not what the makers of the product call theirs. */
const ofBitnami: Readonly<Record<string, string>> = {
  apache: 'apache-http-server',
  'aspnet-core': 'dotnet',
  cassandra: 'apache-cassandra',
  couchdb: 'apache-couchdb',
  dotnet: 'dotnet',
  'dotnet-sdk': 'dotnet',
  drupal: 'drupal',
  'drupal-nginx': 'drupal',
  elasticsearch: 'elasticsearch',
  golang: 'go',
  grafana: 'grafana',
  haproxy: 'haproxy',
  influxdb: 'influxdb',
  jenkins: 'jenkins',
  joomla: 'joomla',
  kafka: 'apache-kafka',
  keycloak: 'keycloak',
  kibana: 'kibana',
  logstash: 'logstash',
  magento: 'magento',
  mariadb: 'mariadb',
  'mariadb-galera': 'mariadb',
  mediawiki: 'mediawiki',
  memcached: 'memcached',
  mongodb: 'mongodb',
  'mongodb-sharded': 'mongodb',
  moodle: 'moodle',
  mysql: 'mysql',
  neo4j: 'neo4j',
  nginx: 'nginx',
  node: 'nodejs',
  opensearch: 'opensearch',
  'php-fpm': 'php',
  postgresql: 'postgresql',
  'postgresql-repmgr': 'postgresql',
  prometheus: 'prometheus',
  python: 'python',
  rabbitmq: 'rabbitmq',
  redis: 'redis',
  'redis-cluster': 'redis',
  ruby: 'ruby',
  solr: 'solr',
  sonarqube: 'sonarqube-server',
  tomcat: 'tomcat',
  wildfly: 'wildfly',
  wordpress: 'wordpress',
  'wordpress-nginx': 'wordpress',
  zookeeper: 'zookeeper',
}

/** Those of Bitnami's own of which the tag begins with the product's version: `bitnami/postgresql:11.14.0-debian-10-r22`. */
export const bitnamiPath = new RegExp(`(?:^|\\/)bitnami(?:legacy|secure)?\\/(?:${Object.keys(ofBitnami).join('|')})$`)

export function productsOfBitnami(tag: string | undefined, path: string): readonly ProductOfImage[] {
  const name = path.split('/').at(-1) ?? ''
  const product = Object.hasOwn(ofBitnami, name) ? ofBitnami[name] : undefined
  const version = /^(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]
  return [...(product === undefined ? [] : [{product, ...(version && {version})}]), ...systemInTag(tag)]
}

/** What is built into PostgreSQL, under a version of its own: `timescale/timescaledb:1.7.4-pg11`, `pgvector/pgvector:pg15`. */
export const postgresPath = /(?:^|\/)(?:timescaledb(?:-ha|-postgis)?|pgvector)$/

export function postgresUnder(tag: string | undefined): readonly ProductOfImage[] {
  const version = /(?:^|-)pg(\d+(?:\.\d+)?)(?:$|[-_.])/.exec(tag ?? '')?.[1]
  return [{product: 'postgresql', ...(version && {version})}, ...systemInTag(tag)]
}

/** Kafka of those who put another version before its own: Scala's, or that of their operator. */
export const kafkaPath = /(?:^|\/)(?:wurstmeister|strimzi)\/kafka$/

export function kafkaUnder(tag: string | undefined): readonly ProductOfImage[] {
  const version = /(?:^|^2\.1\d-|-kafka-)(\d+(?:\.\d+){1,2})$/.exec(tag ?? '')?.[1]
  return [{product: 'apache-kafka', ...(version && {version})}]
}
