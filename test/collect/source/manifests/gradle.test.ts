import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

describe('builds of Gradle', () => {
  it('in Groovy: properties, groups of projects, the class path of older scripts, and no tests', async () => {
    const found = await scanned({
      'settings.gradle': "rootProject.name = 'tides'\ninclude ':web', ':core' // and no more\n/* include ':gone' */\n",
      'gradle.properties': 'hibernateVersion=5.6.15.Final\n',
      'build.gradle': `buildscript {
  ext { bootVersion = '2.7.18' }
  dependencies { classpath "org.springframework.boot:spring-boot-gradle-plugin:\${bootVersion}" }
}
subprojects {
  group = 'uk.example.tides'
  version = '1.4'
  sourceCompatibility = '1.8'
  dependencies {
    implementation 'org.slf4j:slf4j-api:1.7.36'
    testImplementation 'junit:junit:4.13.2'
  }
}
`,
      'web/build.gradle': `apply plugin: 'org.springframework.boot'
dependencies {
  implementation project(':core')
  implementation 'org.springframework.boot:spring-boot-starter-web'
  implementation group: 'org.hibernate', name: 'hibernate-core', version: "$hibernateVersion"
  // implementation 'not:this:1.0'
  compile('com.example:old:1.0@jar') { exclude group: 'com.example', module: 'not-this' }
  runtimeOnly "com.example:unset:\${nowhere}"
  implementation "com.example:ranged:[1.0,2.0)", 'com.example:two:2'
  implementation computed()
  annotationProcessor 'org.projectlombok:lombok:1.18.30'
  implementation files('libs/by-hand.jar')
}
`,
      'core/build.gradle': "dependencies {\n  api 'com.example:shared:3.+'\n}\n",
    })

    expect(found.applications).toEqual(['core/build.gradle', 'web/build.gradle'])
    expect(found.uses).toEqual([
      'core/build.gradle java-1-8 at build.gradle:8',
      'core/build.gradle pkg:maven/com.example/shared at core/build.gradle:2',
      'core/build.gradle pkg:maven/org.slf4j/slf4j-api@1.7.36 at build.gradle:10',
      'web/build.gradle hibernate-orm-5-6-15-final at web/build.gradle:5',
      'web/build.gradle java-1-8 at build.gradle:8',
      'web/build.gradle pkg:maven/com.example/old@1.0 at web/build.gradle:7',
      'web/build.gradle pkg:maven/com.example/ranged at web/build.gradle:9',
      'web/build.gradle pkg:maven/com.example/two@2 at web/build.gradle:9',
      'web/build.gradle pkg:maven/com.example/unset at web/build.gradle:8',
      'web/build.gradle pkg:maven/org.hibernate/hibernate-core@5.6.15.Final at web/build.gradle:5',
      'web/build.gradle pkg:maven/org.slf4j/slf4j-api@1.7.36 at build.gradle:10',
      'web/build.gradle pkg:maven/org.springframework.boot/spring-boot-starter-web at web/build.gradle:4',
      'web/build.gradle spring-boot-2-7-18 at build.gradle:3',
    ])
    expect(found.needs).toEqual(['web/build.gradle needs core/build.gradle at web/build.gradle:3'])
    expect(found.problems).toEqual([
      'web/build.gradle:10 unresolved-dependency: one dependency that only running the script would tell: not known',
      'web/build.gradle:8 unresolved-property: com.example:unset: ${nowhere} is set nowhere in this tree, so the version is not known',
    ])
  })

  it('have frameworks by plugins that have their versions, or a property that says it', async () => {
    const {uses} = await scanned({
      'a/build.gradle': "plugins { id 'io.quarkus' version '2.16.12.Final' }\n",
      'b/build.gradle': "plugins { id 'io.micronaut.application' version '3.7.10' }\n",
      'b/gradle.properties': 'micronautVersion=3.8.5\n',
    })

    expect(uses.filter((use) => !/gradle java at/.test(use))).toEqual([
      'a/build.gradle quarkus-framework-2-16-12-final at a/build.gradle:1',
      'b/build.gradle micronaut-3-8-5 at b/build.gradle:1',
    ])
  })

  it('have versions that are properties, or entries of one, where a name stands without quotes', async () => {
    const {uses, problems} = await scanned({
      'build.gradle': `ext {
  set('loggingVersion', '2.17.1')
  versions = [jackson: '2.13.0', 'guava': "30.1-jre"]
}
dependencies {
  implementation group: 'org.example', name: 'logging', version: loggingVersion
  implementation group: 'org.example', name: 'jackson', version: rootProject.ext.versions['jackson']
  implementation "org.example:guava:\${versions.guava}"
  implementation group: 'org.example', name: 'unset', version: otherVersion
  implementation group: 'org.example', name: 'made', version: versionOf('made')
  implementation group: 'org.example', name: 'managed'
}
`,
    })

    expect(uses).toEqual([
      './build.gradle java at build.gradle:1',
      './build.gradle pkg:maven/org.example/guava@30.1-jre at build.gradle:8',
      './build.gradle pkg:maven/org.example/jackson@2.13.0 at build.gradle:7',
      './build.gradle pkg:maven/org.example/logging@2.17.1 at build.gradle:6',
      './build.gradle pkg:maven/org.example/made at build.gradle:10',
      './build.gradle pkg:maven/org.example/managed at build.gradle:11',
      './build.gradle pkg:maven/org.example/unset at build.gradle:9',
    ])
    expect(problems).toEqual([
      'build.gradle:9 unresolved-property: org.example:unset: ${otherVersion} is set nowhere in this tree, so the version is not known',
      'build.gradle:10 unresolved-property: org.example:made: ${versionOf} is set nowhere in this tree, so the version is not known',
    ])
  })

  it('in Kotlin: version catalogue, bundles, plugins, typed projects and a toolchain', async () => {
    const {uses, needs, problems} = await scanned({
      'settings.gradle.kts': 'rootProject.name = "clock"\ninclude("app", "time-core")\n',
      'gradle/libs.versions.toml': `[versions]
boot = "3.2.1"
jackson = { strictly = "2.16.1" }

[libraries]
jackson-core = { module = "com.fasterxml.jackson.core:jackson-core", version.ref = "jackson" }
commons-lang3 = "org.apache.commons:commons-lang3:3.14.0"
camel = { group = "org.apache.camel", name = "camel-core", version = "4.2.0" }

[bundles]
basics = ["jackson-core", "commons-lang3"]

[plugins]
spring-boot = { id = "org.springframework.boot", version.ref = "boot" }
`,
      'app/build.gradle.kts': `plugins {
  alias(libs.plugins.spring.boot)
  kotlin("jvm") version "1.9.22"
}
java { toolchain { languageVersion.set(JavaLanguageVersion.of(17)) } }
val special by extra("9.9")
dependencies {
  implementation(platform("org.springframework.boot:spring-boot-dependencies:3.2.1"))
  implementation(projects.timeCore)
  implementation(libs.bundles.basics)
  implementation(libs.camel)
  implementation(libs.gone)
  implementation("com.example:special:$special")
  testImplementation(kotlin("test"))
}
`,
      'time-core/build.gradle.kts': 'plugins { id("java-library") }\n',
    })

    expect(uses).toEqual([
      'app/build.gradle.kts apache-camel-4-2-0 at app/build.gradle.kts:11',
      'app/build.gradle.kts java-17 at app/build.gradle.kts:5',
      'app/build.gradle.kts kotlin-1-9-22 at app/build.gradle.kts:3',
      'app/build.gradle.kts pkg:maven/com.example/special@9.9 at app/build.gradle.kts:13',
      'app/build.gradle.kts pkg:maven/com.fasterxml.jackson.core/jackson-core@2.16.1 at app/build.gradle.kts:10',
      'app/build.gradle.kts pkg:maven/org.apache.camel/camel-core@4.2.0 at app/build.gradle.kts:11',
      'app/build.gradle.kts pkg:maven/org.apache.commons/commons-lang3@3.14.0 at app/build.gradle.kts:10',
      'app/build.gradle.kts spring-boot-3-2-1 at app/build.gradle.kts:8',
      'time-core/build.gradle.kts java at time-core/build.gradle.kts:1',
    ])
    expect(needs).toEqual(['app/build.gradle.kts needs time-core/build.gradle.kts at app/build.gradle.kts:9'])
    expect(problems).toEqual([
      'app/build.gradle.kts:12 unresolved-dependency: libs.gone is in no version catalogue of this tree',
    ])
  })

  it('with a lock file have its versions, and what was brought in for running', async () => {
    const lock = `# This is a Gradle generated file for dependency locking.
com.example:a:1.5=compileClasspath,runtimeClasspath,testRuntimeClasspath
com.example:brought:2.0=runtimeClasspath
junit:junit:4.13.2=testCompileClasspath,testRuntimeClasspath
empty=annotationProcessor
`
    const build = "dependencies {\n  implementation 'com.example:a:1.+'\n}\n"
    const {uses, problems, notes} = await scanned({
      'a/build.gradle': build,
      'a/gradle.lockfile': lock,
      'cut/build.gradle': build,
      'cut/gradle.lockfile': lock.slice(0, lock.indexOf('junit')),
    })

    expect(uses.filter((use) => use.startsWith('a/') && use.includes('pkg:'))).toEqual([
      'a/build.gradle pkg:maven/com.example/a@1.5 at a/build.gradle:2',
      'a/build.gradle pkg:maven/com.example/brought@2.0 at a/gradle.lockfile:3 (brought in)',
    ])
    expect(problems).toEqual([
      'cut/gradle.lockfile:4 incomplete-lock: it has no line `empty=`, so the file is not whole: what is missing is not known',
    ])
    expect(notes).toEqual([])
  })

  it('count what only builds or tests once, however often it is asked for, and not what runs as well', async () => {
    const {notes} = await scanned({
      'build.gradle': `plugins { id 'java' }
dependencies {
  compileOnly 'org.projectlombok:lombok:1.18.20'
  annotationProcessor 'org.projectlombok:lombok:1.18.20'
  testImplementation 'junit:junit:4.12'
  implementation 'a:a:1'
  testImplementation 'a:a:1'
  testImplementation project(':other')
}
`,
    })

    expect(notes).toContain('2 packages are asked for to build or to test only: no production dependencies, not listed')
  })

  it('with conditions and loops on one line, and versions that are forced', async () => {
    const {uses, problems} = await scanned({
      'build.gradle': `plugins { id 'java' }
dependencies {
  implementation 'a:a:1'
  implementation 'b:b:1'
  if (project.hasProperty('q')) { implementation 'cond:cond:1' }
  else { implementation 'other:other:1' }
  def x = ['l1:l1:1', 'l2:l2:2']
  x.each { implementation it }
  ['m1:m1:1'].each { dep -> implementation dep }
}
configurations.all {
  resolutionStrategy {
    force 'a:a:2', 'z:z:1'
  }
  resolutionStrategy.force("b:b:3")
}
buildscript { configurations.all { resolutionStrategy { force 'a:a:9' } } }
`,
    })

    expect(uses.filter((line) => line.includes('pkg:'))).toEqual([
      './build.gradle pkg:maven/a/a@2 at build.gradle:13',
      './build.gradle pkg:maven/b/b@3 at build.gradle:15',
      './build.gradle pkg:maven/cond/cond@1 at build.gradle:5',
      './build.gradle pkg:maven/other/other@1 at build.gradle:6',
    ])
    expect(problems).toEqual([
      'build.gradle:8 unresolved-dependency: 2 dependencies that only running the script would tell: not known',
    ])
  })

  it('that are made to harm neither hang nor fail', async () => {
    const {applications} = await scanned({
      'a/build.gradle': `dependencies { ${'{ '.repeat(20_000)}`,
      'b/build.gradle': `${'"'.repeat(20_001)}\ndependencies { implementation "${'$'.repeat(5000)}" }`,
      'c/build.gradle': `dependencies {\n${"implementation 'a:b:1', ".repeat(5000)}\n}`,
      'd/build.gradle': "ext { a = '$b'; b = '$a' }\ndependencies {\n implementation \"x:y:$a\"\n}\n",
      'gradle/libs.versions.toml': '[versions\n',
    })

    expect(applications).toHaveLength(4)
  })
})
