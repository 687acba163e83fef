import type {SourceFile} from '../../walk-tree.ts'
import type {TechnologyTold} from '../infrastructure.ts'
import {type Value, valueOfJson} from './value.ts'

/** A cloud resource as a file of infrastructure, or its state, declares it. */
export interface DeclaredResource {
  /** As its tool calls the kind: `aws_db_instance`, `AWS::RDS::DBInstance`. */
  readonly type: string
  /** How other resources of its file or module refer to it. */
  readonly address: string
  /** Unlike any other of the tree. */
  readonly key: string
  /** As its tool calls it, where its properties give no name. */
  readonly label: string
  readonly properties: Value
  /** The provider's full id, where a state knows it. */
  readonly id?: string | undefined
  readonly account?: string | undefined
  readonly region?: string | undefined
  readonly environment?: string | undefined
  /** A path of the application that it belongs to, where that is not the file's. */
  readonly belongsTo?: string | undefined
  readonly file: SourceFile
  readonly line: number
}

type Technology = Omit<TechnologyTold, 'how' | 'confidence'> & {readonly confidence?: number}

/** What matters of a resource. */
export interface ResourceFacts {
  /** Where data are kept, what runs, a queue or topic, or anything else that has an owner. */
  readonly is: 'store' | 'workload' | 'queue' | 'other'
  /** Its name in the cloud. */
  readonly name?: string | undefined
  /** Of AWS, the service and the rest of its ARN behind the account. */
  readonly arn?: {readonly service: string; readonly rest: string; readonly isGlobal?: boolean} | undefined
  readonly host?: string | undefined
  readonly technologies?: readonly Technology[]
  /** Container images that it runs. */
  readonly images?: readonly string[]
  readonly product?: string
  /** When it runs, or what it starts. */
  readonly schedules?: readonly string[]
  /** What it serves. */
  readonly endpoints?: readonly {readonly method: string; readonly path: string}[]
  /** Names of machines under which it is reached. */
  readonly hosts?: readonly string[]
  readonly attributes?: Readonly<Record<string, string | undefined>>
  /** Names of the environment variables that it is given. */
  readonly variables?: readonly string[]
  /** Addresses of stores and queues that it is given in variables. */
  readonly given?: readonly string[]
  /** Addresses of queues whose messages it takes, and of stores whose changes it is called with. */
  readonly takesFrom?: readonly string[]
  /** Of queues that stand elsewhere, their ARNs. */
  readonly takesFromArns?: readonly string[]
}

/** What ties two resources: a queue whose messages a function takes, a schedule on which it runs. */
export interface ResourceTie {
  /** The address of the function. */
  readonly of: string
  readonly takesFrom?: string | undefined
  readonly schedule?: string | undefined
  /** The address or the name of the rule that says when. */
  readonly scheduledBy?: string | undefined
}

export type Description = (read: PropertyReader) => ResourceFacts | ResourceTie

/** Reads properties by the names that tools have for them. */
export interface PropertyReader {
  /** The first of these that is known text; what is there but not known is told as unresolved. */
  readonly text: (...names: readonly string[]) => string | undefined
  /** The first of these, as maps: one block, several, a list, or text that is JSON. */
  readonly inside: (...names: readonly string[]) => readonly PropertyReader[]
  /** The known texts of the first of these, a list or one text. */
  readonly texts: (...names: readonly string[]) => readonly string[]
  /** The addresses that the first of these refers to, itself or in a list. */
  readonly addresses: (...names: readonly string[]) => readonly string[]
  readonly names: () => readonly string[]
  /** Whether any of these is there, known or not. */
  readonly has: (...names: readonly string[]) => boolean
}

const longestText = 1000

export function propertyReader(properties: Value, onUnknown: () => void): PropertyReader {
  const entries = properties.is === 'map' ? properties.entries : new Map<string, Value>()
  const first = (names: readonly string[]): Value | undefined =>
    names.map((name) => entries.get(name)).find((value) => value && !(value.is === 'known' && value.value === null))
  return {
    text: (...names) => {
      const value = first(names)
      if (value?.is === 'known' && typeof value.value === 'string')
        return value.value.slice(0, longestText) || undefined
      if (value && value.is !== 'known') onUnknown()
      return undefined
    },
    texts: (...names) => textsOf(first(names)),
    inside: (...names) => mapsOf(first(names)).map((one) => propertyReader(one, onUnknown)),
    addresses: (...names) => addressesOf(first(names)),
    names: () => [...entries.keys()],
    has: (...names) => first(names) !== undefined,
  }
}

function mapsOf(value: Value | undefined): readonly Value[] {
  if (value?.is === 'map') return [value]
  if (value?.is === 'list') return value.items.filter((one) => one.is === 'map')
  if (value?.is !== 'known' || typeof value.value !== 'string' || !/^\s*[[{]/.test(value.value)) return []
  try {
    return mapsOf(valueOfJson(JSON.parse(value.value)))
  } catch {
    return [] // text that only begins like JSON
  }
}

function textsOf(value: Value | undefined): readonly string[] {
  if (value?.is === 'list') return value.items.flatMap(textsOf)
  return value?.is === 'known' && typeof value.value === 'string' ? [value.value.slice(0, longestText)] : []
}

function addressesOf(value: Value | undefined): readonly string[] {
  if (value?.is === 'resource') return [value.address]
  return value?.is === 'list' ? value.items.flatMap(addressesOf) : []
}
