import type {Json} from '../../../model/values.ts'
import {systemMembers} from '../languages/cobol/libraries.ts'
import type {Fact} from '../languages/fact.ts'
import type {ImportEdge} from '../languages/language-scanner.ts'
import {memberName} from '../languages/members.ts'
import type {DatasetAllocated, PanelShown, ScreenUse, WebUse} from '../languages/mainframe-fact.ts'
import {seenFrom} from '../seen-from.ts'
import {describeCall} from './describe-calls.ts'
import {cicsFileId, screenId, screenName} from './describe-definitions.ts'
import {describeDli} from './describe-dli.ts'
import {describeAssignedFile, describeDataArea, describeNativeFile} from './describe-ibm-i.ts'
import {describeAdabas, describeIdms} from './describe-natural.ts'
import {namesOf, only} from './follow-names.ts'
import {datasetId, machineId, type ProgramPart} from './mainframe-parts.ts'
import {placesOf} from './part-places.ts'
import {shownPath, type Telling} from './telling.ts'

/** Programs and copybooks, and what programs call, read, write and show. */
export function describePrograms(telling: Telling): void {
  const {parts, scan} = telling
  const held: MembersHeld = {
    takenIn: Map.groupBy(scan.imports, ({from}) => from),
    mapsets: new Set(parts.maps.map(({fact: {mapset}}) => mapset.toUpperCase())),
  }
  for (const part of parts.programs) describeProgram(telling, part, held)
  copybooks(telling)
}

/** What of the members that programs take in is in the tree. */
interface MembersHeld {
  /** By the path of the file that takes them in. */
  readonly takenIn: ReadonlyMap<string, readonly ImportEdge[]>
  /** By their names in capitals, mapsets of which members are made. */
  readonly mapsets: ReadonlySet<string>
}

function describeProgram(telling: Telling, part: ProgramPart, held: MembersHeld): void {
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
  const missing = missingCopybooks(telling, part, held)
  if (open.length > 0 || missing.length > 0)
    records.entity(
      'component',
      id,
      program.name,
      {
        ...(open.length > 0 && {callsByDataItem: open}),
        ...(missing.length > 0 && {copybooksNotSeen: missing}),
      },
      place,
    )
}

function describeFact(telling: Telling, part: ProgramPart, fact: Fact, open: string[]): void {
  if (fact.is === 'call') describeCall(telling, part, fact, open)
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
  } else if (fact.is === 'screen') describeScreenUse(telling, part, fact)
  else if (fact.is === 'container') {
    const name = only(fact.container)
    if (name === undefined) return
    const to = seenFrom('interface', telling.organisation, telling.ownerOf(part.path).id, `container ${name}`)
    telling.records.entity('interface', to, name, {type: 'container', container: name})
    telling.relate({from: part.id, type: fact.does === 'reads' ? 'READS' : 'WRITES', to, places: placesOf(part, fact)})
  } else if (fact.is === 'cics-web') throughUriMap(telling, part, fact)
  else if (fact.is === 'dli') describeDli(telling, part, fact)
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
  const hosts = new Set(defined.flatMap((one) => one.fact.given.HOST?.toLowerCase().replace(/:\d+$/, '') ?? []))
  const [host, ...others] = hosts
  const [first] = defined
  if (!first || host === undefined || others.length > 0 || !/^[a-z][\w.-]*$/.test(host)) return telling.open('urimap')
  const id = machineId(organisation, host)
  const {SCHEME: scheme = 'http'} = first.fact.given
  const served = new Set(defined.map((one) => one.fact.given.PATH ?? '/'))
  // Of two definitions that say different paths none is meant for certain.
  const path = fact.path ? (only(fact.path) ?? '/{}') : served.size === 1 ? [...served][0] : '/{}'
  const operations = fact.operation === 'WEB OPEN' ? [] : [`${fact.method ?? 'ANY'} ${path}`]
  records.entity('host', id, host, {hostName: host}, at(first.path, first.fact.line), 0.8)
  relate({
    from: part.id,
    type: 'CALLS',
    to: id,
    places: [...placesOf(part, fact), {path: first.path, line: first.fact.line}],
    attributes: {protocol: scheme.toLowerCase(), ...(operations.length > 0 && {operations})},
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

/** Copybooks that are not in the tree, come with no compiler, and are made of no map of the tree. */
function missingCopybooks({open}: Telling, part: ProgramPart, {takenIn, mapsets}: MembersHeld): readonly string[] {
  const there = new Set(takenIn.get(part.path)?.map(({to}) => memberName(to)))
  const missing = part.facts.flatMap((fact) =>
    fact.is === 'copy' &&
    !('in' in fact && fact.in) &&
    !there.has(fact.member) &&
    !systemMembers.test(fact.member) &&
    !mapsets.has(fact.member.toUpperCase())
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

/** A map's mapset has its name, unless it says another. */
function describeScreenUse(telling: Telling, part: ProgramPart, fact: ScreenUse): void {
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
