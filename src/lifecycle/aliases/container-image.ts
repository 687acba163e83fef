import {debianNames, ubuntuNames} from './code-names.ts'
import {adoptOpenJdkOf, javaInImage, officialPath, openJdkOf} from './java-images.ts'
import {bitnamiPath, kafkaPath, kafkaUnder, postgresPath, postgresUnder, productsOfBitnami} from './packaged-images.ts'
import type {ProductOfImage} from './product-of-image.ts'
import {systemInTag, windowsOf} from './system-in-image.ts'

const products: Readonly<Record<string, string>> = {
  node: 'nodejs',
  python: 'python',
  php: 'php',
  ruby: 'ruby',
  golang: 'go',
  'eclipse-temurin': 'eclipse-temurin',
  amazoncorretto: 'amazon-corretto',
  sapmachine: 'sapmachine',
  ibmjava: 'ibm-sdk-java',
  aspnet: 'dotnet',
  nginx: 'nginx',
  httpd: 'apache-http-server',
  tomcat: 'tomcat',
  postgres: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
  mongo: 'mongodb',
  redis: 'redis',
  debian: 'debian',
  ubuntu: 'ubuntu',
  alpine: 'alpine-linux',
  centos: 'centos',
  amazonlinux: 'amazon-linux',
  rockylinux: 'rocky-linux',
  almalinux: 'almalinux',
  oraclelinux: 'oracle-linux',
  rabbitmq: 'rabbitmq',
  elasticsearch: 'elasticsearch',
  opensearch: 'opensearch',
  memcached: 'memcached',
  cassandra: 'apache-cassandra',
  neo4j: 'neo4j',
  solr: 'solr',
  haproxy: 'haproxy',
  jetty: 'eclipse-jetty',
  jenkins: 'jenkins',
  wordpress: 'wordpress',
  drupal: 'drupal',
  joomla: 'joomla',
  keycloak: 'keycloak',
  perl: 'perl',
  rust: 'rust',
  postgis: 'postgresql',
  percona: 'mysql',
  couchdb: 'apache-couchdb',
  couchbase: 'couchbase-server',
  zookeeper: 'zookeeper',
  wildfly: 'wildfly',
  moodle: 'moodle',
  typo3: 'typo3',
  erlang: 'erlang',
  elixir: 'elixir',
  jruby: 'jruby',
  fedora: 'fedora',
  mediawiki: 'mediawiki',
  traefik: 'traefik',
  kibana: 'kibana',
  logstash: 'logstash',
  influxdb: 'influxdb',
  grafana: 'grafana',
  prometheus: 'prometheus',
  consul: 'consul',
  'gitlab-ce': 'gitlab',
  'gitlab-ee': 'gitlab',
  'activemq-classic': 'apache-activemq',
  'activemq-artemis': 'apache-artemis',
  powershell: 'powershell',
  activemq: 'apache-activemq',
  sonarqube: 'sonarqube-server',
}
type Named = (tag: string | undefined, path: string) => readonly ProductOfImage[]

const withSystem =
  (product: string): Named =>
  (tag) => [versioned(product, tag), ...systemInTag(tag)]

