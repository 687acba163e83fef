import type {DliCall} from '../languages/mainframe-fact.ts'
import {messageId, psbId} from './describe-definitions.ts'
import {namesOf} from './follow-names.ts'
import {imsDatabaseId, type ProgramPart} from './mainframe-parts.ts'
import {placesOf} from './part-places.ts'
import type {Telling} from './telling.ts'

const changes = /^(?:ISRT|REPL|DLET)$/
const gets = /^(?:GU|GN|GNP|GHU|GHN|GHNP)$/

/** Which database a call reaches is known where its PSBs have one alone, or where one alone has its segment. */
export function describeDli(telling: Telling, part: ProgramPart, fact: DliCall): void {
  const places = placesOf(part, fact)
  const psbs = fact.psb ? namesOf(fact.psb) : []
  for (const psb of psbs) {
    const to = psbId(telling, psb.toUpperCase())
    telling.records.entity('interface', to, psb.toUpperCase(), {type: 'psb', psb: psb.toUpperCase()})
    telling.relate({from: part.id, type: 'CALLS', to, places, attributes: {how: 'EXEC DLI SCHD'}})
  }
  const operations = namesOf(fact.operation).map((name) => name.trim().toUpperCase())
  if (operations.some((operation) => /^(?:ISRT|PURG)$/.test(operation))) sent(telling, part, fact)
  const database = databaseOf(telling, part, fact)
  if (database === undefined) return
  const to = imsDatabaseId(telling.organisation, database)
  telling.records.entity('datastore', to, database, {type: 'ims-database', database})
  for (const [type, kind] of [['READS', gets] as const, ['WRITES', changes] as const]) {
    const own = operations.filter((operation) => kind.test(operation))
    if (own.length > 0) telling.relate({from: part.id, type, to, places, attributes: {how: 'DL/I', operations: own}})
  }
}

/** A message of the tree whose name is given with what is inserted. */
function sent(telling: Telling, part: ProgramPart, fact: DliCall): void {
  const names = new Set((fact.behind ? namesOf(fact.behind) : []).map((name) => name.trim().toUpperCase()))
  for (const {path, fact: message} of telling.parts.messages)
    if (message.kind === 'output' && names.has(message.name))
      telling.relate({
        from: part.id,
        type: 'CALLS',
        to: messageId(telling, message, path),
        places: placesOf(part, fact),
        attributes: {how: 'DL/I', operations: ['ISRT']},
      })
}

function databaseOf({parts}: Telling, part: ProgramPart, {segments = [], pcb}: DliCall): string | undefined {
  const names = new Set(
    part.facts
      .flatMap((fact) => (fact.is === 'dli' && fact.psb ? namesOf(fact.psb) : []))
      .map((name) => name.toUpperCase()),
  )
  for (const psb of parts.psbsOfJobs.get(part.program.name) ?? []) names.add(psb)
  const own = parts.psbs
    .filter(({fact}) => names.has(fact.name))
    .flatMap(({fact}) => pcbNamed(fact.pcbs, part.program.using, pcb))
    .filter(({segments: sensitive}) => segments.every((segment) => sensitive.includes(segment)))
  const databases = new Set(own.map(({database}) => database))
  const [database] = databases
  return databases.size === 1 ? database : undefined
}

type Pcbs = Telling['parts']['psbs'][number]['fact']['pcbs']

/** The PCB that a program knows by a name, by its place; IMS may give one for messages before all. */
function pcbNamed(pcbs: Pcbs, using: readonly string[] = [], name: string | undefined): Pcbs {
  const databases = pcbs.filter(({type}) => type !== 'TP')
  const place = name === undefined ? -1 : using.indexOf(name)
  const before = using.length - pcbs.length
  if (place < 0 || (before !== 0 && before !== 1)) return databases
  return pcbs.slice(place - before, place - before + 1)
}
