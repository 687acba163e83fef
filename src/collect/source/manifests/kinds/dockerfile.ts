import {DockerfileParser} from 'dockerfile-ast'
import type {SourceFile} from '../../walk-tree.ts'
import type {ManifestKind, Tell, TechnologyFound} from '../manifest-kind.ts'

/** What the image that runs starts from. */
export const dockerfile: ManifestKind = {
  id: 'dockerfile',
  files: /(^|\/)Dockerfile[\w.-]*$/,
  read: (files, tell) => ({technologies: files.flatMap((file) => dockerTechnologies(file, tell))}),
}

const images: Readonly<Record<string, string>> = {
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

/** The image that the last stage starts from, and the system under it where its tag names it. */
function dockerTechnologies(file: SourceFile, tell: Tell): readonly TechnologyFound[] {
  try {
    const stages = DockerfileParser.parse(file.text).getFROMs()
    const last = stages.at(-1)
    const name = last?.getImageName()?.split('/').at(-1) ?? ''
    const tag = last?.getImageTag() ?? undefined
    const line = (last?.getRange().start.line ?? 0) + 1
    const product = Object.hasOwn(images, name) ? images[name] : undefined
    if (!last || !product || tag?.includes('$')) return []
    const version = /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]
    const debian = Object.entries(debianNames).find(([word]) => tag?.includes(word))?.[1]
    const alpine = /alpine(\d+\.\d+)/.exec(tag ?? '')?.[1]
    const how = `FROM ${name}${tag ? `:${tag}` : ''}`
    const found: TechnologyFound[] = [
      {product, ...(version && {version}), how, confidence: version ? 0.9 : 0.3, file, line},
    ]
    if (debian && product !== 'debian')
      found.push({product: 'debian', version: debian, how, confidence: 0.9, file, line})
    if (alpine && product !== 'alpine-linux')
      found.push({product: 'alpine-linux', version: alpine, how, confidence: 0.9, file, line})
    return found
  } catch {
    tell(file, 'the Dockerfile cannot be read')
    return []
  }
}
