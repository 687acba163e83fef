import {beforeView} from './libraries.ts'
import {behindBrackets, count, type Handler, isMark, type Reading, receiveBehind, viewItem, wordAt} from './reading.ts'

/** `DEFINE WORK FILE 1 'path'`. */
export function workFileAt(reading: Reading, at: number): number {
  const next = wordAt(reading, at + 2) === 'FILE' ? at + 3 : at + 2
  const number = wordAt(reading, next)
  if (number === undefined || !/^\d{1,2}$/.test(number)) return at + 2
  const path = reading.tokens[next + 1]
  const file = workFile(reading, number, at)
  if (path?.kind === 'text') file.path = {literal: path.text.trim()}
  return next + 1
}

function workFile(reading: Reading, number: string, at: number) {
  const own = reading.workFiles.get(number) ?? {line: reading.tokens[at]?.line ?? 1, path: undefined, opens: []}
  reading.workFiles.set(number, own)
  return own
}

/** The number of `READ WORK FILE 1`, if it is one. */
export function workAt(reading: Reading, at: number, mode: 'input' | 'output'): number | undefined {
  if (wordAt(reading, at + 1) !== 'WORK') return undefined
  const next = wordAt(reading, at + 2) === 'FILE' ? at + 3 : at + 2
  const number = wordAt(reading, next)
  if (number === undefined || !/^\d{1,2}$/.test(number)) return at + 2
  workFile(reading, number, at).opens.push({mode, line: reading.tokens[at]?.line ?? 1})
  count(reading, `${mode === 'input' ? 'READ' : 'WRITE'} WORK FILE`)
  if (mode === 'input') receiveBehind(reading, next + 1)
  return next + 1
}

/** The view that a statement names, and the place behind it. */
function viewAt(reading: Reading, start: number): {readonly view: string; readonly next: number} | undefined {
  let at = start
  for (let looked = 0; looked < 12; looked += 1) {
    const word = wordAt(reading, at)
    if (isMark(reading, at, '(')) at = behindBrackets(reading, at)
    else if (word !== undefined && (beforeView.has(word) || /^\d+$/.test(word))) at += 1
    else if (word === undefined || /^[*+#]/.test(word)) return undefined
    else return {view: word.replace(/\.$/, ''), next: at + 1}
  }
  return undefined
}

function use(reading: Reading, view: string, does: 'reads' | 'writes', operation: string, at: number): void {
  count(reading, operation)
  const line = reading.tokens[at]?.line ?? 1
  reading.facts.push({is: 'adabas', does, operation, view: {item: viewItem + view}, line})
}

export function readsAt(operation: string, isLoop: boolean): Handler {
  return (reading, at) => {
    if (operation === 'READ') {
      const work = workAt(reading, at, 'input')
      if (work !== undefined) return work
    }
    const word = wordAt(reading, at + 1)
    if (operation === 'GET' && (word === 'SAME' || word === 'TRANSACTION')) return at + 2
    if (operation === 'READ' && word === 'RESULT') return at + 2
    const found = viewAt(reading, at + 1)
    if (!found) return at + 1
    use(reading, found.view, 'reads', operation, at)
    const before = wordAt(reading, at - 1)
    const label = before?.endsWith('.') ? before.slice(0, -1) : undefined
    reading.loops.push({view: found.view, line: reading.tokens[at]?.line ?? 1, label})
    if (isLoop && word !== 'NUMBER' && word !== 'FIRST' && word !== 'UNIQUE') reading.open.push(found.view)
    return found.next
  }
}

export const closeAt: Handler = (reading, at) => {
  reading.open.pop()
  return at + 1
}

export const storeAt: Handler = (reading, at) => {
  const found = viewAt(reading, at + 1)
  if (!found) return at + 1
  use(reading, found.view, 'writes', 'STORE', at)
  return found.next
}

/** UPDATE and DELETE change what a statement before them has read. */
export function changesAt(operation: 'UPDATE' | 'DELETE'): Handler {
  return (reading, at) => {
    let next = at + 1
    while (/^(?:RECORD|IN|STATEMENT)$/.test(wordAt(reading, next) ?? '')) next += 1
    const word = wordAt(reading, next)
    if (operation === 'DELETE' && word === 'FROM') return tablesAt(reading, next + 1, 'writes', 'DELETE FROM')
    if (operation === 'UPDATE' && word !== undefined && wordAt(reading, next + 1) === 'SET')
      return tablesAt(reading, next, 'writes', 'UPDATE SET')
    const reference = isMark(reading, next, '(') ? wordAt(reading, next + 1)?.replace(/\.$/, '') : undefined
    const view =
      reference === undefined ? (reading.open.at(-1) ?? reading.loops.at(-1)?.view) : viewReferred(reading, reference)
    // One that refers to no statement that is seen changes what nobody can tell.
    use(reading, view ?? `(${reference ?? '?'})`, 'writes', operation, at)
    return reference === undefined ? next : next + 2
  }
}

function viewReferred({loops, numberOf}: Reading, reference: string): string | undefined {
  return loops.findLast(({label, line}) =>
    /^\d{4}$/.test(reference) ? numberOf(line) === Number(reference) : label === reference,
  )?.view
}

/** Tables of SQL are named by their DDMs, with commas between. */
export function tablesAt(reading: Reading, start: number, does: 'reads' | 'writes', operation: string): number {
  let at = start
  for (let tables = 0; tables < 20; tables += 1) {
    const name = wordAt(reading, at)
    if (name === undefined || /^[#+*\d]/.test(name)) return at
    count(reading, operation)
    const line = reading.tokens[start]?.line ?? 1
    reading.facts.push({is: 'adabas', does, operation, view: {literal: name}, line})
    at += 1
    while (
      wordAt(reading, at) !== undefined &&
      !isMark(reading, at, ',') &&
      /^(?:AS|[A-Z]\w{0,2})$/.test(wordAt(reading, at) ?? '')
    )
      at += 1
    const joins = /^(?:LEFT|RIGHT|INNER|OUTER|FULL|JOIN)$/
    if (!isMark(reading, at, ',') && !joins.test(wordAt(reading, at) ?? '')) return at
    while (isMark(reading, at, ',') || joins.test(wordAt(reading, at) ?? '')) at += 1
  }
  return at
}

export const selectAt: Handler = (reading, at) => {
  const {tokens} = reading
  for (let next = at + 1; next < tokens.length && next - at < 600; next += 1) {
    const word = wordAt(reading, next)
    if (word === 'FROM') return tablesAt(reading, next + 1, 'reads', 'SELECT')
    if (word !== undefined && /^(?:END-SELECT|WRITE|DISPLAY|PERFORM|CALLNAT|IF|END)$/.test(word)) return next
  }
  return at + 1
}
