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
}
const debianNames: Readonly<Record<string, string>> = {
  stretch: '9',
  buster: '10',
  bullseye: '11',
  bookworm: '12',
  trixie: '13',
}

/** What an image of that name and tag holds: the product, and the system under it where the tag names it. */
export function productsOfImage(name: string, tag: string | undefined): readonly ProductOfImage[] {
  const product = Object.hasOwn(products, name) ? products[name] : undefined
  if (!product) return []
  const version = /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]
  const debian = Object.entries(debianNames).find(([word]) => tag?.includes(word))?.[1]
  const alpine = /alpine(\d+\.\d+)/.exec(tag ?? '')?.[1]
  return [
    {product, ...(version && {version})},
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
  return isPrivate ? [] : productsOfImage(words.at(-1) ?? '', tag)
}
