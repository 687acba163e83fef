import {criteria, type CriterionId, criterionIds} from '../model/criteria.ts'
import {type Interval, redFrom, type Scores} from './arithmetic.ts'

const mostStates = 3_000_000

interface OpenKind extends Interval {
  readonly group: 'likelihood' | 'impact'
}

/** What is known of one group: the sum and the maximum of the settled scores. */
interface Known {
  readonly sumL: number
  readonly maxL: number
  readonly sumC: number
  readonly maxC: number
}

/** One table of expected answers for all systems of an estate that have the same kinds of open criteria. */
export type QuestionTables = Map<string, Map<number, number>>

/** The gains that were found, by all that they come from: what is open, and the sums and maxima of what is known. */
export interface GainMemory {
  readonly get: (pattern: string) => readonly number[] | undefined
  readonly set: (pattern: string, gains: readonly number[]) => void
}

/**
 * Which answer decides soonest whether a system is red-rated. The gain of a criterion is the expected number of further
 * answers that knowing it saves, with answers uniform over what is still possible and the best question asked each time.
 * Exact, by dynamic programming over (sum, maximum, what is open).
 */
export function nextQuestions(
  scores: Scores,
  tables: QuestionTables,
  memory?: GainMemory,
): readonly {readonly criterion: CriterionId; readonly gain: number}[] {
  const open = criterionIds.filter((id) => scores[id].low < scores[id].high)
  if (open.length === 0) return []
  const kinds = kindsOf(open, scores)
  const counts = kinds.map((kind) => open.filter((id) => isKind(id, scores, kind)).length)
  const known = knownOf(
    criterionIds.filter((id) => !open.includes(id)),
    scores,
  )
  const signature = kinds.map(({group, low, high}) => `${group[0]}${low}${high}`).join()
  const pattern = [signature, counts.join(), ...Object.values(known)].join(' ')
  const gains = memory?.get(pattern) ?? gainsOf(kinds, Uint8Array.from(counts), known, tableOf(tables, signature))
  memory?.set(pattern, gains)
  if (gains.length === 0) return []
  return open
    .map((criterion) => ({criterion, gain: gains[kinds.findIndex((kind) => isKind(criterion, scores, kind))] ?? 0}))
    .toSorted((a, b) => b.gain - a.gain || criterionIds.indexOf(a.criterion) - criterionIds.indexOf(b.criterion))
}

function tableOf(tables: QuestionTables, signature: string): Map<number, number> {
  const table = tables.get(signature) ?? new Map<number, number>()
  tables.set(signature, table)
  return table
}

/** What knowing one of each kind saves; nothing where the class is decided. */
function gainsOf(kinds: readonly OpenKind[], open: Uint8Array, known: Known, table: Map<number, number>) {
  const {expect, answered} = expectation(kinds, open, table)
  const {sumL, maxL, sumC, maxC} = known
  const whole = expect(sumL, maxL, sumC, maxC)
  if (whole === 0) return []
  return kinds.map((_, kind) => Math.round((whole - answered(kind, sumL, maxL, sumC, maxC)) * 1e6) / 1e6)
}

/** The sums and maxima of what is known are arguments of their own, and `open` is counted down and up: this runs millions of times. */
interface Expectation {
  /** Expected further answers, the best question asked each time. */
  readonly expect: (sumL: number, maxL: number, sumC: number, maxC: number) => number
  /** The same once a criterion of a kind has been answered. At most 13 deep. */
  readonly answered: (kind: number, sumL: number, maxL: number, sumC: number, maxC: number) => number
}

