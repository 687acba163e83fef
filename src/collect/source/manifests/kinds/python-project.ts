import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {frameworksOf} from '../frameworks.ts'
import {type LockedPackage, reached, settledUse, tellMissing, transitiveUses} from '../lock-graph.ts'
import type {
  ApplicationFound,
  ApplicationUse,
  ManifestKind,
  PackageUse,
  Tell,
  TechnologyFound,
} from '../manifest-kind.ts'
import {type AskedPackage, isAsideName, type PythonSays} from '../python/asked-packages.ts'
import {readPipfile} from '../python/pipfile.ts'
import {readPyproject} from '../python/pyproject.ts'
import {type PythonLock, pythonLock} from '../python/python-locks.ts'
import {packageOfRequirement, pythonName} from '../python/requirement.ts'
import {readRequirements} from '../python/requirements-file.ts'
import {readSetupCfg, readSetupPy} from '../python/setup-files.ts'
import {readToml} from '../sound-text.ts'
import {releaseOfRange} from '../version-range.ts'
import {shortText} from '../written-text.ts'

const requirementsList =
  /(^|\/)([\w.-]*requirements[\w.-]*\.(txt|in)|requirements\/[\w.-]+\.(txt|in)|constraints[\w.-]*\.txt)$/i

/** Projects of Python: pyproject.toml, setup.cfg, setup.py, Pipfile and lists of pip, with their lock files. */
export const pythonProject: ManifestKind = {
  id: 'python-project',
  files: new RegExp(
    `(^|/)(pyproject\\.toml|setup\\.(cfg|py)|Pipfile(\\.lock)?|(poetry|uv|pdm)\\.lock)$|${requirementsList.source}`,
    'i',
  ),
  read(files, tell) {
    const lists = new Map(files.filter(({path}) => requirementsList.test(path)).map((file) => [file.path, file]))
    const parts = partsOfOthers(lists)
    const ofFolder = Map.groupBy(
      files.filter(({path}) => !parts.has(path)),
      ({path}) => homeOf(path),
    )
    const locks = new Map<string, PythonLock>()
    for (const [folder, own] of ofFolder) {
      const file = lockNames.map((name) => own.find(({path}) => path.endsWith(name))).find((one) => one !== undefined)
      const lock = file && pythonLock(file, tell)
      if (lock) locks.set(folder, lock)
    }
    return {
      applications: [...ofFolder].flatMap(
        ([folder, own]) => application({folder, files: own, lists, locks}, tell) ?? [],
      ),
    }
  },
}

const lockNames = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock']

/** Lists that one of a folder above includes: parts of what stands there. */
function partsOfOthers(lists: ReadonlyMap<string, SourceFile>): ReadonlySet<string> {
  return new Set(
    [...lists.values()].flatMap((file) => {
      const home = homeOf(file.path)
      const {includes} = readRequirements(file, lists, () => undefined)
      return includes.filter((path) => homeOf(path) !== home && path.startsWith(home && `${home}/`))
    }),
  )
}

/** Lists in a folder `requirements` are those of the folder above. */
function homeOf(path: string): string {
  const folder = parentOf(path)
  return requirementsList.test(path) && /(^|\/)requirements$/i.test(folder) ? parentOf(folder) : folder
}

interface Project {
  readonly folder: string
  readonly files: readonly SourceFile[]
  readonly lists: ReadonlyMap<string, SourceFile>
  readonly locks: ReadonlyMap<string, PythonLock>
}

