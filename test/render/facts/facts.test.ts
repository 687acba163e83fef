import {describe, expect, it} from '@jest/globals'
import {countSystems} from '../../../src/render/facts/counts.ts'
import {cycles} from '../../../src/render/facts/connections.ts'
import {decisions, decisionsHeading} from '../../../src/render/facts/decisions.ts'
import {displayText} from '../../../src/render/facts/display-text.ts'
import {findings} from '../../../src/render/facts/findings.ts'
import {headline, leadSentences} from '../../../src/render/facts/headline.ts'
import {programmeHeading} from '../../../src/render/facts/programme.ts'
import {quartersHeading} from '../../../src/render/facts/quarters.ts'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {riskHeading} from '../../../src/render/facts/risk-heading.ts'
import {allOf, endText, zoneWord} from '../../../src/render/facts/words.ts'
import {type InputOptions, reportInput, type SystemSpec} from '../inputs.ts'

const index = (options?: InputOptions) => indexReport(reportInput(options))
const low: SystemSpec = {id: 'msti/a', name: 'A', scores: '1 1 1 1 1 1 1 1 1 1 1 1 1'}
const red: SystemSpec = {id: 'msti/a', name: 'A', scores: '6 6 6 6 6 6 6 5 5 5 5 5 5'}
const unknown: SystemSpec = {id: 'msti/b', name: 'B', scores: '? ? ? ? ? ? ? ? ? ? ? ? ?'}
const open: SystemSpec = {id: 'msti/b', name: 'B', scores: '3 ? 4 3 2 3 2-5 2-4 2 3 4 4 4'}

describe('the headline', () => {
  it('says how many are red and when the plan ends them', () => {
    expect(headline(index())).toBe('4 of 15 systems are red-rated; the plan ends all four by March 2029')
  })

  it.each([
    ['no system', [], 'No systems are known, so nothing could be assessed'],
    ['no red one', [low], 'The one system is not red-rated'],
    ['one that could be', [low, open], 'No system is known to be red-rated; one of 2 could be'],
    ['two that are not red', [low, {...low, id: 'msti/c'}], 'Neither of the two systems is red-rated'],
    [
      'all hardly known',
      [unknown, {...unknown, id: 'msti/c'}],
      'No system is known to be red-rated; both are hardly known',
    ],
    ['one hardly known', [low, unknown], 'No system is known to be red-rated; one of 2 is hardly known'],
    ['nothing placed', [red], '1 of 1 system is red-rated; the plan places no work'],
  ] as const)('has a true sentence for %s', (_, systems, expected) => {
    expect(headline(index({systems}))).toBe(expected)
  })

  it('says so when the plan ends only some', () => {
    const waves = reportInput().roadmap.waves.slice(0, 3)
    expect(headline(index({roadmap: {waves}}))).toBe(
      '4 of 15 systems are red-rated; the plan ends two of the four by December 2027',
    )
  })

  it('is followed by three sentences', () => {
    expect(leadSentences(index())).toEqual([
      'Doing nothing, seven systems are red-rated by June 2029, as support and contract dates pass.',
      'The plan takes six waves and 840 person-days; three of the four have no plan known to be funded.',
      'Two more systems could be red, and one is hardly known.',
    ])
  })
})

describe('counts and order', () => {
  it('counts each state once', () => {
    expect(countSystems(reportInput())).toEqual({
      systems: 15,
      legacy: 9,
      couldBeLegacy: 2,
      red: 4,
      couldBeRed: 2,
      hardlyKnown: 1,
      redWithoutFundedPlan: 3,
      redOnEvidence: 0,
      challenged: 2,
      partial: 1,
    })
  })

  it('puts red first, then could be, then hardly known', () => {
    expect(
      index()
        .systems.slice(3, 8)
        .map(({system}) => system),
    ).toEqual([
      'msti/orbit-permit-register',
      'msti/crew-licensing',
      'moc/tide-tables',
      'moc/lighthouse-rota',
      'moc/master-clock',
    ])
  })

  it('lets no rounding make a system red', () => {
    const total = {low: 16, high: 16, exact: {low: '2687999/168000', high: '2687999/168000'}}
    expect([zoneWord(total), endText(total, 'low')]).toEqual(['High', 'under 16'])
  })
})

describe('counted phrases', () => {
  const two = index({systems: [red, {...red, id: 'msti/c', name: 'C'}]})

  it('say both of two, and never all two', () => {
    const said = [...findings(two), ...decisions(two)].map((row) => JSON.stringify(row)).join(' ')

    expect(findings(two).find(({id}) => id === 'unfunded')?.title).toBe('Both red-rated systems have no funded plan')
    expect([said, ...leadSentences(two), riskHeading(two)].join(' ')).not.toMatch(/\b[Aa]ll two\b/)
    expect(riskHeading(two)).toBe('Both red-rated systems are likely to fail, and costly when they do')
    expect([allOf(1), allOf(2), allOf(9), allOf(40)]).toEqual(['the one', 'both', 'all nine', 'all 40'])
  })

  it('speak of one as one', () => {
    const one = index({systems: [{...red, plan: false}]})

    expect(findings(one).find(({id}) => id === 'unfunded')).toMatchObject({
      title: 'The red-rated system has no funded plan',
      text: 'It needs 160 person-days. It has no plan at all.',
    })
  })

  it('have a word for none', () => {
    const burnDown = reportInput().roadmap.burnDown.map((row) => ({...row, planned: 0, doingNothing: 3}))
    const rising = index({systems: [low], roadmap: {burnDown}})

    expect(findings(rising)[0]?.title).toMatch(/^Red-rated systems rise from none to three by /)
  })
})

describe('findings and decisions', () => {
  it('names at most seven findings, the most consequential first', () => {
    expect(findings(index()).map(({id}) => id)).toEqual([
      'doing-nothing',
      'missed',
      'unfunded',
      'shared-store',
      'contracts',
      'could-be-red',
      'hardly-known',
    ])
  })

  it('asks for what facts ask for, and for nothing when none does', () => {
    expect(decisions(index()).map(({decision}) => decision)).toEqual([
      'Fund three remediation plans: 480 person-days, in part assumed',
      'Move or accept a date: Windows Server 2016 leaves support, 12 January 2027',
      'Name an owner for Lighthouse Rota',
    ])
    expect(decisionsHeading(index({systems: [low], roadmap: {deadlines: []}}))).toBe('No decision is needed')
  })

  it('finds circles of dependency', () => {
    expect(cycles(index())).toEqual([['msti/finance-core', 'msti/hr-management-plus', 'msti/payroll-gateway']])
  })

  it('heads the programme and the quarters with what they show', () => {
    expect([programmeHeading(index()), quartersHeading(index())]).toEqual([
      'Six waves end all four red ratings by March 2029; waves 2, 4 and 6 set the pace',
      'On the plan red-rated systems fall to none; without it they reach seven',
    ])
    const burnDown = reportInput().roadmap.burnDown.map((one) => ({...one, planned: 0, doingNothing: 0}))
    expect(quartersHeading(index({systems: [low], roadmap: {burnDown}}))).toBe(
      'No system is known to be red-rated, on the plan or without it',
    )
  })
})

describe('text of what was audited', () => {
  it('loses what cannot be seen and keeps every script and emoji', () => {
    expect(displayText('a\u202eb\u0000\u200f c\n d')).toBe('ab c d')
    expect(displayText('Ŵyneb 検索 فارسی 👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿')).toBe('Ŵyneb 検索 فارسی 👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿')
  })
})