/** Images whose last word alone would tell something else, or nothing: by the end of their path. */
const byPath: readonly (readonly [RegExp, Named])[] = [
  [/(^|\/)dotnet\/framework\/[^/]+$/, (tag) => [versioned('dotnetfx', tag), ...windowsOf(tag)]],
  [/(^|\/)windows\/(servercore|nanoserver|server)(\/iis)?$|(^|microsoft\.com\/)windows$/, windowsOf],
  [/(^|\/)dotnet\/(sdk|runtime|runtime-deps|aspnet|monitor|core\/\w+)$/, withSystem('dotnet')],
  [/(^|\/)mssql\/server(\/windows)?$|(^|\/)mssql-server-linux$/, withSystem('mssqlserver')],
  [/microsoft\.com\/openjdk\/jdk$/, withSystem('microsoft-build-of-openjdk')],
  [/microsoft\.com\/(azure-functions|vscode\/devcontainers|devcontainers)\/[\w-]+$/, microsoftTools],
  [/microsoft\.com\/(powershell|playwright\S*)$/, powershellOrSystem],
  [/(^|\/)oracle\/database$|(^|\/)database\/(enterprise|express|free)$/, (tag) => [versioned('oracle-database', tag)]],
  [/(^|\/)(middleware\/weblogic|oracle\/weblogic)$/, (tag) => [versioned('weblogic', tag)]],
  [/(^|\/)websphere-traditional$/, (tag) => [versioned('websphere-application-server', tag)]],
  [/(^|\/)(?:ubi|rhel)(\d+)?(-minimal|-micro|-init|-atomic)?(\/ubi(-minimal|-micro|-init)?)?$/, redHat],
  [/(^|\/)(?:ubi|rhel)\d\/[\w-]+$|(^|\/)(?:rhscl|centos)\/[\w-]+-\d+(?:-(?:rhel|centos)\d)?$/, redHatRuntime],
  [bitnamiPath, productsOfBitnami],
  [postgresPath, postgresUnder],
  [kafkaPath, kafkaUnder],
  [/(^|\/)apache\/kafka$/, (tag) => [versioned('apache-kafka', tag)]],
  [/(^|\/)ibm-?com\/db2$|(^|\/)db2_community\/db2$/, (tag) => [versioned('ibm-db2', tag)]],
  [/(^|\/)ibm-?(messaging\/|com\/)mq$/, (tag) => [versioned('ibm-mq', tag)]],
  [/(^|\/)distroless\/[\w-]+$/, distroless],
  [/(^|\/)(?:lambda\/|aws-lambda-)(python|nodejs|java|dotnet|ruby|go)$/, lambda],
  [/(^|\/)adoptopenjdk(\/[\w-]+)?$/, (tag, path) => [adoptOpenJdkOf(path, tag), ...systemInTag(tag)]],
  [/(^|\/)(?:openjdk|java)$/, openJdk],
  [/(^|\/)azul\/zulu-openjdk[\w-]*$/, (tag) => [versioned('azul-zulu', tag), ...systemInTag(tag)]],
  [
    /(^|\/)ibm-?semeru-runtimes$/,
    (tag) => [versioned('ibm-semeru', tag?.replace(/^(open|certified)-/, '')), ...systemInTag(tag)],
  ],
  [/(^|\/)liberica-[\w-]+$/, (tag) => [versioned('bellsoft-liberica', tag), ...systemInTag(tag)]],
  [
    /(^|\/)graalvm\/[\w-]+$|(^|\/)graalvm-[cj]\w+$/,
    (tag) => [versioned('graalvm-ce', tag?.replace(/^(ol\d-)?java/, ''))],
  ],
]

function versioned(product: string, tag: string | undefined): ProductOfImage {
  const version = /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]
  return {product, ...(version && {version})}
}

/** `java` alone was the name of `openjdk` once; of others it says nothing of who builds it. */
function openJdk(tag: string | undefined, path: string): readonly ProductOfImage[] {
  const own = openJdkOf(path, tag)
  const isOther = /\/java$/.test(path) && !officialPath.test(path)
  return [isOther ? {...own, product: 'java'} : own, ...systemInTag(tag)]
}

/** `azure-functions/node:4-node18`, `devcontainers/python:3.8-bullseye`, with numbers of their own before: `0-3.8`. */
function microsoftTools(tag = '', path: string): readonly ProductOfImage[] {
  const kinds: Readonly<Record<string, string>> = {
    node: 'nodejs',
    'javascript-node': 'nodejs',
    'typescript-node': 'nodejs',
    python: 'python',
    java: 'java',
    dotnet: 'dotnet',
    php: 'php',
    go: 'go',
    ruby: 'ruby',
    powershell: 'powershell',
  }
  const name =
    path
      .split('/')
      .at(-1)
      ?.replace(/-isolated$/, '') ?? ''
  const product = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (!product) return systemInTag(tag)
  const isFunction = path.includes('azure-functions/')
  const version = isFunction
    ? /-(?:node|python|java|dotnet|dotnet-isolated|powershell)-?(\d+(?:\.\d+)*)/.exec(tag)?.[1]
    : /^(?:dev-)?(?:\d+(?:\.\d+)*-)?(\d+(?:\.\d+)*)/.exec(tag)?.[1]
  return [{product, ...(version && {version})}, ...systemInTag(tag)]
}

/** `powershell:7.2-ubuntu-20.04` is the shell; of others that are Microsoft's own the system alone matters. */
function powershellOrSystem(tag: string | undefined, path: string): readonly ProductOfImage[] {
  const system = systemInTag(tag)
  return /powershell$/.test(path) ? [versioned('powershell', tag), ...system] : system
}

function redHat(tag: string | undefined, path: string): readonly ProductOfImage[] {
  const stated = versioned('rhel', tag)
  const major = /(?:ubi|rhel)(\d+)/.exec(path)?.[1]
  return [stated.version === undefined && major ? {product: 'rhel', version: major} : stated]
}

