import type {SourceFile} from '../../walk-tree.ts'
import type {DeclaredResource} from '../cloud/declared-resource.ts'
import {type Value, valueOfJson} from '../cloud/value.ts'
import {asRecord, readJson} from '../json-text.ts'
import type {Tell} from '../manifest-kind.ts'
import {environmentOfTags} from './modules.ts'
import {environmentOfPath} from '../../environment-of-path.ts'
import {parentOf} from '../../resolve-imports.ts'

export interface StateRead {
  readonly folder: string
  readonly resources: readonly DeclaredResource[]
  /** `type.name` of what it manages, wherever it stands in modules. */
  readonly managed: ReadonlySet<string>
}

/**
 * What a state of Terraform (version 4) manages, by the provider's own ids. Of its attributes only those that describe a
 * resource are ever looked at: outputs, passwords and what else is secret stay where they are.
 */
export function readState(file: SourceFile, tell: Tell): StateRead | undefined {
  const state = readJson(file, tell)
  if (!state) return undefined
  if (state.version !== 4 || !Array.isArray(state.resources)) {
    tell(file, 'this state of Terraform is not of version 4: it is not read', {
      code: 'unknown-version',
      hint: 'Terraform 0.12 and later write version 4: terraform state pull > terraform.tfstate.',
    })
    return undefined
  }
  const lines = linesOf(file.text)
  const managed = new Set<string>()
  const resources = state.resources.map(asRecord).flatMap((resource) => {
    const [type, name] = [String(resource.type), String(resource.name)]
    const line = lines.get(`${type}.${name}`)?.shift() ?? 1
    if (resource.mode !== 'managed') return []
    managed.add(`${type}.${name}`)
    return instancesOf(resource, {file, line, type, name})
  })
  return {folder: parentOf(file.path), resources, managed}
}

interface Place {
  readonly file: SourceFile
  readonly line: number
  readonly type: string
  readonly name: string
}

function instancesOf(resource: Record<string, unknown>, {file, line, type, name}: Place): readonly DeclaredResource[] {
  const module = typeof resource.module === 'string' ? `${resource.module}.` : ''
  const folder = parentOf(file.path)
  const instances = Array.isArray(resource.instances) ? resource.instances.map(asRecord) : []
  return instances.map((instance) => {
    const index = instance.index_key
    const key = index === undefined ? '' : `[${JSON.stringify(index)}]`
    const properties = valueOfJson(instance.attributes)
    return {
      type,
      address: `${module}${type}.${name}${key}`,
      key: `${folder ? `${folder}/` : './'}terraform:${module}${type}.${name}${key}`,
      label: `${name}${key}`,
      properties,
      id: idOf(properties),
      environment: environmentOfTags(properties) ?? environmentOfPath(file.path),
      file,
      line,
    }
  })
}

/** The ARN as it is; ids of Azure are one in any case. */
function idOf(properties: Value): string | undefined {
  const text = (name: string): string => {
    const value = properties.is === 'map' ? properties.entries.get(name) : undefined
    return value?.is === 'known' && typeof value.value === 'string' ? value.value : ''
  }
  if (/^arn:[\w-]+:[\w-]+:[\w-]*:\d{0,12}:[\x21-\x7e]{1,500}$/.test(text('arn'))) return text('arn')
  return /^\/subscriptions\/[\x20-\x7e]{1,500}$/i.test(text('id'))
    ? text('id').toLowerCase().replace(/\/+$/, '')
    : undefined
}

/** Where each resource is named, in the form in which Terraform writes a state. */
function linesOf(text: string): ReadonlyMap<string, number[]> {
  const lines = new Map<string, number[]>()
  let at = 0
  let line = 1
  for (const {1: type, 2: name, index} of text.matchAll(
    /"type":\s{0,4}"([\w-]{1,100})",\s{0,20}"name":\s{0,4}"([\w-]{1,200})"/g,
  )) {
    for (; at < index; at += 1) if (text[at] === '\n') line += 1
    const key = `${type}.${name}`
    lines.set(key, [...(lines.get(key) ?? []), line])
  }
  return lines
}
