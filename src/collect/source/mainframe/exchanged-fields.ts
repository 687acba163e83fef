import {replacedName} from '../languages/cobol/copies.ts'
import type {DataItem} from '../languages/cobol/data-items.ts'
import {codeOf} from '../languages/cobol/source-format.ts'
import {statementsOf} from '../languages/cobol/statements.ts'
import {type Token, tokensOf} from '../languages/cobol/tokens.ts'
import {memberName} from '../languages/members.ts'
import type {TreeScan} from '../scan-tree.ts'
import {datasetUses, localDataset, programsOfStep} from './dataset-uses.ts'
import type {StepExpanded, TreePlace} from './expanded-job.ts'
import type {MainframeParts, ProgramPart} from './mainframe-parts.ts'

type Scan = Pick<TreeScan, 'imports' | 'textOf'>
interface FileOfProgram {
  readonly part: ProgramPart
  readonly file: string
}

/**
 * Where jobs send datasets to other machines, or fetch them, whose records hold packed or binary numbers: the statement
 * and its DD, and the fields. The records are those that a program of the tree declares for the dataset, or for one that
 * a utility copies from or to it as it is; of a dataset whose records nothing shows, nothing is told.
 */
export function packedInExchanges(parts: MainframeParts, scan: Scan): readonly TreePlace[] {
  const exchanges = parts.jobs.flatMap(({steps}) => steps.flatMap(exchangesOf))
  if (exchanges.length === 0) return []
  const {users, copies} = usesOf(parts)
  const known = new Map<string, readonly TreePlace[]>()
  const fieldsOf = (file: FileOfProgram): readonly TreePlace[] => {
    const key = `${file.part.path} ${file.file}`
    const found = known.get(key) ?? packedFields(file, scan)
    known.set(key, found)
    return found
  }
  return exchanges.flatMap(({dataset, places}) => {
    const fields = withCopies(dataset, copies).flatMap((one) => (users.get(one) ?? []).flatMap(fieldsOf))
    return fields.length > 0 ? [...places, ...fields] : []
  })
}

function exchangesOf(step: StepExpanded): readonly {readonly dataset: string; readonly places: readonly TreePlace[]}[] {
  return step.controls.flatMap(({control, place}) => {
    if (control.does !== 'sends' && control.does !== 'fetches') return []
    const dataset = localDataset(control.local, step)
    if (dataset === undefined) return []
    const dds = step.dds.filter((dd) => dd.dataset?.name === dataset).flatMap((dd) => dd.places.slice(-1))
    return [{dataset, places: [place, ...dds]}]
  })
}

/** Utilities that leave records as they are. */
const copiers = /^(?:IEBGENER|ICEGENER|IDCAMS)$/

function usesOf({jobs, ...parts}: MainframeParts) {
  const users = new Map<string, FileOfProgram[]>()
  const copies = new Map<string, Set<string>>()
  const link = (from: string, to: string): void => {
    copies.set(from, (copies.get(from) ?? new Set()).add(to))
    copies.set(to, (copies.get(to) ?? new Set()).add(from))
  }
  for (const {steps} of jobs)
    for (const step of steps) {
      const uses = datasetUses(step, programsOfStep(step, {jobs, ...parts}), () => false)
      for (const {dataset, by} of uses)
        if (by) users.set(dataset, [...(users.get(dataset) ?? []), {part: by.part, file: by.file.file}])
      if (!copiers.test(step.program ?? '')) continue
      const copied = uses.filter(({how}) => /^(?:REPRO\b|DD SYSUT[12]$)/.test(how))
      const [read, written] = [
        copied.filter(({does}) => does === 'reads'),
        copied.filter(({does}) => does === 'writes'),
      ]
      // Of several copies in one step nothing tells which goes where.
      if (read.length === 1 && written.length === 1) link(read[0]?.dataset ?? '', written[0]?.dataset ?? '')
    }
  return {users, copies}
}

const mostCopies = 50

function withCopies(dataset: string, copies: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const found = new Set([dataset])
  for (const one of found) for (const other of copies.get(one) ?? []) if (found.size < mostCopies) found.add(other)
  return [...found]
}

/** A description with its place in the tree, and in the program that takes it in. */
interface Placed {
  readonly item: DataItem
  readonly path: string
  readonly line: number
  readonly at: number
}

const deepest = 12

