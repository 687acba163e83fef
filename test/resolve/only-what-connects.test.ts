import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {collectSource} from '../../src/collect/source/collect-source.ts'
import type {InventoryRecord} from '../../src/model/inventory.ts'
import {Settings} from '../../src/model/settings.ts'
import {resolveEstate} from '../../src/resolve/resolve-estate.ts'
import {entity, relation, system} from '../estates.ts'

const producedBy = {name: 'domesday', version: '0.0.0'}
const observedAt = '2026-11-01T00:00:00Z'
const settings = Settings.parse({schema: 'domesday/settings@1', organisations: [{id: 'msti', name: 'Ministry'}]})
const header = {
  schema: 'domesday/inventory@1' as const,
  organisation: 'msti',
  producedBy,
  scope: {},
  observedAt,
}

/** Every machine that the files name runs a system of its own, so that each wrong call is a wrong dependency. */
function neighbours(files: Readonly<Record<string, string>>) {
  const names = [...new Set(Object.values(files).flatMap((text) => text.match(/[a-z0-9-]+\.dept\.gov\.uk/g) ?? []))]
  const records: InventoryRecord[] = names.flatMap((name) => {
    const label = name.split('.')[0] ?? ''
    return [
      system(`msti/${label}`),
      {...entity('host', `host:msti/${label}`, {hostName: name}), name},
      relation(`msti/${label}`, 'RUNS_ON', `host:msti/${label}`),
    ]
  })
  const coverage = {record: 'coverage' as const, id: 's1', scope: {}, status: 'complete' as const}
  return {header: {...header, collector: {name: 'declared', version: '1'}}, records: [coverage, ...records]}
}

/** What a tree of these files depends on, what it only names, and how its coverage puts it. */
async function estateOf(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-connects-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, 'permits', path)), {recursive: true})
      writeFileSync(join(folder, 'permits', path), text)
    }
    const options = {auditFolder: folder, paths: ['permits'], organisation: 'msti', sourceId: 'permits', exclude: []}
    const inventory = await collectSource({...options, system: 'permits', producedBy, observedAt})
    const input = {sha256: '0'.repeat(64)}
    const {entities, relations, coverage} = resolveEstate({
      inventories: [
        {...input, id: 'permits', path: 'permits.jsonl', inventory},
        {...input, id: 'declared', path: 'estate.yaml', inventory: neighbours(files)},
      ],
      settings,
      producedBy,
    })
    const label = (id: string): string => String(entities.find((one) => one.id === id)?.name).split('.')[0] ?? ''
    const ends = (type: string): readonly string[] =>
      [...new Set(relations.flatMap((one) => (one.type === type ? [label(one.to)] : [])))].toSorted()
    return {
      needs: relations
        .flatMap(({type, from, to}) => (type === 'DEPENDS_ON' && from === 'msti/permits' ? [to.split('/')[1]] : []))
        .toSorted(),
      names: ends('NAMES'),
      calls: ends('CALLS'),
      notes: coverage.flatMap(({notes = []}) => notes.filter(({code}) => code === 'only-named')),
    }
  } finally {
    rmSync(folder, {recursive: true})
  }
}

const licence = (sign: string): string => `${sign} Licensed under terms at https://licence.dept.gov.uk/open/3\n`

