import {readdir, readFile, readlink, realpath, stat} from 'node:fs/promises'
import {dirname, isAbsolute, join, relative, sep} from 'node:path'
import {z} from 'zod'
import type {Fault} from '../errors.ts'
import {sha256} from '../model/ids.ts'
import {issueWords} from '../model/issue-words.ts'
import {compareText} from '../model/json-lines.ts'

const mostFiles = 2000
const mostBytes = 20 * 1024 * 1024

/** A plugin's package, found and read but not run. */
export interface FoundPlugin {
  readonly name: string
  readonly version: string
  /** The package's folder. */
  readonly root: string
  /** The file that its `department` hook names. */
  readonly target: string
  /** Of its files and of its dependencies' versions. */
  readonly sha256: string
}

const hook = z.union([z.string(), z.looseObject({target: z.string()}).transform(({target}) => target)])
const Manifest = z.looseObject({
  name: z.string(),
  version: z.string().regex(/^\d+\.\d+\.\d+[0-9A-Za-z.+-]*$/, 'expected a version, as 1.2.0'),
  dependencies: z.record(z.string(), z.unknown()).default({}),
  oclif: z.looseObject({
    hooks: z.looseObject({department: z.union([hook, z.tuple([hook]).transform(([one]) => one)])}),
  }),
})

export const packageName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/

/** Whether an entry of `plugins` is a path; else it is a package's name. */
export function isPath(listed: string): boolean {
  return /^\.{0,2}[\\/]/.test(listed) || isAbsolute(listed)
}

/** Finds a listed plugin from the audit folder; a fault says what is wrong, where, and what to do. */
export async function findPlugin(folder: string, listed: string): Promise<FoundPlugin | Fault> {
  const place = isPath(listed) ? join(isAbsolute(listed) ? '' : folder, listed) : await installedAt(folder, listed)
  if (place === undefined)
    return {
      message: packageName.test(listed) ? 'no such package is installed' : 'that is no name of a package',
      hint: `Install it in the audit folder (npm install ${packageName.test(listed) ? listed : '<package>'}), or list its path, beginning with ./`,
    }
  const root = await realpath(place).catch(() => undefined)
  const text = root && (await readFile(join(root, 'package.json'), 'utf8').catch(() => undefined))
  if (root === undefined || text === undefined)
    return {
      message: 'there is no package.json',
      where: listed,
      hint: 'List the folder that holds its package.json.',
    }
  return readPlugin(root, text)
}

async function readPlugin(root: string, text: string): Promise<FoundPlugin | Fault> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return {
      message: 'it is not JSON',
      where: 'package.json',
      hint: 'Mend it: node -p "require(\'./package.json\')" says where.',
    }
  }
  const manifest = Manifest.safeParse(json)
  if (!manifest.success) {
    const [issue] = manifest.error.issues
    return {
      message: `${issue?.path.join('.') ?? ''}: ${issue ? issueWords(issue) : 'is wrong'}`,
      where: 'package.json',
      hint: 'A plugin has a name, a version and "oclif": {"hooks": {"department": "./department.js"}}.',
    }
  }
  const {name, version, dependencies, oclif} = manifest.data
  const target = await targetOf(root, oclif.hooks.department)
  if (target === undefined)
    return {
      message: `the department hook's target ${oclif.hooks.department} is not a file of the package`,
      where: 'package.json',
      hint: 'Name the file that exports the department by default.',
    }
  const files = await filesOf(root)
  if (files === undefined)
    return {
      message: `it has over ${mostFiles} files or ${mostBytes / 1024 / 1024} MB, more than a plugin needs`,
      hint: 'Keep data of that size in an inventory.',
    }
  const versions = await dependencyVersions(root, Object.keys(dependencies))
  return {name, version, root, target, sha256: sha256(JSON.stringify([files, versions]))}
}

