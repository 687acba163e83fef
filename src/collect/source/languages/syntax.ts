import type {Node} from 'web-tree-sitter'

/** One part of an expression that makes text. */
export type Part =
  | {readonly text: string}
  | {readonly name: string; readonly node: Node}
  | {readonly call: Call}
  /** A text with a place for each of other parts: `%s/orders` with what stands for `%s`. */
  | {readonly format: readonly Part[]}
  /** Decided at run time. */
  | {readonly other: true}

/** A call, the making of an object, or an annotation (attribute, decorator). */
export interface Call {
  /** Of the method, the type or the annotation. */
  readonly name: string
  readonly node: Node
  /** By place; an argument with a name is in `named` alone. */
  readonly arguments: readonly Node[]
  readonly named: Readonly<Record<string, Node>>
  /** `Order` of `Entity<Order>()`. */
  readonly typeArguments?: readonly string[]
  /** The call on whose result this one is made. */
  readonly before?: Call | undefined
  /** The calls on its result, the nearest first, where the grammar's reader tells them. */
  readonly following?: readonly Call[]
}

/** What a word of interest is, where it stands. */
export type Use =
  /** The type of variables, fields or parameters of these names. */
  | {
      readonly is: 'type-of'
      readonly names: readonly string[]
      readonly typeArguments?: readonly string[]
      readonly isMember?: boolean
    }
  /**
   * What calls are made on, the first call first; the result of them has these names. `isMade`: the first call makes
   * an object of the type.
   */
  | {
      readonly is: 'called'
      readonly calls: readonly Call[]
      readonly names: readonly string[]
      readonly isMade?: boolean
    }
  | {readonly is: 'annotation'; readonly call: Call}
  /** The name of a method that is called, whatever it is called on. */
  | {readonly is: 'method'; readonly call: Call}

/** Where a name of the file gets its value. */
export interface Definition {
  /** The name is declared elsewhere, and set here. */
  readonly isAssigned?: true
  readonly value?: Node | undefined
  readonly annotations: readonly Call[]
}

export interface DeclaredAt {
  /** The type around is an interface, or a class of which no objects are made. */
  readonly isOpen: boolean
  /** What the member is declared as: of a method, what it gives. */
  readonly type?: string
}

/** How a language's grammar shows what all languages have; each asks the tree at one place, for trees are large. */
export interface Syntax {
  /** Types of nodes that hold literal text. */
  readonly strings: ReadonlySet<string>
  /** What the word at this node is; undefined for one in a comment, a string or a place of no interest. */
  readonly useOf: (word: Node) => Use | undefined
  /** The parts of an expression, in order; a text alone is one part. */
  readonly partsOf: (expression: Node) => readonly Part[]
  /** The whole expression around a string, for one that is put together of several. */
  readonly wholeText: (string: Node) => Node
  /** What a name is at the node where it is declared; undefined where the node is no declaration. */
  readonly definitionAt: (name: Node) => Definition | undefined
  /** Types of nodes that names belong to; without them, a name of a file is one whatever stands around it. */
  readonly scopes?: ReadonlySet<string>
  /** Without `scopes`: types of nodes whose names are their own where they set or take them. */
  readonly functions?: ReadonlySet<string>
  /** The elements of a list that is written out; anything else is its own only element. */
  readonly elementsOf: (node: Node) => readonly Node[]
  /** The name of the call or annotation that a text is given to. */
  readonly givenTo: (text: Node) => string | undefined
  /** Whether a text is a remark on the code, of an annotation that nothing is called by. */
  readonly isRemark?: (text: Node) => boolean
  /** What an annotation stands on. */
  readonly standsOn: (annotation: Node) => 'type' | 'member' | undefined
  /** Annotations of what the annotation or call stands on, and then of the types around it. */
  readonly beside: (node: Node) => readonly Call[]
  readonly around: (node: Node) => readonly Call[]
  /** Of what an annotation stands on or in, as far as the grammar's reader tells it. */
  readonly declaredAt?: (annotation: Node) => DeclaredAt
  /** The calls that a node is an argument of, the nearest first. */
  readonly callsAround?: (node: Node) => readonly Call[]
  /** The names of the types around a node, the innermost first. */
  readonly typesAround: (node: Node) => readonly string[]
}
