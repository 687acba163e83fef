import type {FactSaid} from '../library.ts'
import type {PartKind} from '../part-fact.ts'
import type {Query} from './query.ts'
import type {Texts} from './texts.ts'
import type {Token} from './tokens.ts'

/** What stands between brackets. */
export interface Frame {
  isQuery: boolean
  /** A list of tables is being read. */
  isFrom: boolean
  /** It stands where a table does. */
  readonly isSource: boolean
  /** The part of WITH that it makes. */
  readonly local?: string
}

export interface FactAt {
  readonly said: FactSaid
  readonly at: number
}

/** A routine whose end is not met yet. */
export interface OpenRoutine {
  readonly kind: PartKind
  readonly name: string
  readonly at: number
}

export interface JobOpen {
  readonly name: string
  readonly at: number
  /** The variable that has its number. */
  readonly variable: string | undefined
  readonly schedules: string[]
  readonly steps: StepSeen[]
}

export interface StepSeen {
  readonly name: string
  readonly runs: string
  readonly database?: string
  readonly at: number
  readonly until: number
}

/** Where a script is read. */
export interface Reading {
  readonly tokens: readonly Token[]
  readonly texts: Texts
  /** How many texts of SQL are around it. */
  readonly depth: number
  /** What a text of SQL does. */
  readonly inner: (text: string) => readonly FactSaid[]
  frames: Frame[]
  query: Query | undefined
  /** The one that `USE` said last. */
  database: string | undefined
  caseDepth: number
  routine: OpenRoutine | undefined
  readonly found: FactAt[]
  readonly routines: (OpenRoutine & {readonly until: number})[]
  readonly dynamic: number[]
  readonly jobs: JobOpen[]
  /** By the name of a linked server, what it is. */
  readonly linked: Map<string, string>
  /** By the name of a service of the Service Broker its queue. */
  readonly queues: Map<string, string>
  /** Services that a dialogue is begun with. */
  readonly sentTo: {readonly service: string; readonly at: number}[]
}

export function newFrame(isSource = false, local?: string): Frame {
  return {isQuery: false, isFrom: false, isSource, ...(local !== undefined && {local})}
}

export function say(reading: Reading, at: number, ...said: readonly FactSaid[]): void {
  for (const one of said) reading.found.push({said: one, at})
}
