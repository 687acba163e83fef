import {environmentCalled} from '../../../../model/environment-name.ts'
import {inProduction} from '../../../../model/in-production.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {unknownValue, type Value, valueOfJson} from '../cloud/value.ts'
import {readJson} from '../json-text.ts'
import type {Tell} from '../manifest-kind.ts'
import {evaluate} from './evaluate.ts'
import type {Block} from './hcl-tree.ts'
import type {ModuleUse, ParsedFile} from './modules.ts'

/** What a file of variables gives. */
export interface VariablesFile {
  readonly file: SourceFile
  readonly values: ReadonlyMap<string, Value>
}

const mostVariants = 20
/** Steps of working out the expressions of one file. */
const mostSteps = 2_000_000

/** Whether a file gives values to variables, in HCL or in JSON. */
export function givesVariables(path: string): boolean {
  return /\.tfvars(?:\.json)?$/.test(path)
}

/** Of a file in HCL. */
export function variablesOf({file, body}: ParsedFile): VariablesFile {
  const scope = {
    variables: new Map<string, Value>(),
    locals: new Map(),
    worked: new Map<string, Value>(),
    attributes: new Map(),
    resources: new Set<string>(),
    budget: {steps: mostSteps},
  }
  return {file, values: new Map([...body.attributes].map(([name, {value}]) => [name, evaluate(value, scope)] as const))}
}

/** Of a file in JSON, which gives plain values; one that is not sound is told, and gives none. */
export function variablesOfJson(file: SourceFile, tell: Tell): VariablesFile {
  const values = Object.entries(readJson(file, tell) ?? {}).map(
    // Nothing is worked out in one; a mark of a template was to be filled by somebody else.
    ([name, value]) => [name, JSON.stringify(value).includes('${') ? unknownValue : valueOfJson(value)] as const,
  )
  return {file, values: new Map(values)}
}

/**
 * One use for each file of variables that is not loaded by itself: each is for an environment of its own. What Terraform
 * applies without one is a use too, where the files are all for other environments and it says that it is for production,
 * or has variables that are always loaded.
 */
export function usesOfRoot(
  root: string,
  roots: readonly string[],
  variables: readonly VariablesFile[],
  blocks: readonly Block[],
): ModuleUse[] {
  const nearest = (path: string): string | undefined =>
    roots.filter((one) => one === '' || path.startsWith(`${one}/`)).toSorted((a, b) => b.length - a.length)[0]
  const own = variables.filter(({file}) => nearest(file.path) === root)
  const loaded = own.filter(({file}) => isLoaded(root, file.path)).toSorted((a, b) => turnOf(a) - turnOf(b))
  const always = new Map(loaded.flatMap(({values}) => [...values]))
  const base = {folder: root, root, path: ''}
  const variants = own
    .filter((one) => !loaded.includes(one))
    .slice(0, mostVariants)
    .map(({file, values}) => {
      const variant = variantOf(file.path)
      const environment = environmentCalled(variant.replace(/[._-]backend$/, ''))
      return {...base, given: new Map([...always, ...values]), variant, environment}
    })
  if (variants.length === 0) return [{...base, given: always}]
  if (variants.some(({environment}) => inProduction(environment)) || !isWhole(blocks, always)) return variants
  const stated = environmentStated(blocks, always)
  const isForProduction = stated === undefined ? loaded.length > 0 : inProduction(stated)
  return isForProduction ? [{...base, given: always, environment: stated}, ...variants] : variants
}

function isLoaded(root: string, path: string): boolean {
  return parentOf(path) === root && /(^|\/)(terraform\.tfvars|[^/]+\.auto\.tfvars)(\.json)?$/.test(path)
}

/** Those behind take the place of those before; of files of one turn the later name does. */
function turnOf({file: {path}}: VariablesFile): number {
  if (!/(^|\/)terraform\.tfvars(\.json)?$/.test(path)) return 2
  return path.endsWith('.json') ? 1 : 0
}

/** `prod.tfvars` and `prod/terraform.tfvars` are for prod. */
function variantOf(path: string): string {
  const [name = '', folder = ''] = path.split('/').toReversed()
  const plain = name.replace(/(\.auto)?\.tfvars(\.json)?$/, '')
  return plain === 'terraform' || plain === 'variables' || plain === 'vars' ? folder : plain
}

/** Whether every variable has a value without a further file. */
function isWhole(blocks: readonly Block[], always: ReadonlyMap<string, Value>): boolean {
  return blocks.every(
    ({type, labels: [name = ''], body}) => type !== 'variable' || body.attributes.has('default') || always.has(name),
  )
}

const namesEnvironment = /^(?:env|environment|stage)(?:_?name)?$/i

/** The environment that a variable of that name is given, or has by default. */
function environmentStated(blocks: readonly Block[], always: ReadonlyMap<string, Value>): string | undefined {
  const variables = blocks.filter(({type, labels: [name = '']}) => type === 'variable' && namesEnvironment.test(name))
  return variables
    .map(({labels: [name = ''], body}) => {
      const otherwise = body.attributes.get('default')?.value
      const value = always.get(name) ?? (otherwise?.is === 'value' ? {is: 'known', value: otherwise.value} : undefined)
      return value?.is === 'known' && typeof value.value === 'string' ? environmentCalled(value.value) : undefined
    })
    .find(Boolean)
}
