import {z} from 'zod'
import {Sha256} from './values.ts'

/** One part of a document that is too large for one file: some items of one of its lists, in their order. */
export const DocumentPart = z.strictObject({
  schema: z.literal('domesday/part@1'),
  /** The schema of the whole document. */
  of: z.string(),
  list: z.string(),
  /** The place of the first item in the whole list, from 0. */
  from: z.number().int().nonnegative(),
  items: z.array(z.unknown()).readonly(),
})
export type DocumentPart = Readonly<z.infer<typeof DocumentPart>>

/** What stands in the place of a document in parts: `document` with the parts' items in its lists is the whole. */
export const DocumentInParts = z.strictObject({
  schema: z.literal('domesday/parts@1'),
  of: z.string(),
  document: z.record(z.string(), z.unknown()),
  parts: z
    .array(
      z.strictObject({
        /** Beside this file. */
        path: z.string(),
        list: z.string(),
        from: z.number().int().nonnegative(),
        items: z.number().int().nonnegative(),
        sha256: Sha256,
      }),
    )
    .readonly(),
})
export type DocumentInParts = Readonly<z.infer<typeof DocumentInParts>>
