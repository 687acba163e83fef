import type {SourceFile} from '../../walk-tree.ts'
import type {ManifestKind, Tell, TechnologyFound} from '../manifest-kind.ts'
import {linesOf, readToml} from '../sound-text.ts'
import {tomlLines} from '../toml-lines.ts'
import {asRecord} from '../json-text.ts'
import {asText} from '../written-text.ts'

/** The runtimes that people, pipelines and platforms are to use: `.nvmrc`, `.ruby-version`, `.tool-versions` and so on. */
export const versionFile: ManifestKind = {
  id: 'version-file',
  files:
    /(^|\/)(\.(nvmrc|(node|python|ruby|php|java|go)-version|tool-versions|sdkmanrc)|runtime\.txt|rust-toolchain(\.toml)?)$/,
  read: (files, tell) => ({technologies: files.flatMap((file) => runtimesOf(file, tell))}),
}

interface Stated {
  readonly tool: string
  readonly version: string
  readonly line: number
}

/** As tools and version files call them, by the catalogue's products. */
const products: ReadonlyMap<string, string> = new Map([
  ['elixir', 'elixir'],
  ['erlang', 'erlang'],
  ['go', 'go'],
  ['golang', 'go'],
  ['java', 'java'],
  ['kotlin', 'kotlin'],
  ['node', 'nodejs'],
  ['nodejs', 'nodejs'],
  ['nvmrc', 'nodejs'],
  ['perl', 'perl'],
  ['php', 'php'],
  ['python', 'python'],
  ['ruby', 'ruby'],
  ['rust', 'rust'],
  ['scala', 'scala'],
])

/** Builds of Java, as version managers mark them, by the products that support them. */
const javaBuilds: readonly (readonly [RegExp, string])[] = [
  [/^temurin-|-tem$/, 'eclipse-temurin'],
  [/^adoptopenjdk-|-adpt$/, 'adoptopenjdk'],
  [/^corretto-|-amzn$/, 'amazon-corretto'],
  [/^oracle-|-oracle$/, 'oracle-jdk'],
  [/^openjdk-|-open$/, 'openjdk-builds-from-oracle'],
]

function runtimesOf(file: SourceFile, tell: Tell): readonly TechnologyFound[] {
  const name = file.path.split('/').at(-1) ?? ''
  return statedIn(file, name, tell).flatMap(({tool, version: text, line}) => {
    const product = products.get(tool)
    const version = /(?:^|[a-z]-|^v)(\d+(?:\.\d+){0,3})/i.exec(text)?.[1]
    // Another implementation of a language is another product.
    if (!product || !version || /^(j|pypy|mruby|truffle|rbx|graal|anaconda|miniconda)/i.test(text)) return []
    const build = product === 'java' ? javaBuilds.find(([pattern]) => pattern.test(text))?.[1] : undefined
    return [{product: build ?? product, version, how: name, confidence: 0.8, file, line}]
  })
}

function statedIn(file: SourceFile, name: string, tell: Tell): readonly Stated[] {
  if (name === 'rust-toolchain.toml') {
    const channel = asText(asRecord(readToml(file, tell)?.toolchain).channel)
    return channel ? [{tool: 'rust', version: channel, line: tomlLines(file)('toolchain', 'channel')}] : []
  }
  const lines = linesOf(file)
    .map((text, at) => ({text: text.replace(/#.*$/, '').trim(), line: at + 1}))
    .filter(({text}) => text !== '' && text.length <= 200)
  if (name === '.tool-versions' || name === '.sdkmanrc')
    return lines.flatMap(({text, line}) => {
      const [tool = '', version = ''] = text.split(/[\s=]+/)
      return [{tool, version, line}]
    })
  const [first] = lines
  if (!first) return []
  const [, tool = ''] = /^\.?(nvmrc|[a-z]+)(?:-version|-toolchain)?$/.exec(name) ?? []
  const [, named = tool, version = first.text] =
    name === 'runtime.txt' ? (/^([a-z]+)-(.*)$/.exec(first.text) ?? []) : [first.text, tool, first.text]
  return [{tool: named, version, line: first.line}]
}
