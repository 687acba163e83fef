import type {Certainty} from '../../model/relation-types.ts'
import {cleanLabel, quotedLabel} from './labels.ts'

/** A node of a flowchart by its own key: its name, below it what it is; the one in the middle has a thick border. */
export function nodeLine(key: string, name: string, below: string, isAround = false): string {
  const what = cleanLabel(below, 'thing')
  const lines = [...brokenName(cleanLabel(name, what)), what].map(quotedLabel)
  return `  ${key}["${lines.join('\\n')}"]${isAround ? ':::around' : ''}`
}

const longestLine = 18

/** A long name without blanks, as that of a dataset, in lines that end behind its points and dashes. */
function brokenName(name: string): readonly string[] {
  if (name.length <= longestLine || name.includes(' ')) return [name]
  const lines = ['']
  for (const part of name.split(/(?<=[./_-])/)) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + part.length > longestLine) lines.push(part)
    else lines[lines.length - 1] = line + part
  }
  return lines
}

/** A line between two nodes; dashed where it is inferred. Its words are ours, or cleaned. */
export function edgeLine(from: string, to: string, words: string, certainty: Certainty): string {
  return `  ${from} ${certainty === 'inferred' ? '-.->' : '-->'}|${words}| ${to}`
}

/** What a flowchart of things begins with, behind its directive. */
export const aroundClass = '  classDef around stroke-width:3px'
