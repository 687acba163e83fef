import {z} from 'zod'
import {maskSecrets} from '../model/secrets.ts'

/** A text that stands on one line. */
export const noControls = /^[^\p{Cc}\u2028\u2029]*$/u
export const lineWanted = 'expected text without line breaks and control characters'

const mostOfKind = 50_000
const Text = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(noControls, lineWanted)
  .transform((text) => maskSecrets(text))
const line = z.number().int().min(1)
const list = <T extends z.ZodType>(item: T) => z.array(item).max(mostOfKind).default([])

const Written = z.union(
  [z.strictObject({literal: Text}), z.strictObject({key: Text}), z.strictObject({unresolved: Text})],
  {error: 'expected {literal}, {key} or {unresolved}, with a text'},
)
const Host = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/, 'expected the name of a machine, as tide01.dft.example')
  .transform((host) => host.toLowerCase())
const Protocol = z.string().regex(/^[a-z][a-z0-9+-]{0,30}$/, 'expected a protocol in lower case, as https')

const kinds = [
  z.strictObject({
    is: z.literal('serves'),
    line,
    method: z.string().regex(/^[A-Z]{1,20}$/, 'expected a method in capitals, as GET, or ANY'),
    path: Written,
  }),
  z.strictObject({is: z.literal('http'), line, operation: Text.optional(), url: Written.optional()}),
  z.strictObject({
    is: z.literal('database'),
    line,
    product: Text,
    operation: Text.optional(),
    connection: Written.optional(),
  }),
  z.strictObject({
    is: z.literal('sql'),
    line,
    reads: list(Text),
    writes: list(Text),
    calls: list(Text),
    isPartial: z.boolean().optional(),
  }),
  z.strictObject({
    is: z.literal('queue'),
    line,
    product: Text,
    operation: Text.optional(),
    queue: Written.optional(),
    does: z.enum(['sends', 'receives']).optional(),
  }),
  z.strictObject({is: z.literal('mail'), line, server: Written.optional()}),
  z.strictObject({
    is: z.literal('file'),
    line,
    protocol: z.enum(['ftp', 'sftp', 'smb', 'local']),
    server: Written.optional(),
    path: Written.optional(),
    does: z.enum(['reads', 'writes']).optional(),
  }),
  z.strictObject({is: z.literal('job'), line, schedule: Written}),
  z.strictObject({is: z.literal('process'), line, program: Written}),
  z.strictObject({is: z.literal('cloud'), line, service: Text, operation: Text.optional()}),
  z.strictObject({is: z.literal('setting'), line, from: z.enum(['environment', 'configuration']), key: Text}),
  z.strictObject({
    is: z.literal('address'),
    line,
    standing: z.enum(['connection', 'address', 'named']).optional(),
    host: Host,
    protocol: Protocol,
    port: z
      .string()
      .regex(/^\d{1,5}$/)
      .optional(),
    database: Text.optional(),
  }),
] as const

/** What a scanner's function answers of one file; types for authors: api.ts. */
export const Scanned = z
  .strictObject({
    imports: list(z.strictObject({name: Text, line})),
    declares: list(Text),
    facts: list(z.discriminatedUnion('is', kinds)),
    application: z.strictObject({name: Text, language: Text.optional()}).optional(),
    packages: list(
      z.strictObject({
        type: z
          .enum(['cargo', 'composer', 'gem', 'generic', 'github', 'golang', 'maven', 'npm', 'nuget', 'pypi'])
          .default('generic'),
        namespace: Text.optional(),
        name: Text,
        version: Text.optional(),
        range: Text.optional(),
        line,
      }),
    ),
    technologies: list(z.strictObject({product: Text, version: Text.optional(), line})),
    fault: z.strictObject({line, message: Text}).optional(),
  })
  .refine(
    ({application, packages}) => application !== undefined || packages.length === 0,
    'expected application beside packages: it says whose they are',
  )
export type Scanned = Readonly<z.infer<typeof Scanned>>

/** The last line that an answer names. */
export function lastLine({imports, facts, packages, technologies, fault}: Scanned): number {
  const all = [...imports, ...facts, ...packages, ...technologies, ...(fault ? [fault] : [])]
  return all.reduce((last, {line: own}) => Math.max(last, own), 0)
}
