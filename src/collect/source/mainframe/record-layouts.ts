import {replacedName} from '../languages/cobol/copies.ts'
import type {DataItem} from '../languages/cobol/data-items.ts'
import {layoutsOf, type RecordLayout} from '../languages/cobol/layout.ts'
import {codeOf} from '../languages/cobol/source-format.ts'
import {withReplacements} from '../languages/cobol/replace.ts'
import {statementsOf} from '../languages/cobol/statements.ts'
import {tokensOf} from '../languages/cobol/tokens.ts'
import {memberName} from '../languages/members.ts'
import type {Replacing} from '../languages/mainframe-fact.ts'

export interface LayoutFile {
  readonly path: string
  readonly text: string
}

export interface FileLayouts {
  readonly records: readonly RecordLayout[]
  /** Members that were asked for and not found: what they hold is not there, and offsets behind it are too low. */
  readonly missing: readonly string[]
}

const deepest = 12
const mostItems = 200_000

/**
 * The records that a program or copybook of COBOL declares, with offsets and lengths in bytes by the rules of IBM's
 * compilers; what it copies is put in. `find` gives the file of a member.
 */
export function recordLayouts(
  file: LayoutFile,
  find: (member: string, from: string) => LayoutFile | undefined,
): FileLayouts {
  const missing = new Set<string>()
  const items = itemsOf(file, find, missing, [file.path])
  return {records: layoutsOf(withRecord(items, memberName(file.path))), missing: [...missing].toSorted()}
}

/** Items with those of copied members at their places. */
function itemsOf(
  {path, text}: LayoutFile,
  find: (member: string, from: string) => LayoutFile | undefined,
  missing: Set<string>,
  met: readonly string[],
): readonly DataItem[] {
  const statements = statementsOf(withReplacements(tokensOf(codeOf(text)).tokens).tokens)
  const found: {readonly at: number; readonly items: readonly DataItem[]}[] = statements.items.map((item) => ({
    at: item.at,
    items: [item],
  }))
  for (const {member, replacing, at, section} of statements.copies) {
    const isData = section !== 'other' || statements.programs.length === 0
    const copied = isData ? find(member, path) : undefined
    if (isData && !copied) missing.add(member)
    if (!copied || met.includes(copied.path) || met.length > deepest) continue
    found.push({
      at,
      items: itemsOf(copied, find, missing, [...met, copied.path]).map((item) => renamed(item, replacing)),
    })
  }
  return found
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({items}) => items)
    .slice(0, mostItems)
}

function renamed(item: DataItem, replacing: readonly Replacing[]): DataItem {
  if (replacing.length === 0) return item
  const {name, redefines, dependingOn} = item
  return {
    ...item,
    name: replacedName(name, replacing),
    ...(redefines !== undefined && {redefines: replacedName(redefines, replacing)}),
    ...(dependingOn !== undefined && {dependingOn: replacedName(dependingOn, replacing)}),
  }
}

/** A copybook that begins below a record is laid out as if it were one, with its own name. */
function withRecord(items: readonly DataItem[], name: string): readonly DataItem[] {
  const [first] = items
  if (!first || first.level === 1 || first.level === 77) return items
  return [
    {level: 1, name, section: 'other', at: 0},
    ...items.map((item) => (item.level === 1 ? {...item, level: 2} : item)),
  ]
}
