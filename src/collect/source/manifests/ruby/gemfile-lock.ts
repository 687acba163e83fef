import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {type LockedPackage, type LockGraph, tellCut} from '../lock-graph.ts'
import type {Tell} from '../manifest-kind.ts'
import {repositoryPackage} from '../repository-package.ts'
import {soundLines} from '../sound-text.ts'

export interface GemfileLock extends LockGraph {
  /** The Ruby that it was made with, where it says so. */
  readonly ruby?: {readonly version: string; readonly line: number}
}

interface Section {
  readonly kind: string
  remote?: string
  revision?: string
}

interface Entry extends LockedPackage {
  readonly needs: {readonly key: string}[]
}

/** Gemfile.lock: gems by their names, each with what it needs; of several platforms of a gem the first. */
export function gemfileLock(file: SourceFile, tell: Tell): GemfileLock | undefined {
  const lines = soundLines(file, tell)
  if (!lines) return undefined
  const packages = new Map<string, Entry>()
  const home = parentOf(file.path)
  let section: Section = {kind: ''}
  let entry: Entry | undefined
  let ruby: GemfileLock['ruby']
  for (const [at, line] of lines.entries()) {
    const [, indent = '', text = ''] = /^( *)(\S.*)?$/.exec(line) ?? []
    if (indent === '' && text) section = {kind: text}
    else if (indent.length === 2 && section.kind !== 'PLATFORMS') {
      const [, key, value] = /^(remote|revision): (.*)$/.exec(text) ?? []
      if (key === 'remote' || key === 'revision') section[key] = value ?? ''
    } else if (indent.length === 4) {
      entry = entryOf(text, section, home, at + 1)
      if (entry && !packages.has(entry.name)) packages.set(entry.name, entry)
      else entry = undefined
    } else if (indent.length === 6) {
      const name = /^([\w.-]+)/.exec(text)?.[1]
      // Bundler itself needs no entry.
      if (name && name !== 'bundler') entry?.needs.push({key: name})
    }
    const version = section.kind === 'RUBY VERSION' ? /^\s+ruby (\d+(?:\.\d+)*)/.exec(line)?.[1] : undefined
    if (version) ruby = {version, line: at + 1}
  }
  if (!lines.includes('DEPENDENCIES')) tellCut(file, 'it has no list of DEPENDENCIES', lines.length, tell)
  return {file, packages, ...(ruby && {ruby})}
}

function entryOf(text: string, {kind, remote = '', revision}: Section, home: string, line: number): Entry | undefined {
  const [, name, version] = /^([\w.-]+) \((\d[\w.]*)(?:-[\w.-]+)?\)$/.exec(text) ?? []
  if (!name || !version) return undefined
  const entry = {type: 'gem' as const, name, version, needs: [], line}
  if (kind === 'PATH') return {...entry, folder: joined(home, remote)}
  return kind === 'GIT' ? {...entry, ...repositoryPackage(remote, revision), needs: []} : entry
}
