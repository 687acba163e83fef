import type {ImportSeen} from '../resolve-imports.ts'
import type {Standing} from '../connection-name.ts'
import type {MainframeFact} from './mainframe-fact.ts'
import type {PartFact} from './part-fact.ts'
import type {TableFact} from './table-fact.ts'
import type {SyntaxFault} from '../syntax-fault.ts'

/**
 * What stands in code where a name, an address or a path is wanted. A literal has `{}` for each part that is decided at
 * run time; a key is that of a setting, with what the code adds behind its value; so has a constant of another file.
 */
export type Value =
  | {readonly literal: string}
  /** `otherwise` is what counts where nothing sets the key, of a path or a schedule. */
  | {readonly key: string; readonly rest?: string; readonly otherwise?: string}
  | {readonly constant: string; readonly rest?: string}
  | {readonly unresolved: string}

interface At {
  /** One-based. */
  readonly line: number
  /** The file that it stands in, where that is one which this file takes in, as COBOL does a copybook. */
  readonly in?: string
  /** The line of this file that takes it in. */
  readonly via?: number
  /** The one environment that it is for, where the code says so: `@Profile("dev")`. */
  readonly environment?: string
}

/** An endpoint that the code serves; its path as it is written, `{name}` or `{}` for its parameters. */
export interface Served extends At {
  readonly is: 'serves'
  /** `GET`, or `ANY` where the code takes every method. */
  readonly method: string
  readonly path: Value
  /** What the path is put together of, where constants of other files or settings are among it. */
  readonly parts?: readonly Value[]
  /** The router that serves it, by module and name with dots: another file may put a prefix before its path. */
  readonly under?: string
  /** The prefix that the router gives itself; what mounts the router may say another one. The path is without it. */
  readonly own?: Value
  /** What serves it, where settings or code of the whole application say what stands before its paths. */
  readonly by?: ServedBy
  /** The type that it stands in, where others that take that on say what stands before it, if they serve it at all. */
  readonly within?: TypeWithin
  /** The class whose routes stand below the path, with dots. */
  readonly of?: string
}

/** A route of a class, below the path that the class is given. */
export interface RouteBelow {
  readonly method: string
  readonly rest: string
}

/** Frameworks that have something of the application before the paths of all that they serve. */
export type ServedBy = 'spring' | 'jax-rs' | 'micronaut' | 'servlet' | 'asp-net' | 'symfony'

export interface TypeWithin {
  /** By its names from the outermost, with dots. */
  readonly type: string
  /** An interface, or a class of which no objects are made. */
  readonly isOpen?: true
  /** Where no class takes it on, the interface is what is called by. */
  readonly elseCalls?: true
}

/** What stands before the paths of all that an application serves by something. */
export interface RootNamed extends At {
  readonly is: 'root'
  readonly by: ServedBy | 'any'
  readonly path: Value
  /** Of what stands below this folder, or in this file, alone. */
  readonly below?: string
}

/** What other files may say of the paths of a type: a class with its own base, or a method that gives its objects. */
export interface TypeServed extends At {
  readonly is: 'type-served'
  readonly type: string
  /** What stands before the paths of what it takes on from others. */
  readonly base?: Value
  /** What it serves itself, below the path that others give it. */
  readonly routes?: readonly RouteBelow[]
  /** The type whose objects are given at that base. */
  readonly gives?: string
  /** An interface that calls what those that it takes on would serve: where, and by which settings. */
  readonly calls?: Pick<HttpCall, 'url' | 'otherwise'>
}

/** A call over HTTP; without a URL, the address beside it says where it leads. */
export interface HttpCall extends At {
  readonly is: 'http'
  readonly operation?: string
  readonly url?: Value
  /** What says it where nothing sets the first, the weightiest first. */
  readonly otherwise?: readonly Value[]
}

/** A database that is connected to or asked. */
export interface DatabaseUse extends At {
  readonly is: 'database'
  readonly product: string
  readonly operation?: string
  /** A connection string without its user and password, or the key of one. */
  readonly connection?: Value
  /** Of a machine's name alone, which a setting gives, the database there. */
  readonly database?: string
  /** What it is put together of, without users and passwords, where settings give parts of it. */
  readonly parts?: readonly Value[]
}

/** Tables named by SQL text, as written but without quotes; of `entities`, the names of mapped classes. */
export interface SqlText extends At {
  readonly is: 'sql'
  readonly of: 'tables' | 'entities'
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  readonly calls: readonly string[]
  /** What goes before the names that have it not already, as the settings of a framework say. */
  readonly prefix?: Value
  /** Of SQL Server and Sybase, the database in which it is asked, and the machine of that, where they are known. */
  readonly database?: string
  readonly server?: string
  /** Some table's name, or a part that may name one, is decided at run time. */
  readonly isPartial?: boolean
}

