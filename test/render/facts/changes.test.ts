import {describe, expect, it} from '@jest/globals'
import {type EarlierSystem, keptScores} from '../../../src/model/earlier-audit.ts'
import {changeRows, changesText} from '../../../src/render/facts/changes.ts'
import {indexReport, type ReportIndex} from '../../../src/render/facts/report-index.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {reportInput} from '../inputs.ts'

const input = reportInput()
const found: readonly EarlierSystem[] = input.assessments.systems.map(
  ({system, name, redRated, hardlyKnown, overall, criteria}) => ({
    system,
    name,
    redRated,
    hardlyKnown,
    ...overall.exact,
    scores: keptScores(criteria),
  }),
)

function against(systems: readonly EarlierSystem[]): ReportIndex {
  return indexReport({...input, before: {sha256: 'a'.repeat(64), asOf: '2026-08-01', systems}})
}

describe('what changed since the audit before', () => {
  it('is not spoken of in a first audit', () => {
    expect(changeRows(indexReport(input))).toBeUndefined()
    expect(String([...renderHtml(input, {})][0]?.content)).not.toContain('the audit before')
  })

  it('is nothing where every figure is as it was', () => {
    expect(changeRows(against(found))).toEqual([])
    expect(changesText(against(found))).toEqual({
      since: 'Since the audit before, as of 1 August 2026:',
      text: 'No figure changed.',
    })
  })

  it('names what became red, what is new and what is gone, with both states and the criteria that moved', () => {
    const earlier = found
      .filter(({system}) => system !== 'msti/intranet')
      .map((one) =>
        one.system === 'msti/payroll-gateway'
          ? {
              ...one,
              redRated: 'could-be' as const,
              low: '1680/168',
              high: '3000/168',
              scores: `16${one.scores.slice(2)}`,
            }
          : one,
      )
    const index = against([...earlier, {...(found[0] as EarlierSystem), system: 'msti/closed', name: 'Closed'}]) // found has systems

    expect(changeRows(index)).toEqual([
      {
        system: 'msti/payroll-gateway',
        name: 'Payroll Gateway',
        kind: 'became-red',
        before: 'Could be red, 10.00 to 17.86',
        now: expect.stringMatching(/^Red, /),
        because: ['End of support: 1–6, now 3'],
      },
      expect.objectContaining({system: 'msti/intranet', kind: 'new', before: 'Not in that audit'}),
      expect.objectContaining({system: 'msti/closed', kind: 'gone', now: 'Not in this audit'}),
    ])
    expect(changesText(index)?.text).toBe('Payroll Gateway became red-rated; one system is new; one system is gone.')
  })

  it('stands at the top of the report, with a list of its own', () => {
    const page = String([...renderHtml({...against(found.slice(1)).input}, {})][0]?.content)

    expect(page).toContain('Since the audit before, as of 1 August 2026:')
    expect(page).toContain('id="changes"')
  })
})
