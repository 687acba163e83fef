import {frameworksOf} from '../frameworks.ts'
import type {PackageUse, TechnologyFound} from '../manifest-kind.ts'
import {above, type Context, expand, propertyOf} from './build-context.ts'
import type {BuildScript} from './build-script.ts'

const pluginProducts: ReadonlyMap<string, string> = new Map([
  ['org.springframework.boot', 'spring-boot'],
  ['org.grails.grails-web', 'grails'],
  ['org.jetbrains.kotlin.jvm', 'kotlin'],
  ['io.quarkus', 'quarkus-framework'],
])

/** Gradle's plugins that stand for a framework have its version; so has the class path that older scripts build with. */
export function technologiesOf(
  build: BuildScript,
  packages: readonly PackageUse[],
  context: Context,
): readonly TechnologyFound[] {
  const frameworks = new Map(frameworksOf(packages).map((one) => [one.product, one]))
  for (const one of [
    ...pluginTechnologies(context),
    ...classPathTechnologies(build, context),
    ...micronautTechnologies(context),
  ])
    if (frameworks.get(one.product)?.version === undefined) frameworks.set(one.product, one)
  return [...javaOf(build, context), ...frameworks.values()]
}

function pluginTechnologies(context: Context): readonly TechnologyFound[] {
  const {scripts, tree, folder} = context
  const [build] = scripts
  return scripts.flatMap(({file, plugins}) =>
    plugins.flatMap(({id, version, line}): readonly TechnologyFound[] => {
      const listed = id.startsWith('libs.plugins.')
        ? above(folder, tree.catalogues)
            .map((one) => one.plugins.get(id.slice('libs.plugins.'.length)))
            .find(Boolean)
        : undefined
      const name = listed?.notation ?? id
      const product = pluginProducts.get(name)
      const text = listed?.version ?? version
      if (!product || (file !== build?.file && text === undefined)) return []
      const settled = text === undefined ? undefined : expand(text, context)
      const exact = settled?.unresolved.length === 0 ? settled.text : undefined
      const how = `plugin ${name} ${exact ?? ''}`.trim()
      return [{product, ...(exact && {version: exact}), how, confidence: exact ? 0.95 : 0.3, file, line}]
    }),
  )
}

/** Plugins of Micronaut have versions of their own: that of the framework is a property. */
function micronautTechnologies(context: Context): readonly TechnologyFound[] {
  return context.scripts.slice(0, 1).flatMap(({file, plugins}) =>
    plugins
      .filter(({id}) => /^io\.micronaut\.(?:minimal\.)?(?:application|library)$/.test(id))
      .slice(0, 1)
      .map(({line}) => {
        const {text, unresolved} = expand('$micronautVersion', context)
        const version = unresolved.length === 0 ? text : undefined
        const how = version === undefined ? 'plugin of Micronaut' : `micronautVersion ${version}`
        return {product: 'micronaut', ...(version && {version}), how, confidence: version ? 0.95 : 0.3, file, line}
      }),
  )
}

/** `classpath 'org.springframework.boot:spring-boot-gradle-plugin:1.5.9.RELEASE'`. */
function classPathTechnologies(build: BuildScript, context: Context): readonly TechnologyFound[] {
  const applies = context.scripts.some(({plugins}) =>
    plugins.some(({id}) => /spring-?boot|springframework\.boot/.test(id)),
  )
  if (!applies) return []
  return context.scripts.flatMap(({file, artifacts}) =>
    artifacts
      .filter(
        ({configuration, notation}) => configuration === 'classpath' && notation.includes(':spring-boot-gradle-plugin'),
      )
      .flatMap(({notation, line}) => {
        const {text, unresolved} = expand(notation, context)
        const version = unresolved.length === 0 ? text.split(':')[2] : undefined
        const known = version ? {version, confidence: 0.95} : {confidence: 0.3}
        return [{product: 'spring-boot', ...known, how: `class path of ${build.file.path}`, file, line}]
      }),
  )
}

/** The Java that it is compiled for, its own or that of the scripts above: the least that it runs on. */
function javaOf(build: BuildScript, {scripts, tree, folder}: Context): readonly TechnologyFound[] {
  const script = scripts.find(({java}) => java !== undefined)
  const property =
    propertyOf('javaVersion', scripts, tree, folder) ?? propertyOf('sourceCompatibility', scripts, tree, folder)
  const {file} = script ?? build
  if (script?.java) {
    const {text, key, line} = script.java
    return [{product: 'java', version: text, how: `compiled for Java ${text} (${key})`, confidence: 0.7, file, line}]
  }
  if (property && /^\d+(\.\d+)?$/.test(property))
    return [{product: 'java', version: property, how: `compiled for Java ${property}`, confidence: 0.6, file, line: 1}]
  return [{product: 'java', how: 'a Gradle project that states no Java version', confidence: 0.3, file, line: 1}]
}
