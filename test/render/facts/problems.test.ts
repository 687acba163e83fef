import {expect, it} from '@jest/globals'
import {problemsOf} from '../../../src/render/facts/problems.ts'
import type {Incident} from '../../../src/model/inventory.ts'
import {evidence} from '../../estates.ts'
import {reportInput} from '../inputs.ts'

it('names facts dated after the as-of date with their places, and no others', () => {
  const input = reportInput()
  const incident = (id: string, date: string): Incident => ({
    record: 'incident',
    id,
    system: 'moc/master-clock',
    date,
    severity: 'minor',
    evidence: ['later'],
  })
  const found = problemsOf({
    assessments: {...input.assessments, asOf: '2026-11-01'},
    estate: {
      ...input.estate,
      problems: [],
      incidents: [incident('i1', '2026-11-01'), incident('i2', '2027-02-03')],
      vulnerabilities: [],
      judgements: [],
      evidence: [...input.estate.evidence, evidence('later', 'inventories/moc/estate.yaml:31')],
    },
  })

  expect(found.map(({message, where}) => [message.slice(message.indexOf(':') + 2), where])).toEqual([
    [
      "an incident is dated 3 February 2027, after the audit's as-of date, 1 November 2026, and is not counted",
      'inventories/moc/estate.yaml:31',
    ],
  ])
})
