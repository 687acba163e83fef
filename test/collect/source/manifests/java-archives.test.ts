import {describe, expect, it} from '@jest/globals'
import {jar} from './jar.ts'
import {scanned} from './scan.ts'

const manifest = (text: string): Record<string, string> => ({'META-INF/MANIFEST.MF': text})

describe('archives of Java', () => {
  it('are libraries of the site that they lie in, as Maven, their name or their manifest says', async () => {
    const {applications, uses, problems} = await scanned({
      'shop/WEB-INF/lib/log4j-1.2.17.jar': jar(manifest('Manifest-Version: 1.0\r\n')),
      'shop/WEB-INF/lib/struts.jar': jar(manifest('Specification-Version: 1.1\nImplementation-Version: 1.2.9\n')),
      'shop/WEB-INF/lib/pay.jar': jar({
        'META-INF/maven/uk.shop/pay/pom.properties': 'groupId=uk.shop\nartifactId=pay\nversion=3.1\n',
      }),
      'shop/WEB-INF/lib/activemq-all-5.9.0.jar': jar({
        'META-INF/maven/a/b/pom.properties': 'groupId=a\nartifactId=b\nversion=1\n',
        'META-INF/maven/c/d/pom.properties': 'groupId=c\nartifactId=d\nversion=1\n',
      }),
      'shop/WEB-INF/lib/ours-2.0.jar': 'no archive at all',
      'shop/gradle/wrapper/gradle-wrapper.jar': jar({}),
    })

    expect(problems).toEqual([])
    expect(applications).toEqual(['shop/WEB-INF/lib/activemq-all-5.9.0.jar'])
    expect(uses.map((use) => use.replace(/^\S+ (\S+) at .*$/, '$1'))).toEqual([
      'apache-activemq-5-9-0',
      'apache-struts-1-2-9',
      'log4j-1-2-17',
      'pkg:generic/ours@2.0',
      'pkg:maven/log4j/log4j@1.2.17',
      'pkg:maven/org.apache.activemq/activemq-all@5.9.0',
      'pkg:maven/struts/struts@1.2.9',
      'pkg:maven/uk.shop/pay@3.1',
    ])
  })

  it('are never inflated further than a manifest can be long', async () => {
    const {uses} = await scanned({
      'WEB-INF/lib/bomb.jar': jar(manifest(`Implementation-Version: 6.6\n${'\0'.repeat(50_000_000)}`)),
      'WEB-INF/lib/cut.jar': jar(manifest('Implementation-Version: 1.0')).subarray(0, 60),
    })

    expect(uses.map((use) => use.replace(/^\S+ (\S+) at .*$/, '$1'))).toEqual(['pkg:generic/bomb', 'pkg:generic/cut'])
  })

  it('are of the build of Ant above them, with those that it names', async () => {
    const {applications, uses} = await scanned({
      'build.xml': `<project name="ledger"><target name="compile">
  <javac srcdir="src" target="1.5"><classpath>
    <pathelement location="lib/commons-logging-1.0.4.jar"/>
    <pathelement location="lib/log4j-1.2.8.jar"/>
    <fileset dir="lib" includes="*.jar"/>
  </classpath></javac>
  <jar destfile="ledger-2.0.jar"/></target></project>`,
      'lib/log4j-1.2.8.jar': jar(manifest('')),
      'src/Ledger.java': 'class Ledger {}',
    })

    expect(applications).toEqual(['./build.xml'])
    expect(uses).toEqual([
      './build.xml java-1-5 at build.xml:2',
      './build.xml log4j-1-2-8 at build.xml:4',
      './build.xml pkg:generic/commons-logging@1.0.4 at build.xml:3',
      './build.xml pkg:maven/log4j/log4j@1.2.8 at lib/log4j-1.2.8.jar:1',
    ])
  })
})
