import {type Connection, type Runner, whole} from './connection.ts'
import {loadUnderWay, otherForm, overtaken} from './faults.ts'
import {laneCount} from './lanes.ts'
import {beginWriting, finishWriting, graphForm, holdLane, holdLock, olderForm, releaseLock, takeLock} from './texts.ts'

/** Who loads: an id that no other load has, and the machine and process for people. */
export interface LoadIdentity {
  readonly run: string
  readonly host: string
  readonly process: number
  /** Milliseconds from any beginning. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** Whether a process of this machine runs. */
  readonly isRunning: (process: number) => boolean
}

/** What the graph was when the lock was taken. */
export interface LockedGraph {
  readonly state: 'empty' | 'whole' | 'loading'
  readonly observedAt: string | undefined
  /** The server's own counts after the last whole load. */
  readonly counted: string
}

export interface LoadLock {
  readonly before: LockedGraph
  /**
   * In a transaction: whether a step is still to be done; steps count up, and each is done once, whatever answer is lost.
   * Lanes count their own from 0 on, and their transactions do not wait for each other.
   */
  readonly isToDo: (tx: Runner, step: number, lane?: number) => Promise<boolean>
  /** Says that the load goes on, where that was last said some time ago. */
  readonly hold: () => Promise<void>
  readonly begin: (tx: Runner) => Promise<void>
  readonly finish: (tx: Runner, facts: Readonly<Record<string, unknown>>) => Promise<void>
  readonly release: () => Promise<void>
}

/** A load that has not been heard of for so long has ended. */
const leaseSeconds = 30
const renewAfterMs = 5000
const askEveryMs = 1000

interface Asked {
  readonly isFree: boolean
  readonly form: string
  readonly holder: string | undefined
  readonly by: string
  readonly since: string
  readonly until: string
  readonly before: LockedGraph
}

/**
 * Takes the lock of loads. One that is held by a load that still runs is refused; one that nobody holds any more, because
 * its load was killed, is waited for. Errors: a StoreError that says who holds it.
 */
export async function lockLoads(
  connection: Connection,
  identity: LoadIdentity,
  note: (message: string) => void = () => undefined,
): Promise<LoadLock> {
  let asked = await ask(connection, identity, '')
  const seen = asked.until
  const from = identity.now()
  if (!asked.isFree && isGone(asked, identity)) asked = await ask(connection, identity, asked.holder ?? '')
  else if (!asked.isFree) note(`waiting: ${asked.by} holds the lock of loads, and may have ended`)
  while (!asked.isFree && isKnown(asked)) {
    if (asked.until !== seen || identity.now() - from > (leaseSeconds + 10) * 1000)
      throw loadUnderWay(connection.place, asked.by, asked.since)
    await identity.wait(askEveryMs)
    asked = await ask(connection, identity, '')
  }
  if (!isKnown(asked)) throw otherForm(connection.place, asked.form)
  return heldLock(connection, identity, asked.before)
}

function isKnown({form}: Asked): boolean {
  return form === graphForm || form === olderForm
}

/** A load of this machine whose process has ended; no other can be known to have. */
function isGone({by}: Asked, {host, isRunning}: LoadIdentity): boolean {
  const [, on, process] = /^(.*), process (\d+)$/.exec(by) ?? []
  return on === host && !isRunning(Number(process))
}

async function ask(connection: Connection, {run, host, process}: LoadIdentity, gone: string): Promise<Asked> {
  const parameters = {
    run,
    gone,
    name: `${host}, process ${process}`,
    form: graphForm,
    older: olderForm,
    leaseSeconds: whole(leaseSeconds),
    lanes: whole(laneCount),
  }
  const {records} = await connection.write((tx) => tx.run(takeLock, parameters))
  const [free, form, state, holder, by, since, until, observedAt, counted] = (records[0]?.keys ?? []).map(
    (key) => records[0]?.get(key) as unknown, // checked below
  )
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  return {
    isFree: free === true,
    form: text(form),
    holder: text(holder) || undefined,
    by: text(by),
    since: text(since).slice(0, 19),
    until: text(until),
    before: {
      state: state === 'whole' || state === 'loading' ? state : 'empty',
      observedAt: text(observedAt) || undefined,
      counted: text(counted),
    },
  }
}

function heldLock(connection: Connection, {run, now}: LoadIdentity, before: LockedGraph): LoadLock {
  let heard = now()
  const isToDo = async (tx: Runner, step: number, lane?: number): Promise<boolean> => {
    const {records} =
      lane === undefined
        ? await tx.run(holdLock, {run, step: whole(step), leaseSeconds: whole(leaseSeconds)})
        : await tx.run(holdLane, {run, step: whole(step), lane: whole(lane + 1)})
    const [answer] = records
    if (answer?.get('mine') !== true) throw overtaken(connection.place)
    if (lane === undefined) heard = now()
    return Number(answer.get('before')) < step
  }
  return {
    before,
    isToDo,
    hold: async () => {
      if (now() - heard > renewAfterMs) await connection.write((tx) => isToDo(tx, 0))
    },
    begin: async (tx) => void (await tx.run(beginWriting)),
    finish: async (tx, facts) => void (await tx.run(finishWriting, {facts})),
    release: async () => void (await connection.write((tx) => tx.run(releaseLock, {run}))),
  }
}
