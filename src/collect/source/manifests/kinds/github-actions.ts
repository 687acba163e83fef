import {environmentNamed} from '../../environment-of-path.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {buildImage, buildRuntime} from '../build-runtimes.ts'
import type {ManifestFindings, ManifestKind, Tell} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {servedHosts} from '../served-hosts.ts'
import {asList, asMap, asText, readYaml, valueAt, type YamlDocument} from '../yaml-tree.ts'

/** Workflows of GitHub Actions: what builds, and where it is deployed to. */
export const githubActions: ManifestKind = {
  id: 'github-actions',
  files: /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i,
  read: (files, tell) => mergeFindings(files.map((file) => readWorkflow(file, tell))),
}

type Fields = Readonly<Record<string, unknown>>

/** Actions that set up a runtime: the product, and the input that says its version. */
const setups: Readonly<Record<string, readonly [product: string, input: string]>> = {
  'actions/setup-node': ['nodejs', 'node-version'],
  'actions/setup-python': ['python', 'python-version'],
  'actions/setup-java': ['java', 'java-version'],
  'actions/setup-dotnet': ['dotnet', 'dotnet-version'],
  'actions/setup-go': ['go', 'go-version'],
  'ruby/setup-ruby': ['ruby', 'ruby-version'],
  'shivammathur/setup-php': ['php', 'php-version'],
}

const runners: readonly (readonly [RegExp, string])[] = [
  [/^ubuntu-(\d\d\.\d\d)$/, 'ubuntu'],
  [/^windows-(20\d\d)$/, 'windows-server'],
  [/^macos-(\d+(?:\.\d+)?)$/, 'macos'],
]

function readWorkflow(file: SourceFile, tell: Tell): ManifestFindings {
  return mergeFindings(
    readYaml(file, tell).flatMap((document) =>
      Object.values(asMap(asMap(document.root).jobs)).map((job) => readJob(file, document, asMap(job))),
    ),
  )
}

function readJob(file: SourceFile, document: YamlDocument, job: Fields): ManifestFindings {
  const container = asText(job.container) ?? asText(valueAt(job, 'container', 'image'))
  return mergeFindings([
    ...fromMatrix(job['runs-on'], job).map((runner) => runnerOf(runner, {file, line: document.lineOf(job, 'runs-on')})),
    container ? buildImage(container, 'container', {file, line: document.lineOf(job, 'container')}) : {},
    ...Object.values(asMap(job.services)).map((service) => {
      const image = asText(asMap(service).image)
      return image ? buildImage(image, 'service', {file, line: document.lineOf(service, 'image')}, 'test') : {}
    }),
    ...asList(job.steps).map((step) => readStep(file, document, asMap(step), job)),
    deployment(file, document, job),
  ])
}

function runnerOf(runner: string, place: {readonly file: SourceFile; readonly line: number}): ManifestFindings {
  for (const [pattern, product] of runners) {
    const version = pattern.exec(runner)?.[1]
    if (version) return buildRuntime(product, version, 'runs-on', place)
  }
  return {}
}

function readStep(file: SourceFile, document: YamlDocument, step: Fields, job: Fields): ManifestFindings {
  const uses = asText(step.uses)
  if (!uses) return {}
  const image = /^docker:\/\/(.+)$/.exec(uses)?.[1]
  if (image) return buildImage(image, 'uses', {file, line: document.lineOf(step, 'uses')})
  const action = uses.split('@')[0] ?? ''
  const setup = Object.hasOwn(setups, action) ? setups[action] : undefined
  if (!setup) return {}
  const [product, input] = setup
  const inputs = asMap(step.with)
  return mergeFindings(
    fromMatrix(inputs[input], job).map((version) =>
      buildRuntime(product, version, action, {file, line: document.lineOf(inputs, input)}),
    ),
  )
}

/** A value, each line of several, or each that a matrix gives for `${{ matrix.name }}`. */
function fromMatrix(value: unknown, job: Fields): readonly string[] {
  const text = asText(value)
  if (text === undefined) return asList(value).flatMap((one) => asText(one) ?? [])
  const name = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(text.trim())?.[1]
  if (!name) return text.split('\n').filter((line) => line.trim() !== '')
  const matrix = asMap(valueAt(job, 'strategy', 'matrix'))
  const values = [...asList(matrix[name]), ...asList(matrix.include).map((one) => asMap(one)[name])]
  const texts = [...new Set(values.flatMap((one) => asText(one) ?? []))]
  return texts.length > 0 ? texts : [text]
}

function deployment(file: SourceFile, document: YamlDocument, job: Fields): ManifestFindings {
  const stated = asMap(job.environment)
  const name = asText(job.environment) ?? asText(stated.name) ?? ''
  const host = /^https?:\/\/([^/:]+)/.exec(asText(stated.url) ?? '')?.[1]
  const environment = environmentNamed(name) ?? (name || undefined)
  return servedHosts([host], {file, line: document.lineOf(stated, 'url'), environment})
}
