import type {FactSaid} from '../library.ts'
import type {Reading} from './reading.ts'

/** What a procedure is given, by its place or its name. */
export interface Given {
  /** All that it may be, with `{}` for what only a run decides. */
  readonly texts: (index: number, ...names: readonly string[]) => readonly string[]
  /** The one text that it is; undefined where a run decides. */
  readonly text: (index: number, ...names: readonly string[]) => string | undefined
  /** The variable that is given. */
  readonly variable: (index: number, ...names: readonly string[]) => string | undefined
}

export interface SystemCall {
  readonly reading: Reading
  readonly given: Given
  readonly at: number
  readonly until: number
}

export type SystemRule = (call: SystemCall) => readonly FactSaid[]
