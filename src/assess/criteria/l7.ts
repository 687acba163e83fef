import {addMonths, writtenDate} from '../../model/calendar.ts'
import {attributeValue, valueEvidence} from '../../model/entity.ts'
import type {Incident} from '../../model/inventory.ts'
import {type Criterion, unknownScore} from '../criterion.ts'

const scoreOf = {severe: 5, major: 4, moderate: 3, minor: 2} as const

/** Recorded issues of the last 12 months: the worst; a kept record with none is 1, no record is unknown. */
export const l7: Criterion = {
  id: 'L7',
  needs: ['incidents of the last 12 months', 'whether a record is kept'],
  changesWithTime: true,
  propose: ({system, incidents, asOf}) => {
    const recent = incidents.filter(({date, ongoing}) => date <= asOf && (ongoing || date > addMonths(asOf, -12)))
    const worst = recent.toSorted((a, b) => rank(b) - rank(a) || (a.date < b.date ? 1 : -1))[0]
    if (worst) {
      const what = `${worst.ongoing ? 'Going on now since' : 'On'} ${writtenDate(worst.date)}, ${worst.severity}${worst.summary ? `: ${worst.summary.replace(/\.$/, '')}` : ''}.`
      const more = recent.length > 1 ? ` ${recent.length} in the last 12 months.` : ''
      return {
        low: rank(worst),
        high: rank(worst),
        confidence: 0.9,
        rationale: what + more,
        evidence: worst.evidence,
        missing: [],
      }
    }
    if (attributeValue(system, 'incidentRecord') === 'kept') {
      return {
        low: 1,
        high: 1,
        confidence: 0.8,
        rationale: 'A record is kept and holds nothing of the last 12 months.',
        evidence: valueEvidence(system, 'incidentRecord'),
        missing: [],
      }
    }
    return unknownScore('L7', 'No record of incidents is known.', [
      {what: 'a record of incidents, even an empty one', how: 'incidents: []'},
    ])
  },
}

function rank(incident: Incident): number {
  return incident.ongoing ? 6 : scoreOf[incident.severity]
}
