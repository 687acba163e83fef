import type {Certainty} from '../../model/relation-types.ts'
import {cleanLabel, quotedLabel} from './labels.ts'

/** A node of a flowchart by its own key: its name, below it what it is; the one in the middle has a thick border. */
export function nodeLine(key: string, name: string, below: string, isAround = false): string {
  const what = cleanLabel(below, 'thing')
  return `  ${key}["${quotedLabel(cleanLabel(name, what))}\\n${quotedLabel(what)}"]${isAround ? ':::around' : ''}`
}

/** A line between two nodes; dashed where it is inferred. Its words are ours, or cleaned. */
export function edgeLine(from: string, to: string, words: string, certainty: Certainty): string {
  return `  ${from} ${certainty === 'inferred' ? '-.->' : '-->'}|${words}| ${to}`
}

/** What a flowchart of things begins with, behind its directive. */
export const aroundClass = '  classDef around stroke-width:3px'
