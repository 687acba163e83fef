import {z} from 'zod'
import {Sha256} from './values.ts'

export const ProducedBy = z.strictObject({name: z.string(), version: z.string()})
export type ProducedBy = Readonly<z.infer<typeof ProducedBy>>

/** A document that another was made from: its path with `/` relative to the audit folder, and its hash. */
export const InputHash = z.strictObject({path: z.string(), sha256: Sha256})
export type InputHash = Readonly<z.infer<typeof InputHash>>

/** What every saved document says of its origin. */
export const origin = {producedBy: ProducedBy, inputs: z.array(InputHash).readonly()}