function application(project: Project, tell: Tell): ApplicationFound | undefined {
  const {folder, files} = project
  const named = (name: string): SourceFile | undefined =>
    files.find(({path}) => path === (folder ? `${folder}/${name}` : name))
  const parts = [...declared(named, tell), ...listed(project, tell)]
  const [first] = parts
  const file = first?.file ?? files.find(({path}) => lockNames.some((name) => path.endsWith(name)))
  if (!file || (!first && !/Pipfile\.lock$/.test(file.path))) return undefined
  const says = parts.map((part) => part.says)
  const name = says.find((one) => one.name !== undefined)?.name
  const version = says.find((one) => one.version !== undefined)?.version
  const lock = lockFor(folder, project.locks, name)
  const constraints = new Map(parts.flatMap((part) => [...(part.constraints ?? [])]))
  const {packages, uses} = settleAll(says, lock, constraints, tell)
  return {
    name: name ?? (folder.split('/').at(-1) || 'application'),
    folder,
    language: 'Python',
    file,
    ...(name && {own: {type: 'pypi' as const, name: pythonName(name), ...(version && {version})}}),
    packages,
    uses,
    aside: says.reduce((sum, one) => sum + one.aside, 0),
    technologies: [...pythonOf(says), ...frameworksOf(packages)],
  }
}

interface Part {
  readonly file: SourceFile
  readonly says: PythonSays
  readonly constraints?: ReadonlyMap<string, string>
}

function declared(named: (name: string) => SourceFile | undefined, tell: Tell): readonly Part[] {
  const [pyproject, cfg, py, pipfile] = ['pyproject.toml', 'setup.cfg', 'setup.py', 'Pipfile'].map(named)
  const [project, pip] = [pyproject, pipfile].map((file) => file && readToml(file, tell))
  return [
    {file: pyproject, says: pyproject && project && readPyproject(pyproject, project)},
    {file: cfg, says: cfg && readSetupCfg(cfg)},
    {file: py, says: py && readSetupPy(py, tell)},
    {file: pipfile, says: pipfile && pip && readPipfile(pipfile, pip)},
  ].flatMap(({file, says}) => (file && says ? [{file, says}] : []))
}

/** Lists of pip: those that another includes are read with it, and one that a tool made of an `.in` asks for no more. */
function listed({files, lists}: Project, tell: Tell): readonly Part[] {
  const own = files.filter(({path}) => requirementsList.test(path) && !/(^|\/)constraints[^/]*$/i.test(path))
  const sources = new Set(own.map(({path}) => path).filter((path) => path.endsWith('.in')))
  const made = own.filter(({path}) => path.endsWith('.txt'))
  const isMade = (path: string): boolean => sources.has(path.replace(/\.txt$/, '.in'))
  const starts = own.filter(({path}) => !path.endsWith('.in') || !lists.has(path.replace(/\.in$/, '.txt')))
  const production = starts.filter(({path}) => !isAsideList(path))
  const read = production.map((file) => ({file, found: readRequirements(file, lists, tell)}))
  const included = new Set(read.flatMap(({found}) => found.includes))
  const aside = made.filter(({path}) => isAsideList(path) && !included.has(path))
  const parts = read
    .filter(({file}) => !included.has(file.path))
    .map(({file, found}): Part => {
      const names = isMade(file.path) ? askedIn(file.path, lists, tell) : undefined
      const asked = found.asked.map((one) =>
        names && !names.has(pythonName(one.name)) ? {...one, isTransitive: true} : one,
      )
      return {file, says: {asked, uses: found.uses, aside: 0}, constraints: found.constraints}
    })
  const names = (of: readonly AskedPackage[]) => of.map(({name}) => pythonName(name))
  const wanted = new Set(parts.flatMap(({says}) => names(says.asked)))
  const apart = aside.flatMap((file) => names(readRequirements(file, lists, () => undefined).asked))
  // Lists of tests often repeat what runs.
  const count = new Set(apart.filter((name) => !wanted.has(name))).size
  const [first, ...others] = parts
  return first ? [{...first, says: {...first.says, aside: count}}, ...others] : []
}

function askedIn(path: string, lists: Project['lists'], tell: Tell): ReadonlySet<string> | undefined {
  const source = lists.get(path.replace(/\.txt$/, '.in'))
  return source && new Set(readRequirements(source, lists, tell).asked.map(({name}) => pythonName(name)))
}

/** `requirements-dev.txt`, `requirements/test.txt`, `test-requirements.txt`. */
function isAsideList(path: string): boolean {
  const name = (path.split('/').at(-1) ?? '').replace(/\.(txt|in)$/, '').replace(/requirements/i, '')
  return isAsideName(name)
}

