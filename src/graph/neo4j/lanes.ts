import type {Step} from './step.ts'

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

function kindOf({made, ends}: Step): Kind {
  if (made) return 'nodes'
  return ends ? 'relations' : 'other'
}

function phasesOfAlike(steps: readonly Step[], kind: Kind | undefined): readonly Phase[] {
  if (kind === 'other') return [[steps]]
  const divided = steps.map((step) => (kind === 'nodes' ? halves(step) : turnsOf(step)))
  const turns = kind === 'nodes' ? 1 : turnCount
  return Array.from({length: turns}, (_, turn) =>
    Array.from({length: laneCount}, (__, lane) =>
      divided.flatMap((parts) => parts[turn * laneCount + lane] ?? []).filter(({count}) => count > 0),
    ),
  )
}

function halves(step: Step): readonly Step[] {
  return divided(step, laneCount, (at) => Math.floor((at * laneCount) / step.count))
}

const turnCount = 3
/**
 * In which turn and lane, as `turn * laneCount + lane`, a relation between two of the four parts is written: 0 with 1
 * beside 2 with 3, then 0 with 2 beside 1 with 3, then 0 with 3 beside 1 with 2. One inside a part is of the first turn.
 */
const placeOfParts: readonly (readonly number[])[] = [
  [0, 0, 2, 4],
  [0, 0, 5, 3],
  [2, 5, 1, 1],
  [4, 3, 1, 1],
]

function turnsOf(step: Step): readonly Step[] {
  const parts = placeOfParts.length
  return divided(step, turnCount * laneCount, (at) => {
    const [from = 0, to = 0] = step.ends?.(at) ?? []
    return placeOfParts[from % parts]?.[to % parts] ?? 0
  })
}

/** A step as so many, each row in the one that is chosen for it. */
function divided(step: Step, count: number, chosen: (at: number) => number): readonly Step[] {
  const places: number[][] = Array.from({length: count}, () => [])
  for (let at = 0; at < step.count; at += 1) places[chosen(at)]?.push(at)
  return places.map((some) => only(step, some))
}

function only(step: Step, places: readonly number[]): Step {
  const place = (at: number): number => places[at] ?? 0
  const {ends, made} = step
  return {
    ...step,
    count: places.length,
    parameters: (some, elementOf) => step.parameters(some.map(place), elementOf),
    ...(ends && {ends: (at) => ends(place(at))}),
    ...(made && {made: (at) => made(place(at))}),
  }
}
