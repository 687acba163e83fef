import {addDays, addMonths, writtenDate} from '../../model/calendar.ts'
import {type Criterion, unknownScore} from '../criterion.ts'

const worstFirst = ['critical', 'high', 'medium', 'low'] as const

/** Known vulnerabilities: the newest assessment of each thing counts; older than a year says nothing. */
export const l6: Criterion = {
  id: 'L6',
  needs: ['vulnerability assessments of the system, its components and what they run on'],
  changesWithTime: true,
  propose: ({vulnerabilities, asOf}) => {
    const missing = [
      {
        what: 'a vulnerability assessment of the last 90 days',
        how: 'vulnerabilities: {assessed, known, highestSeverity}',
      },
    ]
    const past = vulnerabilities.filter(({assessed}) => assessed <= asOf)
    const newest = new Map<string, (typeof past)[number]>()
    for (const one of past) {
      const key = `${one.subject}|${one.identifier ?? ''}`
      const before = newest.get(key)
      if (!before || before.assessed < one.assessed) newest.set(key, one)
    }
    const current = [...newest.values()]
    const known = current.filter((one) => one.known > 0)
    if (known.length > 0) {
      const count = known.reduce((sum, one) => sum + one.known, 0)
      const date =
        known
          .map(({assessed}) => assessed)
          .toSorted()
          .at(-1) ?? asOf
      const severity = worstFirst.find((one) => known.some(({highestSeverity}) => highestSeverity === one))
      return {
        low: 6,
        high: 6,
        confidence: 0.9,
        rationale: `${count} known on ${writtenDate(date)}${severity ? `, the highest ${severity}` : ''}.`,
        evidence: [...new Set(known.flatMap(({evidence}) => evidence))],
        missing: [],
      }
    }
    const last = current
      .map(({assessed}) => assessed)
      .toSorted()
      .at(-1)
    if (last === undefined) return unknownScore('L6', 'Not assessed: no scan of it is known.', missing)
    const evidence = [...new Set(current.flatMap((one) => one.evidence))]
    if (last >= addDays(asOf, -90))
      return {low: 1, high: 2, confidence: 0.8, rationale: `None known on ${writtenDate(last)}.`, evidence, missing: []}
    if (last >= addMonths(asOf, -12))
      return {
        low: 1,
        high: 3,
        confidence: 0.6,
        rationale: `None known on ${writtenDate(last)}, more than 90 days ago.`,
        evidence,
        missing,
      }
    return {
      ...unknownScore('L6', `The last assessment, on ${writtenDate(last)}, is more than a year old.`, missing),
      evidence,
    }
  },
}
