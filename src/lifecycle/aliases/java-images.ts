import type {ProductOfImage} from './product-of-image.ts'

/** Who builds the Java of an image, by words in its name or tag; the first that fits counts. */
const vendors: readonly (readonly [RegExp, string])[] = [
  [/temurin/, 'eclipse-temurin'],
  [/corretto/, 'amazon-corretto'],
  [/sapmachine/, 'sapmachine'],
  [/semeru|openj9/, 'ibm-semeru'],
  [/ibmjava/, 'ibm-sdk-java'],
  [/zulu/, 'azul-zulu'],
  [/liberica/, 'bellsoft-liberica'],
  [/graal/, 'graalvm-ce'],
  [/openjdk/, 'openjdk'],
]

/** Official images, by where they are copied to as well. */
export const officialPath =
  /^(?:(?:docker\.io|registry\.hub\.docker\.com|public\.ecr\.aws\/docker)\/)?(?:library\/)?[\w-]+$/

/**
 * What `openjdk` is: from 12 on the official images hold Oracle's own builds, as do those called `-oracle`; before that, and
 * elsewhere, builds of several makers, which one is not told. https://hub.docker.com/_/openjdk
 */
export function openJdkOf(path: string, tag: string | undefined): ProductOfImage {
  const version = /^(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]
  const isOracles = officialPath.test(path) && (Number.parseInt(version ?? '0') >= 12 || /-oracle\b/.test(tag ?? ''))
  return {product: isOracles ? 'openjdk-builds-from-oracle' : 'openjdk', ...(version && {version})}
}

/** `adoptopenjdk/openjdk11:jre-11.0.9_11`, `adoptopenjdk:8-jre-hotspot`, `adoptopenjdk/openjdk8-openj9:alpine`. */
export function adoptOpenJdkOf(path: string, tag: string | undefined): ProductOfImage {
  const version = /openjdk(\d+)/.exec(
    path
      .split('/')
      .at(-1)
      ?.replace(/^adoptopenjdk/, '') ?? '',
  )?.[1]
  const ofTag = /^(?:jdk-|jre-)?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]
  const stated = version ?? ofTag
  return {product: 'adoptopenjdk', ...(stated && {version: stated})}
}

/** Images whose tags tell the Java that comes with what they are for. */
const withJava =
  /(^|\/)(tomcat|tomee|maven|gradle|jetty|jenkins|wildfly|payara|glassfish|sonarqube|groovy|jruby|clojure|solr|open-?liberty|websphere-liberty|liberty|sbt|spark|zookeeper|mule|activemq|activemq-artemis)$/

/** The Java in an image for something else, as `tomcat:8.5-jre8` or `maven:3-amazoncorretto-17` say it. */
export function javaInImage(path: string, tag = ''): readonly ProductOfImage[] {
  if (!withJava.test(path)) return []
  const version =
    /(?:^|-)(?:jdk|jre|java)-?(\d+)(?:$|[-.u])/.exec(tag)?.[1] ??
    /(?:temurin|corretto|sapmachine|semeru|ibmjava|openjdk|zulu|liberica)-(\d+)(?:$|[-.u])/.exec(tag)?.[1]
  if (version === undefined) return []
  const product = vendors.find(([pattern]) => pattern.test(tag))?.[1] ?? 'java'
  return [{product, version}]
}
