import {JSONParser} from '@streamparser/json'
import type {SourceFile} from '../walk-tree.ts'
import {type Tell, unread} from './manifest-kind.ts'

/** The object that a JSON file holds; one that is no sound JSON is told with its line, and gives undefined. */
export function readJson(file: SourceFile, tell: Tell): Record<string, unknown> | undefined {
  const text = file.text.replace(/^\ufeff/, '')
  try {
    return asRecord(JSON.parse(text))
  } catch {
    // The error's own message quotes the file.
    tell(file, 'this is no sound JSON', {...unread, line: faultyLine(text)})
    return undefined
  }
}

/** The first line that cannot follow those above it; the last that holds anything where the text is cut short. */
export function faultyLine(text: string): number {
  const parser = new JSONParser({keepStack: false})
  parser.onValue = () => undefined
  const lines = text.trimEnd().split('\n')
  for (const [at, line] of lines.entries())
    try {
      parser.write(`${line}\n`)
    } catch {
      return at + 1
    }
  return lines.length
}

/** The value where it is an object, else an empty one. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {} // any object has string keys
}

/** The line on which a text first stands; 1 where it does not. */
export function lineOf(text: string, needle: string): number {
  const at = text.indexOf(needle)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}
