import type {Fact, Served, Value} from '../languages/fact.ts'

/** What a module gives away under a name, as far as another can do something with it. */
export type Exported =
  | {readonly value: Value}
  | {readonly parts: Exports}
  | {readonly thing: ExportedThing}
  | ExportedFunction
  | ExportedAsked
  /** A class or a type: what is made of it or is of it, and what a class itself has. */
  | {readonly instance: Exported; readonly parts?: Exports}
  /** Under that name of another module; `*` is all of it. */
  | {readonly from: string; readonly name: string}

export type Exports = Readonly<Record<string, Exported>>

/** A function: what calling it gives, and by position what functions that it is given are given in their turn. */
export interface ExportedFunction {
  readonly gives?: Exported
  readonly takes?: Readonly<Record<string, Exported>>
}

/** A function that gives what it is asked for by a name: which argument that is, and what there is by name. */
export interface ExportedAsked {
  readonly asked: Exports
  readonly at: number
}

/** A client, a connection or a router that was made with a library. */
export interface ExportedThing {
  /** The package, and what of it: the empty text is the module itself. */
  readonly package: string
  readonly type: string
  /** The calls that made it, the nearest first. */
  readonly before: readonly PlainCall[]
  /** The name by which its endpoints know it. */
  readonly router?: string
  /** What a class of the tree that extends it says itself. */
  readonly own?: readonly string[]
}

/** A call as its arguments say it. */
export interface PlainCall {
  readonly name: string
  readonly line: number
  readonly values: readonly Value[]
  /** Of arguments that are objects: `connection.host`. */
  readonly named: Readonly<Record<string, Value>>
}

/** An endpoint of a router that the module gives away: other modules may put a prefix before it. */
export interface RoutedEndpoint {
  readonly router: string
  readonly fact: Served
}

/** A router of another module that this one serves behind a prefix. */
export interface Mount {
  readonly specifier: string
  readonly name: string
  readonly prefix: Value
  /** The own router, given away in its turn, that it is mounted in. */
  readonly router?: string
}

/** A class of the module itself, or of another. */
export interface ClassNamed {
  readonly specifier?: string
  readonly name: string
}

/** What stands before all paths of an application of NestJS, but for those that it leaves out. */
export interface NestGlobal {
  readonly prefix: Value
  readonly exclude: readonly string[]
}

/** How NestJS puts an application together, as far as the module says it. */
export interface NestSeen {
  readonly modules: readonly {
    readonly name: string
    readonly controllers: readonly ClassNamed[]
    readonly imports: readonly ClassNamed[]
  }[]
  /** What stands before the controllers of a module. */
  readonly prefixes: readonly {readonly module: ClassNamed; readonly prefix: Value}[]
  /** The modules that applications begin with. */
  readonly applications: readonly ClassNamed[]
  readonly global?: NestGlobal
}

/** What one module of TypeScript or JavaScript says, as JSON, so that it is kept from one scan to the next. */
export interface ScriptScan {
  readonly facts: readonly Fact[]
  readonly exports?: Exports
  /** Names of other modules of the tree, by specifier, without which something stays unknown. */
  readonly wants?: Readonly<Record<string, readonly string[]>>
  /** What of other modules is called, by specifier, whose result may be a client: `connect`, `store.connect`. */
  readonly calls?: Readonly<Record<string, readonly string[]>>
  /** By specifier and name, what it declares interfaces of other modules to have besides: `declare module 'x'`. */
  readonly augments?: Readonly<Record<string, Exports>>
  readonly routed?: readonly RoutedEndpoint[]
  readonly mounts?: readonly Mount[]
  /** Objects in the form of routes of Hapi: endpoints where what makes a server of it imports the module. */
  readonly tabled?: readonly Served[]
  readonly nest?: NestSeen
}

export const nothingSeen: ScriptScan = {facts: []}

/** Under this, instead of a specifier, a module is given what others declare its interfaces to have besides. */
export const declaredElsewhere = '(declared elsewhere)'

/** What is known of the other modules that a module imports, by specifier. */
export type Given = Readonly<Record<string, Exports>>
