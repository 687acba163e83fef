import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {exactTotals, redFrom, rounded, type Scores, totalsOf} from '../../src/assess/arithmetic.ts'
import {redVerdict} from '../../src/assess/assess-estate.ts'
import {nextQuestions} from '../../src/assess/next-questions.ts'
import {criteria, criterionIds} from '../../src/model/criteria.ts'

function settled(values: readonly number[]): Scores {
  return Object.fromEntries(
    criterionIds.map((id, index) => [id, {low: values[index] ?? 1, high: values[index] ?? 1}]),
  ) as Scores // one value for each id
}

describe('the arithmetic', () => {
  it('gives the worked example of the guidance', () => {
    const {likelihood, impact, overall} = totalsOf(settled([5, 5, 5, 5, 6, 6, 6, 5, 5, 2, 5, 5, 4]))

    expect([likelihood.low, impact.low, overall.low]).toEqual([5.71, 4.67, 26.67])
  })

  it('does not call 2684/168 red, though it shows as 15.98', () => {
    expect(rounded(2684, 168)).toBe(15.98)
    expect(redVerdict({low: 2684, high: 2684})).toBe('no')
    expect(redVerdict({low: 2688, high: 2688})).toBe('yes')
    expect(redVerdict({low: 2684, high: 2688})).toBe('could-be')
  })

  it('rounds halves up', () => {
    expect(rounded(121, 8)).toBe(15.13)
  })

  it('bounds every completion of what is open, and reaches both ends', () => {
    const interval = (most: number) =>
      fc
        .tuple(fc.integer({min: 1, max: most}), fc.integer({min: 1, max: most}))
        .map(([a, b]) => ({low: Math.min(a, b), high: Math.max(a, b)}))
    const scores = fc
      .tuple(...criterionIds.map((id) => interval(criteria[id].maximum)))
      .map((all) => Object.fromEntries(criterionIds.map((id, at) => [id, all[at]])) as Scores) // one interval for each id
    fc.assert(
      fc.property(scores, fc.infiniteStream(fc.double({min: 0, max: 1, noNaN: true})), (open, chance) => {
        const {exact} = totalsOf(open)
        const values = Object.fromEntries(
          criterionIds.map((id) => [
            id,
            open[id].low + Math.round((chance.next().value ?? 0) * (open[id].high - open[id].low)),
          ]),
        )
        const {overall} = exactTotals((id) => values[id] ?? 1)
        expect(overall).toBeGreaterThanOrEqual(exact.low)
        expect(overall).toBeLessThanOrEqual(exact.high)
        expect(exactTotals((id) => open[id].high).overall).toBe(exact.high)
      }),
    )
  })
})

/** The plain recursion over every order of asking, for small cases. */
function expectedAnswers(scores: Scores): number {
  const {exact} = totalsOf(scores)
  if (exact.low >= redFrom || exact.high < redFrom) return 0
  const open = criterionIds.filter((id) => scores[id].low < scores[id].high)
  return Math.min(
    ...open.map((id) => {
      const {low, high} = scores[id]
      let sum = 0
      for (let score = low; score <= high; score += 1)
        sum += expectedAnswers({...scores, [id]: {low: score, high: score}})
      return 1 + sum / (high - low + 1)
    }),
  )
}

describe('the next question', () => {
  it('needs 9.79 answers in expectation when nothing is known', () => {
    const tables = new Map<string, Map<number, number>>()
    const nothing = Object.fromEntries(criterionIds.map((id) => [id, {low: 1, high: criteria[id].maximum}])) as Scores // one interval for each id

    const questions = nextQuestions(nothing, tables)

    expect(Math.max(...[...(tables.values().next().value ?? new Map<number, number>()).values()])).toBeCloseTo(9.79, 1)
    expect(questions).toHaveLength(13)
    expect(questions[0]?.gain).toBeCloseTo(1, 6)
  })

  it('agrees with asking in every order, on small cases', () => {
    const score = (most: number) => fc.integer({min: 1, max: most})
    const known = fc.tuple(...criterionIds.map((id) => score(criteria[id].maximum)))
    fc.assert(
      fc.property(known, fc.subarray([...criterionIds], {minLength: 1, maxLength: 4}), (values, open) => {
        const scores = {
          ...settled(values),
          ...Object.fromEntries(open.map((id) => [id, {low: 2, high: criteria[id].maximum}])),
        } as Scores // every id stays
        const whole = expectedAnswers(scores)
        const questions = nextQuestions(scores, new Map())
        if (whole === 0) expect(questions).toEqual([])
        for (const {criterion, gain} of questions) {
          const {low, high} = scores[criterion]
          let sum = 0
          for (let one = low; one <= high; one += 1)
            sum += expectedAnswers({...scores, [criterion]: {low: one, high: one}})
          expect(gain).toBeCloseTo(whole - sum / (high - low + 1), 5)
        }
      }),
      {numRuns: 60},
    )
  })
})
