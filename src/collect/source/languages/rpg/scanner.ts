import {sqlFacts} from '../cobol/sql-facts.ts'
import type {Fact, FileFacts} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {CopySeen, DataAreaUse, ProgramSeen} from '../mainframe-fact.ts'
import {memberName} from '../members.ts'
import {callBeginning} from '../cl/command-facts.ts'
import {type ItemsKnown, itemsKnown, itemsNamed} from '../named-value.ts'
import {boundMark, dynamicMark, prototypeItem} from '../prototype-names.ts'
import {withDots, withoutSystem} from '../sql-of-ibm-i.ts'
import {callFacts, commandsRun} from './call-facts.ts'
import {fileFacts, objectName} from './file-facts.ts'
import {copiedMember, linkRpg} from './imports.ts'
import {systemSource} from './libraries.ts'
import {literalOf, operandOf, plainItem, plainWords, valueOf} from './operands.ts'
import {type Prototype, prototypesOf} from './prototypes.ts'
import type {RpgSource} from './reading.ts'
import {sourceOf} from './source-lines.ts'

/** RPG of IBM i, in columns and free, of RPG III and RPG IV. */
export const rpg: LanguageScanner = {
  id: 'rpg',
  name: 'RPG',
  extensions: ['rpgle', 'sqlrpgle', 'rpg', 'sqlrpg', 'rpg38', 'rpg36', 'rpgleinc', 'rpginc'],
  read: readRpg,
  link: linkRpg,
}

const old = /\.(?:rpg|sqlrpg|rpg38|rpg36)$/i
const included = /\.(?:rpgleinc|rpginc)$/i

/** What the editor of IBM i shows, or a compiler prints. */
const listing = /^ *Columns \. \. \. :|^.{0,4}5[67]\d\d\w{3} +\w+ +\w+ .*(?:IBM|Source Listing)/m

function readRpg({path, text}: ScannedFile): FileFacts {
  if (listing.test(text.slice(0, 2000)))
    return {imports: [], declares: [], facts: [], fault: {message: 'a listing, no source: not read'}}
  const isOld = old.test(path) && !/^\s*\*\*FREE\b|^.{5}[Dd] /im.test(text.slice(0, 100_000))
  const source = sourceOf(text, isOld)
  const items = itemsKnown()
  const prototypes = prototypesOf(source)
  readItems(source, prototypes, items)
  const copies = copyFacts(source)
  const sql = sqlFacts({sql: source.sql.map((one) => ({text: withDots(one.text), at: one.line}))})
  for (const {to} of sql.moves) items.open(to.item ?? '')
  const hasCopies = copies.length > 0
  const declared = new Set(source.declarations.flatMap(({kind, name}) => (kind === 'prototype' ? [] : [name])))
  const found: readonly Fact[] = [
    ...callFacts(source, {prototypes, declared, hasCopies, textOf: items.only}),
    ...fileFacts(source),
    ...areaFacts(source),
    ...commandsBySql(source, items.only),
    ...sql.facts.flatMap(({at, ...fact}) => {
      const kept = fact.is === 'sql' && 'reads' in fact ? withoutSystem(fact) : fact
      return kept ? [{...kept, line: at} as Fact] : [] // the line is all that it lacks
    }),
  ]
  const program = isProgram(path, source) ? programFact(path, source, found) : undefined
  const known = items.leadingFrom(program ? itemsNamed(found) : undefined)
  return {
    imports: source.copies.flatMap(({written, line}) =>
      systemSource.test(written) ? [] : [{specifier: written.slice(0, 200), line}],
    ),
    declares: program ? [program.name] : [],
    facts: factsInOrder([
      ...(program ? [program] : []),
      ...copies,
      ...distinct(found),
      ...(Object.keys(known).length > 0 ? [{is: 'items' as const, line: 1, items: known}] : []),
    ]),
    ...faultOf(source),
  }
}

