import type {LoadRun} from '../store.ts'
import {type Connection, type Runner, whole} from './connection.ts'
import {overtaken, TooMuch} from './faults.ts'
import {laneCount, type Phase, phasesOf} from './lanes.ts'
import type {LoadLock} from './load-lock.ts'
import type {LoadPlan} from './plan-load.ts'
import type {Step} from './step.ts'
import {counts, elementIds} from './texts.ts'

export interface BatchLimits {
  /** The most rows of one transaction. */
  readonly rows: number
  /** A transaction that takes longer is broken off, and tried in halves. */
  readonly timeoutMs: number
}

/** What does not fit in one transaction goes in smaller ones: those of many thousand rows fill the server's heap. */
const rowsOfMany = 2000

/** Some rows of a step. */
interface Slice {
  readonly step: Step
  readonly from: number
  readonly to: number
}

interface Progress {
  /** The most rows of the next transaction. */
  size: number
  done: number
  hasFailed: boolean
}

/** What all the transactions of a load need. */
interface Writing {
  readonly connection: Connection
  readonly lock: LoadLock
  readonly limits: BatchLimits
  readonly run: LoadRun
  readonly total: number
  /** What the server itself calls the nodes, as far as it was heard; by our numbers. */
  readonly elements: Map<number, string>
  readonly progress: Progress
}

/**
 * Writes a plan: in one transaction where it fits in one, and so seen whole or not at all; else in many of at most so many
 * rows, each done once, some at the same time. One that is too much for the server is halved, and those after it are as
 * small.
 */
export async function writePlan(
  connection: Connection,
  lock: LoadLock,
  plan: LoadPlan & {readonly facts: Readonly<Record<string, string>>},
  limits: BatchLimits,
  run: LoadRun,
): Promise<void> {
  const total = plan.steps.reduce((sum, {count}) => sum + count, 0)
  const isOne = total <= limits.rows
  const progress = {size: isOne ? limits.rows : Math.min(limits.rows, rowsOfMany), done: 0, hasFailed: false}
  const writing = {connection, lock, limits, run, total, elements: new Map(), progress}
  const facts = {
    ...{state: 'whole', nodes: plan.totals.nodes, edges: plan.totals.edges},
    ...{estate: run.estateSha256 ?? '', observedAt: run.observedAt ?? ''},
    ...plan.facts,
  }
  const finish = async (tx: Runner): Promise<void> => lock.finish(tx, {...facts, counted: await countAll(tx)})
  run.signal?.throwIfAborted()
  if (isOne && (await isWritten(writing, {lane: undefined, step: 1}, cut(plan.steps), finish))) return
  await once(writing, {lane: undefined, step: 2}, (tx) => lock.begin(tx))
  const steps = Array.from({length: laneCount}, () => 0)
  for (const phase of phasesOf(plan.steps)) await writePhase(writing, phase, steps)
  await once(writing, {lane: undefined, step: 3}, finish)
}

/** Which transaction it is, of a lane or of the load as a whole. */
interface Place {
  readonly lane: number | undefined
  readonly step: number
}

/**
 * A transaction that is done once, whatever answer of the server is lost. At the first try it is to be done unless another
 * load has taken over, so the rows go out behind the question; its answer is heard before anything is committed.
 */
async function once({connection, lock, limits}: Writing, place: Place, work: (tx: Runner) => Promise<void>) {
  await connection.writePart(async (tx, isTriedAgain) => {
    const isToDo = lock.isToDo(tx, place.step, place.lane)
    if (isTriedAgain && !(await isToDo)) return
    const [isMine] = await Promise.all([isToDo, work(tx)])
    if (!isMine) throw overtaken(connection.place)
  }, limits.timeoutMs)
}

/** Whether the rows are written now; not, where they are too much for one transaction and halves of them may not be. */
async function isWritten(
  writing: Writing,
  place: Place,
  slices: readonly Slice[],
  andThen: (tx: Runner) => Promise<void> = async () => undefined,
): Promise<boolean> {
  const {progress, run, total} = writing
  const rows = rowsOf(slices)
  try {
    await once(writing, place, async (tx) => {
      await runAll(tx, slices, writing.elements)
      await andThen(tx)
    })
  } catch (error) {
    if (!(error instanceof TooMuch) || rows <= 1) throw error
    progress.size = Math.min(progress.size, Math.ceil(rows / 2))
    run.note?.(`the server cannot take ${rows} rows at once: trying ${progress.size}`)
    return false
  }
  progress.done += rows
  run.move?.(progress.done, total, 'rows written')
  return true
}

/** All lanes of a phase; when one fails, the others end their transaction and are heard before it is told. */
async function writePhase(writing: Writing, phase: Phase, steps: number[]): Promise<void> {
  const ended = await Promise.allSettled(phase.map((lane, at) => writeLane(writing, lane, at, steps)))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

async function writeLane(writing: Writing, lane: readonly Step[], at: number, steps: number[]): Promise<void> {
  const {progress, run, lock} = writing
  try {
    for (let left = cut(lane); left.length > 0 && !progress.hasFailed;) {
      run.signal?.throwIfAborted()
      await lock.hold()
      const {first, rest} = take(left, progress.size)
      const step = (steps[at] ?? 0) + 1
      steps[at] = step
      if (await isWritten(writing, {lane: at, step}, first)) left = rest
    }
  } catch (error) {
    progress.hasFailed = true
    throw error
  }
}

async function runAll(tx: Runner, slices: readonly Slice[], elements: Map<number, string>): Promise<void> {
  for (const {step, from, to} of slices) {
    const places = Array.from({length: to - from}, (_, at) => from + at)
    const unheard = new Set(places.flatMap((at) => step.ends?.(at) ?? []).filter((nid) => !elements.has(nid)))
    if (unheard.size > 0) {
      const {records} = await tx.run(elementIds, {rows: Array.from(unheard, whole)})
      for (const record of records) elements.set(Number(record.get(0)), String(record.get(1)))
    }
    const {records} = await tx.run(
      step.text,
      step.parameters(places, (nid) => elements.get(nid)),
    )
    if (step.made)
      for (const record of records) elements.set(step.made(from + Number(record.get(0))), String(record.get(1)))
  }
}

/** The server's own counts, which tell later whether somebody else changed what is ours. */
async function countAll(tx: Runner): Promise<string> {
  const {records} = await tx.run(counts)
  return records.map((record) => String(record.get('counted'))).join()
}

function cut(steps: readonly Step[]): readonly Slice[] {
  return steps.map((step) => ({step, from: 0, to: step.count}))
}

function rowsOf(slices: readonly Slice[]): number {
  return slices.reduce((sum, {from, to}) => sum + to - from, 0)
}

/** The first rows, at most so many, and all the others. */
function take(slices: readonly Slice[], most: number): {first: readonly Slice[]; rest: readonly Slice[]} {
  const first: Slice[] = []
  let room = most
  for (const [at, slice] of slices.entries()) {
    const to = Math.min(slice.to, slice.from + room)
    first.push({...slice, to})
    room -= to - slice.from
    if (to < slice.to) return {first, rest: [{...slice, from: to}, ...slices.slice(at + 1)]}
    if (room === 0) return {first, rest: slices.slice(at + 1)}
  }
  return {first, rest: []}
}
