import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import {typeOf} from '../../model/program-parts.ts'
import type {Certainty} from '../../model/relation-types.ts'
import {programsOf} from './programs.ts'
import type {ReportIndex} from './report-index.ts'

/** A job that comes after another, by a scheduler or because it reads what the other writes. */
export interface JobOrder {
  /** The id of the later job. */
  readonly later: string
  /** The id of the earlier one, of this system or another. */
  readonly earlier: string
  /** `reads TIDES.DAILY, which it writes`. */
  readonly why: string
  readonly certainty: Certainty
  readonly evidence: readonly string[]
}

const found = oncePer((_: ReportIndex) => new Map<string, readonly JobOrder[]>())

/** After which jobs each job of a system comes, by the names of the later ones. */
export function jobOrderOf(index: ReportIndex, system: string): readonly JobOrder[] {
  const known = found(index)
  const order = known.get(system) ?? readOrder(index, system)
  known.set(system, order)
  return order
}

function readOrder(index: ReportIndex, system: string): readonly JobOrder[] {
  const order = (programsOf(index, system)?.jobs ?? []).flatMap(({id}) =>
    (index.relationsFrom.get(id) ?? []).flatMap(({type, to, attributes, certainty, evidence}): readonly JobOrder[] =>
      type === 'DEPENDS_ON' && typeOf(index.entities.get(to)) === 'job'
        ? [{later: id, earlier: to, why: typeof attributes.how === 'string' ? attributes.how : '', certainty, evidence}]
        : [],
    ),
  )
  return order.toSorted(
    (a, b) =>
      compareText(index.nameOf(a.later), index.nameOf(b.later)) ||
      compareText(index.nameOf(a.earlier), index.nameOf(b.earlier)) ||
      compareText(a.why, b.why),
  )
}

/** An order of fewer pairs is told by its table; one of more nobody can read as a picture, nor is it looked through for one. */
const [fewestPairs, mostPairs, mostLookedAt] = [2, 60, 2000]

/** The order of a system's jobs as it is drawn: without the pairs that follow from others, and none where no picture serves. */
export function jobOrderDrawn(index: ReportIndex, system: string): readonly JobOrder[] {
  const whole = jobOrderOf(index, system)
  if (whole.length < fewestPairs || whole.length > mostLookedAt) return []
  const order = withoutFollowing(whole)
  return order.length > mostPairs ? [] : order
}

/** The fewest pairs that lead wherever all do: of jobs in a circle too, since a pair goes only where others lead from one to the other. */
function withoutFollowing(order: readonly JobOrder[]): readonly JobOrder[] {
  const next = new Map<string, Set<string>>()
  for (const {earlier, later} of order) next.set(earlier, (next.get(earlier) ?? new Set()).add(later))
  return order.filter(({earlier, later}) => {
    const own = next.get(earlier)
    own?.delete(later)
    if (isReached(next, earlier, later)) return false
    own?.add(later)
    return true
  })
}

function isReached(next: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set([from])
  for (const at of seen) for (const one of next.get(at) ?? []) seen.add(one)
  return seen.has(to)
}
