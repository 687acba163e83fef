import {normalize} from 'node:path/posix'
import {compareText} from '../../../../model/json-lines.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {DeclaredResource} from '../cloud/declared-resource.ts'
import {findingsOfResources, type ResourceFindings} from '../cloud/findings-of-resources.ts'
import {owner} from '../infrastructure.ts'
import type {ManifestFindings, ManifestKind, Tell} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {parseHcl} from '../terraform/hcl-parse.ts'
import type {Block, Body} from '../terraform/hcl-tree.ts'
import {type ModuleRead, type ModuleUse, type ParsedFile, readModule, type RemoteModule} from '../terraform/modules.ts'
import {findingsOfStates, placeOfState, type StateUse} from '../terraform/kept-states.ts'
import {readState, type StateRead} from '../terraform/state.ts'
import {
  givesVariables,
  usesOfRoot,
  variablesOf,
  variablesOfJson,
  type VariablesFile,
} from '../terraform/variable-files.ts'

/** Terraform: configuration with its variables and local modules, and states. Nothing is fetched and nothing is run. */
export const terraform: ManifestKind = {
  id: 'terraform',
  files: /\.(tf|tfvars|tfvars\.json|tofu|tfstate)$/,
  read(files, tell) {
    const states = files.filter(({path}) => /\.tfstate$/.test(path)).flatMap((file) => readState(file, tell) ?? [])
    const parsed = files.filter(({path}) => !/\.(tfstate|json)$/.test(path)).map((file) => parsedFile(file, tell))
    const ofJson = files.filter(({path}) => /\.json$/.test(path)).map((file) => variablesOfJson(file, tell))
    const modules = readModules(parsed, ofJson)
    const found = [
      ...modules.map(({use, read}) => findingsOfResources(notInState(read.resources, use, states), 'Terraform')),
      ...states.map(({resources}) => findingsOfResources(resources, 'the state of Terraform')),
    ]
    return mergeFindings([
      ...found,
      ...modules.map(({read}) => elsewhere(read)),
      findingsOfStates(statesOf(modules)),
      others(found),
      fetched(modules),
    ])
  },
}

/** Each once, however many sets of variables its root has, unless they make it another. */
function statesOf(modules: readonly ModuleFound[]): readonly StateUse[] {
  const all = modules.flatMap(({read}) => read.states)
  return [
    ...new Map(
      all.map((use) => [JSON.stringify([use.file.path, use.line, use.belongsTo, placeOfState(use)]), use]),
    ).values(),
  ]
}

/** Steps of working out expressions, in all of a tree: what needs more was made to. */
const mostSteps = 2_000_000
const mostUses = 1000
const deepestModules = 10

function parsedFile(file: SourceFile, tell: Tell): ParsedFile {
  const {body, faults} = parseHcl(file.text)
  const [line] = faults
  if (line !== undefined)
    tell(
      file,
      `this is no sound HCL in ${faults.length} ${faults.length === 1 ? 'place' : 'places'}; the rest is read`,
      {
        code: 'bad-hcl',
        hint: 'terraform fmt shows what is wrong.',
        line,
      },
    )
  return {file, body}
}

interface ModuleFound {
  readonly use: ModuleUse
  readonly read: ModuleRead
}

/** Every root with each of its sets of variables, and the modules that they use. */
function readModules(parsed: readonly ParsedFile[], ofJson: readonly VariablesFile[]): readonly ModuleFound[] {
  const files = Map.groupBy(
    parsed.filter(({file}) => !givesVariables(file.path)),
    ({file}) => parentOf(file.path),
  )
  const used = new Set(
    [...files].flatMap(([folder, inFolder]) => inFolder.flatMap(({body}) => sourcesOf(folder, body))),
  )
  const roots = [...files.keys()].filter((folder) => !used.has(folder))
  const variables = [...parsed.filter(({file}) => givesVariables(file.path)).map(variablesOf), ...ofJson].toSorted(
    (a, b) => compareText(a.file.path, b.file.path),
  )
  const budget = {steps: mostSteps}
  const queue = roots.flatMap((root) => usesOfRoot(root, roots, variables, blocksOf(files.get(root))))
  const found: ModuleFound[] = []
  for (const use of queue) {
    const read = readModule(use, files, budget)
    found.push({use, read})
    if (use.path.split('module.').length <= deepestModules && queue.length + read.modules.length <= mostUses)
      queue.push(...read.modules)
  }
  return found
}

/** Folders of the tree that modules name. */
function sourcesOf(folder: string, {blocks}: Body): readonly string[] {
  return blocks.flatMap(({type, body}) => {
    const source = type === 'module' ? body.attributes.get('source')?.value : undefined
    const text = source?.is === 'value' && typeof source.value === 'string' ? source.value : ''
    if (!/^\.{1,2}(\/|$)/.test(text)) return []
    const target = normalize(`${folder || '.'}/${text}`).replace(/\/+$/, '')
    return [target === '.' ? '' : target]
  })
}

function blocksOf(files: readonly ParsedFile[] = []): readonly Block[] {
  return files.flatMap(({body}) => body.blocks)
}

/** What a state beside the root knows by its real id is not told a second time from the configuration. */
function notInState(
  resources: readonly DeclaredResource[],
  {root}: ModuleUse,
  states: readonly StateRead[],
): readonly DeclaredResource[] {
  const isBeside = (folder: string): boolean =>
    folder === root ||
    folder.startsWith(root === '' ? '' : `${root}/`) ||
    root.startsWith(folder === '' ? '' : `${folder}/`)
  const beside = states.filter(({folder}) => isBeside(folder))
  return resources.filter(({address}) => !beside.some(({managed}) => managed.has(address)))
}

function elsewhere({remote, uncounted}: ModuleRead): ManifestFindings {
  return {
    links: remote.flatMap(packageLink),
    unresolved: uncounted.map(({file, line}) => ({what: 'number of resources in Terraform', file, line})),
  }
}

/** A module of a registry is a package; one of a repository has no name of its own. */
function packageLink({source, version, file, line}: RemoteModule) {
  const [, namespace, name, provider] = /^(?:[\w.-]+\.[\w.-]+\/)?([\w-]+)\/([\w-]+)\/([\w-]+)$/.exec(source) ?? []
  if (!namespace || !name || !provider) return []
  const exact = version !== undefined && /^\d+\.\d+\.\d+$/.test(version) ? version : undefined
  return [
    {
      from: owner,
      type: 'USES' as const,
      to: {
        ref: 'package' as const,
        type: 'terraform' as const,
        namespace: `${namespace}/${name}`,
        name: provider,
        ...(exact && {version: exact}),
      },
      attributes: {...(exact ? {version: exact} : version ? {range: version} : {})},
      file,
      line,
    },
  ]
}

function others(found: readonly ResourceFindings[]): ManifestFindings {
  const count = found.reduce((sum, one) => sum + one.others, 0)
  if (count === 0) return {}
  const message = `${count} ${count === 1 ? 'resource' : 'resources'} of Terraform of other kinds (networks, roles, ...): counted, not read`
  return {notes: [{code: 'counted', what: 'Terraform resource', count, message}]}
}

function fetched(modules: readonly ModuleFound[]): ManifestFindings {
  const count = new Set(modules.flatMap(({read}) => read.remote.map(({source}) => source))).size
  if (count === 0) return {}
  const message = `${count} ${count === 1 ? 'module of Terraform stands' : 'modules of Terraform stand'} outside the tree: not fetched, so what they declare is not known`
  return {notes: [{code: 'counted', what: 'Terraform module', count, message}]}
}
