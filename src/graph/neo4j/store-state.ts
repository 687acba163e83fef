import type {Connection} from './connection.ts'
import {halfLoaded, noGraph, otherForm} from './faults.ts'
import {graphForm, storeFacts} from './texts.ts'

/** What the server says of the graph as a whole. */
export interface StoreState {
  readonly state: 'empty' | 'whole' | 'loading'
  /** Who loads, or loaded last. */
  readonly by: string
  /** The hash of the estate that it was loaded from. */
  readonly estate: string
  readonly observedAt: string | undefined
  /** The server's own counts after the last whole load. */
  readonly counted: string
  readonly nodes: number
  readonly edges: number
}

/** Errors: a StoreError where another version of domesday wrote it. */
export async function storeState(connection: Connection): Promise<StoreState> {
  const {records} = await connection.write((tx) => tx.run(storeFacts))
  const text = (key: string): string => {
    const value: unknown = records[0]?.get(key)
    return typeof value === 'string' ? value : ''
  }
  const form = text('s.form')
  if (form !== '' && form !== graphForm) throw otherForm(connection.place, form)
  const state = text('s.state')
  return {
    state: state === 'whole' || state === 'loading' ? state : 'empty',
    by: text('s.holderName'),
    estate: text('s.estate'),
    observedAt: text('s.observedAt') || undefined,
    counted: text('s.counted'),
    nodes: Number(records[0]?.get('s.nodes')),
    edges: Number(records[0]?.get('s.edges')),
  }
}

/** Errors: a StoreError where there is no graph that can be read whole. */
export async function checkReadable(connection: Connection): Promise<void> {
  const {state, by} = await storeState(connection)
  if (state === 'empty') throw noGraph(connection.place)
  if (state === 'loading') throw halfLoaded(connection.place, by)
}
