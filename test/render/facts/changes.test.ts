import {describe, expect, it} from '@jest/globals'
import {type EarlierSystem, keptPlans, keptScores} from '../../../src/model/earlier-audit.ts'
import {changeRows, changesText, planChangeText} from '../../../src/render/facts/changes.ts'
import {indexReport, type ReportIndex} from '../../../src/render/facts/report-index.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {renderMarkdown} from '../../../src/render/markdown/report-markdown.ts'
import {reportInput} from '../inputs.ts'

const input = reportInput()
const plans = keptPlans(input.roadmap)
const found: readonly EarlierSystem[] = input.assessments.systems.map(
  ({system, name, redRated, hardlyKnown, overall, criteria}) => ({
    system,
    name,
    redRated,
    hardlyKnown,
    ...overall.exact,
    scores: keptScores(criteria),
    plan: plans.get(system),
  }),
)

function against(systems: readonly EarlierSystem[]): ReportIndex {
  return indexReport({...input, before: {sha256: 'a'.repeat(64), asOf: '2026-08-01', systems}})
}

describe('what changed since the audit before', () => {
  it('is not spoken of in a first audit', () => {
    expect(changeRows(indexReport(input))).toBeUndefined()
    expect(String([...renderHtml(input, {})][0]?.content)).not.toContain('found before')
  })

  it('is nothing where every figure is as it was', () => {
    expect(changeRows(against(found))).toEqual([])
    expect(changesText(against(found))).toEqual({
      since: 'Since the last audit with other figures, as of 1 August 2026:',
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
        plan: [],
      },
      expect.objectContaining({system: 'msti/intranet', kind: 'new', before: 'Not in that audit'}),
      expect.objectContaining({system: 'msti/closed', kind: 'gone', now: 'Not in this audit'}),
    ])
    expect(changesText(index)?.text).toBe('Payroll Gateway became red-rated; one system is new; one system is gone.')
  })

  it('says of each system what the plan does otherwise, before and now', () => {
    const earlier = found.map((one) => {
      if (one.system === 'msti/finance-core')
        return {...one, plan: {treatment: 'replatform' as const, personDays: 90, wave: 3, end: '2027-12-31'}}
      return one.system === 'msti/intranet' ? {...one, plan: {personDays: 0}} : one
    })
    const index = against(earlier)

    expect(changeRows(index)?.map(({system, kind, plan}) => [system, kind, plan.map(planChangeText)])).toEqual([
      [
        'msti/finance-core',
        'plan',
        [
          'Treatment: Replatform, now Refactor',
          'Effort: 90 person-days, now 160 person-days',
          'Wave: 3, now 4',
          'Planned end: 31 December 2027, now 30 June 2028',
          'End of red: none, now 30 June 2028',
        ],
      ],
      ['msti/intranet', 'plan', expect.arrayContaining(['Treatment: Not decided, now Retain', 'Wave: none, now 1'])],
    ])
    expect(changesText(index)?.text).toBe(
      'The treatment of Finance Core and Intranet changed; the effort of Finance Core and Intranet changed; the planned end of Finance Core and Intranet moved; the end of red of Finance Core moved.',
    )
    expect(String(renderMarkdown(index.input).content)).toContain('Treatment: Replatform, now Refactor')
  })

  it('says nothing of the plan where the audit before kept none', () => {
    expect(changeRows(against(found.map(({plan: _, ...one}) => one)))).toEqual([])
  })

  it('stands at the top of the report, with a list of its own', () => {
    const page = String([...renderHtml({...against(found.slice(1)).input}, {})][0]?.content)

    expect(page).toContain('Since the last audit with other figures, as of 1 August 2026:')
    expect(page).toContain('id="changes"')
  })
})
