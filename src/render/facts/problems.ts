import type {Assessments} from '../../model/assessment.ts'
import {writtenDate} from '../../model/calendar.ts'
import type {Estate} from '../../model/estate.ts'
import type {Problem} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import {displayName} from './display-text.ts'
import {evidencePlace} from './evidence-places.ts'

interface Assessed {
  readonly estate: Estate
  readonly assessments: Assessments
}

/** What went wrong: as the sources told it, and facts that the audit could not count since they are dated after it. */
export const problemsOf = oncePer((assessed: Assessed): readonly Problem[] => [
  ...assessed.estate.problems,
  ...laterFacts(assessed),
])

/** Incidents, scans and judgements dated after the as-of date: no rule counts them, so somebody must look at the dates. */
function laterFacts({estate, assessments: {asOf}}: Assessed): readonly Problem[] {
  const found = [
    ...estate.incidents
      .filter(({date}) => date > asOf)
      .map(({system, date, evidence}) => ({what: 'an incident', of: system, date, evidence})),
    ...estate.vulnerabilities
      .filter(({assessed}) => assessed > asOf)
      .map(({subject, within, assessed, evidence}) => ({
        what: 'a scan for vulnerabilities',
        of: within ?? subject,
        date: assessed,
        evidence,
      })),
    ...estate.judgements.flatMap(({subject, about, date, evidence}) =>
      date !== undefined && date > asOf ? [{what: `a judgement of ${about}`, of: subject, date, evidence}] : [],
    ),
  ]
  if (found.length === 0) return []
  // Of a scan everything that it found is dated so: that is told once.
  const each = [
    ...new Map(found.toReversed().map((one) => [JSON.stringify([one.what, one.of, one.date]), one])).values(),
  ]
  const names = new Map(estate.entities.map(({id, name}) => [id, name]))
  const wanted = new Set(each.flatMap(({evidence}) => evidence))
  const places = new Map(
    estate.evidence.filter(({id}) => wanted.has(id)).map((one) => [one.id, evidencePlace(one)] as const),
  )
  return each
    .toSorted((a, b) => compareText(a.of, b.of) || compareText(a.date, b.date) || compareText(a.what, b.what))
    .map(({what, of, date, evidence}) => {
      const where = [...new Set(evidence.flatMap((id) => places.get(id) ?? []))].join(', ')
      return {
        record: 'problem',
        code: 'dated-later',
        message: `${displayName(names.get(of) ?? of, of)}: ${what} is dated ${writtenDate(date)}, after the audit's as-of date, ${writtenDate(asOf)}, and is not counted`,
        ...(where && {where}),
        hint: 'Mend the date, or audit as of a later one: --as-of',
      }
    })
}