/** The packed and binary fields of the records of a file, in its own description and in the items that it goes through. */
function packedFields({part, file}: FileOfProgram, scan: Scan): readonly TreePlace[] {
  const text = scan.textOf(part.path)
  if (text === undefined) return []
  const {tokens} = tokensOf(codeOf(text))
  const items = itemsOf(part.path, text, scan, [part.path])
  const [from, to] = describedAt(tokens, file)
  const described = from === undefined ? [] : items.filter(({at}) => at > from && at < to)
  const records = new Set(described.flatMap(({item}) => (item.level === 1 ? [item.name] : [])))
  const through = itemsThrough(tokens, file, records).flatMap((name) => groupOf(items, name))
  return packed([...described, ...through])
}

/** Where the FD of a file begins and ends. */
function describedAt(tokens: readonly Token[], file: string): readonly [from: number | undefined, to: number] {
  const start = tokens.findIndex(
    ({kind, text}, index) => kind === 'word' && /^[FS]D$/.test(text) && tokens[index + 1]?.text === file,
  )
  if (start < 0) return [undefined, 0]
  const end = tokens
    .slice(start + 2)
    .find(({kind, text}) => kind === 'word' && /^(?:FD|SD|WORKING-STORAGE|LOCAL-STORAGE|LINKAGE|PROCEDURE)$/.test(text))
  return [tokens[start]?.at ?? 0, end?.at ?? Infinity]
}

/** `READ file INTO item`, `WRITE record FROM item`. */
function itemsThrough(tokens: readonly Token[], file: string, records: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>()
  for (const [index, {kind, text}] of tokens.entries()) {
    if (kind !== 'word' || !/^(?:READ|RETURN|WRITE|REWRITE|RELEASE)$/.test(text)) continue
    const isRead = text.startsWith('RE') && !/^RE(?:WRITE|LEASE)$/.test(text)
    const named = tokens[index + 1]?.text ?? ''
    if (isRead ? named !== file : !records.has(named)) continue
    const behind = tokens.slice(index + 2, index + 8)
    const at = behind.findIndex((token) => token.text === (isRead ? 'INTO' : 'FROM'))
    const isOwn = !behind.slice(0, Math.max(at, 0)).some((token) => token.text === '.' || ends.has(token.text))
    const item = behind[at + 1]
    if (at >= 0 && isOwn && item?.kind === 'word') found.add(item.text)
  }
  return [...found]
}

const ends = new Set(['AT', 'INVALID', 'READ', 'WRITE', 'MOVE', 'END-READ', 'END-WRITE', 'PERFORM', 'IF'])

/** An item with all that is in it. */
function groupOf(items: readonly Placed[], name: string): readonly Placed[] {
  const start = items.findIndex(({item}) => item.name === name)
  const top = items[start]
  if (!top) return []
  const end = items.findIndex(({item}, index) => index > start && (item.level <= top.item.level || item.level === 77))
  return items.slice(start, end < 0 ? undefined : end)
}

const numbers = /^(?:BINARY(?:-\w+)?|COMP-[1-6X]|PACKED-DECIMAL)$/

function packed(items: readonly Placed[]): readonly TreePlace[] {
  const around: {readonly level: number; readonly usage: string | undefined}[] = []
  return items.flatMap(({item, path, line}) => {
    if (item.level === 88 || item.level === 66) return []
    while ((around.at(-1)?.level ?? 0) >= item.level) around.pop()
    const usage = item.usage ?? around.at(-1)?.usage
    around.push({level: item.level, usage})
    const isField = item.picture !== undefined || /^COMP-[12]$|^BINARY-/.test(item.usage ?? '')
    const isNumber = item.picture === undefined || /^S?[9VP()\d]+$/.test(item.picture)
    return isField && isNumber && numbers.test(usage ?? '') ? [{path, line}] : []
  })
}

/** The descriptions of a file in order, with those of the members that it takes in at their places. */
function itemsOf(path: string, text: string, scan: Scan, met: readonly string[]): readonly Placed[] {
  const code = codeOf(text)
  const statements = statementsOf(tokensOf(code).tokens)
  const own: readonly Placed[] = statements.items.map((item) => ({item, path, line: code.lineAt(item.at), at: item.at}))
  const members = new Map(scan.imports.flatMap(({from, to}) => (from === path ? [[memberName(to), to] as const] : [])))
  const copied = statements.copies.flatMap(({member, replacing, at}) => {
    const to = members.get(member)
    if (to === undefined || met.includes(to) || met.length > deepest) return []
    const inside = scan.textOf(to)
    return inside === undefined
      ? []
      : itemsOf(to, inside, scan, [...met, to]).map((one) => ({
          ...one,
          item: {...one.item, name: replacedName(one.item.name, replacing)},
          at,
        }))
  })
  return [...own, ...copied].toSorted((a, b) => a.at - b.at)
}
