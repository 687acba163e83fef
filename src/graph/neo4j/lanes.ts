import type {Step} from './plan-load.ts'

/** How many transactions are written at once. */
export const laneCount = 2

/** The steps of each lane, to be done in their order beside those of the other lanes. */
export type Phase = readonly (readonly Step[])[]

/**
 * Divides steps into phases that follow each other. Of new nodes each lane has a part. A new relation locks both of its
 * ends, so the nodes are in four parts and a lane has those relations whose ends are both in two of them, which the other
 * lane leaves alone; after three phases every pair of parts has had its turn. All other steps have one lane.
 */
export function phasesOf(steps: readonly Step[]): readonly Phase[] {
  const phases: Phase[] = []
  const kinds = steps.map(kindOf)
  for (let at = 0; at < steps.length;) {
    const other = kinds.findIndex((kind, place) => place > at && kind !== kinds[at])
    const end = other === -1 ? steps.length : other
    phases.push(...phasesOfAlike(steps.slice(at, end), kinds[at]))
    at = end
  }
  return phases
}

type Kind = 'nodes' | 'relations' | 'other'

function kindOf({isMaking, ends}: Step): Kind {
  if (isMaking) return 'nodes'
  return ends ? 'relations' : 'other'
}

function phasesOfAlike(steps: readonly Step[], kind: Kind | undefined): readonly Phase[] {
  if (kind === 'other') return [[steps]]
  if (kind === 'nodes') return [lanes(steps, isInPart)]
  return turns.map((turn, number) => lanes(steps, (lane, step) => isOf(step, turn[lane] ?? [], number === 0)))
}

type Choice = (at: number) => boolean

function lanes(steps: readonly Step[], choice: (lane: number, step: Step) => Choice): Phase {
  return Array.from({length: laneCount}, (_, lane) =>
    steps.map((step) => only(step, choice(lane, step))).filter(({count}) => count > 0),
  )
}

function isInPart(lane: number, {count}: Step): Choice {
  return (at) => Math.floor((at * laneCount) / count) === lane
}

const parts = 4
/** Which two parts each lane has, turn by turn. */
const turns: readonly (readonly (readonly [number, number])[])[] = [
  [
    [0, 1],
    [2, 3],
  ],
  [
    [0, 2],
    [1, 3],
  ],
  [
    [0, 3],
    [1, 2],
  ],
]

/** Whether a row's ends are in two parts, one in each; in the first turn also whether both are in one of them. */
function isOf({ends}: Step, pair: readonly number[], isFirstTurn: boolean): Choice {
  return (at) => {
    const [from = 0, to = 0] = (ends?.(at) ?? []).map((nid) => nid % parts)
    return pair.includes(from) && pair.includes(to) && (from !== to || isFirstTurn)
  }
}

function only(step: Step, isWanted: Choice): Step {
  const places: number[] = []
  for (let at = 0; at < step.count; at += 1) if (isWanted(at)) places.push(at)
  const place = (at: number): number => places[at] ?? 0
  const {ends} = step
  return {
    ...step,
    count: places.length,
    row: (at, elementOf) => step.row(place(at), elementOf),
    ...(ends && {ends: (at) => ends(place(at))}),
  }
}
