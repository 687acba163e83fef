import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {type LockedPackage, type Need, tellCut} from '../lock-graph.ts'
import type {Tell} from '../manifest-kind.ts'
import {isRepository, repositoryPackage} from '../repository-package.ts'
import {soundLines} from '../sound-text.ts'
import {shortText} from '../written-text.ts'
import {npmName, type NodeLock} from './node-lock.ts'

/** An entry as it stands: fields of its own, and lists of packages with their ranges. */
interface Entry {
  readonly descriptors: readonly string[]
  readonly line: number
  readonly fields: Map<string, string>
  readonly lists: Map<string, Map<string, string>>
}

/** yarn.lock, of yarn 1 and of those after it: both name an entry by what asks for it, `name@range`. */
export function yarnLock(file: SourceFile, tell: Tell): NodeLock | undefined {
  const lines = soundLines(file, tell)
  if (!lines) return undefined
  const entries = entriesOf(lines)
  const cut = entries.find(({fields}) => !fields.has('version'))
  if (cut) tellCut(file, 'an entry has no version', cut.line, tell)
  const keys = new Map(entries.flatMap((entry) => entry.descriptors.map((one) => [one, keyOfEntry(entry)] as const)))
  const named = Map.groupBy(entries, ({descriptors}) => nameIn(descriptors[0] ?? ''))
  const home = parentOf(file.path)
  const keyOf = (name: string, range: string): string | undefined => {
    const found = [`${name}@${range}`, `${name}@npm:${range}`]
      .map((one) => keys.get(one))
      .find((one) => one !== undefined)
    // Where `resolutions` overrules a range, the entry has another.
    const [only, ...others] = named.get(name) ?? []
    return found ?? (only && others.length === 0 ? keyOfEntry(only) : undefined)
  }
  return {
    file,
    packages: new Map(entries.map((entry) => [keyOfEntry(entry), lockedPackage(entry, home, keyOf)])),
    covers: () => true,
    keyOf: (_folder, name, range) => keyOf(name, range),
  }
}

/** What asks for it first: no two entries have that in common. */
function keyOfEntry({descriptors: [first = '']}: Entry): string {
  return first
}

function entriesOf(lines: readonly string[]): readonly Entry[] {
  const entries: Entry[] = []
  let entry: Entry | undefined
  let list: Map<string, string> | undefined
  for (const [at, line] of lines.entries()) {
    const [, indent = '', key = '', value = ''] =
      /^( *)((?:"(?:[^"\\]|\\.)*"|[^\s":]|:(?=\S))+):?(?: (.*))?$/.exec(line) ?? []
    if (/^\S.*:$/.test(line) && !line.startsWith('#')) {
      const descriptors = line
        .slice(0, -1)
        .split(',')
        .map((one) => unquoted(one.trim().replace(/^"?|"?$/g, '')))
      entry = {descriptors, line: at + 1, fields: new Map(), lists: new Map()}
      list = undefined
      if (descriptors[0] !== '__metadata') entries.push(entry)
    } else if (indent.length === 2 && value === '' && entry) {
      list = new Map()
      entry.lists.set(unquoted(key), list)
    } else if (indent.length === 2) {
      list = undefined
      entry?.fields.set(unquoted(key), unquoted(value))
    } else if (indent.length === 4) list?.set(unquoted(key), unquoted(value))
  }
  return entries
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1')
}

/** `@scope/name` of `@scope/name@range`. */
function nameIn(descriptor: string): string {
  return /^(@?[^@]+)@/.exec(descriptor)?.[1] ?? descriptor
}

function lockedPackage(
  {descriptors, line, fields, lists}: Entry,
  home: string,
  keyOf: (name: string, range: string) => string | undefined,
): LockedPackage {
  const asked = descriptors[0] ?? ''
  const range = asked.slice(nameIn(asked).length + 1)
  const resolution = fields.get('resolution') ?? ''
  const folder = /@(?:workspace|portal|link):([^:]*?)(?:::.*)?$/.exec(resolution)?.[1]
  const needs = needsOf(lists, keyOf)
  // After yarn 1 the resolution names the package that an alias stands for; yarn 1 has only the range.
  const real = resolution ? nameIn(resolution) : (/^npm:(@?[^@]+)@/.exec(range)?.[1] ?? nameIn(asked))
  const name = npmName(real) ?? {name: real}
  if (folder !== undefined) return {type: 'npm', ...name, needs: [], folder: joined(home, folder), line}
  const version = fields.get('version')
  const source = [fields.get('resolved') ?? '', resolution.slice(real.length + 1), range].find(isRepository)
  const byHand = /^file:/.test(range)
  return {
    ...name,
    type: byHand ? 'generic' : 'npm',
    ...(version && {version}),
    ...(byHand && {said: {source: shortText(range)}}),
    ...(source && repositoryPackage(source)),
    needs,
    line,
  }
}

function needsOf(lists: Entry['lists'], keyOf: (name: string, range: string) => string | undefined): readonly Need[] {
  const needs = (list: string, scope?: 'optional' | 'peer'): readonly Need[] =>
    [...(lists.get(list) ?? [])].map(([name, range]) => ({
      key: keyOf(name, range) ?? `${name}@${range}`,
      ...(scope && {scope}),
    }))
  // After yarn 1 a list says which of the dependencies are optional.
  const optional = new Set(lists.get('dependenciesMeta')?.keys() ?? [])
  return [
    ...needs('dependencies').map((need) =>
      optional.has(nameIn(need.key)) ? {...need, scope: 'optional' as const} : need,
    ),
    ...needs('optionalDependencies', 'optional'),
    ...needs('peerDependencies', 'peer'),
  ]
}
