import type {DefinitionFact} from './definition-fact.ts'
import type {At} from './place-told.ts'

/** Facts of programs, in words of their own: mainframe/ puts them together with those of jobs and definitions. */

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

/** A value that stands in a record, by its bytes. */
export interface ValueHeld {
  readonly at: number
  readonly length: number
  readonly value: string
}

/** Where an item stands in a record that it lies over, once for each of its occurrences. */
export interface Overlay {
  readonly record: string
  readonly at: readonly number[]
  readonly length: number
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
  /** It lies over a record of another file. */
  readonly over?: Overlay
  /** Of a record that other files may lie over, its values. */
  readonly holds?: readonly ValueHeld[]
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

type IbmIFact = NativeFile | FileOverride | DataAreaUse | DdsFile
type NaturalFact = AdabasUse | DdmSeen | SubroutinesSeen

export type MainframeFact = CobolFact | IbmIFact | NaturalFact | DefinitionFact
