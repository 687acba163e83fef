import type {MessageFormat} from '../languages/definition-fact.ts'
import {seenFrom} from '../seen-from.ts'
import {describeServed} from './describe-served.ts'
import {datasetId, imsDatabaseId, outsideProgramId, transactionId} from './mainframe-parts.ts'
import type {Telling} from './telling.ts'

/** What CICS and IMS are told of: transactions, files, maps, PSBs and databases. */
export function describeDefinitions(telling: Telling): void {
  transactions(telling)
  describeServed(telling)
  cicsFiles(telling)
  screens(telling)
  messages(telling)
  imsDatabases(telling)
}

function transactions({records, relate, parts, at, organisation, ownerOf}: Telling): void {
  for (const {path, fact} of parts.definitions) {
    const program = fact.given.PROGRAM
    if (fact.kind !== 'TRANSACTION' || program === undefined) continue
    const place = at(path, fact.line)
    const owner = ownerOf(path)
    const id = transactionId(organisation, owner, fact.name)
    records.entity('interface', id, fact.name, {type: 'transaction', transaction: fact.name, program}, place)
    relate({from: id, type: 'PART_OF', to: owner.id, places: [{path, line: fact.line}]})
    const part = parts.programNamed(program, path)
    const to = part !== undefined && part !== 'several' ? part.id : outsideProgramId(organisation, program)
    if (part === undefined || part === 'several')
      records.entity('interface', to, program.toUpperCase(), {type: 'program', program: program.toUpperCase()})
    relate({
      from: id,
      type: 'DEPENDS_ON',
      to,
      places: [{path, line: fact.line}],
      attributes: {kind: 'call', how: 'DEFINE TRANSACTION'},
    })
  }
}

/** The dataset behind each file of CICS, by its name. */
export function cicsFileId({parts, organisation, ownerOf}: Telling, name: string, from: string): string {
  const {dataset} = definedFile(parts, name)
  return dataset === undefined
    ? seenFrom('datastore', organisation, ownerOf(from).id, `cics file ${name}`)
    : datasetId(organisation, dataset)
}

/** What the definitions say of a file; two that say different things say nothing. */
function definedFile({cicsFiles}: Telling['parts'], name: string) {
  const own = cicsFiles.get(name) ?? []
  const datasets = new Set(own.flatMap(({fact}) => fact.given.DSNAME ?? []))
  const [dataset] = datasets
  return {
    dataset: datasets.size === 1 && dataset && !/[&@]/.test(dataset) ? dataset.toUpperCase() : undefined,
    defined: own,
  }
}

function cicsFiles(telling: Telling): void {
  const {records, parts, at, organisation} = telling
  for (const {path, fact} of parts.definitions) {
    if (fact.kind !== 'FILE') continue
    const {dataset} = definedFile(parts, fact.name)
    const id = cicsFileId(telling, fact.name, path)
    if (dataset !== undefined)
      records.entity(
        'datastore',
        id,
        dataset,
        {type: 'dataset', dataset, cicsFile: fact.name, fileOrganisation: 'VSAM'},
        at(path, fact.line),
      )
    else records.entity('datastore', id, fact.name, {type: 'cics-file', cicsFile: fact.name}, at(path, fact.line))
    void organisation
  }
}

export function screenId(telling: Telling, map: string, mapset: string, from: string): string {
  return seenFrom('interface', telling.organisation, telling.ownerOf(from).id, `screen ${screenName(map, mapset)}`)
}

/** Where maps stand in no mapset, each is known by its own name. */
export function screenName(map: string, mapset: string): string {
  return mapset === '' ? map : `${mapset}.${map}`
}

function screens(telling: Telling): void {
  const {records, relate, parts, at, ownerOf} = telling
  for (const {path, fact} of parts.maps) {
    const id = screenId(telling, fact.map, fact.mapset, path)
    const {map, mapset, fields} = fact
    const attributes = {type: 'screen', map, ...(mapset !== '' && {mapset}), fields}
    records.entity('interface', id, screenName(map, mapset), attributes, at(path, fact.line))
    relate({from: id, type: 'PART_OF', to: ownerOf(path).id, places: [{path, line: fact.line}]})
  }
}

/** A message and a format of IMS have names of their own. */
export function messageId(telling: Telling, {kind, name}: MessageFormat, from: string): string {
  const what = kind === 'format' ? 'mfs format' : 'mfs message'
  return seenFrom('interface', telling.organisation, telling.ownerOf(from).id, `${what} ${name}`)
}

/** Messages depend on the format that shows them, and on the message that an answer to them becomes. */
function messages(telling: Telling): void {
  const {records, relate, parts, at, ownerOf} = telling
  for (const {path, fact} of parts.messages) {
    const id = messageId(telling, fact, path)
    const attributes = {type: 'screen', map: fact.name, ...(fact.format && {mapset: fact.format}), fields: fact.fields}
    const places = [{path, line: fact.line}]
    records.entity('interface', id, fact.name, attributes, at(path, fact.line))
    relate({from: id, type: 'PART_OF', to: ownerOf(path).id, places})
    const ways = [
      ['SOR', parts.messages.find((one) => one.fact.kind === 'format' && one.fact.name === fact.format)],
      ['NXT', parts.messages.find((one) => one.fact.kind !== 'format' && one.fact.name === fact.next)],
    ] as const
    for (const [how, other] of ways)
      if (other)
        relate({
          from: id,
          type: 'DEPENDS_ON',
          to: messageId(telling, other.fact, other.path),
          places,
          attributes: {kind: 'other', how},
        })
  }
}

export function psbId(telling: Telling, name: string): string {
  return seenFrom('interface', telling.organisation, 'psb', name)
}

function imsDatabases(telling: Telling): void {
  const {records, relate, parts, at, organisation} = telling
  for (const {path, fact} of parts.dbds) {
    const id = imsDatabaseId(organisation, fact.name)
    const attributes = {type: 'ims-database', database: fact.name, access: fact.access, segments: [...fact.segments]}
    records.entity('datastore', id, fact.name, attributes, at(path, fact.line))
  }
  for (const {path, fact} of parts.psbs) {
    const id = psbId(telling, fact.name)
    records.entity('interface', id, fact.name, {type: 'psb', psb: fact.name}, at(path, fact.line))
    for (const {database, type, options, line} of fact.pcbs) {
      if (!database || type === 'TP') continue
      const to = imsDatabaseId(organisation, database)
      records.entity('datastore', to, database, {type: 'ims-database', database}, at(path, line))
      const places = [{path, line}]
      const attributes = {how: `PCB TYPE=${type}, PROCOPT=${options}`}
      relate({from: id, type: 'READS', to, places, attributes})
      // A, I, R, D and L let a program change what it reads.
      if (/[AIRDL]/.test(options.replace(/^GO.*/, ''))) relate({from: id, type: 'WRITES', to, places, attributes})
    }
  }
}
