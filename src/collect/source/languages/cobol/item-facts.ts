import type {Fact} from '../fact.ts'
import type {Named} from '../mainframe-fact.ts'
import {type ItemStatements, itemsOf} from './followed-items.ts'

/** What is known of the items that the facts name; of a copybook, of all. */
export function itemFacts(statements: ItemStatements, placed: readonly Fact[], isProgram: boolean): readonly Fact[] {
  const wanted = placed.flatMap((fact) =>
    Object.values(fact).flatMap((part: unknown) => (isNamed(part) && part.item !== undefined ? [part.item] : [])),
  )
  if (isProgram && wanted.length === 0) return []
  const {items, receives} = itemsOf(statements, isProgram ? [...new Set(wanted)] : undefined)
  if (Object.keys(items).length === 0) return []
  return [{is: 'items', line: 1, items, ...(receives && {receives})}]
}

/** Names as they are at a place, where the MOVE is sure that set them; the item that was named is not followed then. */
export function withSources<T extends object>(fact: T, at: number, sourceAt: (named: Named, at: number) => Named): T {
  let found = fact
  for (const [key, part] of Object.entries(fact)) {
    const known = isNamed(part) ? sourceAt(part, at) : part
    if (known !== part) found = {...found, [key]: known}
  }
  return found // names stand where names stood
}

function isNamed(part: unknown): part is Named {
  return typeof part === 'object' && part !== null && 'item' in part
}
