/** Where a fact stands in a file. */
export interface At {
  /** One-based. */
  readonly line: number
  /** The file that it stands in, where that is one which this file takes in: a copybook, a procedure. */
  readonly in?: string
  /** The line of this file that takes it in. */
  readonly via?: number
}
