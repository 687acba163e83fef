import type {At} from './place-told.ts'

/** Facts of JCL, of schedulers and of the definitions of CICS, IMS and screens. */

/** A statement of JCL, with what of it leads somewhere. */
export interface JclStatement extends At {
  readonly name: string
  readonly operation: 'JOB' | 'PROC' | 'PEND' | 'EXEC' | 'DD' | 'SET' | 'INCLUDE' | 'JCLLIB' | 'IF' | 'ELSE' | 'ENDIF'
  /** By keyword, as written; the first without a keyword is ``. */
  readonly given: Readonly<Record<string, string>>
  /** What the data in the stream say. */
  readonly control?: readonly Control[]
}

/** A control statement of a utility. */
export type Control =
  | {readonly does: 'runs'; readonly program: string; readonly plan?: string; readonly line: number}
  /** By the name of a DD, or of a dataset. */
  | {
      readonly does: 'reads' | 'writes' | 'deletes' | 'defines'
      readonly dd?: string
      readonly dataset?: string
      readonly of: string
      readonly line: number
    }
  | {
      readonly does: 'sends' | 'fetches'
      readonly server?: string
      /** A command opens it; else it is what the stream begins with, which counts where PARM names none. */
      readonly isOpened?: true
      readonly local: string
      readonly remote: string
      readonly line: number
    }
  | {readonly does: 'sql'; readonly text: string; readonly line: number}
  /** A program to a database of Db2, by the name that this has in its network. */
  | {readonly does: 'binds'; readonly location: string; readonly line: number}
  /** A program as a web service of CICS: at a path or a whole address, by the name of its file of binding. */
  | {
      readonly does: 'serves'
      readonly program: string
      readonly uri?: string
      readonly binding?: string
      readonly line: number
    }

/** The statements of a job, a procedure, a group to be included, or a control member. */
export interface JclMember extends At {
  readonly is: 'jcl'
  readonly statements: readonly JclStatement[]
  readonly control?: readonly Control[]
}

/** A resource that CICS is told of. */
export interface CicsDefinition extends At {
  readonly is: 'cics-definition'
  readonly kind: string
  readonly name: string
  readonly group?: string
  /** Of a transaction its program, of a file its dataset. */
  readonly given: Readonly<Record<string, string>>
}

/** A path that an API of z/OS Connect serves, and the service behind it. */
export interface ApiPath extends At {
  readonly is: 'api-path'
  readonly method: string
  readonly path: string
  readonly service?: string
}

/** The program of CICS that a service of z/OS Connect runs. */
export interface ApiService extends At {
  readonly is: 'api-service'
  readonly service: string
  readonly program: string
}

/** A map of a screen. */
export interface MapSeen extends At {
  readonly is: 'map'
  readonly mapset: string
  readonly map: string
  readonly fields: number
}

/** A format of a screen of IMS, or a message that comes from one (MID) or goes to one (MOD). */
export interface MessageFormat extends At {
  readonly is: 'mfs'
  readonly kind: 'format' | 'input' | 'output'
  readonly name: string
  /** Of a message, its format, and the message that comes next. */
  readonly format?: string
  readonly next?: string
  readonly fields: number
}

/** A PSB with the databases that its PCBs open, or a DBD. */
export interface PsbSeen extends At {
  readonly is: 'psb'
  readonly name: string
  readonly pcbs: readonly {
    readonly database: string
    readonly type: string
    readonly options: string
    readonly segments: readonly string[]
    readonly line: number
  }[]
}

export interface DbdSeen extends At {
  readonly is: 'dbd'
  readonly name: string
  readonly access: string
  readonly segments: readonly string[]
  readonly dds: readonly string[]
}

/** A job of a scheduler, and those that it waits for. */
export interface ScheduledJob extends At {
  readonly is: 'scheduled'
  readonly product: string
  readonly job: string
  readonly after: readonly string[]
  /** How many conditions it waits for that only another data centre of the scheduler gives: perhaps they are others. */
  readonly elsewhere?: number
  /** How many conditions of the day before let it go: they put today's jobs in no order. */
  readonly dayBefore?: number
  readonly when?: string
}

export type DefinitionFact =
  JclMember | CicsDefinition | ApiPath | ApiService | MapSeen | MessageFormat | PsbSeen | DbdSeen | ScheduledJob
