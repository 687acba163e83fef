import type {ExplainedPart} from '../../model/explanation.ts'
import {cleanText, fit, wrap} from './clean.ts'

const mostShown = 5
const whatWidth = 14
const indent = ' '.repeat(whatWidth + 4)
const textWidth = 80 - indent.length

/** What belongs to a system, and which source or rule says so, in 80 columns. */
export function partLines(parts: readonly ExplainedPart[], all: boolean): readonly string[] {
  if (parts.length === 0) return []
  const shown = all ? parts : parts.slice(0, mostShown)
  const rest = parts.length - shown.length
  return [
    '',
    `Made of ${parts.length} ${parts.length === 1 ? 'part' : 'parts'}`,
    ...shown.flatMap(({what, name, how, places}) => [
      `  ${fit(what, whatWidth)}  ${fit(name, textWidth).trimEnd()}`,
      ...(how === undefined ? [] : wrap(how, textWidth).map((line) => indent + line)),
      ...places.slice(0, all ? undefined : 1).map((place) => indent + cleanText(place)),
    ]),
    ...(rest > 0 ? [`  and ${rest} more: --all lists them`] : []),
  ]
}
