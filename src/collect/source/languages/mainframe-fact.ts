/** Facts of COBOL, JCL and the definitions beside them, in words of their own: mainframe/ puts them together. */

interface At {
  /** One-based. */
  readonly line: number
  /** The file that it stands in, where that is one which this file takes in: a copybook, a procedure. */
  readonly in?: string
  /** The line of this file that takes it in. */
  readonly via?: number
}

/**
 * A name where code needs one. A literal is what it says; a data item is followed to what it is set to: `names` are those
 * that it may hold, and `isOpen` says that others may come at run time.
 */
export interface Named {
  readonly literal?: string
  readonly item?: string
  /** The group that the item is said to be of. */
  readonly of?: string
  readonly names?: readonly string[]
  readonly isOpen?: true
}

/** A program, from its PROGRAM-ID to its end. */
export interface ProgramSeen extends At {
  readonly is: 'program'
  readonly name: string
  readonly language: string
  readonly until: number
  /** The program around it. */
  readonly within?: string
  /** Further names that it is called by. */
  readonly entries?: readonly string[]
  /** Procedures that programs bound with it call. */
  readonly exports?: readonly string[]
  /** The data items that it is called with. */
  readonly using?: readonly string[]
  /** Lines of code, and how many of them decide. */
  readonly codeLines: number
  readonly decisions: number
  /** How many statements of each kind that leads out of it: `CALL`, `EXEC CICS LINK`, `EXEC SQL`, `COPY`. */
  readonly statements: Readonly<Record<string, number>>
}

/** A member that is taken in as it stands. */
export interface CopySeen extends At {
  readonly is: 'copy'
  readonly member: string
  /** What is put in for what, in pairs. */
  readonly replacing?: readonly Replacing[]
  /** Its data come from outside the program: it stands in the LINKAGE or the FILE SECTION. */
  readonly isFromOutside?: true
}

export interface Replacing {
  readonly from: string
  readonly to: string
  readonly part?: 'leading' | 'trailing'
}

/** Control that is given to another program, or to a transaction. */
export interface ProgramCall extends At {
  readonly is: 'call'
  readonly to: 'program' | 'transaction' | 'service' | 'job'
  /** `CALL`, `EXEC CICS LINK`. */
  readonly how: string
  readonly target: Named
  /** The name may be of something else: it counts where the tree holds a program that has it. */
  readonly isOnlySeen?: true
}

/** A dataset that a program allocates itself; without a name, it is known at run time alone. */
export interface DatasetAllocated extends At {
  readonly is: 'dataset'
  readonly dataset?: string
  readonly does?: 'reads' | 'writes'
  readonly how: string
}

/** A panel of ISPF that a program shows. */
export interface PanelShown extends At {
  readonly is: 'panel'
  readonly panel: string
  readonly operation: string
}

/** A file that a program reads or writes through CICS. */
export interface CicsFileUse extends At {
  readonly is: 'cics-file'
  readonly does: 'reads' | 'writes'
  readonly operation: string
  readonly file: Named
}

/** A temporary storage or transient data queue. */
export interface CicsQueueUse extends At {
  readonly is: 'cics-queue'
  readonly store: 'TS' | 'TD'
  readonly does: 'reads' | 'writes'
  readonly queue: Named
}

export interface ScreenUse extends At {
  readonly is: 'screen'
  readonly operation: 'SEND' | 'RECEIVE'
  readonly map: Named
  readonly mapset?: Named
}

export interface ContainerUse extends At {
  readonly is: 'container'
  readonly does: 'reads' | 'writes'
  readonly container: Named
  readonly channel?: Named
}

/** A call over HTTP through CICS. */
export interface WebUse extends At {
  readonly is: 'cics-web'
  readonly operation: string
  readonly method?: string
  readonly host?: Named
  readonly path?: Named
  readonly uriMap?: Named
}

/** A call of IMS. */
export interface DliCall extends At {
  readonly is: 'dli'
  /** `GU`, `ISRT`. */
  readonly operation: Named
  readonly psb?: Named
  readonly segments?: readonly string[]
  /** The data item by which a CALL names the PCB. */
  readonly pcb?: string
  /** What a CALL gives behind the data: the name of a message of MFS, or what a segment is looked for by. */
  readonly behind?: Named
}

/** A file that a program declares, and how it opens it. */
export interface ProgramFile extends At {
  readonly is: 'program-file'
  readonly file: string
  /** The name by which JCL gives it a dataset. */
  readonly dd?: string
  /** A path in the code, or the data item that holds one. */
  readonly path?: Named
  readonly organization?: string
  readonly opens: readonly {readonly mode: 'input' | 'output' | 'i-o' | 'extend'; readonly line: number}[]
}

