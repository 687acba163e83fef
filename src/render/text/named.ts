import type {NodeLabel} from '../../model/graph-answers.ts'
import {fit, wrap} from './clean.ts'

const mostNamed = 12
const longestName = 40

/** How many things, and the names of the first of them, in lines of 80 columns. */
export function namedLines(things: readonly NodeLabel[]): readonly string[] {
  const rest = things.length - mostNamed
  const names = things
    .slice(0, mostNamed)
    .map(({name}) => fit(name, longestName).trimEnd())
    .join(', ')
  const before = `${things.length.toLocaleString('en-GB').padStart(7)}  `
  const text = rest > 0 ? `${names} and ${rest.toLocaleString('en-GB')} more` : names
  return wrap(text, 80 - before.length).map((line, at) => (at === 0 ? before : ' '.repeat(before.length)) + line)
}
