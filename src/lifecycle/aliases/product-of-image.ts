/** A product that the name of an image tells, by the catalogue's id. */
export interface ProductOfImage {
  readonly product: string
  readonly version?: string
}
