import {originOfProgram} from '../languages/cobol/libraries.ts'
import {memberName} from '../languages/members.ts'
import {systemProgram as productPrograms} from '../languages/natural/libraries.ts'
import {systemProgram} from '../languages/rpg/libraries.ts'
import type {Named, ProgramCall} from '../languages/mainframe-fact.ts'
import {nearestOf} from '../languages/tree-paths.ts'
import {seenFrom} from '../seen-from.ts'
import {boundProcedures, isDecidedAtRunTime, namesCalled, targetOf} from './called-names.ts'
import {outsideProgramId, type ProgramPart, transactionId} from './mainframe-parts.ts'
import {placesOf} from './part-places.ts'
import type {Telling} from './telling.ts'

/** What a program calls; `open` is told what only a run decides. */
export function describeCall(telling: Telling, part: ProgramPart, fact: ProgramCall, open: string[]): void {
  const {to, how} = fact
  if (how === 'PERFORM' && !isElsewhere(telling, part, fact)) return
  for (const procedure of boundProcedures(fact)) boundCall(telling, part, fact, procedure)
  const target = targetOf(fact)
  if (target === undefined) return
  const names = namesCalled(fact)
  if (isDecidedAtRunTime(fact)) {
    telling.open(names.length === 0 ? 'call' : 'candidates', placesOf(part, fact).at(-1))
    const known = names.length === 0 ? 'no value seen' : `${names.join(', ')}, or another`
    open.push([how, ' ', target.item, ', line ', fact.via ?? fact.line, ': ', known].join(''))
  }
  const isOfSystem = /^(?:CL|RPG)$/.test(part.program.language) ? ofIbmI : /^$/
  for (const name of names) {
    if ((fact.isOnlySeen || isOfSystem.test(name)) && !isSeen(telling, part, name)) continue
    const id = calledId(telling, part, to, name.toUpperCase())
    if (id === undefined) continue
    telling.relate({
      from: part.id,
      type: 'CALLS',
      to: id,
      places: placesOf(part, fact),
      attributes: {how: wayOf(how, target), operations: [how]},
      isInferred: target.isOpen === true,
    })
  }
}

/** The programs that IBM i comes with: their names begin with Q. */
const ofIbmI = /^Q[A-Z][A-Z\d]{2,}$/i

function isSeen({parts}: Telling, {path}: ProgramPart, name: string): boolean {
  const found = parts.programNamed(name, path)
  return found !== undefined && found !== 'several'
}

function calledId(telling: Telling, part: ProgramPart, to: ProgramCall['to'], name: string): string | undefined {
  if (to === 'program') return programId(telling, part, name)
  return to === 'job' ? jobId(telling, part, name) : otherId(telling, part, to, name)
}

/** A job that is submitted is the member that is named, or has that name. */
function jobId({parts}: Telling, {path}: ProgramPart, name: string): string | undefined {
  const members = parts.jobs.filter(({place}) => memberName(place.path) === name)
  const nearest = nearestOf([...new Set(members.map(({place}) => place.path))], path)
  const [job, ...others] =
    members.length > 0
      ? members.filter(({place}) => place.path === nearest)
      : parts.jobs.filter((one) => one.name === name)
  return others.length > 0 ? undefined : job?.id
}

/** A PERFORM leads out of its program where no subroutine of that name is in it, or in what it takes in. */
function isElsewhere({parts}: Telling, part: ProgramPart, {target}: ProgramCall): boolean {
  const name = target.literal ?? ''
  if (part.facts.some((fact) => fact.is === 'subroutines' && fact.names.includes(name))) return false
  // What is taken in and is not in the tree may have it.
  return parts.programNamed(name, part.path) !== undefined
}

function boundCall(telling: Telling, part: ProgramPart, fact: ProgramCall, procedure: string): void {
  // A module of CL is called by its own name.
  const own = /CALLPRC/.test(fact.how) ? telling.parts.programNamed(procedure, part.path) : undefined
  const found = telling.parts.exporterOf(procedure, part.path) ?? own
  if (found === 'several') telling.open('namesakes')
  if (found === undefined) telling.open('bound')
  if (found === undefined || found === 'several' || found.id === part.id) return
  const attributes = {how: `${fact.how} ${procedure}`, operations: [fact.how]}
  telling.relate({from: part.id, type: 'CALLS', to: found.id, places: placesOf(part, fact), attributes})
}

function wayOf(how: string, {item, isOpen, names = []}: Named): string {
  if (item === undefined) return how
  return [how, ' by ', item, isOpen || names.length > 1 ? ', which may hold this name' : ''].join('')
}

function programId(telling: Telling, part: ProgramPart, name: string): string {
  const found = telling.parts.programNamed(name, part.path)
  if (found === 'several') telling.open('namesakes')
  if (found !== undefined && found !== 'several') return found.id
  const id = outsideProgramId(telling.organisation, name)
  const origin = originOfProgram(name) ?? originByLanguage(part.program.language, name)
  telling.records.entity('interface', id, name, {type: 'program', program: name, ...(origin && {origin})})
  return id
}

/** Names that mean something where programs of a language run alone. */
function originByLanguage(language: string, name: string): string | undefined {
  if (/^(?:RPG|CL)$/.test(language) && systemProgram.test(name)) return 'IBM i'
  return language === 'Natural' && productPrograms.test(name) ? 'Software AG' : undefined
}

function otherId(
  {records, organisation, ownerOf}: Telling,
  {path}: ProgramPart,
  to: 'transaction' | 'service',
  name: string,
): string {
  const id =
    to === 'transaction'
      ? transactionId(organisation, ownerOf(path), name)
      : seenFrom('interface', organisation, ownerOf(path).id, `service ${name}`)
  records.entity(
    'interface',
    id,
    name,
    to === 'transaction' ? {type: 'transaction', transaction: name} : {type: 'service'},
  )
  return id
}
