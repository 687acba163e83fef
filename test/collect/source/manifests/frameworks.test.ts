import {describe, expect, it} from '@jest/globals'
import {frameworkPackages, frameworksOf} from '../../../../src/collect/source/manifests/frameworks.ts'
import type {PackageUse} from '../../../../src/collect/source/manifests/manifest-kind.ts'
import {findCycle} from '../../../../src/lifecycle/find-cycle.ts'
import {loadCatalogue} from '../../../../src/lifecycle/load-catalogue.ts'

const file = {path: 'x', sha256: '0'.repeat(64), text: ''}
const use = (name: string, more: Partial<PackageUse>): PackageUse => ({
  type: 'npm',
  name,
  resolved: false,
  file,
  line: 1,
  ...more,
})

describe('the products that packages stand for', () => {
  it('are all in the lifecycle catalogue', async () => {
    const known = new Set((await loadCatalogue()).products.map(({id}) => id))
    const named = Object.values(frameworkPackages).flatMap((list) => list.map(([, product]) => product))

    expect(named.filter((product) => !known.has(product))).toEqual([])
  })

  it('are those that a manifest asks for: not what was brought in, nor what the user is to bring', () => {
    const found = frameworksOf([
      use('react', {version: '18.2.0', resolved: true, isTransitive: true}),
      use('vue', {version: '>=2', said: {scope: 'peer'}}),
      use('express', {version: '^4.17.0'}),
    ])

    expect(found.map(({product, version}) => `${product} ${version}`)).toEqual(['express 4'])
  })

  it.each<[PackageUse['type'], string, string, string | undefined]>([
    ['maven', 'log4j:log4j', '1.2.17', 'log4j 1: 2015-10-15'],
    ['maven', 'org.apache.logging.log4j:log4j-core', '2.17.1', 'log4j 2: none'],
    ['maven', 'struts:struts', '1.2.9', 'apache-struts 1.2: ended'],
    ['maven', 'org.apache.struts:struts-core', '1.3.10', 'apache-struts 1.3: 2013-04-05'],
    ['maven', 'org.apache.struts:struts2-core', '2.3.37', 'apache-struts 2.3: 2019-05-14'],
    ['maven', 'org.apache.activemq:activemq-all', '5.15.9', 'apache-activemq 5.15: 2022-03-09'],
    ['maven', 'axis:axis', '1.4', 'apache-axis 1: ended'],
    ['maven', 'commons-httpclient:commons-httpclient', '3.1', 'commons-httpclient 3: ended'],
    ['maven', 'org.apache.tiles:tiles-core', '2.2.2', 'apache-tiles 2: 2018-12-19'],
    ['maven', 'org.apache.ibatis:ibatis-sqlmap', '2.3.4.726', 'ibatis 2: 2010-06-16'],
    ['maven', 'oro:oro', '2.0.8', 'jakarta-oro 2: 2010-10-20'],
    ['maven', 'org.webjars:jquery', '1.11.1', 'jquery 1: ended'],
    ['maven', 'io.quarkus.platform:quarkus-bom', '2.16.12.Final', 'quarkus-framework 2.16: 2023-10-31'],
    ['maven', 'io.micronaut:micronaut-bom', '1.3.7', 'micronaut 1: 2021-12-31'],
    ['npm', 'jquery-ui', '1.12.1', 'jquery-ui 1.12: 2021-10-07'],
    ['nuget', 'jQuery', '3.4.1', 'jquery 3: none'],
    ['nuget', 'System.Data.SqlClient', '4.8.3', 'system-data-sqlclient 4: 2026-11-10'],
    // No end of these is published.
    ['maven', 'commons-lang:commons-lang', '2.6', undefined],
    ['maven', 'commons-collections:commons-collections', '3.2.2', undefined],
    ['maven', 'org.apache.logging.log4j:log4j-api', '2.17.1', undefined],
  ])('have an end of their own where one is published: %s %s %s', async (type, whole, version, expected) => {
    const [namespace, name] = type === 'maven' ? (whole.split(':') as [string, string]) : [undefined, whole] // group and artefact
    const [found] = frameworksOf([use(name, {type, ...(namespace && {namespace}), version, resolved: true})])
    const match = found && findCycle(await loadCatalogue(), found.product, found.version)?.matches[0]

    expect(match && `${match.product.id} ${match.cycle.name}: ${match.cycle.endOfLife}`).toBe(expected)
  })
})
