import {readFile} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import {z} from 'zod'
import type {Fault} from '../errors.ts'
import {loadCatalogue} from '../lifecycle/load-catalogue.ts'
import type {PluginFailure} from '../model/plugin.ts'
import {askAssembly, askCriteria, askDispositions, askSections} from './ask-plugins.ts'
import {claimFaults} from './check-department.ts'
import {exampleReportFacts, exampleSituations, exampleSystemsToScore, exampleThings} from './example-facts.ts'
import {exampleFiles} from './example-files.ts'
import {findPlugin, type FoundPlugin} from './find-plugin.ts'
import {loadDepartment, type Plugins, type UsedPlugin, usualTimeLimitMs, zodFaults} from './load-plugins.ts'
import {ownPackages} from './own-packages.ts'
import {pluginHost} from './plugin-host.ts'
import {type PluginScanner, pluginScanners, type ScanAnswer} from './plugin-scanners.ts'
import type {Scanned} from './scanned.ts'

/** One thing that the host expects of a plugin, and how it fared. */
export interface PluginCheck {
  /** A sentence about behaviour, fit for the name of a test. */
  readonly name: string
  readonly passed: boolean
  /** What is wrong, where, and how to mend it; left out when nothing is. */
  readonly what?: string
  readonly where?: string
  readonly mend?: string
  /** What else is wrong by the same check. */
  readonly others?: readonly {readonly what: string; readonly where?: string; readonly mend?: string}[]
}

export interface CheckOptions {
  /** What the plugin prints. */
  readonly onOutput?: (text: string) => void
  /** The longest that one load or one call may take, in milliseconds. */
  readonly timeLimitMs?: number
}

const names = {
  package: 'is an npm package whose department hook names a file of it',
  name: 'has a name that is its own',
  whole: 'is published whole, and needs nothing of domesday when it runs',
  loads: 'loads, and gives a department that fits the types',
  claims: "takes no name of the lifecycle catalogue's, and no kind of file that domesday reads",
  answers: 'answers what can be used, whatever is known of a thing or stands in a file',
  same: 'gives the same when it is loaded and asked again',
} as const

/**
 * The contract suite: everything that the host expects of a plugin, tried on the package in a folder. It runs the
 * plugin's code, in a thread of its own, and gives one result a check; what cannot be tried because an earlier check
 * failed is left out. Use it with any test runner: each result is a test.
 */
export async function checkPlugin(folder: string, options: CheckOptions = {}): Promise<readonly PluginCheck[]> {
  const plugin = await findPlugin('', resolve(folder))
  if (!('target' in plugin)) return [result('package', [plugin])]
  const checks = [
    result('package', []),
    result('name', nameFaults(plugin.name)),
    result('whole', await packageFaults(plugin)),
  ]
  const first = await tryAll(plugin, options)
  checks.push(result('loads', first.loadFaults))
  if (first.department === undefined) return checks
  const catalogue = await loadCatalogue()
  const taken = {organisations: new Map(), settings: noSettings, catalogue}
  checks.push(result('claims', claimFaults(first.department, taken)))
  checks.push(result('answers', first.failures.map(faultOfFailure)))
  const second = await tryAll(plugin, options)
  checks.push(result('same', first.told === second.told ? [] : [differs]))
  return checks
}

const noSettings = {systems: [], plan: {teams: [], blackouts: [], deadlines: []}}

const differs: Fault = {
  message: 'the second time something differed from the first',
  hint: 'Take dates from asOf, read no clock and no chance, and keep nothing between calls.',
}

function result(check: keyof typeof names, faults: readonly Fault[]): PluginCheck {
  const [first, ...others] = faults.map(({message, where, hint}) => ({
    what: message,
    ...(where && {where}),
    ...(hint && {mend: hint}),
  }))
  if (!first) return {name: names[check], passed: true}
  return {name: names[check], passed: false, ...first, ...(others.length > 0 && {others})}
}

function faultOfFailure({part, message, where, hint}: PluginFailure): Fault {
  return {message: part ? `${part} ${message}` : message, ...(where && {where}), ...(hint && {hint})}
}

function nameFaults(name: string): readonly Fault[] {
  return ownPackages().has(name)
    ? [
        {
          message: `${name} is the name of a package of domesday itself`,
          where: 'package.json: name',
          hint: 'Give the plugin another name, as domesday-plugin-<department>.',
        },
      ]
    : []
}

const Published = z.looseObject({
  type: z.string().optional(),
  files: z.array(z.string()).optional(),
  dependencies: z.record(z.string(), z.unknown()).default({}),
  peerDependencies: z.record(z.string(), z.unknown()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.looseObject({optional: z.boolean().optional()})).default({}),
  bundleDependencies: z.unknown().optional(),
  scripts: z.record(z.string(), z.string()).default({}),
})

