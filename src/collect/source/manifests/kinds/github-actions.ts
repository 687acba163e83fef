import {environmentIn} from '../../../../model/environment-name.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {buildImage, buildRuntime} from '../build-runtimes.ts'
import type {ManifestFindings, ManifestKind, Tell} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {reachedByScripts, withoutHashLines} from '../reached-by-scripts.ts'
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
  const jobs = readYaml(file, tell).flatMap((document) => {
    const root = asMap(document.root)
    return Object.values(asMap(root.jobs)).map((job) => {
      const own = asMap(job)
      return readJob({file, document, job: own, env: {...asMap(root.env), ...asMap(own.env)}})
    })
  })
  return mergeFindings([...jobs, reachedByScripts(file, withoutHashLines(file.text), {withUrls: false})])
}

interface Job {
  readonly file: SourceFile
  readonly document: YamlDocument
  readonly job: Fields
  /** Variables that the workflow or the job sets. */
  readonly env: Fields
}

function readJob(own: Job): ManifestFindings {
  const {file, document, job} = own
  const container = asText(job.container) ?? asText(valueAt(job, 'container', 'image'))
  return mergeFindings([
    ...fromMatrix(job['runs-on'], own).map((runner) => runnerOf(runner, {file, line: document.lineOf(job, 'runs-on')})),
    ...fromMatrix(container, own).map((image) =>
      buildImage(image, 'container', {file, line: document.lineOf(job, 'container')}),
    ),
    ...Object.values(asMap(job.services)).flatMap((service) =>
      fromMatrix(asText(asMap(service).image), own).map((image) =>
        buildImage(image, 'service', {file, line: document.lineOf(service, 'image')}, 'test'),
      ),
    ),
    ...asList(job.steps).map((step) => readStep(asMap(step), own)),
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

function readStep(step: Fields, own: Job): ManifestFindings {
  const {file, document} = own
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
    fromMatrix(inputs[input], own).map((version) =>
      buildRuntime(product, version, action, {file, line: document.lineOf(inputs, input)}),
    ),
  )
}

/** A value, each line of several, or each that a matrix gives for `${{ matrix.name }}`. */
function fromMatrix(value: unknown, {job, env}: Job): readonly string[] {
  const text = asText(value)
  if (text === undefined) return asList(value).flatMap((one) => asText(one) ?? [])
  const filled = text.replace(
    /\$\{\{\s{0,4}env\.([\w-]{1,100})\s{0,4}\}\}/g,
    (whole, name: string) => asText(env[name]) ?? whole,
  )
  const [placed, name] = /\$\{\{\s{0,4}matrix\.([\w-]{1,100})\s{0,4}\}\}/.exec(filled) ?? []
  if (!placed || !name) return filled.split('\n').filter((line) => line.trim() !== '')
  const matrix = asMap(valueAt(job, 'strategy', 'matrix'))
  const values = [...asList(matrix[name]), ...asList(matrix.include).map((one) => asMap(one)[name])]
  const texts = [...new Set(values.flatMap((one) => asText(one) ?? []))]
  return texts.length > 0 ? texts.map((one) => filled.replaceAll(placed, one).trim()) : [filled]
}

function deployment(file: SourceFile, document: YamlDocument, job: Fields): ManifestFindings {
  const stated = asMap(job.environment)
  const name = asText(job.environment) ?? asText(stated.name) ?? ''
  const host = /^https?:\/\/([^/:]+)/.exec(asText(stated.url) ?? '')?.[1]
  const environment = environmentIn(name) ?? (name || undefined)
  return servedHosts([host], {file, line: document.lineOf(stated, 'url'), environment})
}
