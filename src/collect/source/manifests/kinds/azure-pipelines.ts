import type {SourceFile} from '../../walk-tree.ts'
import {buildImage, buildRuntime} from '../build-runtimes.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {reachedByScripts, withoutHashLines} from '../reached-by-scripts.ts'
import {asMap, asText, readYaml, type YamlDocument} from '../yaml-tree.ts'

/** Pipelines of Azure DevOps: what builds. Templates of other repositories are not fetched. */
export const azurePipelines: ManifestKind = {
  id: 'azure-pipelines',
  files: /(^|\/)(\.?azure-pipelines?[\w.-]*|\.azuredevops\/.+|\.pipelines\/.+)\.ya?ml$/i,
  read: (files, tell) =>
    mergeFindings(
      files.flatMap((file) => [
        reachedByScripts(file, withoutHashLines(file.text), {withUrls: false}),
        ...readYaml(file, tell).map((document) => walk(file, document, document.root, variablesOf(document.root))),
      ]),
    ),
}

type Fields = Readonly<Record<string, unknown>>

/** Tasks that choose a runtime: the product, and the input that says its version. */
const tasks: Readonly<Record<string, readonly [product: string, input: string]>> = {
  NodeTool: ['nodejs', 'versionSpec'],
  UseNode: ['nodejs', 'version'],
  UsePythonVersion: ['python', 'versionSpec'],
  JavaToolInstaller: ['java', 'versionSpec'],
  UseDotNet: ['dotnet', 'version'],
  DotNetCoreInstaller: ['dotnet', 'version'],
  UseRubyVersion: ['ruby', 'versionSpec'],
  GoTool: ['go', 'version'],
}

const pools: readonly (readonly [RegExp, string])[] = [
  [/^ubuntu-(\d\d\.\d\d)$/i, 'ubuntu'],
  [/^windows-(20\d\d)$|^vs20\d\d-win(20\d\d)$/i, 'windows-server'],
  [/^macOS-(\d+(?:\.\d+)?)$/i, 'macos'],
]

/** Stages hold jobs, jobs hold steps, and templates hold any of them: a task is one wherever it stands. */
function walk(file: SourceFile, document: YamlDocument, value: unknown, variables: Fields): ManifestFindings {
  if (typeof value !== 'object' || value === null) return {}
  const inside = Object.values(value).map((one) => walk(file, document, one, variables))
  if (Array.isArray(value)) return mergeFindings(inside)
  return mergeFindings([readMap(file, document, asMap(value), variables), ...inside])
}

function readMap(file: SourceFile, document: YamlDocument, map: Fields, variables: Fields): ManifestFindings {
  const task = asText(map.task)?.split('@')[0] ?? ''
  const setup = Object.hasOwn(tasks, task) ? tasks[task] : undefined
  if (setup) {
    const [product, input] = setup
    const inputs = asMap(map.inputs)
    const version = asText(inputs[input])
    const place = {file, line: document.lineOf(inputs, input)}
    return version ? buildRuntime(product, withVariables(version, variables), task, place) : {}
  }
  // A container of `resources` has its image beside its name, by which jobs ask for it.
  const image =
    (map.container ? asText(map.image) : undefined) ?? asText(map.container) ?? asText(asMap(map.container).image)
  const pool = asText(map.vmImage)
  return mergeFindings([
    image?.includes(':')
      ? buildImage(withVariables(image, variables), 'container', {file, line: document.lineOf(map, 'container')})
      : {},
    pool ? poolOf(withVariables(pool, variables), {file, line: document.lineOf(map, 'vmImage')}) : {},
  ])
}

function poolOf(pool: string, place: {readonly file: SourceFile; readonly line: number}): ManifestFindings {
  for (const [pattern, product] of pools) {
    const version = pattern.exec(pool)?.slice(1).find(Boolean)
    if (version) return buildRuntime(product, version, 'vmImage', place)
  }
  return {}
}

function variablesOf(root: unknown): Fields {
  const stated = asMap(root).variables
  if (!Array.isArray(stated)) return asMap(stated)
  return Object.fromEntries(
    stated.flatMap((one) => {
      const name = asText(asMap(one).name)
      return name ? [[name, asMap(one).value]] : []
    }),
  )
}

/** Variables that the file itself sets; others stay as they stand, as `$` tells. */
function withVariables(text: string, variables: Fields): string {
  return text.replace(/\$\(([\w.]{1,100})\)/g, (whole, name: string) => asText(variables[name]) ?? whole)
}
