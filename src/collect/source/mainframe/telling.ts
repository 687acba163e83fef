import type {Json} from '../../../model/values.ts'
import type {Modules} from '../describe-modules.ts'
import type {SourceRecords} from '../source-records.ts'
import {type FileSeen, printable} from '../walk-tree.ts'
import type {TreePlace} from './expanded-job.ts'
import type {MainframeParts} from './mainframe-parts.ts'

/** Where the parts of a mainframe are told. */
export interface Telling extends Modules {
  readonly records: SourceRecords
  readonly parts: MainframeParts
  /** The folder of the tree, relative to the audit folder. */
  readonly root: string
  /** The place of a line, for evidence. */
  readonly at: (path: string, line: number) => {readonly file: FileSeen; readonly line: number}
  readonly relate: (relation: Related) => void
  /** Counts what only a run decides, or the tree does not hold; of a call its place is kept. */
  readonly open: (what: OpenKind, place?: TreePlace) => void
}

export interface Related {
  readonly from: string
  readonly type: 'CALLS' | 'READS' | 'WRITES' | 'PART_OF' | 'DEPENDS_ON' | 'USES'
  readonly to: string
  readonly places: readonly TreePlace[]
  readonly attributes?: Readonly<Record<string, Json>>
  /** Concluded, and not written so. */
  readonly isInferred?: boolean
}

/** What only a run decides, or the tree does not hold. */
export type OpenKind =
  | 'call'
  | 'candidates'
  | 'dataset'
  | 'file'
  | 'map'
  | 'native'
  | 'area'
  | 'view'
  | 'procedure'
  | 'circular'
  | 'bound'
  | 'scheduled'
  | 'elsewhere'
  | 'day-before'
  | 'copybook'
  | 'namesakes'
  | 'urimap'

/** The path of a file as attributes show it, and as rules name it. */
export function shownPath({root}: Pick<Telling, 'root'>, path: string): string {
  return printable(root === '.' ? path : `${root}/${path}`)
}