/** A class whose objects are kept in a table. */
export interface MappedTable extends At {
  readonly is: 'mapped'
  readonly entity: string
  readonly table: Value
  /** The table is named by convention alone: what names it expressly says better. */
  readonly isByConvention?: boolean
  /** Classes of other files that it is of: it counts where one of them is of what makes a class mapped. */
  readonly below?: readonly string[]
  /** The package, dotted, that may say another name than its own to stand before those of its tables. */
  readonly inPackage?: string
  /**
   * Hibernate's strategy makes the name of the table from this; of `*`, code says which, or sets Hibernate up. Or it is no
   * table, but the schema in which a context of Entity Framework has those that say none.
   */
  readonly naming?: 'hibernate' | 'default-schema'
}

/** A queue or topic. */
export interface QueueUse extends At {
  readonly is: 'queue'
  readonly product: string
  readonly operation?: string
  readonly queue?: Value
  /** Where messages are sent to an exchange: which queues get them is said elsewhere. */
  readonly exchange?: Value
  readonly does?: 'sends' | 'receives'
}

/** A broker of messages that the code connects to, where a setting or a constant says at which machines it is. */
export interface BrokerUse extends At {
  readonly is: 'broker'
  readonly protocol: string
  readonly at: Value
}

/** A channel of MicroProfile, of which settings say the queue. */
export interface ChannelUse extends At {
  readonly is: 'channel'
  readonly name: string
  readonly does: 'sends' | 'receives'
}

/** Mail that is sent, or a mailbox that is read. */
export interface MailUse extends At {
  readonly is: 'mail'
  readonly server?: Value
}

/** A file given to, or taken from, another machine or a folder of this one. */
export interface FileExchange extends At {
  readonly is: 'file'
  readonly protocol: 'ftp' | 'sftp' | 'smb' | 'local'
  readonly server?: Value
  readonly path?: Value
  readonly does?: 'reads' | 'writes'
  /** A folder of the database's machine, by the name that the database gives it; the path is within that. */
  readonly directory?: string
}

/** A name that a database gives to a folder of its machine. */
export interface DirectoryNamed extends At {
  readonly is: 'directory'
  readonly name: string
  readonly path: string
}

/** Something that runs by the clock: a cron line, or `every` with its period. */
export interface Job extends At {
  readonly is: 'job'
  readonly schedule: Value
}

/** Another program that is started. */
export interface ProcessRun extends At {
  readonly is: 'process'
  readonly program: Value
}

/** A call of a cloud provider's service: `aws-s3`, `azure-storage-blob`. */
export interface CloudCall extends At {
  readonly is: 'cloud'
  readonly service: string
  readonly operation?: string
}

/** A key whose value the code asks for; never the value. */
export interface SettingRead extends At {
  readonly is: 'setting'
  readonly from: 'environment' | 'configuration'
  readonly key: string
}

/** A machine's address: where a call or a connection leads, or a literal that none is seen to take. */
export interface Address extends At {
  readonly is: 'address'
  /** Of a literal, how it stands in the code; left out, a call or a connection is seen. */
  readonly standing?: Standing
  readonly host: string
  readonly protocol: string
  readonly port?: string
  readonly database?: string
  /** Of a database that another one reaches, the name of the link there. */
  readonly link?: string
}

/** What one file says that it does; every language says it in these words. */
export type Fact =
  | Served
  | RootNamed
  | TypeServed
  | HttpCall
  | DatabaseUse
  | SqlText
  | MappedTable
  | QueueUse
  | BrokerUse
  | ChannelUse
  | MailUse
  | FileExchange
  | DirectoryNamed
  | Job
  | ProcessRun
  | CloudCall
  | SettingRead
  | Address
  | MainframeFact
  | PartFact
  | TableFact

/** A type as its head declares it. */
export interface TypeSeen {
  /** By its names from the outermost, with dots. */
  readonly name: string
  readonly line: number
  /** An interface, or a class of which no objects are made. */
  readonly isOpen?: true
  /** What it extends and implements, as it is written. */
  readonly takes?: readonly string[]
}

/** What a scanner finds in one file, as JSON, so that it is kept from one scan to the next. */
export interface FileFacts {
  readonly imports: readonly ImportSeen[]
  /** The package, namespace or module that the file is of, and the full names that it declares. */
  readonly declares: readonly string[]
  /** Those of them of which other files declare further parts. */
  readonly parts?: readonly string[]
  /**
   * Names of types that the code uses, each with its first line, where an import need not name what it takes:
   * `Order:12 Line:20`. One text, because every file has many, and all are read again with each scan.
   */
  readonly uses?: string
  readonly facts: readonly Fact[]
  /** Types that are open or take others on. */
  readonly types?: readonly TypeSeen[]
  /** Literal constants that other files may name, by `Type.NAME`. */
  readonly constants?: Readonly<Record<string, string>>
  readonly fault?: SyntaxFault
  /** Of code that is compared with that of other programs, its fingerprints. */
  readonly fingerprints?: string
  /** How imports begin that the file has not, and that would make something of what stands in it. */
  readonly open?: readonly string[]
  /** The imports that other files gave it, as it was scanned. */
  readonly given?: string
}