export interface MessageQueueUse extends At {
  readonly is: 'mq'
  /** Left out, IBM MQ. */
  readonly product?: 'ibm-i-data-queue'
  readonly operation: string
  readonly does?: 'sends' | 'receives'
  readonly queue: Named
}

/** SQL that stands in a data item. */
export interface DynamicSql extends At {
  readonly is: 'dynamic-sql'
  readonly text: Named
}

/** What is known of a data item, for those who follow names into another file. */
export interface ItemData {
  /** The group that it is in. */
  readonly parent?: string
  /** What it holds at first; of a table, what its elements do. */
  readonly values?: readonly string[]
  /** What is moved into it: `'LITERAL`, or an item. */
  readonly moves?: readonly string[]
  /** It takes what is known at run time alone. */
  readonly isOpen?: true
}

export interface DataItems extends At {
  readonly is: 'items'
  readonly items: Readonly<Record<string, ItemData>>
  /** Items that are not of this file and take what is known at run time alone, with blanks between. */
  readonly receives?: string
}

/** What a program of IBM i does with a file that the system knows by its name: a table, a screen, a report. */
export interface NativeFile extends At {
  readonly is: 'native-file'
  /** What the program calls it. */
  readonly name: string
  readonly file: Named
  /** A command that may name any of them says `any`. */
  readonly device: 'disk' | 'screen' | 'printer' | 'any'
  readonly does: readonly ('reads' | 'writes')[]
  /** `F READ`, `CPYF`. */
  readonly how: string
  /** Statements that name it, or a format that is perhaps its own. */
  readonly operations?: readonly {readonly operation: string; readonly on: readonly string[]; readonly line: number}[]
  /** Names that the program has for formats, by what the file calls them. */
  readonly renamed?: Readonly<Record<string, string>>
}

/** A file that the programs that are called next find under another's name. */
export interface FileOverride extends At {
  readonly is: 'override'
  readonly file: string
  readonly to: Named
  /** The line of the command that ends it. */
  readonly until?: number
}

/** A data area of IBM i. */
export interface DataAreaUse extends At {
  readonly is: 'data-area'
  readonly does: 'reads' | 'writes'
  readonly operation: string
  readonly area: Named
}

/** A file that DDS describes. */
export interface DdsFile extends At {
  readonly is: 'dds'
  readonly kind: 'physical' | 'logical' | 'display' | 'printer'
  readonly name: string
  readonly formats: readonly string[]
  readonly fields: number
  /** Of a logical file, the physical ones that it lies over. */
  readonly over: readonly string[]
}

/** What a program of Natural does with a view of a DDM. */
export interface AdabasUse extends At {
  readonly is: 'adabas'
  readonly does: 'reads' | 'writes'
  readonly operation: string
  readonly view: Named
}

/** A DDM: what Natural knows of a file of Adabas or of a table. */
export interface DdmSeen extends At {
  readonly is: 'ddm'
  readonly name: string
  readonly database?: string
  readonly file?: string
  /** It describes a table of SQL. */
  readonly isSql?: true
}

/** Subroutines that stand in a file, so that a PERFORM of them leads nowhere else. */
export interface SubroutinesSeen extends At {
  readonly is: 'subroutines'
  readonly names: readonly string[]
}

/** What a program does with records of a subschema of IDMS. */
export interface IdmsUse extends At {
  readonly is: 'idms'
  readonly operation: string
  readonly does: 'reads' | 'writes'
  readonly record: string
  readonly subschema?: string
  readonly schema?: string
}

export type CobolFact =
  | ProgramSeen
  | CopySeen
  | ProgramCall
  | DatasetAllocated
  | PanelShown
  | CicsFileUse
  | CicsQueueUse
  | ScreenUse
  | ContainerUse
  | WebUse
  | DliCall
  | ProgramFile
  | MessageQueueUse
  | DynamicSql
  | DataItems
  | IdmsUse

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
  readonly when?: string
}

type IbmIFact = NativeFile | FileOverride | DataAreaUse | DdsFile
type NaturalFact = AdabasUse | DdmSeen | SubroutinesSeen

export type MainframeFact =
  | CobolFact
  | IbmIFact
  | NaturalFact
  | JclMember
  | CicsDefinition
  | ApiPath
  | ApiService
  | MapSeen
  | MessageFormat
  | PsbSeen
  | DbdSeen
  | ScheduledJob