/** `CALL QSYS2.QCMDEXC(:COMMAND)` runs a command by SQL. */
function commandsBySql({sql}: RpgSource, textOf: ItemsKnown['only']): readonly Fact[] {
  return sql.flatMap(({text, line}): readonly Fact[] => {
    const written = /^\s*CALL\s+QSYS2\s*[./]\s*QCMDEXC\s*\(\s*([\s\S]*?)\s*\)\s*$/i.exec(text)?.[1]
    return written === undefined ? [] : commandsRun(written.replace(/^:/, ''), line, {textOf})
  })
}

function distinct(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()]
}

function faultOf({unended, misread}: RpgSource): Pick<FileFacts, 'fault'> {
  if (misread !== undefined && (unended === undefined || misread < unended))
    return {fault: {line: misread, message: 'syntax error: no file with its type in the column for that'}}
  return unended === undefined ? {} : {fault: {line: unended, message: 'syntax error: this statement never ends'}}
}

/** A member of calculations and procedures that begins, returns or opens files is a program; others are copied. */
function isProgram(path: string, {declarations, calculations, hasOptions}: RpgSource): boolean {
  if (included.test(path)) return false
  if (declarations.some(({kind}) => kind === 'procedure')) return true
  if (calculations.length === 0) return false
  return (
    hasOptions ||
    declarations.some(({kind}) => kind === 'file' || kind === 'interface') ||
    calculations.some(
      ({operation, factor1, result}) =>
        operation === 'RETURN' || /^\*ENTRY$/i.test(factor1) || /^\*INLR$/i.test(result) || /^SETON$/.test(operation),
    )
  )
}

const decides = /^(?:IF|ELSEIF|WHEN|WH|DOW|DOU|FOR|CAS)(?:EQ|NE|GT|LT|GE|LE|-EACH)?$/