/** `ubi8/python-38`, `rhscl/php-72-rhel7`, `ubi8/openjdk-11`: the version stands in the name, without its point. */
function redHatRuntime(_tag: string | undefined, path: string): readonly ProductOfImage[] {
  const kinds: Readonly<Record<string, string>> = {
    python: 'python',
    nodejs: 'nodejs',
    php: 'php',
    ruby: 'ruby',
    perl: 'perl',
    openjdk: 'red-hat-build-of-openjdk',
    dotnet: 'dotnet',
    nginx: 'nginx',
    httpd: 'apache-http-server',
    postgresql: 'postgresql',
    mysql: 'mysql',
    mariadb: 'mariadb',
    redis: 'redis',
  }
  const [, name = '', digits = ''] = /(?:^|\/)([a-z]+)-(\d+)(?=$|-)/.exec(path) ?? []
  const [, system = '', major = ''] = /(ubi|rhel|centos)(\d+)/.exec(path) ?? []
  const under = major === '' ? [] : [{product: system === 'centos' ? 'centos' : 'rhel', version: major}]
  const product = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (!product) return under
  const isWhole = ['nodejs', 'openjdk', 'redis', 'postgresql'].includes(name) && !/^9\d$/.test(digits)
  const version = isWhole ? digits : `${digits.slice(0, 1)}.${digits.slice(1)}`
  return [{product, version: version.replace(/\.$/, '')}, ...under]
}

/** `distroless/java17-debian11`, `distroless/nodejs18-debian11`. */
function distroless(_tag: string | undefined, path: string): readonly ProductOfImage[] {
  const name = path.split('/').at(-1) ?? ''
  const kinds: Readonly<Record<string, string>> = {java: 'java', nodejs: 'nodejs', python: 'python'}
  const [, kind = '', version] = /^(java|nodejs|python)(\d+)?/.exec(name) ?? []
  const product = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  const [, debian] = /-debian(\d+)/.exec(name) ?? []
  return [
    ...(product ? [{product, ...(version && product !== 'python' && {version})}] : []),
    ...(debian ? [{product: 'debian', version: debian}] : []),
  ]
}

/** Base images of AWS Lambda; its Java is Corretto. */
function lambda(tag: string | undefined, path: string): readonly ProductOfImage[] {
  const name = /(python|nodejs|java|dotnet|ruby|go)$/.exec(path)?.[1] ?? ''
  return [versioned(name === 'java' ? 'amazon-corretto' : name, tag?.replace(/^8\.al2.*/, '8')), ...systemInTag(tag)]
}

const systemNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  debian: debianNames,
  ubuntu: ubuntuNames,
}

/** What an image of that path and tag holds: the product, and the system under it where the tag names it. */
export function productsOfImage(path: string, tag: string | undefined): readonly ProductOfImage[] {
  const special = byPath.find(([pattern]) => pattern.test(path))
  if (special) return special[1](tag, path)
  const name = path.split('/').at(-1) ?? ''
  const product = Object.hasOwn(products, name) ? products[name] : undefined
  const java = javaInImage(path, tag)
  if (!product) return java.length > 0 ? [...java, ...systemInTag(tag)] : []
  // The image called 1 was made from the last release of the first Amazon Linux.
  if (product === 'amazon-linux' && /^1($|[.-])/.test(tag ?? '')) return [{product, version: '2018.03'}]
  if (Object.hasOwn(systemNames, product)) return [ofSystem(product, tag)]
  return [versioned(product, tag), ...java, ...systemInTag(tag).filter((system) => system.product !== product)]
}

/** `ubuntu:18.04`, `debian:buster-slim`. */
function ofSystem(product: string, tag: string | undefined): ProductOfImage {
  const stated = versioned(product, tag)
  const word = /^[a-z]+/.exec(tag ?? '')?.[0] ?? ''
  const names = systemNames[product] ?? {}
  return stated.version === undefined && Object.hasOwn(names, word) ? {product, version: names[word] ?? ''} : stated
}

/**
 * What a reference such as `node:14-alpine` or `public.ecr.aws/docker/library/nginx:1.19@sha256:...` names. An
 * organisation's own registry is its own choice of words, so a name there counts only as a copy of a public library.
 */
export function productsOfReference(reference: string): readonly ProductOfImage[] {
  const [plain = ''] = reference.split('@')
  const [, path = '', tag] = /^(.*?)(?::([\w][\w.-]*))?$/.exec(plain) ?? []
  const words = path.split('/')
  const isPrivate = /\.dkr\.ecr\.|^localhost(:|$)/.test(words[0] ?? '') && !words.includes('library')
  return isPrivate ? [] : productsOfImage(path, tag)
}
