import type {Json} from '../../../model/values.ts'
import {originOfProgram, systemMembers} from '../languages/cobol/libraries.ts'
import type {Fact} from '../languages/fact.ts'
import {memberName} from '../languages/members.ts'
import {systemProgram as productPrograms} from '../languages/natural/libraries.ts'
import {systemProgram} from '../languages/rpg/libraries.ts'
import type {
  DatasetAllocated,
  DliCall,
  Named,
  PanelShown,
  ProgramCall,
  ScreenUse,
  WebUse,
} from '../languages/mainframe-fact.ts'
import {nearestOf} from '../languages/tree-paths.ts'
import {seenFrom} from '../seen-from.ts'
import {cicsFileId, messageId, psbId, screenId, screenName} from './describe-definitions.ts'
import {describeAssignedFile, describeDataArea, describeNativeFile} from './describe-ibm-i.ts'
import {describeAdabas, describeIdms} from './describe-natural.ts'
import {boundProcedures, isDecidedAtRunTime, namesCalled, targetOf} from './called-names.ts'
import type {TreePlace} from './expanded-job.ts'
import {namesOf, only} from './follow-names.ts'
import {
  datasetId,
  imsDatabaseId,
  machineId,
  outsideProgramId,
  type ProgramPart,
  transactionId,
} from './mainframe-parts.ts'
import {shownPath, type Telling} from './telling.ts'

/** Programs and copybooks, and what programs call, read, write and show. */
export function describePrograms(telling: Telling): void {
  for (const part of telling.parts.programs) describeProgram(telling, part)
  copybooks(telling)
}

function describeProgram(telling: Telling, part: ProgramPart): void {
  const {records, relate, at, ownerOf} = telling
  const {id, path, program} = part
  const place = at(path, program.line)
  const open: string[] = []
  records.entity(
    'component',
    id,
    program.name,
    {
      type: 'program',
      path: shownPath(telling, path),
      language: program.language,
      entries:
        program.entries || program.exports ? [...(program.entries ?? []), ...(program.exports ?? [])] : undefined,
      codeLines: program.codeLines,
      decisions: program.decisions,
      statements: {...program.statements},
    },
    place,
  )
  const within =
    program.within === undefined
      ? undefined
      : telling.parts.programs.find((one) => one.path === path && one.program.name === program.within)
  relate({from: id, type: 'PART_OF', to: within?.id ?? ownerOf(path).id, places: [{path, line: program.line}]})
  for (const fact of part.facts) describeFact(telling, part, fact, open)
  const missing = missingCopybooks(telling, part)
  if (open.length > 0 || missing.length > 0)
    records.entity(
      'component',
      id,
      program.name,
      {
        ...(open.length > 0 && {calledByDataItem: open}),
        ...(missing.length > 0 && {copybooksNotSeen: missing}),
      },
      place,
    )
}

function placesOf(part: ProgramPart, fact: Fact): readonly TreePlace[] {
  if (!('in' in fact) || fact.in === undefined) return [{path: part.path, line: fact.line}]
  return [
    {path: part.path, line: fact.via ?? 1},
    {path: fact.in, line: fact.line},
  ]
}

function describeFact(telling: Telling, part: ProgramPart, fact: Fact, open: string[]): void {
  if (fact.is === 'call') called(telling, part, fact, open)
  else if (fact.is === 'cics-file') {
    const names = namesOf(fact.file)
    if (names.length === 0) telling.open('file')
    for (const name of names) {
      const to = cicsFileId(telling, name.toUpperCase(), part.path)
      if (!isDefinedFile(telling, name))
        telling.records.entity('datastore', to, name.toUpperCase(), {type: 'cics-file', cicsFile: name.toUpperCase()})
      telling.relate({
        from: part.id,
        type: fact.does === 'reads' ? 'READS' : 'WRITES',
        to,
        places: placesOf(part, fact),
        attributes: {how: `EXEC CICS, file ${name.toUpperCase()}`, operations: [fact.operation]},
      })
    }
  } else if (fact.is === 'screen') shown(telling, part, fact)
  else if (fact.is === 'container') {
    const name = only(fact.container)
    if (name === undefined) return
    const to = seenFrom('interface', telling.organisation, telling.ownerOf(part.path).id, `container ${name}`)
    telling.records.entity('interface', to, name, {type: 'container', container: name})
    telling.relate({from: part.id, type: fact.does === 'reads' ? 'READS' : 'WRITES', to, places: placesOf(part, fact)})
  } else if (fact.is === 'cics-web') throughUriMap(telling, part, fact)
  else if (fact.is === 'dli') ims(telling, part, fact)
  else if (fact.is === 'dataset') allocated(telling, part, fact)
  else if (fact.is === 'panel') panelShown(telling, part, fact)
  else describeOtherFact(telling, part, fact)
}

/** Of systems that have a language of their own for what others do by calls. */
function describeOtherFact(telling: Telling, part: ProgramPart, fact: Fact): void {
  if (fact.is === 'native-file') describeNativeFile(telling, part, fact)
  else if (fact.is === 'program-file') describeAssignedFile(telling, part, fact)
  else if (fact.is === 'data-area') describeDataArea(telling, part, fact)
  else if (fact.is === 'adabas') describeAdabas(telling, part, fact, placesOf(part, fact))
  else if (fact.is === 'idms') describeIdms(telling, part, fact, placesOf(part, fact))
}

