import {joined, parentOf} from '../../resolve-imports.ts'
import type {ScannedFile} from '../language-scanner.ts'

/** A line `Key=value` of a project or a group. */
export interface ProjectLine {
  readonly key: string
  readonly value: string
  /** One-based. */
  readonly line: number
}

const mostLines = 20_000
const longestLine = 2000
const sources = /^(?:module|class|form|usercontrol|propertypage|designer|userdocument)$/

export function isProject(path: string): boolean {
  return /\.vbp$/i.test(path)
}

/** The settings of a project before its first section, which other tools write. */
export function projectLines(text: string): readonly ProjectLine[] {
  const found: ProjectLine[] = []
  for (const [index, line] of text.split('\n', mostLines).entries()) {
    if (/^\s*\[/.test(line)) break
    const [, key, value = ''] = /^\s*(\w{1,50})\s*=\s*(.*?)\s*$/.exec(line.slice(0, longestLine)) ?? []
    if (key) found.push({key: key.toLowerCase(), value, line: index + 1})
  }
  return found
}

/** The files of the tree that a project is built from; paths in it are from its own folder. */
export function filesOfProject({path, text}: ScannedFile): readonly {readonly path: string; readonly line: number}[] {
  return projectLines(text).flatMap(({key, value, line}) => {
    if (!sources.test(key)) return []
    const written = value.includes(';') ? value.slice(value.indexOf(';') + 1) : value
    return [{path: pathFrom(path, written), line}]
  })
}

/** A path that a project names, from the top of the tree. */
export function pathFrom(project: string, written: string): string {
  const plain = written.trim().replace(/^"|"$/g, '').replaceAll('\\', '/')
  return /^(?:[a-z]:|\/)/i.test(plain) ? plain : joined(parentOf(project), plain)
}
