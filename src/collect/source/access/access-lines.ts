/** What is told of a database of Access, a line of JSON for each thing. */
export interface AccessHead {
  readonly is: 'access'
  /** The version of Access whose layout the file has: later ones open it too. */
  readonly made?: string
  readonly tables?: number
  /** Why nothing of it could be read. */
  readonly unread?: string
  /** What of it could not be read, and why. */
  readonly damage?: readonly string[]
}

export interface AccessTable {
  readonly is: 'table'
  readonly name: string
  readonly rows?: number
  readonly columns?: readonly string[]
}

/** A table that another database, or a file, has. */
export interface AccessLink {
  readonly is: 'link'
  readonly name: string
  /** Its name there. */
  readonly foreign: string
  /** Without user and password. */
  readonly connect?: string
  readonly hasPassword?: boolean
  readonly database?: string
}

/** What a stored query does; its names are those of tables, of links, or of other queries. */
export interface AccessQuery {
  readonly is: 'query'
  readonly name: string
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  /** Texts of SQL in it, which read further tables. */
  readonly sql?: readonly string[]
  /** The table that it writes is made by it. */
  readonly isMaker?: boolean
  /** What it changes is not wholly known. */
  readonly isPartial?: boolean
  /** Of one that is handed on as it is: the text, and whom it is handed to. */
  readonly passed?: string
  readonly connect?: string
  readonly hasPassword?: boolean
  /** The file in which its tables are, or the one that it writes to. */
  readonly elsewhere?: string
  /** The form or the report that shows it, which then is what the query is a part of. */
  readonly of?: {readonly is: 'form' | 'report'; readonly name: string}
}

export interface AccessScreen {
  readonly is: 'form' | 'report' | 'macro' | 'module'
  readonly name: string
}

export type AccessLine = AccessHead | AccessTable | AccessLink | AccessQuery | AccessScreen
