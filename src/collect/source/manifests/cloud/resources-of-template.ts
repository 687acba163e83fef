import {environmentOfPath} from '../../environment-of-path.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asMap, type YamlDocument} from '../yaml-tree.ts'
import {templateValue, type TemplateScope} from './cloudformation-value.ts'
import type {DeclaredResource} from './declared-resource.ts'
import {neverHolds} from './template-conditions.ts'
import {known, type Value} from './value.ts'

/** The resources of a template of CloudFormation, or of what holds one. */
export function resourcesOfTemplate(
  file: SourceFile,
  document: YamlDocument,
  template: Readonly<Record<string, unknown>>,
  given: GivenToTemplate = {},
): readonly DeclaredResource[] {
  const resources = asMap(template.Resources)
  const conditions = asMap(template.Conditions)
  const scope = scopeOfTemplate(template, given)
  const folder = parentOf(file.path)
  const globals = asMap(asMap(template.Globals).Function)
  return Object.entries(resources).flatMap(([name, stated]) => {
    const {Type: type, Properties: own, Condition: condition} = asMap(stated)
    if (typeof type !== 'string' || neverHolds(condition, conditions, scope)) return []
    const properties = type === 'AWS::Serverless::Function' ? withGlobals(globals, asMap(own)) : own
    return [
      {
        type,
        address: name,
        key: `${folder ? `${folder}/` : './'}cloudformation:${file.path.slice(folder ? folder.length + 1 : 0)}:${name}${given.as === undefined ? '' : ` (${given.as})`}`,
        label: name,
        properties: withEvents(templateValue(properties, scope)),
        environment: environmentOfPath(file.path) ?? given.environment,
        file,
        line: document.lineOf(resources, name),
      },
    ]
  })
}

/** What a template is given by another that takes it in. */
export interface GivenToTemplate {
  readonly parameters?: ReadonlyMap<string, Value>
  readonly environment?: string | undefined
  /** By what it is told apart, where several take it in. */
  readonly as?: string | undefined
}

/** What names mean in a template. */
export function scopeOfTemplate(
  template: Readonly<Record<string, unknown>>,
  {parameters = new Map()}: GivenToTemplate,
): TemplateScope {
  return {
    parameters: new Map([...defaultsOf(asMap(template.Parameters)), ...parameters]),
    resources: new Set(Object.keys(asMap(template.Resources))),
    mappings: asMap(template.Mappings),
  }
}

/** What all functions have, and what one has itself; maps of both are one, as the names of variables. */
function withGlobals(globals: Fields, own: Fields, depth = 0): Fields {
  const both = Object.keys(own).filter((key) => isPlainMap(globals[key]) && isPlainMap(own[key]))
  const merged = both.map((key) => [
    key,
    depth < deepestGlobals ? withGlobals(asMap(globals[key]), asMap(own[key]), depth + 1) : own[key],
  ])
  return {...globals, ...own, ...Object.fromEntries(merged)}
}

type Fields = Readonly<Record<string, unknown>>

const deepestGlobals = 5

/** No function such as `{Ref: x}`, which is a value. */
function isPlainMap(value: unknown): boolean {
  const keys = Object.keys(asMap(value))
  return keys.length > 0 && !keys.some((key) => key === 'Ref' || key.startsWith('Fn::'))
}

/** What a parameter is unless whoever deploys says otherwise. */
function defaultsOf(parameters: Readonly<Record<string, unknown>>): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(parameters).flatMap(([name, stated]) => {
      const {Default: value, NoEcho: isSecret} = asMap(stated)
      return typeof value === 'string' && value !== '' && isSecret === undefined ? [[name, known(value)] as const] : []
    }),
  )
}

/** A property that is left out is no map. */
function withEvents(value: Value): Value {
  return value.is === 'map' ? value : {is: 'map', entries: new Map()}
}
