import type {Connection} from './connection.ts'
import {ofAnotherFolder} from './faults.ts'
import {firstOrganisations, isOrganisationThere} from './texts.ts'

/**
 * Looks whether the graph that is there can be of the same audit folder as what is to be loaded: whether it has at least
 * one of its organisations. One without any, as where nothing is, can; settings name at least one organisation,
 * and each is a thing. Errors: a StoreError that says whose it is.
 */
export async function checkSameFolder(connection: Connection, organisations: ReadonlySet<string>): Promise<void> {
  if (organisations.size === 0) return
  const found = await connection.write((tx) => tx.run(isOrganisationThere, {organisations: [...organisations]}))
  if (found.records.length > 0) return
  const {records} = await connection.write((tx) => tx.run(firstOrganisations))
  const first = records.map((record) => String(record.get('organisation')))
  if (first.length > 0) throw ofAnotherFolder(connection.place, first, Number(records[0]?.get('all')))
}
