import type {LoadRun} from '../store.ts'
import {type Connection, type Runner, whole} from './connection.ts'
import {TooMuch} from './faults.ts'
import type {LoadLock} from './load-lock.ts'
import type {LoadPlan, Step} from './plan-load.ts'
import {counts, elementIds} from './texts.ts'

export interface BatchLimits {
  /** The most rows of one transaction. */
  readonly rows: number
  /** A transaction that takes longer is broken off, and tried in halves. */
  readonly timeoutMs: number
}

/** What does not fit in one transaction goes in smaller ones: of these the server's heap is never full. */
const rowsOfMany = 2000

/** Some rows of a step. */
interface Slice {
  readonly step: Step
  readonly from: number
  readonly to: number
}

/**
 * Writes a plan in transactions of at most so many rows, each done once; one that is too much for the server is halved,
 * and those after it are as small. What fits in one transaction is seen whole or not at all.
 */
export async function writePlan(
  connection: Connection,
  lock: LoadLock,
  plan: LoadPlan,
  limits: BatchLimits,
  run: LoadRun,
): Promise<void> {
  const total = plan.steps.reduce((sum, {count}) => sum + count, 0)
  const facts = {
    ...{state: 'whole', nodes: plan.totals.nodes, edges: plan.totals.edges},
    ...{estate: run.estateSha256 ?? '', observedAt: run.observedAt ?? ''},
  }
  const elements = new Map<number, string>()
  let size = total > limits.rows ? Math.min(limits.rows, rowsOfMany) : limits.rows
  let number = 0
  let done = 0
  let left = cut(plan.steps)
  const attempt = async (slices: readonly Slice[], isLast: boolean): Promise<void> => {
    const step = ++number
    await connection.writePart(async (tx) => {
      if (!(await lock.isToDo(tx, step))) return
      if (slices.length > 0 && !isLast && done === 0) await lock.begin(tx)
      await runAll(tx, slices, elements)
      if (isLast) await lock.finish(tx, {...facts, counted: await countAll(tx)})
    }, limits.timeoutMs)
  }
  for (let isLast = false; !isLast;) {
    run.signal?.throwIfAborted()
    const {first, rest} = take(left, size)
    isLast = rest.length === 0
    try {
      await attempt(first, isLast)
    } catch (error) {
      const rows = rowsOf(first)
      if (!(error instanceof TooMuch) || rows <= 1) throw error
      size = Math.ceil(rows / 2)
      run.note?.(`the server cannot take ${rows} rows at once: trying ${size}`)
      isLast = false
      continue
    }
    left = rest
    done += rowsOf(first)
    run.move?.(done, total, 'rows written')
  }
}

/** `elements`: what the server itself calls the nodes, as far as it was heard; by our numbers. */
async function runAll(tx: Runner, slices: readonly Slice[], elements: Map<number, string>): Promise<void> {
  const hear = async (answer: ReturnType<Runner['run']>): Promise<void> => {
    for (const record of (await answer).records) elements.set(Number(record.get(0)), String(record.get(1)))
  }
  for (const {step, from, to} of slices) {
    const places = Array.from({length: to - from}, (_, at) => from + at)
    const unheard = new Set(places.flatMap((at) => step.ends?.(at) ?? []).filter((nid) => !elements.has(nid)))
    if (unheard.size > 0) await hear(tx.run(elementIds, {rows: Array.from(unheard, whole)}))
    const rows = places.map((at) => step.row(at, (nid) => elements.get(nid)))
    if (step.isMaking) await hear(tx.run(step.text, {rows}))
    else await tx.run(step.text, {rows})
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
