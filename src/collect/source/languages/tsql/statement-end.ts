import {tablesOf} from './query.ts'
import {type Reading, say} from './reading.ts'

/** Ends a statement, and tells what it reads and writes. */
export function finish(reading: Reading): void {
  const {query} = reading
  reading.query = undefined
  reading.caseDepth = 0
  for (const frame of reading.frames) {
    frame.isQuery = false
    frame.isFrom = false
  }
  if (!query) return
  const {reads, writes, isPartial, servers} = tablesOf(query)
  if (reads.length + writes.length > 0 || isPartial)
    say(reading, query.at, {
      ...{is: 'sql', of: 'tables', reads, writes, calls: []},
      ...(reading.database !== undefined && {database: reading.database}),
      ...(isPartial && {isPartial}),
    })
  for (const server of servers) say(reading, query.at, linkedUse(reading, server))
}

export function linkedUse({linked}: Reading, server: string) {
  const product = linked.get(server.toLowerCase()) ?? 'sql'
  return {is: 'database', product, operation: `linked server ${server}`} as const
}

export function endRoutine(reading: Reading, at: number): void {
  const {routine, tokens} = reading
  if (routine) reading.routines.push({...routine, until: tokens[at - 1]?.end ?? routine.at})
  reading.routine = undefined
}
