import {normalize} from 'node:path/posix'
import {environmentOfPath} from '../../environment-of-path.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asMap, type YamlDocument} from '../yaml-tree.ts'
import {templateValue} from './cloudformation-value.ts'
import {type GivenToTemplate, scopeOfTemplate} from './resources-of-template.ts'
import {unknownValue} from './value.ts'

export interface TemplateFile {
  readonly file: SourceFile
  readonly document: YamlDocument
  readonly template: Readonly<Record<string, unknown>>
}

export interface TemplateUse extends TemplateFile {
  readonly given: GivenToTemplate
}

const deepest = 10
const mostUses = 1000

/** Where a stack within a stack has its template, by its type. */
const takesIn: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
])

/** Each template as it is deployed: by itself, or by those of the tree that take it in, with the parameters that they give. */
export function templateUses(templates: readonly TemplateFile[]): readonly TemplateUse[] {
  const byPath = new Map(templates.map((one) => [one.file.path, one]))
  const taken = new Set(templates.flatMap((one) => nestedIn({...one, given: {}}, byPath).map(({use}) => use.file.path)))
  const uses: TemplateUse[] = []
  const queue = templates
    .filter(({file}) => !taken.has(file.path))
    .map((one) => ({use: {...one, given: {}} satisfies TemplateUse as TemplateUse, way: [] as readonly string[]}))
  for (const {use, way} of queue) {
    uses.push(use)
    const inside = way.length < deepest ? nestedIn(use, byPath) : []
    for (const next of inside) if (queue.length < mostUses) queue.push({use: next.use, way: [...way, next.name]})
  }
  // Those that take in one another are deployed by nobody that is seen.
  const read = new Set(uses.map(({file}) => file.path))
  return toldApart([...uses, ...templates.filter(({file}) => !read.has(file.path)).map((one) => ({...one, given: {}}))])
}

interface Nested {
  readonly name: string
  readonly use: TemplateUse
}

function nestedIn({file, template, given}: TemplateUse, byPath: ReadonlyMap<string, TemplateFile>): readonly Nested[] {
  const scope = scopeOfTemplate(template, given)
  return Object.entries(asMap(template.Resources)).flatMap(([name, stated]) => {
    const {Type: type, Properties: own} = asMap(stated)
    const key = takesIn.get(String(type))
    const properties = asMap(own)
    const place = key === undefined ? undefined : templateValue(properties[key], scope)
    const path = place?.is === 'known' ? pathFrom(file, String(place.value)) : undefined
    const nested = path === undefined || path === file.path ? undefined : byPath.get(path)
    if (!nested) return []
    const parameters = new Map(
      Object.entries(asMap(properties.Parameters)).map(([parameter, value]) => {
        const worked = templateValue(value, scope)
        // What another stack makes is a thing of that stack.
        return [parameter, worked.is === 'resource' ? unknownValue : worked] as const
      }),
    )
    const environment = environmentOfPath(file.path) ?? given.environment
    const as = given.as === undefined ? name : `${given.as}.${name}`
    return [{name, use: {...nested, given: {parameters, environment, as}}}]
  })
}

/** A file of the tree; of an address nothing is fetched. */
function pathFrom(file: SourceFile, text: string): string | undefined {
  if (/:\/\/|^\//.test(text)) return undefined
  const path = normalize(`${parentOf(file.path) || '.'}/${text}`)
  return path.startsWith('..') ? undefined : path
}

/** Where one alone takes a template in, its things are called as they are by themselves. */
function toldApart(uses: readonly TemplateUse[]): readonly TemplateUse[] {
  const counts = Map.groupBy(uses, ({file}) => file.path)
  return uses.map((use) =>
    counts.get(use.file.path)?.length === 1 ? {...use, given: {...use.given, as: undefined}} : use,
  )
}
