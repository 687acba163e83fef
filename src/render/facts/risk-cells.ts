import type {SystemAssessment} from '../../model/assessment.ts'

/** A square of half a point of likelihood by half a point of impact, and how many systems lie in it. */
export interface RiskCell {
  /** Its lower ends. */
  readonly likelihood: number
  readonly impact: number
  readonly count: number
}

const half = 0.5
const most = {likelihood: 6, impact: 5}

/** Systems by half-point cells of likelihood and impact, each at the middle of where it may lie; empty cells left out. */
export function riskCells(systems: readonly SystemAssessment[]): readonly RiskCell[] {
  const counts = new Map<string, {likelihood: number; impact: number; count: number}>()
  for (const system of systems) {
    const [likelihood, impact] = [cellOf(system, 'likelihood'), cellOf(system, 'impact')]
    const cell = counts.get(`${likelihood} ${impact}`) ?? {likelihood, impact, count: 0}
    counts.set(`${likelihood} ${impact}`, {...cell, count: cell.count + 1})
  }
  return [...counts.values()].toSorted((a, b) => b.impact - a.impact || a.likelihood - b.likelihood)
}

/** The highest value of all belongs to the last cell: there is none above. */
function cellOf(system: SystemAssessment, axis: 'likelihood' | 'impact'): number {
  const middle = (system[axis].low + system[axis].high) / 2
  return Math.min(most[axis] - half, Math.max(1, Math.floor(middle / half) * half))
}

/** The lower ends of an axis's cells, lowest first. */
export function cellStarts(axis: 'likelihood' | 'impact'): readonly number[] {
  return Array.from({length: (most[axis] - 1) / half}, (_, at) => 1 + at * half)
}
