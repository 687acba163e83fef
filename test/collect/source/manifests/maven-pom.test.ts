import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

const project = (inside: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
${inside}
</project>
`

describe('a project of several modules', () => {
  const files = {
    'pom.xml': project(`  <groupId>uk.example.tides</groupId>
  <artifactId>parent</artifactId>
  <version>2.1</version>
  <packaging>pom</packaging>
  <modules><module>core</module><module>web</module><module>gone</module></modules>
  <properties>
    <java.version>1.8</java.version>
    <maven.compiler.target>\${java.version}</maven.compiler.target>
    <spring.version>4.3.9.RELEASE</spring.version>
  </properties>
  <dependencyManagement><dependencies>
    <dependency><groupId>org.springframework</groupId><artifactId>spring-webmvc</artifactId><version>\${spring.version}</version></dependency>
    <dependency><groupId>uk.example.tides</groupId><artifactId>core</artifactId><version>\${project.version}</version></dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>log4j</groupId><artifactId>log4j</artifactId><version>1.2.17</version></dependency>
  </dependencies>`),
    'core/pom.xml':
      project(`  <parent><groupId>uk.example.tides</groupId><artifactId>parent</artifactId><version>2.1</version></parent>
  <artifactId>core</artifactId>
  <dependencies>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.12</version><scope>test</scope></dependency>
  </dependencies>`),
    'web/pom.xml': project(`  <parent>
    <groupId>uk.example.tides</groupId><artifactId>parent</artifactId><version>2.1</version><relativePath>../pom.xml</relativePath>
  </parent>
  <artifactId>web</artifactId>
  <packaging>war</packaging>
  <dependencies>
    <dependency><groupId>uk.example.tides</groupId><artifactId>core</artifactId></dependency>
    <dependency><groupId>org.springframework</groupId><artifactId>spring-webmvc</artifactId></dependency>
    <dependency><groupId>org.apache.struts</groupId><artifactId>struts2-core</artifactId><version>2.3.20</version></dependency>
    <dependency><groupId>com.example</groupId><artifactId>ranged</artifactId><version>[1.0,2.0)</version></dependency>
    <dependency><groupId>com.example</groupId><artifactId>elsewhere</artifactId></dependency>
    <dependency><groupId>com.example</groupId><artifactId>unset</artifactId><version>\${set.by.profile}</version></dependency>
  </dependencies>
  <profiles><profile><id>live</id></profile></profiles>`),
  }

  it('gives each an application, with versions through parents, properties and managed versions', async () => {
    const {applications, uses, needs} = await scanned(files)

    expect(applications).toEqual(['./pom.xml', 'core/pom.xml', 'web/pom.xml'])
    expect(uses).toEqual([
      './pom.xml log4j-1-2-17 at pom.xml:18',
      './pom.xml pkg:maven/log4j/log4j@1.2.17 at pom.xml:18',
      'core/pom.xml java-1-8 at pom.xml:10',
      'core/pom.xml log4j-1-2-17 at pom.xml:18',
      'core/pom.xml pkg:maven/log4j/log4j@1.2.17 at pom.xml:18',
      'web/pom.xml apache-struts-2-3-20 at web/pom.xml:11',
      'web/pom.xml java-1-8 at pom.xml:10',
      'web/pom.xml log4j-1-2-17 at pom.xml:18',
      'web/pom.xml pkg:maven/com.example/elsewhere at web/pom.xml:13',
      'web/pom.xml pkg:maven/com.example/ranged at web/pom.xml:12',
      'web/pom.xml pkg:maven/com.example/unset at web/pom.xml:14',
      'web/pom.xml pkg:maven/log4j/log4j@1.2.17 at pom.xml:18',
      'web/pom.xml pkg:maven/org.apache.struts/struts2-core@2.3.20 at web/pom.xml:11',
      'web/pom.xml pkg:maven/org.springframework/spring-webmvc@4.3.9.RELEASE at web/pom.xml:10',
      'web/pom.xml spring-framework-4-3-9-release at web/pom.xml:10',
    ])
    expect(needs).toEqual(['web/pom.xml needs core/pom.xml at web/pom.xml:9'])
  })

  it('tells what it cannot settle, with its line, and guesses none of it', async () => {
    const {problems, notes} = await scanned(files)

    expect(problems).toEqual([
      "pom.xml:7 missing-module: module 'gone' is not in this tree, so nothing of it is known",
      'web/pom.xml:14 unresolved-property: com.example:unset: ${set.by.profile} is set nowhere in this tree, so the version is not known',
    ])
    expect(notes).toEqual([
      '1 package is asked for to build or to test only: no production dependencies, not listed',
      '3 pom.xml: direct dependencies only; what those bring in is not in the tree',
      '1 Maven profile (live): not applied, so what they change is unknown',
    ])
  })
})

describe('a parent outside the tree', () => {
  it('names the framework that it stands for, and leaves the versions that it sets unknown', async () => {
    const {uses, problems} = await scanned({
      'pom.xml':
        project(`  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>2.7.18</version><relativePath/></parent>
  <artifactId>app</artifactId>
  <properties><java.version>17</java.version></properties>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
  </dependencies>`),
    })

    expect(uses).toEqual([
      './pom.xml java-17 at pom.xml:5',
      './pom.xml pkg:maven/org.springframework.boot/spring-boot-starter-web at pom.xml:7',
      './pom.xml spring-boot-2-7-18 at pom.xml:3',
    ])
    expect(problems).toEqual([])
  })

  it('is not mistaken for the pom above, where that is another project', async () => {
    const {uses} = await scanned({
      'pom.xml': project(
        '<artifactId>other</artifactId><packaging>pom</packaging><properties><maven.compiler.release>21</maven.compiler.release></properties>',
      ),
      'app/pom.xml': project('<parent><artifactId>corporate</artifactId></parent><artifactId>app</artifactId>'),
    })

    expect(uses).toEqual(['app/pom.xml java at app/pom.xml:2'])
  })
})

describe('the compiler', () => {
  it('is heeded by release before target before source, in the plugin before the property', async () => {
    const {uses} = await scanned({
      'a/pom.xml': project(
        '<artifactId>a</artifactId><properties><maven.compiler.source>7</maven.compiler.source><maven.compiler.target>8</maven.compiler.target></properties>',
      ),
      'b/pom.xml': project(
        '<artifactId>b</artifactId><properties><maven.compiler.release>8</maven.compiler.release></properties><build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration><release>11</release></configuration></plugin></plugins></build>',
      ),
    })

    expect(uses.map((use) => use.split(' at ')[0])).toEqual(['a/pom.xml java-8', 'b/pom.xml java-11'])
  })
})

describe('hostile poms', () => {
  it('neither swell nor read outside: entities, properties that double, parents that go round', async () => {
    const doubling = Array.from({length: 40}, (_, at) => `<p${at + 1}>\${p${at}}\${p${at}}</p${at + 1}>`).join('')
    const {problems, uses, records} = await scanned({
      'lol/pom.xml': `<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>\n<project><artifactId>&b;&x;</artifactId></project>`,
      'grow/pom.xml': project(
        `<artifactId>grow</artifactId><packaging>pom</packaging><properties><p0>x</p0>${doubling}</properties><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>\${p40}</version></dependency></dependencies>`,
      ),
      'self/pom.xml': project(
        '<parent><artifactId>self</artifactId><relativePath>pom.xml</relativePath></parent><artifactId>self</artifactId><packaging>pom</packaging><properties><v>${v}</v></properties><dependencies><dependency><groupId>g</groupId><artifactId>b</artifactId><version>${v}</version></dependency></dependencies>',
      ),
      'deep/pom.xml': `<project>${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}</project>`,
      'up/pom.xml': project(
        '<parent><relativePath>../../../../etc/pom.xml</relativePath></parent><packaging>pom</packaging>',
      ),
      'other/pom.xml': '<html/>',
      'broken/pom.xml': '<project>\n  <artifactId>x</artifact>\n</project>',
      'empty/pom.xml': '',
    })

    expect(problems.map((problem) => problem.slice(0, 110))).toEqual([
      'broken/pom.xml:2 bad-manifest: this is no sound XML: unexpected close tag',
      'deep/pom.xml:1 bad-manifest: this is no sound XML: nested deeper than 200 levels',
      'empty/pom.xml:1 bad-manifest: this is no sound XML: document must contain a root element',
      'lol/pom.xml:2 bad-manifest: this is no sound XML: undefined entity',
      'other/pom.xml:1 bad-manifest: its root is <html>, not <project>, so it is no Maven project',
      expect.stringContaining('grow/pom.xml:3 unresolved-property: g:a: '),
      'self/pom.xml:3 unresolved-property: g:b: ${v} is set nowhere in this tree, so the version is not known',
    ])
    expect(uses).toEqual([
      'grow/pom.xml pkg:maven/g/a at grow/pom.xml:3',
      'self/pom.xml pkg:maven/g/b at self/pom.xml:3',
    ])
    expect(JSON.stringify(records)).not.toContain('aaaaaaaaaa')
  })
})
