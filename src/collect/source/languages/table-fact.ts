/** Facts of tables by the file that holds them, where that file is itself of the tree. */

interface At {
  /** One-based. */
  readonly line: number
  readonly in?: string
  readonly via?: number
}

/** A table that a database file holds. */
export interface TableHeld extends At {
  readonly is: 'held-table'
  readonly table: string
  readonly rows?: number
  readonly columns?: readonly string[]
}

/** A table of another database file, by the name of that file without its folders. */
export interface TableLinked extends At {
  readonly is: 'linked-table'
  readonly table: string
  readonly file: string
  readonly isWritten?: boolean
}

export type TableFact = TableHeld | TableLinked
