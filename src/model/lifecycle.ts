import {z} from 'zod'
import {ProducedBy} from './document.ts'
import {CalendarDate, Sha256} from './values.ts'

/** One release line of a product. A date left out is not known; `none` says that there is no such end announced. */
export const Cycle = z.strictObject({
  /** As `2012-r2` or `3.10`. */
  name: z.string(),
  releaseDate: CalendarDate.optional(),
  endOfActiveSupport: CalendarDate.optional(),
  /** End of ordinary (security) support. `ended`: over, on a day that the source does not tell. `none`: still supported, no end announced. */
  endOfLife: z.union([CalendarDate, z.enum(['ended', 'none'])]).optional(),
  /** End of support that must be bought. */
  endOfExtendedSupport: z.union([CalendarDate, z.enum(['ended', 'none'])]).optional(),
  /** From when its provider lets nothing be changed that runs on it; support ends before. */
  frozenFrom: CalendarDate.optional(),
  latest: z.string().optional(),
  /** The plugin that brought it, with its version; left out, it is the catalogue's own. */
  by: z.string().optional(),
})
export type Cycle = Readonly<z.infer<typeof Cycle>>

/** What support beyond the standard one costs, where that is public. */
export const ExtendedSupportPrice = z.strictObject({
  /** With its unit, currency and region, in words. */
  price: z.string(),
  /** The provider's page that publishes it. */
  source: z.url(),
  /** The day on which it was so. */
  stated: CalendarDate,
})
export type ExtendedSupportPrice = Readonly<z.infer<typeof ExtendedSupportPrice>>

export const Product = z.strictObject({
  id: z.string(),
  name: z.string(),
  category: z.enum([
    'language',
    'framework',
    'operating-system',
    'database',
    'middleware',
    'server',
    'mainframe',
    'desktop',
    'cloud',
    'application',
    'device',
    'standard',
  ]),
  /** Other names under which it is found, lower case. */
  aliases: z.array(z.string()).readonly(),
  /** Where its dates are published. */
  source: z.url(),
  /** The date of the snapshot that was really read; left out, nothing was read and its facts are unverified. */
  snapshot: CalendarDate.optional(),
  extendedSupport: ExtendedSupportPrice.optional(),
  cycles: z.array(Cycle).readonly(),
})
export type Product = Readonly<z.infer<typeof Product>>

export const Catalogue = z.strictObject({
  schema: z.literal('domesday/lifecycle@1'),
  products: z.array(Product).readonly(),
})
export type Catalogue = Readonly<z.infer<typeof Catalogue>>

/** `lifecycle/endoflife-date.json` of an audit folder: what endoflife.date said, read there after this program was made. */
export const RefreshedCatalogue = z.strictObject({
  schema: z.literal('domesday/lifecycle-refresh@1'),
  producedBy: ProducedBy,
  /** The day on which endoflife.date wrote what was read. */
  snapshot: CalendarDate,
  /** The address that was asked, or the name of the file. */
  readFrom: z.string(),
  /** Of what was read, as it came. */
  sha256: Sha256,
  products: z.array(Product).readonly(),
})
export type RefreshedCatalogue = Readonly<z.infer<typeof RefreshedCatalogue>>
