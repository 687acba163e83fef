import {execFile} from 'node:child_process'
import {relative} from 'node:path'
import {pathToFileURL} from 'node:url'
import {promisify} from 'node:util'
import type {z} from 'zod'
import type {Fault} from '../errors.ts'
import {loadCatalogue} from '../lifecycle/load-catalogue.ts'
import {issueWords} from '../model/issue-words.ts'
import {sha256} from '../model/ids.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import type {ListedPlugin, PluginFailure} from '../model/plugin.ts'
import {maskSecrets} from '../model/secrets.ts'
import type {Settings} from '../model/settings.ts'
import {claimFaults, innerFaults} from './check-department.ts'
import {contributionsOf, Department} from './department.ts'
import {findPlugin, type FoundPlugin} from './find-plugin.ts'
import {type PluginHost, pluginHost} from './plugin-host.ts'
import type {Outcome} from './plugin-threads.ts'

/** Long enough for a slow machine, short enough for a person who waits. */
export const usualTimeLimitMs = 5000
const mostFaults = 5
/** How many things a function is asked of at once: the time limit is for so many. */
export const batch = 100

export interface UsedPlugin extends FoundPlugin {
  readonly department: Department
}

/** The plugins of one run. */
export interface Plugins {
  readonly listed: readonly ListedPlugin[]
  readonly used: readonly UsedPlugin[]
  /** Those that could not be used at all. */
  readonly failures: readonly PluginFailure[]
  /** Changes whenever a plugin does, or what could be used of the plugins. Left out when none is listed. */
  readonly key?: string
  readonly host?: PluginHost
}

export const noPlugins: Plugins = {listed: [], used: [], failures: []}

interface LoadOptions {
  readonly folder: string
  readonly settings: Pick<Settings, 'plugins' | 'systems' | 'plan'>
  /** Packages of the host itself: no plugin may have the name of one. */
  readonly reserved: ReadonlySet<string>
  readonly timeLimitMs?: number
  /** What `lifecycle refresh` wrote there. */
  readonly refreshedAt?: string
}

/** Finds, loads and checks what domesday.yaml lists, in its order. One that is wrong costs only itself. */
export async function loadPlugins({
  folder,
  settings,
  reserved,
  timeLimitMs,
  refreshedAt,
}: LoadOptions): Promise<Plugins> {
  if (settings.plugins.length === 0) return noPlugins
  const host = pluginHost({timeLimitMs: timeLimitMs ?? usualTimeLimitMs})
  const found = await Promise.all(settings.plugins.map((listed) => findPlugin(folder, listed)))
  const listed: ListedPlugin[] = []
  const used: UsedPlugin[] = []
  const organisations = new Map<string, string>()
  let catalogue: Catalogue = {schema: 'domesday/lifecycle@1', products: []}
  for (const [at, plugin] of found.entries()) {
    const entry = settings.plugins[at] ?? ''
    if (!('target' in plugin)) {
      listed.push(notUsed({name: maskSecrets(entry)}, [plugin]))
      continue
    }
    const nameFaults = takenName(plugin.name, reserved, used)
    const loaded = nameFaults.length > 0 ? nameFaults : await loadDepartment(host, plugin)
    if (!('department' in loaded)) {
      listed.push(notUsed(plugin, loaded))
      continue
    }
    const {department} = loaded
    if (department.lifecycle.length > 0 && catalogue.products.length === 0) catalogue = await loadCatalogue(refreshedAt)
    const faults = claimFaults(department, {organisations, settings, catalogue})
    if (faults.length > 0) {
      listed.push(notUsed(plugin, faults))
      continue
    }
    for (const {id} of department.organisations) organisations.set(id, plugin.name)
    used.push({...plugin, department})
    const {name, version, sha256} = plugin
    listed.push({name, version, sha256, used: true, brings: contributionsOf(department), failures: []})
  }
  return {listed, used, failures: listed.flatMap(({failures}) => failures), key: sha256(JSON.stringify(listed)), host}
}

