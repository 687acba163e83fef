import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {unknownScore} from '../../src/assess/criterion.ts'
import {combinedInterval, withRules} from '../../src/assess/with-rules.ts'
import type {RuleProposal} from '../../src/model/plugin.ts'

const own = {
  low: 2,
  high: 4,
  confidence: 0.6,
  rationale: 'Known in part',
  evidence: ['e1'],
  missing: [{what: 'w', how: 'h'}],
}

function rule(effect: RuleProposal['effect'], low: number, high: number): RuleProposal {
  return {
    plugin: 'domesday-plugin-x',
    version: '1.2.0',
    rule: 'y',
    effect,
    low,
    high,
    confidence: 0.8,
    rationale: 'So it is',
    evidence: ['e2'],
    missing: [],
  }
}

describe("a plugin's rule", () => {
  it('widens, and says which rule of which version did', () => {
    expect(withRules('L3', own, [rule('widen', 2, 6)])).toMatchObject({
      low: 2,
      high: 6,
      confidence: 0.6,
      rationale: 'Known in part. L3 widened by domesday-plugin-x 1.2.0, rule y, which says 2 to 6: So it is.',
      evidence: ['e1', 'e2'],
      rules: [{plugin: 'domesday-plugin-x', version: '1.2.0', rule: 'y', outcome: 'widened'}],
    })
  })

  it('narrows, and what is missing goes when nothing is open any more', () => {
    expect(withRules('L3', own, [rule('narrow', 4, 6)])).toMatchObject({
      low: 4,
      high: 4,
      confidence: 0.8,
      rationale: 'Known in part. L3 narrowed by domesday-plugin-x 1.2.0, rule y, which says 4 to 6: So it is.',
      missing: [],
    })
  })

  it('that contradicts the evidence leaves both possible, and says so', () => {
    expect(withRules('L3', own, [rule('narrow', 6, 6)])).toMatchObject({
      low: 2,
      high: 6,
      rationale:
        'Known in part. L3 holds 2 to 6, because domesday-plugin-x 1.2.0, rule y, says 6 against the rest: So it is.',
      rules: [{outcome: 'contradicted'}],
    })
  })

  it('that changes nothing is kept in the document and not in the words', () => {
    expect(withRules('L3', own, [rule('widen', 3, 4), rule('narrow', 1, 6)])).toMatchObject({
      low: 2,
      high: 4,
      rationale: 'Known in part.',
      evidence: ['e1'],
      rules: [{outcome: 'changed nothing'}, {outcome: 'changed nothing'}],
    })
  })

  it('of what is only judged says neither that no evidence is read nor, of what a person scored, that nobody has', () => {
    const unread = unknownScore('C2', 'Nobody has scored it, and no evidence is read for it.', [])
    const told = (rules: readonly RuleProposal[], isScored: boolean) =>
      withRules('C2', unread, rules, isScored).rationale

    const narrowed = 'C2 narrowed by domesday-plugin-x 1.2.0, rule y, which says 2 to 3: So it is.'
    expect(told([], false)).toBe('Nobody has scored it, and no evidence is read for it.')
    expect(told([], true)).toBe('No evidence is read for it.')
    expect(told([rule('narrow', 2, 3)], false)).toBe(`Nobody has scored it. ${narrowed}`)
    expect(told([rule('narrow', 2, 3)], true)).toBe(narrowed)
    expect(told([rule('widen', 2, 3)], true)).toBe('No evidence is read for it.')
  })

  it('gives the same interval in any order, never one that leaves out a widening, never an empty one', () => {
    const interval = fc.tuple(fc.integer({min: 1, max: 6}), fc.integer({min: 1, max: 6}))
    const rules = fc.array(fc.tuple(fc.constantFrom('widen' as const, 'narrow' as const), interval), {maxLength: 5})
    fc.assert(
      fc.property(interval, rules, ([a, b], given) => {
        const start = {low: Math.min(a, b), high: Math.max(a, b)}
        const all = given.map(([effect, [c, d]]) => ({effect, low: Math.min(c, d), high: Math.max(c, d)}))
        const result = combinedInterval(start, all)
        expect(combinedInterval(start, all.toReversed())).toEqual(result)
        expect(result.low).toBeLessThanOrEqual(result.high)
        for (const {effect, low, high} of all)
          if (effect === 'widen') expect(low >= result.low && high <= result.high).toBe(true)
      }),
    )
  })
})
