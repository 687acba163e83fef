import {ubuntuNames} from './code-names.ts'
import type {ProductFound} from './product-found.ts'

type Make = (found: readonly string[]) => ProductFound

/** Labels of the machines on which pipelines run, by the services that lend them; the first that fits counts. */
const labels: readonly (readonly [RegExp, Make])[] = [
  // GitHub and Azure Pipelines: ubuntu-22.04, ubuntu-24.04-arm, windows-2019, macos-13-xlarge, vs2017-win2016.
  [/^ubuntu-(\d\d\.\d\d)(?:-|$)/, ([, version]) => ({product: 'ubuntu', version})],
  [/^windows-(20\d\d)(?:-|$)/, ([, version]) => ({product: 'windows-server', version})],
  [/^vs20\d\d-win(20\d\d)(?:-|$)/, ([, version]) => ({product: 'windows-server', version})],
  [/^windows-11-arm$/, () => ({product: 'windows', version: '11'})],
  [/^macos-(\d+(?:\.\d+)?)(?:-|$)/, ([, version]) => ({product: 'macos', version})],
  // What they call so is another machine next year.
  [/^ubuntu-latest(?:-|$)/, () => ({product: 'ubuntu'})],
  [/^windows-latest(?:-|$)/, () => ({product: 'windows-server'})],
  [/^macos-latest(?:-|$)/, () => ({product: 'macos'})],
  // CircleCI: ubuntu-2004:2023.10.1, windows-server-2019-vs2019:stable.
  [/^ubuntu-(\d\d)(\d\d):/, ([, year = '', month = '']) => ({product: 'ubuntu', version: `${year}.${month}`})],
  [/^windows-server-(20\d\d)(?:-|:)/, ([, version]) => ({product: 'windows-server', version})],
  // AWS CodeBuild.
  [/^aws\/codebuild\/amazonlinux2-/, () => ({product: 'amazon-linux', version: '2'})],
  [/^aws\/codebuild\/amazonlinux-[a-z0-9_]+-standard:5\./, () => ({product: 'amazon-linux', version: '2023'})],
  [/^aws\/codebuild\/windows-base:(20\d\d)-/, ([, version]) => ({product: 'windows-server', version})],
  // Travis names its machines after Ubuntu's releases.
  [
    /^([a-z]+)$/,
    ([, name = '']) => ({product: 'ubuntu', version: Object.hasOwn(ubuntuNames, name) ? ubuntuNames[name] : undefined}),
  ],
]

/**
 * The operating system that a pipeline's machine runs, by its label: `ubuntu-22.04`, `windows-2019`, `focal`. None for a
 * department's own machines, whose labels are its own words.
 */
export function productsOfBuildMachine(label: string): readonly ProductFound[] {
  const plain = label.trim().toLowerCase()
  if (plain.length > 100) return []
  for (const [pattern, make] of labels) {
    const found = pattern.exec(plain)
    if (!found) continue
    const made = make(found)
    const isWord = !plain.includes('-') && !plain.includes(':')
    return isWord && made.version === undefined ? [] : [made]
  }
  return []
}
