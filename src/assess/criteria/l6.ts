import type {ProposedScore} from '../../model/assessment.ts'
import {addDays, addMonths, writtenDate} from '../../model/calendar.ts'
import type {Vulnerability} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {type Criterion, unknownScore} from '../criterion.ts'
import {oneName, type PackageUser, vulnerabilitiesOn} from '../known-vulnerabilities.ts'

const worstFirst = ['critical', 'high', 'medium', 'low'] as const
const mostNamed = 3
const missing = [
  {
    what: 'a vulnerability assessment of the last 90 days',
    how: 'vulnerabilities: {assessed, known, highestSeverity}, or a scanner’s report: import: vulnerabilities',
  },
]

/** Known vulnerabilities: the newest assessment of each thing counts; older than a year says nothing. */
export const l6: Criterion = {
  id: 'L6',
  needs: ['vulnerability assessments of the system, its components and what they run on'],
  changesWithTime: true,
  propose: ({vulnerabilitySources, asOf}) => {
    const {vulnerabilities, packageUsers} = vulnerabilitiesOn(vulnerabilitySources, asOf)
    const newest = new Map<string, Vulnerability>()
    for (const one of vulnerabilities) {
      const key = `${one.subject}|${one.identifier ?? ''}`
      const before = newest.get(key)
      if (!before || before.assessed < one.assessed) newest.set(key, one)
    }
    const current = [...newest.values()]
    const known = current.filter((one) => one.known > 0)
    if (known.length > 0) return knownScore(known)
    const days = current.map(({assessed}) => assessed).toSorted()
    const last = days.at(-1)
    if (last === undefined) return unknownScore('L6', 'Not assessed: no scan of it is known.', missing)
    const evidence = [...new Set(current.flatMap((one) => one.evidence))]
    const unscanned = packageUsers.filter(({assessed}) => assessed.length === 0)
    if (unscanned.length > 0) return {...unknownScore('L6', partlyText(last, unscanned), missing), evidence}
    // What was looked at longest ago says how old the answer is.
    const oldest = packageUsers.flatMap(({assessed}) => assessed.at(-1) ?? []).toSorted()[0]
    return noneScore(oldest ?? last, asOf, evidence)
  },
}

/** One vulnerability counts once, in however many packages and by however many names it was found. */
function knownScore(known: readonly Vulnerability[]): ProposedScore {
  const nameOf = oneName(known)
  const named = new Set(known.flatMap(({identifier}) => (identifier === undefined ? [] : [nameOf(identifier)])))
  const unnamed = known.reduce((sum, one) => sum + (one.identifier === undefined ? one.known : 0), 0)
  const date = known
    .map(({assessed}) => assessed)
    .toSorted()
    .at(-1)
  const severity = worstFirst.find((one) => known.some(({highestSeverity}) => highestSeverity === one))
  return {
    low: 6,
    high: 6,
    confidence: 0.9,
    rationale: `${named.size + unnamed} known on ${writtenDate(date ?? '')}${severity ? `, the highest ${severity}` : ''}.`,
    evidence: [...new Set(known.toSorted(bySeverity).flatMap(({evidence}) => evidence))],
    missing: [],
  }
}

/** The worst first, for whoever looks some of them up. */
function bySeverity(a: Vulnerability, b: Vulnerability): number {
  const rank = ({highestSeverity}: Vulnerability): number => {
    const at = worstFirst.findIndex((one) => one === highestSeverity)
    return at < 0 ? worstFirst.length : at
  }
  return rank(a) - rank(b) || compareText(a.identifier ?? '', b.identifier ?? '') || compareText(a.id, b.id)
}

function partlyText(last: string, unscanned: readonly PackageUser[]): string {
  const names = unscanned.map(({user}) => user.name).toSorted()
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
  return `None known on ${writtenDate(last)} in what was scanned; not scanned: ${names.slice(0, mostNamed).join(', ')}${more}.`
}

function noneScore(last: string, asOf: string, evidence: readonly string[]): ProposedScore {
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
}