/** A machine that a program calls by the URIMAP that names it; what two definitions say differently says nothing. */
function throughUriMap(telling: Telling, part: ProgramPart, fact: WebUse): void {
  const {records, relate, parts, organisation, at} = telling
  const name = fact.uriMap && only(fact.uriMap)?.toUpperCase()
  const defined = parts.definitions.filter((one) => one.fact.kind === 'URIMAP' && one.fact.name.toUpperCase() === name)
  const hosts = new Set(defined.flatMap((one) => one.fact.given.HOST?.toLowerCase() ?? []))
  const [host, ...others] = hosts
  const [first] = defined
  if (!first || host === undefined || others.length > 0 || !/^[a-z][\w.-]*$/.test(host)) return
  const id = machineId(organisation, host)
  const {PATH: served, SCHEME: scheme = 'http'} = first.fact.given
  records.entity('host', id, host, {hostName: host}, at(first.path, first.fact.line), 0.8)
  relate({
    from: part.id,
    type: 'CALLS',
    to: id,
    places: [...placesOf(part, fact), {path: first.path, line: first.fact.line}],
    attributes: {protocol: scheme.toLowerCase(), operations: [`ANY ${served ?? '/'}`]},
  })
}

/** What is done with a dataset is known by its records, or inferred from how it is allocated. */
function allocated(telling: Telling, part: ProgramPart, {dataset, does, how, line}: DatasetAllocated): void {
  if (dataset === undefined) return telling.open('dataset')
  const to = datasetId(telling.organisation, dataset)
  telling.records.entity('datastore', to, dataset, {type: 'dataset', dataset}, telling.at(part.path, line))
  telling.relate({
    from: part.id,
    type: does === 'reads' ? 'READS' : does === 'writes' ? 'WRITES' : 'CALLS',
    to,
    places: [{path: part.path, line}],
    attributes: {how: does ? how : `${how}: read or written`},
    isInferred: does === undefined || how === 'ALLOCATE SHR',
  })
}

function panelShown(telling: Telling, part: ProgramPart, {panel, operation, line}: PanelShown): void {
  const to = seenFrom('interface', telling.organisation, telling.ownerOf(part.path).id, `panel ${panel}`)
  telling.records.entity('interface', to, panel, {type: 'screen', map: panel})
  const attributes = {how: 'panel of ISPF', operations: [`ISPEXEC ${operation}`]}
  telling.relate({from: part.id, type: 'CALLS', to, places: [{path: part.path, line}], attributes})
}

function isDefinedFile({parts}: Telling, name: string): boolean {
  return parts.cicsFiles.has(name.toUpperCase())
}

function called(telling: Telling, part: ProgramPart, fact: ProgramCall, open: string[]): void {
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
  for (const name of fact.isOnlySeen ? names.filter((one) => isSeen(telling, part, one)) : names) {
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

/** A map's mapset has its name, unless it says another. */
function shown(telling: Telling, part: ProgramPart, fact: ScreenUse): void {
  const maps = namesOf(fact.map)
  if (maps.length === 0) telling.open('map')
  for (const map of maps.map((name) => name.toUpperCase())) {
    const said = fact.mapset ? namesOf(fact.mapset).map((name) => name.toUpperCase()) : [map]
    const known = said.filter((mapset) =>
      telling.parts.maps.some(({fact: own}) => own.map === map && own.mapset === mapset),
    )
    for (const mapset of known.length > 0 ? known : said.slice(0, 1)) {
      const from = telling.parts.maps.find(({fact: own}) => own.map === map && own.mapset === mapset)?.path ?? part.path
      const to = screenId(telling, map, mapset, from)
      telling.records.entity('interface', to, screenName(map, mapset), {
        ...{type: 'screen', map},
        ...(mapset !== '' && {mapset}),
      })
      telling.relate({
        from: part.id,
        type: 'CALLS',
        to,
        places: placesOf(part, fact),
        attributes: {operations: [`${fact.operation} MAP`]},
      })
    }
  }
}

const changes = /^(?:ISRT|REPL|DLET)$/
const gets = /^(?:GU|GN|GNP|GHU|GHN|GHNP)$/

/** Which database a call reaches is known where its PSBs have one alone, or where one alone has its segment. */
function ims(telling: Telling, part: ProgramPart, fact: DliCall): void {
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

/** Copybooks that are not in the tree, come with no compiler, and are made of no map of the tree. */
function missingCopybooks({scan, parts, open}: Telling, part: ProgramPart): readonly string[] {
  const there = new Set(scan.imports.filter(({from}) => from === part.path).map(({to}) => memberName(to)))
  const isMapset = (member: string): boolean =>
    parts.maps.some(({fact: {mapset}}) => mapset.toUpperCase() === member.toUpperCase())
  const missing = part.facts.flatMap((fact) =>
    fact.is === 'copy' &&
    !('in' in fact && fact.in) &&
    !there.has(fact.member) &&
    !systemMembers.test(fact.member) &&
    !isMapset(fact.member)
      ? [fact.member]
      : [],
  )
  for (const _ of missing) open('copybook')
  return [...new Set(missing)].toSorted()
}

function copybooks(telling: Telling): void {
  const {records, relate, parts, at, ownerOf, scan} = telling
  for (const path of parts.copybooks) {
    const id = parts.wholes.get(path)
    if (id === undefined) continue
    const attributes: Record<string, Json> = {
      type: 'copybook',
      path: shownPath(telling, path),
      language: scan.languageOf(path) ?? 'COBOL',
    }
    records.entity('component', id, memberName(path), attributes, at(path, 1))
    relate({from: id, type: 'PART_OF', to: ownerOf(path).id, places: [{path, line: 1}]})
  }
}