/** Loads one plugin and checks its department as far as that can be done alone. */
export async function loadDepartment(
  host: PluginHost,
  plugin: FoundPlugin,
): Promise<{readonly department: Department} | readonly Fault[]> {
  const outcome = await host.load(plugin.name, pathToFileURL(plugin.target).href)
  if ('error' in outcome) return [{...(await syntaxPlace(outcome, plugin)), ...faultOf(outcome, plugin)}]
  const parsed = Department.safeParse(JSON.parse(outcome.text))
  if (!parsed.success) return zodFaults(parsed.error)
  const faults = innerFaults(parsed.data)
  return faults.length > 0 ? faults : {department: parsed.data}
}

/** A syntax error's own stack does not say where it is; Node, asked to parse the file, does. Nothing is run. */
async function syntaxPlace(
  {error}: Extract<Outcome, {error: string}>,
  {root, target}: FoundPlugin,
): Promise<{readonly where?: string}> {
  if (!error.startsWith('SyntaxError')) return {}
  const parsed = promisify(execFile)(process.execPath, ['--check', target], {timeout: usualTimeLimitMs})
  const said = await parsed.then(
    () => '',
    (failure: {readonly stderr?: string}) => failure.stderr ?? '',
  )
  const line = said.split(target)[1]?.match(/^:(\d+)/)?.[1]
  return line ? {where: `${relative(root, target).replaceAll('\\', '/')}:${line}`} : {}
}

function takenName(name: string, reserved: ReadonlySet<string>, used: readonly UsedPlugin[]): readonly Fault[] {
  if (reserved.has(name))
    return [{message: `${name} is the name of a package of domesday itself`, hint: 'Give the plugin another name.'}]
  if (used.some((other) => other.name === name))
    return [{message: `another plugin of that name is listed before it`, hint: 'List each plugin once.'}]
  return []
}

function notUsed(
  {name, version, sha256}: {readonly name: string; readonly version?: string; readonly sha256?: string},
  faults: readonly Fault[],
): ListedPlugin {
  const told = faults.slice(0, mostFaults).map(({where, message}) => (where ? `${where}: ${message}` : message))
  const more = faults.length > mostFaults ? [`and ${faults.length - mostFaults} more`] : []
  const hint = faults[0]?.hint
  const failure = {plugin: name, message: [...told, ...more].join('; '), ...(hint && {hint})}
  return {name, ...(version && {version}), ...(sha256 && {sha256}), used: false, failures: [failure]}
}

/** What a plugin threw, with the first place of it in the plugin's own files. */
export function faultOf({error, stack}: Extract<Outcome, {error: string}>, {root}: Pick<FoundPlugin, 'root'>): Fault {
  const place = [pathToFileURL(root).href, root]
    .flatMap((start) => stack.split(`${start}/`).slice(1))
    .map((rest) => /^[^:\n]+:\d+/.exec(rest)?.[0])
    .find((one) => one !== undefined)
  return {
    message: plainText(error),
    ...(place && {where: place}),
    hint: mendOf(error),
  }
}

function mendOf(error: string): string {
  if (/not extensible|read only property|Cannot (assign|redefine|delete)/.test(error))
    return 'Built-in objects are frozen, for the sake of other plugins: keep to objects of your own.'
  if (/^it (had not|broke|ended)/.test(error))
    return `A load, or ${batch} calls of a function, must end within ${usualTimeLimitMs / 1000} s and leave the thread as it is.`
  return 'Mend it at that place, and try it: domesday plugin check <folder>.'
}

/** A plugin's words on one line, without secrets and what commands a terminal. */
function plainText(text: string): string {
  return maskSecrets(text)
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, 300)
    .trim()
}

export function zodFaults(error: z.ZodError): readonly Fault[] {
  return error.issues.map((issue) => ({
    message: plainText(issueWords(issue)),
    ...(issue.path.length > 0 && {where: plainText(issue.path.map(String).join('.'))}),
    hint: 'The types of domesday/plugin say what is expected.',
  }))
}
