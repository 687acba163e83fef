import {readdirSync, statSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {SourceError} from '../../../errors.ts'
import {membersOf} from '../languages/members.ts'
import {readSource} from '../walk-tree.ts'
import {type FileLayouts, type LayoutFile, recordLayouts} from './record-layouts.ts'

/**
 * The layouts of the records of a file; members are looked for in these folders, or else in its own and in those beside
 * it. Errors: a SourceError where a file or folder cannot be read.
 */
export function readLayouts(path: string, folders: readonly string[] | undefined): FileLayouts {
  const file = textOf(path)
  if (!file) throw unreadable(path)
  const paths = (folders ?? foldersAround(path)).flatMap((folder) => filesIn(folder, folders !== undefined))
  const find = membersOf(paths)
  const known = new Map<string, LayoutFile | undefined>()
  return recordLayouts(file, (member, from) => {
    const found = find(member, from)
    if (found === undefined) return undefined
    if (!known.has(found)) known.set(found, textOf(found))
    return known.get(found)
  })
}

function foldersAround(path: string): readonly string[] {
  const own = dirname(path)
  const above = dirname(own)
  const beside = readdirSync(above, {withFileTypes: true}).flatMap((entry) =>
    entry.isDirectory() && /cpy|copy|incl|dcl/i.test(entry.name) ? [join(above, entry.name)] : [],
  )
  return [...new Set([own, ...beside])]
}

function filesIn(folder: string, isAsked: boolean): readonly string[] {
  try {
    return readdirSync(folder, {withFileTypes: true}).flatMap((entry) =>
      entry.isFile() && !/\.(?:cbl|cob|cobol|pco)$/i.test(entry.name) ? [join(folder, entry.name)] : [],
    )
  } catch {
    if (isAsked) throw unreadable(folder)
    return []
  }
}

function textOf(path: string): LayoutFile | undefined {
  try {
    if (!statSync(path).isFile()) return undefined
    const file = readSource(dirname(path), basename(path), {
      leftOut: new Map(),
      setAside: new Map(),
      tooLarge: [],
      problems: [],
    })
    return file && {path, text: file.text}
  } catch {
    return undefined
  }
}

function unreadable(path: string): SourceError {
  return new SourceError('no-such-file', `${path} cannot be read.`, {
    hint: 'Name a file of COBOL, and folders that are there.',
  })
}
