import {parse, TomlError} from 'smol-toml'
import {load, YAMLException} from 'js-yaml'
import type {SourceFile} from '../walk-tree.ts'
import {asRecord} from './json-text.ts'
import {type Tell, unread} from './manifest-kind.ts'

/** Lines without their ends, `\r\n` too, and without a byte order mark. */
export function linesOf({text}: SourceFile): readonly string[] {
  return text.replace(/^\ufeff/, '').split(/\r?\n/)
}

/** The lines of a file; undefined, and told, where two versions of it stand in one another after a merge. */
export function soundLines(file: SourceFile, tell: Tell): readonly string[] | undefined {
  const lines = linesOf(file)
  const at = lines.findIndex((line) => /^(<{7}|>{7})( |$)/.test(line))
  if (at < 0) return lines
  tell(file, 'it holds the marks of a merge that nobody finished', {...unread, line: at + 1})
  return undefined
}

/** The table that a TOML file holds; one that is not sound is told with its line, and gives undefined. */
export function readToml(file: SourceFile, tell: Tell): Record<string, unknown> | undefined {
  const lines = soundLines(file, tell)
  if (!lines) return undefined
  try {
    return asRecord(parse(lines.join('\n'), {maxDepth: 100, integersAsBigInt: 'asNeeded'}))
  } catch (error) {
    // The error's own message quotes the file.
    tell(file, 'this is no sound TOML', {...unread, ...(error instanceof TomlError && {line: error.line})})
    return undefined
  }
}

/** The mapping that a YAML file holds; one that is not sound is told with its line, and gives undefined. */
export function readYaml(file: SourceFile, tell: Tell): Record<string, unknown> | undefined {
  const lines = soundLines(file, tell)
  if (!lines) return undefined
  try {
    return asRecord(load(lines.join('\n')))
  } catch (error) {
    const line = error instanceof YAMLException ? error.mark?.line : undefined
    tell(file, 'this is no sound YAML', {...unread, ...(line !== undefined && {line: line + 1})})
    return undefined
  }
}
