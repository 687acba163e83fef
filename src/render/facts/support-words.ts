import type {SupportEnd} from '../../model/assessment.ts'
import {writtenDate} from '../../model/calendar.ts'
import type {CalendarDate} from '../../model/values.ts'

/** `ended on 29 February 2024`: standard support of what is at or near its end. */
export function standardWords({standardEnds}: SupportEnd, asOf: CalendarDate): string {
  if (standardEnds === 'ended') return 'ended'
  return `${standardEnds < asOf ? 'ended' : 'ends'} on ${writtenDate(standardEnds)}`
}

/** Whether there is support beyond the standard one, until when, whether it was bought, and for how much. */
export function extendedWords(end: SupportEnd, asOf: CalendarDate): string {
  const {extendedEnds, extendedPrice, boughtUntil, frozenFrom} = end
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
