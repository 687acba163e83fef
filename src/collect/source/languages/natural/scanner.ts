import type {Fact, FileFacts} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {DdmSeen, ProgramSeen} from '../mainframe-fact.ts'
import {memberName} from '../members.ts'
import {itemsKnown, itemsNamed} from '../named-value.ts'
import {linkNatural} from './imports.ts'
import {kinds} from './libraries.ts'
import {type NaturalRead, statementsOf} from './statements.ts'
import {tokensOf} from './tokens.ts'

/** Natural of Software AG, with its data areas, maps and DDMs. */
export const natural: LanguageScanner = {
  id: 'natural',
  name: 'Natural',
  extensions: Object.keys(kinds),
  read: readNatural,
  link: linkNatural,
}

function readNatural({path, text}: ScannedFile): FileFacts {
  const kind = kinds[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'program'
  const nothing = {imports: [], declares: [], facts: []}
  const name = memberName(path)
  if (kind === 'ddm') {
    const ddm = ddmIn(text, name)
    return ddm ? {...nothing, declares: [ddm.name], facts: [ddm]} : nothing
  }
  const items = itemsKnown()
  const source = tokensOf(text)
  const read = statementsOf(source, items)
  if (kind === 'map')
    return source.codeLines === 0
      ? nothing
      : {...nothing, declares: [name], facts: [{is: 'map', mapset: '', map: name, fields: read.fields, line: 1}]}
  const {copies, facts, subroutines} = read
  const program =
    kind === 'copied' || source.codeLines === 0
      ? undefined
      : programFact(name, kind, read, {codeLines: source.codeLines, lines: source.lines})
  const known = items.leadingFrom(program ? itemsNamed(facts) : undefined)
  return {
    imports: copies.map(({member, line}) => ({specifier: member, line})),
    declares: program ? [name] : [],
    facts: factsInOrder([
      ...(program ? [program] : []),
      ...copies.map(({member, line, isFromOutside}): Fact => ({
        ...{is: 'copy', member, line},
        ...(isFromOutside && {isFromOutside: true as const}),
      })),
      ...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values(),
      ...(subroutines.length > 0 ? [{is: 'subroutines' as const, names: [...new Set(subroutines)], line: 1}] : []),
      ...(Object.keys(known).length > 0 ? [{is: 'items' as const, line: 1, items: known}] : []),
    ]),
  }
}

function programFact(
  name: string,
  kind: string,
  {subroutines, functionName, decisions, counts}: NaturalRead,
  {codeLines, lines}: {readonly codeLines: number; readonly lines: number},
): ProgramSeen {
  const entry = kind === 'routine' ? subroutines[0] : kind === 'function' ? functionName : undefined
  return {
    ...{is: 'program', name, language: 'Natural', line: 1, until: lines},
    ...(entry !== undefined && entry !== name && {entries: [entry]}),
    ...{codeLines, decisions, statements: counts},
  }
}

/** `DB: 012 FILE: 016 - EMPLOYEES`; a DDM of a table says that it is of SQL. */
function ddmIn(text: string, member: string): DdmSeen | undefined {
  const head = text.slice(0, 4000)
  const [, database, file, name] = /^.{0,10}DB\s*:\s*(\d+)\s+FILE\s*:\s*(\d+)(?:\s*-\s*([^\s]+))?/im.exec(head) ?? []
  if (database === undefined && !/\bDDM\b/i.test(head)) return undefined
  const isSql = /^.{0,10}TYPE\s*:\s*(?:SQL|DB2)/im.test(head)
  const isKnown = Number(database) > 0 || Number(file) > 0
  return {
    ...{is: 'ddm', name: (name ?? member).toUpperCase(), line: 1},
    ...(isKnown && !isSql && {database: String(Number(database)), file: String(Number(file))}),
    ...(isSql && {isSql: true as const}),
  }
}
