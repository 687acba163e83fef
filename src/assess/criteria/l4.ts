import {attributeEvidence, attributeValues} from '../../model/entity.ts'
import type {Interval} from '../arithmetic.ts'
import {type Criterion, unknownScore} from '../criterion.ts'

interface Answer extends Interval {
  readonly said: string
  readonly confidence: number
}

/** By `meetsNeeds`. Of today's needs only: what is needed within three years stays open, unless they are failed already. */
const answers: Readonly<Record<string, Answer>> = {
  no: {low: 6, high: 6, said: 'It is said not to meet its needs', confidence: 0.8},
  partly: {low: 3, high: 6, said: 'It is said to meet its needs in part', confidence: 0.5},
  yes: {low: 1, high: 5, said: 'It is said to meet its needs of today', confidence: 0.4},
}

const howLikely = {
  what: 'how likely it is to fail its needs within three years',
  how: 'scores: {L4: {score, reason}}',
}

const unasked = unknownScore('L4', 'Nobody has said whether it meets its needs.', [
  howLikely,
  {what: 'whether it meets its needs of today', how: 'meetsNeeds: yes, partly or no'},
])

/** Inability to meet needs: what is said of today's; where sources disagree, all that any of them leaves open. */
export const l4: Criterion = {
  id: 'L4',
  needs: ['whether it meets its needs'],
  changesWithTime: false,
  propose: ({system}) => {
    const said = attributeValues(system, 'meetsNeeds').flatMap((value) =>
      typeof value === 'string' && Object.hasOwn(answers, value) ? (answers[value] ?? []) : [],
    )
    if (said.length === 0) return unasked
    const low = Math.min(...said.map((answer) => answer.low))
    const high = Math.max(...said.map((answer) => answer.high))
    return {
      low,
      high,
      confidence: Math.min(...said.map(({confidence}) => confidence)),
      rationale: `${said.map((answer) => answer.said).join('. ')}.`,
      evidence: attributeEvidence(system, 'meetsNeeds'),
      missing: low === high ? [] : [howLikely],
    }
  },
}