async function packageFaults({root, target}: FoundPlugin): Promise<readonly Fault[]> {
  const parsed = Published.safeParse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
  if (!parsed.success)
    return zodFaults(parsed.error).map(({where, ...fault}) => ({...fault, where: `package.json: ${where ?? ''}`}))
  const {files, dependencies, peerDependencies, peerDependenciesMeta, scripts} = parsed.data
  const shown = target.slice(root.length + 1).replaceAll('\\', '/')
  const faults: Fault[] = []
  const fault = (message: string, where: string, hint: string): void => {
    faults.push({message, where: `package.json: ${where}`, hint})
  }
  if (files && !files.some((one) => covers(one, shown)))
    fault(`${shown} is not among the files that npm publishes`, 'files', `Add "${shown}" to files.`)
  if ('domesday' in dependencies)
    fault('domesday is a dependency', 'dependencies', 'Make it an optional peer: its types are all that is needed.')
  if ('domesday' in peerDependencies && peerDependenciesMeta.domesday?.optional !== true)
    fault(
      'the peer dependency on domesday is not optional, so that the plugin cannot be installed without a network',
      'peerDependenciesMeta',
      'Add "peerDependenciesMeta": {"domesday": {"optional": true}}.',
    )
  const atInstall = Object.keys(scripts).find((name) => /^(pre|post)?install$/.test(name))
  if (atInstall) fault(`it runs a script when it is installed (${atInstall})`, 'scripts', 'Take the script out.')
  return faults
}

/** Whether an entry of `files` publishes a file: itself, a folder above it, or a pattern, which is taken to. */
function covers(entry: string, file: string): boolean {
  const plain = entry.replace(/^\.?\//, '').replace(/\/(\*\*?)?$/, '')
  return entry.includes('*') || plain === '' || plain === '.' || file === plain || file.startsWith(`${plain}/`)
}

interface Tried {
  readonly loadFaults: readonly Fault[]
  readonly department?: UsedPlugin['department']
  readonly failures: readonly PluginFailure[]
  /** All that it gave, to compare. */
  readonly told: string
}

async function tryAll(plugin: FoundPlugin, {onOutput, timeLimitMs}: CheckOptions): Promise<Tried> {
  const host = pluginHost({timeLimitMs: timeLimitMs ?? usualTimeLimitMs, ...(onOutput && {onOutput})})
  try {
    const loaded = await loadDepartment(host, plugin)
    if (!('department' in loaded)) return {loadFaults: loaded, failures: [], told: JSON.stringify(loaded)}
    const {department} = loaded
    const plugins: Plugins = {listed: [], used: [{...plugin, department}], failures: [], host}
    const ids = department.organisations.map(({id}) => id)
    const all = [
      await askAssembly(plugins, ids.flatMap(exampleThings)),
      await askCriteria(plugins, ids.flatMap(exampleSystemsToScore)),
      await askDispositions(plugins, ids.flatMap(exampleSituations)),
      await askSections(plugins, exampleReportFacts(ids[0] ?? '')),
      await askSections(plugins, {asOf: '2026-11-01', systems: []}),
    ]
    const scanned = await scanExamples(plugins, {
      ...(onOutput && {onOutput}),
      ...(timeLimitMs !== undefined && {timeLimitMs}),
    })
    const failures = [...all.flatMap((answered) => answered.failures), ...scanned.failures]
    return {loadFaults: [], department, failures, told: JSON.stringify([department, all, scanned])}
  } finally {
    await host.close()
  }
}

/** Every scanner over files as no tree should hold them. */
async function scanExamples({used}: Plugins, options: CheckOptions) {
  const {scanners, failures, close} = pluginScanners({used}, options)
  const answers: ScanAnswer[] = []
  const blind: PluginFailure[] = []
  try {
    for (const scanner of scanners) {
      let finds = 0
      const examples = exampleFiles(scanner)
      for (const {path, text, isWhole} of examples) {
        const answer = await scanner.scan({path, text})
        answers.push(answer)
        if (isWhole && 'found' in answer && isSomething(answer.found)) finds += 1
      }
      if (finds === 0 && examples.some(({isWhole}) => isWhole))
        blind.push(...used.flatMap(({name}) => blindTo(name, scanner)))
    }
  } finally {
    await close()
  }
  return {answers, failures: [...failures(), ...blind]}
}

function isSomething(found: Scanned): boolean {
  return Object.values(found).some((part) => !Array.isArray(part) || part.length > 0)
}

function blindTo(plugin: string, {id}: PluginScanner): PluginFailure {
  return {
    plugin,
    part: `scanner ${id}`,
    message: 'finds nothing in its own example',
    hint: 'Give an example of what it finds, or mend it.',
  }
}
