import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {isManifest, kindsOf, manifestKinds} from '../../../../src/collect/source/manifests/all-manifests.ts'
import {scanned} from './scan.ts'

const kinds = join(import.meta.dirname, '../../../../src/collect/source/manifests/kinds')

describe('the kinds of manifest', () => {
  it('are the files of their folder, each by its own id', () => {
    const onDisk = readdirSync(kinds).map((name) => name.replace(/\.ts$/, ''))

    expect(manifestKinds.map(({id}) => id).toSorted()).toEqual(onDisk.toSorted())
  })

  it('each say nothing where there are no files of theirs, and never fail on what is none', () => {
    const file = {path: 'x', sha256: '0'.repeat(64), text: '\u0000<<<{'}
    for (const {read} of manifestKinds) {
      expect(read([], () => undefined).applications ?? []).toEqual([])
      expect(() => read([file], () => undefined)).not.toThrow()
    }
  })

  it('are known by name, whatever folder they stand in', () => {
    const yes = [
      'pom.xml',
      'a/App.csproj',
      'a/App.vbproj',
      'Directory.Packages.props',
      'a/packages.config',
      'global.json',
    ]
    const no = ['mypom.xml', 'web.config', 'App.sln', 'NuGet.config', 'Other.props']

    expect(yes.filter((path) => !isManifest(path))).toEqual([])
    expect(no.filter((path) => kindsOf({path, text: ''}).length > 0)).toEqual([])
  })
})

describe('a manifest with problems without end', () => {
  it('tells the first hundred, and how many others there are', async () => {
    const gems = Array.from({length: 150}, (_, at) => `    implementation "g:a${at}:$unset"`).join('\n')
    const {problems} = await scanned({'build.gradle': `dependencies {\n${gems}\n}\n`})

    expect(problems).toHaveLength(101)
    expect(problems).toContain('build.gradle more-problems: 50 further problems in it: counted, not listed')
  })

  it('keeps a dependency that no package URL can name out of the way', async () => {
    const {problems, uses} = await scanned({
      'pom.xml':
        '<project><artifactId>a</artifactId><packaging>pom</packaging><dependencies><dependency><artifactId>lone</artifactId></dependency></dependencies></project>',
    })

    expect(uses).toEqual([])
    expect(problems).toEqual([
      'pom.xml:1 bad-dependency: a dependency has a name that no package can have, so it is left out',
    ])
  })
})

describe('two applications in one folder', () => {
  it('are two, and modules belong to the one of their language', async () => {
    const {applications, records} = await scanned({
      'web/pom.xml': '<project><groupId>g</groupId><artifactId>web</artifactId><version>1</version></project>',
      'web/package.json': '{"name":"web-front"}',
      'web/src/a.ts': 'export {}',
    })
    const owner = records.flatMap((record) =>
      record.record === 'relation' && record.from.endsWith('a.ts') ? [record.to.replace(/^.*#/, '')] : [],
    )

    expect(applications).toEqual(['web/package.json', 'web/pom.xml'])
    expect(owner).toEqual(['web/package.json'])
  })
})

describe('an image that names the Java that runs', () => {
  it('beats the Java that the code is compiled for, which then only builds', async () => {
    const {uses} = await scanned({
      'pom.xml':
        '<project><artifactId>a</artifactId><properties><maven.compiler.release>8</maven.compiler.release></properties></project>',
      Dockerfile: 'FROM eclipse-temurin:21-jre\n',
    })

    expect(uses).toEqual(['./pom.xml eclipse-temurin-21 at Dockerfile:1', './pom.xml java-8 at pom.xml:1 (build)'])
  })
})
