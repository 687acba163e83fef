import type {Missing, ProposedScore} from '../../model/assessment.ts'
import {addMonths, writtenDate} from '../../model/calendar.ts'
import type {Contract} from '../../model/inventory.ts'
import type {CalendarDate} from '../../model/values.ts'
import type {Interval} from '../arithmetic.ts'
import {type Criterion, unknownScore} from '../criterion.ts'

const endAndReplacement = {
  what: 'when its contract ends and what replaces it',
  how: 'contract: {supplier, ends, replacement}',
}

/** What the contracts that leave the score open do not say; what they say is not asked for again. */
function missingOf(open: readonly Contract[]): readonly Missing[] {
  const [end, replacement] = [
    open.some(({ends}) => ends === undefined),
    open.some((contract) => contract.replacement === undefined),
  ]
  if (end && replacement) return [endAndReplacement]
  return end
    ? [{what: 'when its contract ends', how: 'contract: {ends}'}]
    : [{what: 'what replaces its contract', how: 'contract: {replacement: none, planned, signed or not-needed}'}]
}

/** Vendor contract: the worst of the contracts that cover it. */
export const l2: Criterion = {
  id: 'L2',
  needs: ['contracts'],
  changesWithTime: true,
  propose: ({contracts, asOf}) => {
    if (contracts.length === 0) return unknownScore('L2', 'No contract of it is known.', [endAndReplacement])
    const scored = contracts.map((contract) => ({
      ...scoreContract(contract, asOf),
      sentence: sentenceOf(contract, asOf),
      contract,
    }))
    const low = Math.max(...scored.map((score) => score.low))
    const high = Math.max(...scored.map((score) => score.high))
    const deciding = scored.filter((score) => score.high === high)
    const proposal: ProposedScore = {
      low,
      high,
      confidence: low === high ? 0.9 : 0.6,
      rationale: deciding.map(({sentence}) => sentence).join('. '),
      evidence: [...new Set(deciding.flatMap(({contract}) => contract.evidence))],
      missing: low === high ? [] : missingOf(scored.filter((score) => score.high > low).map(({contract}) => contract)),
    }
    return proposal
  },
}

/** Ended: nothing to replace it 6, planned 5; ends within 6 months 5, 12: 4, 24: 3, 36: 2, later 1; one less where planned. */
function scoreContract({ends, replacement}: Contract, asOf: CalendarDate): Interval {
  if (replacement === 'signed' || replacement === 'not-needed') return {low: 1, high: 1}
  if (ends === undefined) return {low: 1, high: replacement === 'planned' ? 5 : 6}
  if (ends < asOf) return replacement === undefined ? {low: 1, high: 6} : both(replacement === 'planned' ? 5 : 6)
  const band = [6, 12, 24, 36].findIndex((months) => ends <= addMonths(asOf, months))
  const score = band < 0 ? 1 : 5 - band
  const planned = Math.max(1, score - 1)
  // Not knowing whether a replacement is signed leaves the low end at 1.
  if (replacement === undefined) return {low: 1, high: score}
  return both(replacement === 'planned' ? planned : score)
}

function both(score: number): Interval {
  return {low: score, high: score}
}

const replacementWords = {
  none: 'nothing to replace it',
  planned: 'a replacement planned',
  signed: 'a replacement signed',
  'not-needed': 'none needed',
} as const

function sentenceOf({supplier, ends, replacement}: Contract, asOf: CalendarDate): string {
  if (replacement === 'not-needed') return 'No contract is needed'
  const who = supplier ? `The contract with ${supplier}` : 'The contract'
  const when =
    ends === undefined
      ? 'ends on a date that is not known'
      : `${ends < asOf ? 'ended' : 'ends'} on ${writtenDate(ends)}`
  return `${who} ${when}, ${replacement ? replacementWords[replacement] : 'its replacement not known'}`
}