/** @param open How many criteria of each kind are open. */
function expectation(kinds: readonly OpenKind[], open: Uint8Array, table: Map<number, number>): Expectation {
  const expect: Expectation['expect'] = (sumL, maxL, sumC, maxC) => {
    if (isDecided(kinds, open, {sumL, maxL, sumC, maxC})) return 0
    const key = packed(open, {sumL, maxL, sumC, maxC})
    const before = table.get(key)
    if (before !== undefined) return before
    let best = Infinity
    // One answer is the least that an open question takes.
    for (let kind = 0; kind < kinds.length && best > 1; kind += 1)
      if ((open[kind] ?? 0) > 0) best = Math.min(best, 1 + answered(kind, sumL, maxL, sumC, maxC))
    if (table.size >= mostStates) table.clear()
    table.set(key, best)
    return best
  }
  const answered: Expectation['answered'] = (kind, sumL, maxL, sumC, maxC) => {
    const {group, low, high} = kinds[kind] ?? {group: 'impact', low: 0, high: -1}
    open[kind] = (open[kind] ?? 0) - 1
    let sum = 0
    for (let score = low; score <= high; score += 1)
      sum +=
        group === 'likelihood'
          ? expect(sumL + score, Math.max(maxL, score), sumC, maxC)
          : expect(sumL, maxL, sumC + score, Math.max(maxC, score))
    open[kind] = (open[kind] ?? 0) + 1
    return sum / (high - low + 1)
  }
  return {expect, answered}
}

/** Whether no answer can change the class any more: both ends of what is possible lie on one side. */
function isDecided(kinds: readonly OpenKind[], open: Uint8Array, known: Known): boolean {
  let {sumL: lowL, maxL: lowMaxL, sumC: lowC, maxC: lowMaxC} = known
  let {sumL: highL, maxL: highMaxL, sumC: highC, maxC: highMaxC} = known
  for (let index = 0; index < kinds.length; index += 1) {
    const count = open[index] ?? 0
    const kind = kinds[index]
    if (count === 0 || !kind) continue
    if (kind.group === 'likelihood') {
      lowL += count * kind.low
      highL += count * kind.high
      if (kind.low > lowMaxL) lowMaxL = kind.low
      if (kind.high > highMaxL) highMaxL = kind.high
    } else {
      lowC += count * kind.low
      highC += count * kind.high
      if (kind.low > lowMaxC) lowMaxC = kind.low
      if (kind.high > highMaxC) highMaxC = kind.high
    }
  }
  return overall(lowL, lowMaxL, lowC, lowMaxC) >= redFrom || overall(highL, highMaxL, highC, highMaxC) < redFrom
}

function overall(sumL: number, maxL: number, sumC: number, maxC: number): number {
  return (sumL + 7 * maxL) * (sumC + 6 * maxC)
}

function withScore(known: Known, group: OpenKind['group'], score: number): Known {
  if (group === 'likelihood') return {...known, sumL: known.sumL + score, maxL: Math.max(known.maxL, score)}
  return {...known, sumC: known.sumC + score, maxC: Math.max(known.maxC, score)}
}

/** Exact below 2^53: of ten kinds or more none has more than four open criteria, since there are thirteen in all. */
function packed(open: Uint8Array, {sumL, maxL, sumC, maxC}: Known): number {
  const base = open.length < 10 ? 8 : 5
  let key = ((sumL * 7 + maxL) * 31 + sumC) * 6 + maxC
  for (let index = 0; index < open.length; index += 1) key = key * base + (open[index] ?? 0)
  return key
}

function kindsOf(open: readonly CriterionId[], scores: Scores): readonly OpenKind[] {
  const kinds = new Map<string, OpenKind>()
  for (const id of open) {
    const {low, high} = scores[id]
    const {group} = criteria[id]
    kinds.set(`${group}${low}${high}`, {group, low, high})
  }
  return [...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind)
}

function isKind(id: CriterionId, scores: Scores, kind: OpenKind): boolean {
  return criteria[id].group === kind.group && scores[id].low === kind.low && scores[id].high === kind.high
}

function knownOf(settled: readonly CriterionId[], scores: Scores): Known {
  return settled.reduce<Known>((known, id) => withScore(known, criteria[id].group, scores[id].low), {
    sumL: 0,
    maxL: 0,
    sumC: 0,
    maxC: 0,
  })
}
