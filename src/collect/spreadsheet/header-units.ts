import type {ColumnMapping} from '../../model/mapping.ts'

/** What the figures under a header count besides pounds a year; `other` is what no mapping can convert. */
export type HeaderUnit = Exclude<NonNullable<ColumnMapping['unit']>, 'pounds'> | 'other'

const otherCurrency = /[$\u20ac\u00a5]|\b(usd|eur|euros?|dollars?|chf|jpy)(k|m|mn|bn)?\b/
const otherSize = /\bbn\b|\bbillions?\b|\bpence\b/
const otherTime = /\b(months?|monthly|pcm|quarters?|quarterly|weeks?|weekly|days?|daily)\b/
/** `£k`, `(k)`, `£'000`, `£000s`, `in thousands`. */
const thousands = /\bk\b|\bgbpk\b|(?<![\d.,])000'?s?\b|\bthousands?\b/
/** `£m`, `(m)`, `in mn`, `GBPm`. */
const millions = /(?:\u00a3|\(|\bin|\bgbp) ?m(?:n|illions?)?\b|\bgbpmn?\b|\bmillions?\b/

/** The unit that the header of a column of yearly cost states; undefined where it states none, or plain pounds. */
export function headerUnit(header: string): HeaderUnit | undefined {
  const words = header.toLowerCase()
  if ([otherCurrency, otherSize, otherTime].some((other) => other.test(words))) return 'other'
  const [inThousands, inMillions] = [thousands.test(words), millions.test(words)]
  if (inThousands && inMillions) return 'other'
  if (inThousands) return 'thousands'
  return inMillions ? 'millions' : undefined
}

/** The words of a header without what it says of units: `Annual cost (£k)` is about an annual cost. */
export function withoutUnits(header: string): string {
  return header
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\u00a3 ?(?:k|mn?|'?000'?s?)?(?![a-z])|(?<![\d.,])'?000'?s?\b|\bgbp(?:k|mn?)?\b/g, ' ')
    .replace(/\bk\b|\bin (?:thousands|millions|k|mn?)\b|\b(?:thousands|millions)\b/g, ' ')
}

const spans = ['day', 'week', 'month', 'quarter', 'year'] as const

/** Whether a header counts another span of time than its field does: months under a field of years. */
export function countsOtherSpan(header: string, field: string): boolean {
  const own = spans.find((span) => field.toLowerCase().endsWith(`${span}s`))
  const named = spans.filter((span) => new RegExp(`\\b${span}s?\\b`, 'i').test(header))
  return own !== undefined && named.length > 0 && !named.includes(own)
}
