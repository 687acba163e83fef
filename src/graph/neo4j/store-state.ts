import type {Connection} from './connection.ts'
import {halfLoaded, noGraph, otherForm} from './faults.ts'
import type {KeptUnseen} from '../../model/graph-answers.ts'
import type {KnownScope} from '../kept-scopes.ts'
import {graphForm, olderForm, storeFacts, storeScopes} from './texts.ts'

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
  /** Whether the next load makes it a graph of the form of now, even of the same estate. */
  readonly isOlder: boolean
  /** What the last load kept. */
  readonly kept: KeptUnseen | undefined
}

/** Errors: a StoreError where another version of domesday wrote it. */
export async function storeState(connection: Connection): Promise<StoreState> {
  const {records} = await connection.write((tx) => tx.run(storeFacts))
  const text = (key: string): string => {
    const value: unknown = records[0]?.get(key)
    return typeof value === 'string' ? value : ''
  }
  const form = text('s.form')
  if (form !== '' && form !== graphForm && form !== olderForm) throw otherForm(connection.place, form)
  const state = text('s.state')
  return {
    state: state === 'whole' || state === 'loading' ? state : 'empty',
    by: text('s.holderName'),
    estate: text('s.estate'),
    observedAt: text('s.observedAt') || undefined,
    counted: text('s.counted'),
    nodes: Number(records[0]?.get('s.nodes')),
    edges: Number(records[0]?.get('s.edges')),
    isOlder: form === olderForm,
    kept: text('s.kept') === '' ? undefined : (JSON.parse(text('s.kept')) as KeptUnseen), // as a load wrote it
  }
}

/** What the graph knows of scopes; undefined where it knows them by their ids in the estate, as it did before. */
export async function knownScopes(connection: Connection): Promise<readonly KnownScope[] | undefined> {
  const {records} = await connection.write((tx) => tx.run(storeScopes))
  if (records[0]?.get('s.form') === olderForm) return undefined
  const scopes: unknown = records[0]?.get('s.scopes')
  if (typeof scopes !== 'string') return []
  const rows = JSON.parse(scopes) as [string, string, boolean][] // as `scopesText` writes it
  return rows.map(([scope, observedAt, isAskedFor]) => ({scope, observedAt, isAskedFor}))
}

export function scopesText(known: readonly KnownScope[]): string {
  return JSON.stringify(known.map(({scope, observedAt, isAskedFor}) => [scope, observedAt, isAskedFor]))
}

/** Errors: a StoreError where there is no graph that can be read whole. */
export async function checkReadable(connection: Connection): Promise<void> {
  const {state, by} = await storeState(connection)
  if (state === 'empty') throw noGraph(connection.place)
  if (state === 'loading') throw halfLoaded(connection.place, by)
}
