import type {
  DataAreaUse,
  DdsFile,
  FileOverride,
  NativeFile,
  ProgramCall,
  ProgramFile,
} from '../languages/mainframe-fact.ts'
import {nearestOf} from '../languages/tree-paths.ts'
import {seenFrom, tableId} from '../seen-from.ts'
import {screenId} from './describe-definitions.ts'
import type {TreePlace} from './expanded-job.ts'
import {namesOf} from './follow-names.ts'
import type {Found, ProgramPart} from './mainframe-parts.ts'
import type {Telling} from './telling.ts'

/** The files that DDS describes: tables, screens and reports. */
export function describeDds(telling: Telling): void {
  const {records, relate, parts, at, organisation, ownerOf} = telling
  for (const own of parts.dds.values())
    for (const {path, fact} of own) {
      const {kind, name, fields, line} = fact
      const place = at(path, line)
      if (kind === 'physical')
        records.entity(
          'datastore',
          tableId(organisation, ownerOf(path).id, name),
          name,
          {type: 'table', table: name},
          place,
        )
      if (kind !== 'display' && kind !== 'printer') continue
      const id = kind === 'display' ? screenId(telling, name, '', path) : reportId(telling, name, path)
      const attributes = kind === 'display' ? {type: 'screen', map: name, fields} : {type: 'report'}
      records.entity('interface', id, name, attributes, place)
      relate({from: id, type: 'PART_OF', to: ownerOf(path).id, places: [{path, line}]})
    }
}

function reportId({organisation, ownerOf}: Telling, name: string, from: string): string {
  return seenFrom('interface', organisation, ownerOf(from).id, `printer file ${name}`)
}

/** The description of a file, if the tree has it; of several that in the nearest folder. */
function descriptionOf({parts}: Telling, name: string, from: string): Found<DdsFile> | undefined {
  const own = parts.dds.get(name) ?? []
  const path = nearestOf([...new Set(own.map((one) => one.path))], from)
  return own.find((one) => one.path === path)
}

/** The tables that a file stands for: a logical one lies over physical ones. */
function tablesOf(
  telling: Telling,
  name: string,
  from: string,
  depth = 0,
): readonly {readonly table: string; readonly path: string}[] {
  const found = descriptionOf(telling, name, from)
  if (found?.fact.kind !== 'logical' || found.fact.over.length === 0 || depth > 3)
    return [{table: name, path: found?.path ?? from}]
  return found.fact.over.flatMap((one) => tablesOf(telling, one, found.path, depth + 1))
}