/** Where Node would find a package: in node_modules of the folder, or of one above it. */
async function installedAt(folder: string, name: string): Promise<string | undefined> {
  if (!packageName.test(name)) return undefined
  for (let at = folder; ; at = dirname(at)) {
    const place = join(at, 'node_modules', name)
    if (await stat(join(place, 'package.json')).catch(() => undefined)) return place
    if (dirname(at) === at) return undefined
  }
}

async function targetOf(root: string, target: string): Promise<string | undefined> {
  for (const ending of ['', '.js', '.mjs', '.cjs', '.ts', '.mts']) {
    const path = await realpath(join(root, target + ending)).catch(() => undefined)
    if (path === undefined || !path.startsWith(root + sep)) continue
    if ((await stat(path)).isFile()) return path
  }
  return undefined
}

/** Every file of a package with its hash, sorted; undefined where there are too many. Installed packages are not its own. */
async function filesOf(root: string): Promise<readonly (readonly [string, string])[] | undefined> {
  const files: (readonly [string, string])[] = []
  let bytes = 0
  const folders = [root]
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const entry of await readdir(at, {withFileTypes: true})) {
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue
      const path = join(at, entry.name)
      const shown = relative(root, path).split(sep).join('/')
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isSymbolicLink()) files.push([shown, sha256(`link to ${await readlink(path)}`)])
      else if (entry.isFile()) {
        bytes += (await stat(path)).size
        if (bytes > mostBytes) return undefined
        files.push([shown, sha256(await readFile(path))])
      }
      if (files.length > mostFiles) return undefined
    }
  }
  return files.toSorted(([a], [b]) => compareText(a, b))
}

/** The versions of all that a package needs, directly or not, as they are installed. */
async function dependencyVersions(root: string, names: readonly string[]): Promise<readonly string[]> {
  const versions = new Set<string>()
  const queue = names.map((name) => ({from: root, name}))
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const place = await installedAt(at.from, at.name)
    const manifest = place === undefined ? undefined : await dependencyAt(place)
    const version = `${at.name}@${manifest?.version ?? 'missing'}`
    if (versions.has(version)) continue
    versions.add(version)
    if (place) for (const name of Object.keys(manifest?.dependencies ?? {})) queue.push({from: place, name})
  }
  return [...versions].toSorted(compareText)
}

const Dependency = z.looseObject({version: z.string(), dependencies: z.record(z.string(), z.unknown()).optional()})

async function dependencyAt(place: string): Promise<z.infer<typeof Dependency> | undefined> {
  try {
    return Dependency.parse(JSON.parse(await readFile(join(place, 'package.json'), 'utf8')))
  } catch {
    return undefined // its version is then missing from the hash, as it is from the disk
  }
}

/** Plugins that are installed in the audit folder, or stand in its plugins/, and that domesday.yaml does not list. */
export async function unlistedPlugins(folder: string, listed: ReadonlySet<string>): Promise<readonly string[]> {
  const installed = join(folder, 'node_modules')
  const below = async (at: string): Promise<readonly string[]> =>
    (await readdir(at).catch(() => [])).map((name) => join(at, name))
  const scopes = (await below(installed)).filter((path) => /[\\/]@[^\\/]+$/.test(path))
  const candidates = [
    ...(await below(join(folder, 'plugins'))),
    ...(await below(installed)),
    ...(await Promise.all(scopes.map(below))).flat(),
  ]
  const names = await Promise.all(candidates.map(pluginNameAt))
  return [...new Set(names.filter((name) => name !== undefined))]
    .filter((name) => !listed.has(name))
    .toSorted(compareText)
}

const Named = z.looseObject({name: z.string(), oclif: Manifest.shape.oclif})

async function pluginNameAt(place: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(place, 'package.json'), 'utf8')
    return text.includes('"department"') ? Named.parse(JSON.parse(text)).name : undefined
  } catch {
    return undefined // no package, or none that is a plugin
  }
}
