import {describe, expect, it} from '@jest/globals'
import {assessorRows, isStale, staleRows} from '../../../src/render/facts/judgements.ts'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {reportInput} from '../inputs.ts'

describe('judgements', () => {
  it('are stale when they are more than a year old at the as-of date, and never for want of a date', () => {
    expect(isStale({date: '2025-11-01'}, '2026-11-01')).toBe(false)
    expect(isStale({date: '2025-10-31'}, '2026-11-01')).toBe(true)
    expect(isStale({}, '2026-11-01')).toBe(false)
  })

  it('are counted by who gave them, with the first and the last date', () => {
    const [row, ...others] = assessorRows(indexReport(reportInput()))

    expect(others).toEqual([])
    expect(row).toMatchObject({who: 'A. Reviewer', systems: 2, scores: 2, stale: 0})
  })

  it('that are stale are listed by system, the oldest first', () => {
    const input = reportInput()
    const index = indexReport({...input, assessments: {...input.assessments, asOf: '2029-01-01'}})

    expect(staleRows(index).map(({system, criteria}) => [system, criteria])).toEqual([
      ['moc/master-clock', ['L1']],
      ['msti/orbit-permit-register', ['L5']],
    ])
  })
})
