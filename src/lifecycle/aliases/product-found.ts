/** A product that something found names, by the catalogue's id or a name that the catalogue finds it under. */
export interface ProductFound {
  readonly product: string
  /** Left out where what was found does not tell it: it is then unknown, never taken for the newest. */
  readonly version?: string | undefined
}