/** What a program does with a file that it declares, or that a command names. */
export function describeNativeFile(telling: Telling, part: ProgramPart, fact: NativeFile): void {
  const names = namesOf(fact.file)
    .map((name) => (name.split('/').at(-1) ?? '').replace(/\(.*$/, '').trim().toUpperCase())
    .filter((name) => /^[A-Z@#$£§À-ÿ][\w@#$£§À-ÿ.]*$/.test(name))
  if (names.length === 0 || fact.file.isOpen) telling.open('native')
  for (const name of names) useNativeFile(telling, part, fact, name, fact.file.isOpen === true)
}

/** Printer files that come with the system. */
const systemPrinter = /^Q(?:SYSPRT|PRINT\w*|PSPLPRT)$/

function useNativeFile(telling: Telling, part: ProgramPart, fact: NativeFile, name: string, isInferred: boolean): void {
  const found = descriptionOf(telling, name, part.path)
  const kind = found?.fact.kind
  const isScreen = kind === 'display' || (kind === undefined && fact.device === 'screen')
  const isReport = kind === 'printer' || (kind === undefined && (fact.device === 'printer' || systemPrinter.test(name)))
  const operations = operationsOf(fact, found?.fact)
  const declared: TreePlace = {path: part.path, line: fact.line}
  const placesOf = (own: typeof operations): readonly TreePlace[] => [
    declared,
    ...own.map(({line}) => ({path: part.path, line})),
  ]
  const words = (own: typeof operations): readonly string[] => {
    const said = [...new Set(own.map(({operation}) => operation))].toSorted()
    return said.length > 0 ? said : [fact.how]
  }
  if (isScreen || isReport) {
    const from = found?.path ?? part.path
    const id = isScreen ? screenId(telling, name, '', from) : reportId(telling, name, from)
    telling.records.entity('interface', id, name, isScreen ? {type: 'screen', map: name} : {type: 'report'})
    const attributes = {how: fact.how, operations: [...words(operations)]}
    telling.relate({
      from: part.id,
      type: isScreen ? 'CALLS' : 'WRITES',
      to: id,
      places: placesOf(operations),
      attributes,
      isInferred,
    })
    return
  }
  for (const {table, path} of tablesOf(telling, name, part.path)) {
    const to = tableId(telling.organisation, telling.ownerOf(path).id, table)
    telling.records.entity('datastore', to, table, {type: 'table', table})
    const how = table === name ? fact.how : `${fact.how}, ${name} over ${table}`
    for (const does of fact.does) {
      const own = operations.filter(({operation}) => changes.test(operation) === (does === 'writes'))
      const attributes = {how, operations: [...words(own)]}
      telling.relate({
        from: part.id,
        type: does === 'reads' ? 'READS' : 'WRITES',
        to,
        places: placesOf(own),
        attributes,
        isInferred,
      })
    }
  }
}

const changes = /^(?:WRITE|UPDATE?|DELETE?|EXCE?PT)$/

/** The statements that name the file, or a format that its description has. */
function operationsOf({name, operations = [], renamed = {}}: NativeFile, described: DdsFile | undefined) {
  const formats = new Set(described?.formats)
  return operations.filter(({on}) =>
    on.some((one) => one === name || formats.has(Object.hasOwn(renamed, one) ? (renamed[one] ?? one) : one)),
  )
}

/** A file of COBOL whose name DDS describes: on IBM i no job gives it a dataset. */
export function describeAssignedFile(telling: Telling, part: ProgramPart, {file, dd, opens}: ProgramFile): void {
  if (dd === undefined || !telling.parts.dds.has(dd)) return
  for (const {mode, line} of opens)
    useNativeFile(
      telling,
      part,
      {
        ...{is: 'native-file', name: dd, file: {literal: dd}, device: 'any', how: `SELECT ${file}`, line},
        does: mode === 'input' ? ['reads'] : mode === 'i-o' ? ['reads', 'writes'] : ['writes'],
      },
      dd,
      false,
    )
}

export function describeDataArea(
  telling: Telling,
  part: ProgramPart,
  {area, does, operation, line}: DataAreaUse,
): void {
  const {records, relate, organisation, ownerOf} = telling
  const names = namesOf(area).map((name) => (name.split('/').at(-1) ?? '').trim().toUpperCase())
  if (names.length === 0 || area.isOpen) telling.open('area')
  for (const name of names) {
    const to = seenFrom('datastore', organisation, ownerOf(part.path).id, `data area ${name}`)
    records.entity('datastore', to, name, {type: 'data-area'})
    relate({
      ...{from: part.id, type: does === 'reads' ? 'READS' : 'WRITES', to, places: [{path: part.path, line}]},
      ...{attributes: {operations: [operation]}, isInferred: area.isOpen === true},
    })
  }
}

/** What a program of CL says of the files of those that it calls next: they find other files under these names. */
export function describeOverrides(telling: Telling): void {
  for (const part of telling.parts.programs) {
    const overrides = part.facts.filter((fact): fact is FileOverride => fact.is === 'override')
    if (overrides.length === 0) continue
    const calls = part.facts.filter((fact): fact is ProgramCall => fact.is === 'call' && !/SBMJOB/.test(fact.how))
    for (const override of overrides)
      for (const call of calls)
        if (call.line > override.line && call.line < (override.until ?? Infinity))
          overridden(telling, part, override, call)
  }
}

function overridden(telling: Telling, part: ProgramPart, {file, to, line}: FileOverride, call: ProgramCall): void {
  for (const name of namesOf(call.target)) {
    const callee = telling.parts.programNamed(name, part.path)
    if (callee === undefined || callee === 'several') continue
    for (const fact of callee.facts) {
      if (fact.is !== 'native-file' || fact.device !== 'disk' || !namesOf(fact.file).includes(file)) continue
      for (const other of namesOf(to)) {
        if (!/^[A-Z@#$£§À-ÿ][\w@#$£§À-ÿ]*$/.test(other)) continue
        const how = `OVRDBF of ${part.program.name} for ${file}, line ${line}`
        useNativeFile(telling, callee, {...fact, how, operations: []}, other, true)
      }
    }
  }
}
