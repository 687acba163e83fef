import type {SupportEnd} from '../../model/assessment.ts'
import {writtenDate} from '../../model/calendar.ts'
import type {CalendarDate} from '../../model/values.ts'

/** `ended on 29 February 2024`: standard support of what is at or near its end. */
export function standardWords({standardEnds, mayBe}: SupportEnd, asOf: CalendarDate): string {
  const [first, last] = [mayBe?.[0], mayBe?.at(-1)]
  if (mayBe && first && last)
    return `by which of ${mayBe.length} it is: from ${optionWords(first)} to ${optionWords(last)}`
  if (standardEnds === 'ended') return 'ended'
  return `${standardEnds < asOf ? 'ended' : 'ends'} on ${writtenDate(standardEnds)}`
}

/** `19 March 2024 (OpenJDK builds from Oracle 21)`: one of those that it may be. */
function optionWords({technology, standardEnds}: NonNullable<SupportEnd['mayBe']>[number]): string {
  if (standardEnds === undefined) return `a day that is not known (${technology})`
  if (standardEnds === 'ended') return `a day that is past (${technology})`
  return standardEnds === 'none' ? `no end announced (${technology})` : `${writtenDate(standardEnds)} (${technology})`
}

/** Whether there is support beyond the standard one, until when, whether it was bought, and for how much. */
export function extendedWords(end: SupportEnd, asOf: CalendarDate): string {
  const {extendedEnds, extendedPrice, boughtUntil, frozenFrom, mayBe} = end
  if (mayBe && !boughtUntil) return 'depends on which it is'
  const price = extendedPrice
    ? `; ${extendedPrice.price}, as stated for ${writtenDate(extendedPrice.stated)}: ${extendedPrice.source}`
    : boughtUntil || (extendedEnds && extendedEnds !== 'ended')
      ? '; its price is not known here'
      : ''
  if (boughtUntil) return `bought until ${writtenDate(boughtUntil)}${price}`
  if (extendedEnds === 'none') return `offered, with no end announced; not known to be bought${price}`
  if (extendedEnds && extendedEnds !== 'ended')
    return extendedEnds < asOf
      ? `ended on ${writtenDate(extendedEnds)}`
      : `offered until ${writtenDate(extendedEnds)}; not known to be bought${price}`
  const frozen = frozenFrom ? `; no changes ${frozenFrom <= asOf ? 'since' : 'from'} ${writtenDate(frozenFrom)}` : ''
  return `${extendedEnds === 'ended' ? 'ended' : 'none known'}${frozen}`
}
