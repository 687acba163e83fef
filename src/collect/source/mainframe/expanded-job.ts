import type {Control} from '../languages/definition-fact.ts'

/** A line of a file of the tree. */
export interface TreePlace {
  readonly path: string
  readonly line: number
}

/** A dataset as a DD names it. */
export interface DatasetNamed {
  /** With `&` where a symbol is not known. */
  readonly name: string
  readonly member?: string
  /** Of a generation group: `+1`, `0`, `-1`. */
  readonly generation?: string
  /** It ends with the job. */
  readonly isTemporary?: true
}

export interface DdExpanded {
  readonly dd: string
  readonly dataset?: DatasetNamed
  /** A file of z/OS UNIX. */
  readonly path?: string
  /** `NEW`, `OLD`, `SHR`, `MOD`. */
  readonly disposition: string
  /** It goes to the internal reader, so that it is run as a job. */
  readonly isSubmitted?: true
  /** Of the job, and of the procedure that it stands in. */
  readonly places: readonly TreePlace[]
}

export interface ControlPlaced {
  readonly control: Control
  readonly place: TreePlace
}

export interface StepExpanded {
  readonly name: string
  readonly program?: string
  /** Programs that the step's program runs: of TSO, Db2, IMS. */
  readonly runs: readonly {readonly program: string; readonly how: string; readonly place: TreePlace}[]
  readonly psb?: string
  /** What PARM of FTP names; with `&` where a symbol is not known. */
  readonly machine?: string
  readonly dds: readonly DdExpanded[]
  readonly controls: readonly ControlPlaced[]
  readonly places: readonly TreePlace[]
  /** It stands behind IF or ELSE. */
  readonly isConditional?: true
}

export interface JobExpanded {
  readonly name: string
  readonly place: TreePlace
  readonly steps: readonly StepExpanded[]
  /** Of all its steps: the libraries of their programs. */
  readonly dds: readonly DdExpanded[]
  /** Procedures and groups that no file of the tree is. */
  readonly missing: readonly {readonly member: string; readonly place: TreePlace}[]
  /** Where procedures and groups are called that are being put in already: these calls are not followed. */
  readonly circular: readonly TreePlace[]
  /** Why not all of it is told, each once: its calls are too deep, or it has too many steps or calls. */
  readonly cuts: readonly ('deep' | 'long')[]
}
