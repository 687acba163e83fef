import {writtenDate} from '../../model/calendar.ts'
import {compareText} from '../../model/json-lines.ts'
import type {CalendarDate} from '../../model/values.ts'
import {evidencePlaces} from './evidence-places.ts'
import type {ReportIndex} from './report-index.ts'

export interface LaterFact {
  readonly message: string
  readonly where: string
}

/** Incidents, scans and judgements dated after the as-of date: they are counted, and somebody must look at their dates. */
export function laterFacts(index: ReportIndex): readonly LaterFact[] {
  const {estate, assessments} = index.input
  const found = [
    ...estate.incidents.map(({system, date, evidence}) => ({what: 'an incident', of: system, date, evidence})),
    ...estate.vulnerabilities.map(({subject, assessed, evidence}) => ({
      what: 'a scan for vulnerabilities',
      of: subject,
      date: assessed,
      evidence,
    })),
    ...estate.judgements.flatMap(({subject, about, date, evidence}) =>
      date === undefined ? [] : [{what: `a judgement of ${about}`, of: subject, date, evidence}],
    ),
  ]
  const told = (date: CalendarDate, what: string, of: string) =>
    `${index.nameOf(of)}: ${what} is dated ${writtenDate(date)}, after the audit's as-of date, ${writtenDate(assessments.asOf)}`
  return found
    .filter(({date}) => date > assessments.asOf)
    .toSorted((a, b) => compareText(a.of, b.of) || compareText(a.date, b.date) || compareText(a.what, b.what))
    .map(({what, of, date, evidence}) => ({
      message: told(date, what, of),
      where: evidencePlaces(index, evidence).join(', '),
    }))
}
