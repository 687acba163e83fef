import {z} from 'zod'
import {mappedFields} from './mapped-fields.ts'
import {CalendarDate} from './values.ts'

/** How dates that stand as text are read; `2026-03-31` and `31 March 2026` are read always. */
export const DateForm = z.enum(['dd/mm/yyyy', 'mm/dd/yyyy', 'serial-1900', 'serial-1904'])
export type DateForm = z.infer<typeof DateForm>

const column = z
  .strictObject({
    /** The words of its header; capitals and spaces do not matter. */
    column: z.string().trim().min(1).optional(),
    /** Or its letter, as a spreadsheet shows it: where a header is empty or stands twice. */
    letter: z
      .string()
      .regex(/^[A-Z]{1,3}$/, 'expected the letter of a column, as C or AB')
      .optional(),
    /** Or a value that holds for every row. */
    constant: z.string().min(1).optional(),
    field: z.enum(Object.keys(mappedFields)),
    dates: DateForm.optional(),
    /** Words of the cells, and what each means: a value of the field, or `unknown`. */
    choices: z.record(z.string(), z.string()).optional(),
    /** What stands between several in one cell. Left out: `;` and line ends. */
    separator: z.string().min(1).max(5).optional(),
    /** What a figure of money counts. */
    unit: z.enum(['pounds', 'thousands', 'millions']).optional(),
  })
  .refine(
    (one) => [one.column, one.letter, one.constant].filter((given) => given !== undefined).length === 1,
    'expected exactly one of column, letter and constant',
  )
export type ColumnMapping = Readonly<z.infer<typeof column>>

/** Which column of a spreadsheet is which field of a declared system. */
export const Mapping = z.strictObject({
  schema: z.literal('domesday/mapping@1'),
  /** Left out, the only sheet that is not hidden. */
  sheet: z.string().min(1).optional(),
  /** The row of the headers, or the rows where they are two or more deep: an empty upper cell takes the text to its left. */
  headerRow: z
    .union([z.number().int().min(1).max(1000), z.array(z.number().int().min(1).max(1000)).min(1).max(5)])
    .default(1),
  /** When these facts were last checked; left out, the day of the import. */
  observed: CalendarDate.optional(),
  dates: DateForm.default('dd/mm/yyyy'),
  /** Further words that mean that something is not known. */
  unknown: z.array(z.string().min(1)).default([]),
  /** Of a CSV file; left out, found in it. */
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  columns: z.array(column).min(1),
})
export type Mapping = Readonly<z.infer<typeof Mapping>>
