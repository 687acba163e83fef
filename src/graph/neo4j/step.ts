/** What the server itself calls the node of a number. */
type ElementOf = (nid: number) => string | undefined

/** Rows for one constant text. They are made when they are sent, because there may be a million. */
export interface Step {
  readonly text: string
  readonly count: number
  /** What the text is given for some of the rows. */
  readonly parameters: (places: readonly number[], elementOf: ElementOf) => Readonly<Record<string, unknown>>
  /** The number of the node that a row makes: the answer says, by the row's place, what the server itself calls it. */
  readonly made?: (at: number) => number
  /** The numbers of the nodes that a row must call as the server itself does. */
  readonly ends?: (at: number) => readonly number[]
}