/** Its own, or that of the workspace above that has it as a member. */
function lockFor(folder: string, locks: Project['locks'], name: string | undefined): PythonLock | undefined {
  for (let at = folder; ; at = parentOf(at)) {
    const lock = locks.get(at)
    if (lock) return at === folder || (name && lock.keysOf(name).length > 0) ? lock : undefined
    if (at === '') return undefined
  }
}

function settleAll(
  says: readonly PythonSays[],
  lock: PythonLock | undefined,
  constraints: ReadonlyMap<string, string>,
  tell: Tell,
): {readonly packages: readonly PackageUse[]; readonly uses: readonly ApplicationUse[]} {
  const asked = onePerName(says)
  const packages: PackageUse[] = []
  const uses = says.flatMap((one) => [...one.uses])
  for (const one of asked) {
    const locked = (lock?.keysOf(one.name) ?? []).flatMap((key) => lock?.packages.get(key) ?? [])
    for (const found of locked.length > 0 ? locked : [undefined]) {
      if (found?.folder === undefined) packages.push(settle(one, found, constraints))
      else uses.push({to: found.folder, how: one.name, file: one.file, line: one.line})
    }
  }
  if (!lock) return {packages, uses}
  const roots = asked
    .filter(({isTransitive}) => !isTransitive)
    .flatMap((one) => lock.keysOf(one.name).map((key) => ({key, ...(one.isOptional && {scope: 'optional' as const})})))
  const reach = lock.isFlat
    ? allOf(
        lock,
        roots.map(({key}) => key),
      )
    : reached(lock, roots)
  tellMissing(lock.file, reach.missing, tell)
  return {packages: [...packages, ...transitiveUses(lock.file, reach.found)], uses}
}

function allOf({packages}: PythonLock, direct: readonly string[]) {
  const found = [...packages].map(([key, locked]: readonly [string, LockedPackage]) => {
    return [key, {locked, isDirect: direct.includes(key)}] as const
  })
  return {found: new Map(found), missing: []}
}

/** What several files ask for is one: what is asked for beats what was brought in, the exact beats a range. */
function onePerName(says: readonly PythonSays[]): readonly AskedPackage[] {
  const found = new Map<string, AskedPackage>()
  const declaredNames = new Set(says.flatMap(({asked}) => asked.filter((one) => !one.isTransitive).map(keyOf)))
  for (const one of says.flatMap(({asked}) => asked)) {
    const before = found.get(keyOf(one))
    const isExact = packageOfRequirement(one).resolved && !(before && packageOfRequirement(before).resolved)
    if (before && !isExact) continue
    const {isTransitive: _, ...direct} = one
    found.set(keyOf(one), declaredNames.has(keyOf(one)) ? direct : one)
  }
  return [...found.values()]
}

function keyOf({name}: AskedPackage): string {
  return pythonName(name)
}

function settle(
  asked: AskedPackage,
  locked: LockedPackage | undefined,
  constraints: ReadonlyMap<string, string>,
): PackageUse {
  const {name, range, isOptional, isTransitive, file, line} = asked
  const constrained = constraints.get(pythonName(name))
  const use = locked
    ? settledUse(locked)
    : packageOfRequirement(constrained && !(range ?? '').startsWith('==') ? {...asked, range: constrained} : asked)
  return {
    ...use,
    ...(isTransitive && {isTransitive: true as const}),
    ...(isOptional && {said: {...use.said, scope: 'optional'}}),
    file,
    line,
  }
}

/** What it asks of Python: a version where it allows no other release, else what would do. */
function pythonOf(says: readonly PythonSays[]): readonly TechnologyFound[] {
  const stated = says.find(({python}) => python !== undefined)?.python
  if (!stated) return []
  const {range, how, file, line} = stated
  const exact = /^==?\s*(\d+\.\d+(?:\.\d+)?)$/.exec(range)?.[1]
  const release = releaseOfRange('pypi', range)
  const version = exact ?? (release?.includes('.') ? release : undefined)
  const known = version ? {version, confidence: 0.7} : {confidence: 0.3}
  return [{product: 'python', ...known, how: `${how} ${shortText(range)}`, file, line}]
}