/** A web application: two calls, a followed setting and a database among all else that has the form of an address. */
const permits: Readonly<Record<string, string>> = {
  'pom.xml': `<!-- https://comment.dept.gov.uk/ --><project xmlns="http://maven.apache.org/POM/4.0.0"><groupId>uk</groupId>
    <artifactId>permits</artifactId><version>1</version><url>https://home.dept.gov.uk/</url>
    <licenses><license><url>https://licence.dept.gov.uk/</url></license></licenses></project>`,
  'src/main/java/uk/Pay.java': `/* ${licence('')}
    https://block.dept.gov.uk/ */
    package uk;
    import org.springframework.beans.factory.annotation.Value;
    import org.springframework.web.client.RestTemplate;
    class Pay {
      static final String HELP_URL = "https://help.dept.gov.uk/permits";
      @Value("\${register.url}") String register;
      RestTemplate rest;
      void pay() {
        rest.postForObject("https://pay.dept.gov.uk/charges", null, String.class);
        rest.getForObject(register + "/people/1", String.class);
        log.info("See https://advice.dept.gov.uk/paying for advice");
        if (referrer.startsWith("https://portal.dept.gov.uk/")) show("Go to https://start.dept.gov.uk/");
        throw new IllegalStateException("https://errors.dept.gov.uk/codes/12");
      }
    }`,
  'src/main/resources/application.yml': `spring:
  datasource:
    url: jdbc:postgresql://db.dept.gov.uk:5432/permits
  security:
    headers:
      content-security-policy: "default-src 'self' https://fonts.dept.gov.uk; connect-src wss://live.dept.gov.uk"
register:
  url: https://register.dept.gov.uk/api # was https://old-register.dept.gov.uk/api
app.url: https://permits.dept.gov.uk
help:
  url: https://help.dept.gov.uk
  contact-page: https://contact.dept.gov.uk
cors:
  allowed-origins:
    - https://portal.dept.gov.uk
    - https://mobile.dept.gov.uk
links: {privacy: "https://privacy.dept.gov.uk", terms: "https://terms.dept.gov.uk"}
placeholder.url: http://192.168.xx.xx/api
other.url: https://your-domain.com/api
`,
  'src/main/resources/application-dev.yml': 'spring.datasource.url: jdbc:postgresql://devdb.dept.gov.uk:5432/permits\n',
  'src/main/resources/messages_en.properties': 'service.url=https://words.dept.gov.uk/\n',
  'src/main/resources/beans.xml': `<beans xmlns="http://www.springframework.org/schema/beans" xmlns:d="https://ns.dept.gov.uk/d"
    xsi:schemaLocation="https://ns.dept.gov.uk/d https://xsd.dept.gov.uk/d.xsd">
    <!-- once:
      <property name="serviceUrl" value="https://gone.dept.gov.uk/"/>
    -->
    <bean id="link"><property name="helpUrl" value="https://help.dept.gov.uk/"/></bean></beans>`,
  'config/checkstyle/ruleset.xml':
    '<ruleset xmlns="https://rules.dept.gov.uk/1"><rule url="https://rules.dept.gov.uk/x"/></ruleset>',
  'api/openapi.yaml':
    'openapi: 3.0.0\nservers:\n  - url: https://permits.dept.gov.uk/api\nexternalDocs:\n  url: https://docs.dept.gov.uk\n',
  'api/swagger.json':
    '{"swagger": "2.0",\n "host": "permits.dept.gov.uk",\n "servers": [{"url": "https://api.dept.gov.uk"}]}',
  'public/sitemap.xml': '<urlset><url><loc>https://permits.dept.gov.uk/start</loc></url></urlset>',
  'package.json': '{"name": "permits", "version": "1.0.0", "homepage": "https://home.dept.gov.uk", "private": true}',
  'web/locales/en.json':
    '{\n "help": "<a href=\\"https://help.dept.gov.uk\\">help</a>",\n "apiUrl": "https://words.dept.gov.uk"\n}',
  'web/lookup.ts': `${licence('//')}/*
     const apiUrl = 'https://former.dept.gov.uk'
    */
    export const helpUrl = 'https://help.dept.gov.uk/'
    export const about = \`See https://about.dept.gov.uk for more, or https://blog.dept.gov.uk\`
    export const postcode = async (code: string) => await fetch('https://lookup.dept.gov.uk/v1')
    export const isOurs = (url: string) => url === 'https://permits.dept.gov.uk' || url.startsWith('https://portal.dept.gov.uk')`,
  'web/footer.tsx':
    'export const Footer = () => <footer><a href="https://privacy.dept.gov.uk">Privacy</a>\n<img src="https://images.dept.gov.uk/crest.png"/></footer>',
  'web/headers.js':
    "module.exports = {csp: [\"script-src 'self' https://scripts.dept.gov.uk\"], allowedHosts: ['https://portal.dept.gov.uk'],\n  redirectUrl: 'https://start.dept.gov.uk', canonical: 'https://permits.dept.gov.uk'}",
  '.mvn/wrapper/maven-wrapper.properties': 'distributionUrl=https://mirror.dept.gov.uk/maven.zip\n',
  'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://mirror.dept.gov.uk/gradle.zip\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    env:\n      API_URL: https://ci-only.dept.gov.uk\n    steps:\n      - run: curl https://ci-only.dept.gov.uk\n',
  'ci/publish.sh': '#!/bin/sh\ncurl -X POST https://ci-only.dept.gov.uk/published\n',
  Dockerfile: 'FROM eclipse-temurin:21\nRUN curl -O https://downloads.dept.gov.uk/agent.jar\n',
  '.env.example': '# https://sample.dept.gov.uk\nAPI_URL=https://sample.dept.gov.uk\n',
  'docs/conf.properties': 'service.url=https://docs.dept.gov.uk\n',
}

const real = ['db', 'lookup', 'pay', 'register']

describe('a web application that names many machines and connects to few', () => {
  it('depends on exactly those that it connects to', async () => {
    expect((await estateOf(permits)).needs).toEqual(real)
  })

  it('keeps all that it only names, apart from what it calls, and tells how many they are', async () => {
    const {names, calls, notes} = await estateOf(permits)

    expect(calls.filter((one) => one !== 'ci-only' && one !== 'devdb')).toEqual(real)
    expect(names.filter((one) => !real.includes(one))).toEqual([
      ...[
        'about',
        'advice',
        'api',
        'blog',
        'ci-only',
        'contact',
        'docs',
        'downloads',
        'errors',
        'fonts',
        'help',
        'images',
      ],
      ...['live', 'mirror', 'mobile', 'permits', 'portal', 'privacy', 'rules', 'scripts', 'start', 'terms', 'words'],
    ])
    expect(notes).toEqual([{code: 'only-named', what: 'host', count: 21, message: expect.any(String)}])
  })
})
