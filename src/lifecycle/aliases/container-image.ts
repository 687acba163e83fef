/** A product that the name of an image tells, by the catalogue's id. */
export interface ProductOfImage {
  readonly product: string
  readonly version?: string
}

const products: Readonly<Record<string, string>> = {
  node: 'nodejs',
  python: 'python',
  php: 'php',
  ruby: 'ruby',
  golang: 'go',
  openjdk: 'eclipse-temurin',
  'eclipse-temurin': 'eclipse-temurin',
  amazoncorretto: 'amazon-corretto',
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
  activemq: 'apache-activemq',
}
/** Images whose last word alone would tell something else, or nothing: by the end of their path. */
const byPath: readonly (readonly [RegExp, (tag: string | undefined) => readonly ProductOfImage[]])[] = [
  [/(^|\/)dotnet\/framework\/[^/]+$/, (tag) => [versioned('dotnetfx', tag), ...windowsOf(tag)]],
  [/(^|\/)windows\/(servercore|nanoserver)(\/iis)?$|^windows$/, windowsOf],
  [/(^|\/)dotnet\/(sdk|runtime|runtime-deps|aspnet|core\/\w+)$/, (tag) => [versioned('dotnet', tag)]],
  [/(^|\/)mssql\/server(\/windows)?$|(^|\/)mssql-server-linux$/, (tag) => [versioned('mssqlserver', tag)]],
  [/(^|\/)oracle\/database$|(^|\/)database\/(enterprise|express|free)$/, (tag) => [versioned('oracle-database', tag)]],
  [/(^|\/)ubi(\d+)?(-minimal|-micro|-init)?(\/ubi(-minimal|-micro|-init)?)?$/, (tag) => [versioned('rhel', tag)]],
  [/(^|\/)apache\/kafka$/, (tag) => [versioned('apache-kafka', tag)]],
  [/(^|\/)ibm-?com\/db2$|(^|\/)db2_community\/db2$/, (tag) => [versioned('ibm-db2', tag)]],
  [/(^|\/)ibm-?(messaging\/|com\/)mq$/, (tag) => [versioned('ibm-mq', tag)]],
]
const debianNames: Readonly<Record<string, string>> = {
  stretch: '9',
  buster: '10',
  bullseye: '11',
  bookworm: '12',
  trixie: '13',
}

function versioned(product: string, tag: string | undefined): ProductOfImage {
  const version = /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]
  return {product, ...(version && {version})}
}

/** `4.8-windowsservercore-ltsc2019`, `ltsc2022`, `1809`. */
function windowsOf(tag: string | undefined): readonly ProductOfImage[] {
  const year = /ltsc(20\d\d)|windowsservercore-(20\d\d)/
    .exec(tag ?? '')
    ?.slice(1)
    .find(Boolean)
  const release = /(?:^|-)(1709|1803|1809|1903|1909|2004|20h2)\b/i.exec(tag ?? '')?.[1]
  const version = year ?? release
  return [{product: 'windows-server', ...(version && {version})}]
}

/** What an image of that path and tag holds: the product, and the system under it where the tag names it. */
export function productsOfImage(path: string, tag: string | undefined): readonly ProductOfImage[] {
  const special = byPath.find(([pattern]) => pattern.test(path))
  if (special) return special[1](tag)
  const name = path.split('/').at(-1) ?? ''
  const product = Object.hasOwn(products, name) ? products[name] : undefined
  if (!product) return []
  const debian = Object.entries(debianNames).find(([word]) => tag?.includes(word))?.[1]
  const alpine = /alpine(\d+\.\d+)/.exec(tag ?? '')?.[1]
  return [
    versioned(product, tag),
    ...(debian && product !== 'debian' ? [{product: 'debian', version: debian}] : []),
    ...(alpine && product !== 'alpine-linux' ? [{product: 'alpine-linux', version: alpine}] : []),
  ]
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
