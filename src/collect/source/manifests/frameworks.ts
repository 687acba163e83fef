import type {PackageType, PackageUse, TechnologyFound} from './manifest-kind.ts'
import {packageName} from './package-url.ts'
import {releaseOfRange} from './version-range.ts'

/** The products of the lifecycle catalogue that packages stand for, by what the packages are called. */
export const frameworkPackages: Partial<Readonly<Record<PackageType, readonly (readonly [RegExp, string])[]>>> = {
  composer: [
    [/^laravel\/(framework|lumen-framework)$/, 'laravel'],
    [/^symfony\/(symfony|framework-bundle|http-kernel)$/, 'symfony'],
    [/^drupal\/(core|core-recommended|drupal)$/, 'drupal'],
    [/^(johnpbloch|roots)\/wordpress(-core)?$/, 'wordpress'],
    [/^typo3\/cms-core$/, 'typo3'],
    [/^cakephp\/cakephp$/, 'cakephp'],
    [/^zendframework\/zendframework1?$/, 'zend-framework'],
    [/^components\/jquery$/, 'jquery'],
  ],
  gem: [[/^rails$/, 'ruby-on-rails']],
  maven: [
    [/^org\.springframework\.boot:/, 'spring-boot'],
    [/^org\.springframework:spring-/, 'spring-framework'],
    [/^(org\.apache\.struts|struts):struts/, 'apache-struts'],
    [/^org\.hibernate(\.orm)?:hibernate-(core|entitymanager)/, 'hibernate-orm'],
    [/^org\.apache\.tomcat\.embed:tomcat-embed-core/, 'tomcat'],
    [/^org\.eclipse\.jetty:jetty-server/, 'eclipse-jetty'],
    [/^org\.apache\.camel:camel-/, 'apache-camel'],
    [/^log4j:log4j$|^org\.apache\.logging\.log4j:log4j-core$/, 'log4j'],
    [
      /^org\.apache\.activemq:(activemq-(all|broker|client|core)|apache-activemq)$|^activemq:activemq$/,
      'apache-activemq',
    ],
    [/^org\.apache\.activemq:artemis-/, 'apache-artemis'],
    [/^(org\.apache\.)?axis:axis$/, 'apache-axis'],
    [/^org\.apache\.tiles:tiles-(core|api|jsp|servlet|extras)$/, 'apache-tiles'],
    [/^commons-httpclient:commons-httpclient$/, 'commons-httpclient'],
    [/^(org\.apache\.)?ibatis:ibatis(-core|2?-sqlmap)?$/, 'ibatis'],
    [/^oro:oro$/, 'jakarta-oro'],
    // All that Quarkus is made of, and its list of versions, have its version.
    [/^io\.quarkus(\.platform)?:quarkus-/, 'quarkus-framework'],
    [
      /^io\.micronaut:micronaut-(core|core-bom|bom|parent|runtime|inject|context|aop|http|http-client|http-server|http-server-netty|management)$|^io\.micronaut\.platform:micronaut-(platform|parent)$/,
      'micronaut',
    ],
    [/^io\.dropwizard:dropwizard-core$/, 'dropwizard'],
    [/^org\.webjars(\.npm|\.bower)?:jquery$/, 'jquery'],
    [/^org\.webjars(\.npm|\.bower)?:jquery-ui$/, 'jquery-ui'],
    [/^org\.webjars(\.npm|\.bower)?:bootstrap$/, 'bootstrap'],
    [/^org\.webjars(\.npm|\.bower)?:(angularjs|angular)$/, 'angularjs'],
    [/^org\.grails:grails-core/, 'grails'],
    [/^org\.jetbrains\.kotlin:kotlin-stdlib/, 'kotlin'],
    [/^org\.scala-lang:scala-library/, 'scala'],
  ],
  npm: [
    [/^express$/, 'express'],
    [/^react$/, 'react'],
    [/^vue$/, 'vue'],
    [/^@angular\/core$/, 'angular'],
    [/^angular$/, 'angularjs'],
    [/^next$/, 'nextjs'],
    [/^nuxt$/, 'nuxt'],
    [/^electron$/, 'electron'],
    [/^jquery$/, 'jquery'],
    [/^jquery-ui(-dist)?$/, 'jquery-ui'],
    [/^bootstrap$/, 'bootstrap'],
    [/^ember-source$/, 'emberjs'],
  ],
  nuget: [
    [/^jquery$/i, 'jquery'],
    [/^jquery\.ui\.combined$/i, 'jquery-ui'],
    [/^system\.data\.sqlclient$/i, 'system-data-sqlclient'],
    [/^bootstrap$/i, 'bootstrap'],
    [/^angularjs\.core$/i, 'angularjs'],
    [/^umbracocms(\.core)?$/i, 'umbraco'],
    [/^umbraco\.cms$/i, 'umbraco'],
  ],
  pypi: [[/^django$/i, 'django']],
}

/** The product that a package stands for. */
export function productOfPackage(use: Pick<PackageUse, 'type' | 'namespace' | 'name'>): string | undefined {
  const name = packageName(use)
  return frameworkPackages[use.type]?.find(([pattern]) => pattern.test(name))?.[1]
}

/** The frameworks that an application asks for; a version beats none. What others bring in is no choice of its makers. */
export function frameworksOf(packages: readonly PackageUse[]): readonly TechnologyFound[] {
  const found = new Map<string, TechnologyFound>()
  for (const use of packages) {
    const product = use.isTransitive || use.said?.scope === 'peer' ? undefined : productOfPackage(use)
    if (!product || found.get(product)?.version !== undefined) continue
    const {type, version: stated, resolved, file, line} = use
    // A range names a release where it allows no other.
    const version = resolved || stated === undefined ? stated : releaseOfRange(type, stated)
    const how = `${packageName(use)}${stated === undefined ? '' : ` ${stated}`}`
    const confidence = version === undefined ? 0.3 : resolved ? 0.95 : 0.6
    found.set(product, {product, ...(version && {version}), how, confidence, file, line})
  }
  return [...found.values()]
}
