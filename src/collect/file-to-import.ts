import type {ProducedBy} from '../model/document.ts'
import type {Instant} from '../model/values.ts'

/** A file that is read in place, and whose it is. */
export interface FileToImport {
  /** Absolute, and as messages name it. */
  readonly file: string
  readonly shownAs: string
  readonly organisation: string
  readonly sourceId: string
  readonly producedBy: ProducedBy
  /** The moment that stands for a file that bears none of its own. */
  readonly observedAt: Instant
  readonly signal?: AbortSignal | undefined
}