function programFact(path: string, source: RpgSource, facts: readonly Fact[]): ProgramSeen {
  const {declarations, calculations, codeLines, lines, sql, copies} = source
  const counts = new Map<string, number>()
  const count = (what: string, times = 1): unknown => times > 0 && counts.set(what, (counts.get(what) ?? 0) + times)
  for (const fact of facts) if (fact.is === 'call') count(fact.how)
  count('EXEC SQL', sql.length)
  count('/COPY', copies.length)
  count('F', declarations.filter(({kind}) => kind === 'file').length)
  const exported = declarations.flatMap(({kind, name, keywords}) =>
    kind === 'procedure' && /\bEXPORT\b/i.test(keywords) ? [exportedName(name, keywords)] : [],
  )
  return {
    is: 'program',
    name: memberName(path),
    language: 'RPG',
    line: 1,
    until: Math.max(lines, 1),
    ...(exported.length > 0 && {exports: exported}),
    codeLines,
    decisions: calculations.filter(({operation}) => decides.test(operation)).length,
    statements: Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function exportedName(name: string, keywords: string): string {
  return literalOf(/\bEXPORT\s*\(([^)]*)\)/i.exec(keywords)?.[1]?.trim() ?? '')?.toUpperCase() ?? name
}

function copyFacts({copies, sql}: RpgSource): readonly CopySeen[] {
  const taken = copies.flatMap(({written, line}) => {
    const copied = systemSource.test(written) ? undefined : copiedMember(written)
    return copied ? [{is: 'copy' as const, member: copied.member, line}] : []
  })
  const bySql = sql.flatMap(({text, line}) => {
    const member = /^\s*INCLUDE\s+['"]?([\w$#@]+)/i.exec(text)?.[1]?.toUpperCase()
    return member && !/^SQL[CD]A$/.test(member) ? [{is: 'copy' as const, member, line}] : []
  })
  return [...taken, ...bySql]
}

/** What items hold: their first values, what is assigned to them, and what only a run gives. */
function readItems(source: RpgSource, prototypes: ReadonlyMap<string, Prototype>, items: ItemsKnown): void {
  for (const {kind, name, keywords} of source.declarations) {
    if (kind === 'parameter') items.open(name)
    else if (kind === 'item' || kind === 'structure') {
      const first = literalOf(/\bINZ\s*\(\s*('[^']*(?:''[^']*)*')\s*\)/i.exec(keywords)?.[1] ?? '')
      if (first) items.value(name, first)
    } else if (kind === 'constant') {
      const text = /^\s*(?:CONST\s*\(\s*)?('[^']*(?:''[^']*)*')/i.exec(keywords)?.[1]
      const value = literalOf(text ?? '')
      if (value) items.value(name, value)
    }
  }
  for (const [name, {program, procedure}] of prototypes) {
    const item = prototypeItem + name
    if (procedure !== undefined) items.value(item, boundMark + procedure)
    else if (program?.literal !== undefined) items.value(item, program.literal)
    else if (program?.item !== undefined) {
      items.value(item, dynamicMark + program.item)
      items.move(item, program.item)
    }
  }
  for (const {operation, factor2, result} of source.calculations) {
    if (/^(?:EVAL|EVALR|MOVE|MOVEL|MOVEA)$/.test(operation)) assign(items, plainItem(result), factor2)
    else if (operation === 'PARM' && factor2 === '' && result !== '') items.open(plainItem(result))
    else if (operation === 'PARM' && result !== '') assign(items, plainItem(result), factor2)
    else if (operation === 'CAT' || operation === 'SUBST' || operation === 'XLATE') items.open(plainItem(result))
  }
}

function assign(items: ItemsKnown, name: string, written: string): void {
  if (name === '' || /^\*(?:BLANKS?|ZEROS?|NULL|LOVAL|HIVAL)$/i.test(written.trim())) return
  const value = valueOf(written)
  // What a command calls stands at its beginning, whatever is put together behind that.
  const beginning = value ? undefined : callBeginning.exec(written.trim())?.[1]
  if (beginning !== undefined) items.value(name, beginning)
  if (value?.literal !== undefined) items.value(name, value.literal)
  else if (value?.item !== undefined) items.move(name, value.item)
  else items.open(name)
}

/** Data areas that are read and written by IN and OUT, and those that the system reads and writes by itself. */
function areaFacts({declarations, calculations}: RpgSource): readonly DataAreaUse[] {
  const areas = new Map<string, DataAreaUse['area']>()
  const found: DataAreaUse[] = []
  const add = (name: string, written: string): void => {
    const named = written === '' ? {literal: name} : operandOf(written.replace(/^\*VAR\s*:\s*/i, ''))
    const area = named.literal === undefined && !/^\*VAR/i.test(written) ? {literal: written} : named
    areas.set(name, area.literal === undefined ? area : {literal: objectName(area.literal)})
  }
  for (const {kind, name, keywords, isAutomatic, line} of declarations) {
    const said = /\bDTAARA\b(?:\s*\(([^)]*)\))?/i.exec(keywords)
    if (!said && !(isAutomatic && kind === 'structure' && name !== '')) continue
    add(name, (said?.[1] ?? '').replace(/^\s*\*AUTO\s*:?\s*/i, '').trim())
    const area = areas.get(name)
    if (!isAutomatic || !area || isLocal(area.literal)) continue
    for (const does of ['reads', 'writes'] as const)
      found.push({is: 'data-area', does, operation: 'DTAARA', area, line})
  }
  for (const {operation, factor1, factor2, result, isFree, line} of calculations) {
    if (/^(?:DEFINE|DEFN|\*NAMVAR)$/.test(operation) && /^\*(?:DTAARA|NAMVAR)$/i.test(factor1))
      add((result || factor2).toUpperCase(), factor2)
    if (operation !== 'IN' && operation !== 'OUT') continue
    const names = isFree ? plainWords(factor2).filter((word) => !word.startsWith('*')) : [factor2]
    const all = /\*DTAARA/i.test(factor2) ? [...areas.keys()] : names.map((name) => plainItem(name))
    for (const name of all) {
      const area = areas.get(name) ?? {literal: name}
      if (!isLocal(area.literal) && (area.literal === undefined || /^[A-Z@#$£§À-ÿ][\w@#$£§À-ÿ]*$/.test(area.literal)))
        found.push({is: 'data-area', does: operation === 'IN' ? 'reads' : 'writes', operation, area, line})
    }
  }
  return found
}

/** The area of a job or a group of jobs, which no other job sees. */
function isLocal(name: string | undefined): boolean {
  return name !== undefined && /^\*(?:LDA|GDA|PDA)$/.test(name)
}
