import type {Fact} from '../languages/fact.ts'
import type {MapSeen} from '../languages/definition-fact.ts'
import type {ProgramSeen} from '../languages/mainframe-fact.ts'
import type {JobExpanded, TreePlace} from '../mainframe/expanded-job.ts'
import type {FileSeen, SourceFile} from '../walk-tree.ts'

/** What is known of a whole tree where its blockers are told. */
export interface TreeTold {
  /** Every file that was read. */
  readonly files: readonly FileSeen[]
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  /** Manifests, with their text. */
  readonly manifests: readonly Pick<SourceFile, 'path' | 'text'>[]
  /** Programs of mainframes, with all names followed. */
  readonly programs: readonly {readonly path: string; readonly program: ProgramSeen; readonly facts: readonly Fact[]}[]
  /** Jobs with their procedures put in. */
  readonly jobs: readonly JobExpanded[]
  readonly maps: readonly {readonly path: string; readonly fact: MapSeen}[]
  /** Calls of which only a run decides what they call. */
  readonly undecided: readonly TreePlace[]
  /** Where files are exchanged whose records hold packed or binary numbers, and these fields. */
  readonly packedInExchanges: () => readonly TreePlace[]
}
