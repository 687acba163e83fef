import type {CoverageNote} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {roleFound} from './languages.ts'
import {type FileSeen, printable} from './walk-tree.ts'

/** By their names, in place of a folder. */
const byName = ''
const mostOfMessage = 230

interface Kind {
  readonly what: string
  /** What is said of so many. */
  readonly words: (count: number) => string
}

const tell = (count: number): string => (count === 1 ? 'tells' : 'tell')
const files = (count: number): string => (count === 1 ? 'file is' : 'files are')

const roles: Readonly<Record<'test' | 'example' | 'doubtful', Kind>> = {
  test: {what: 'tests', words: (count) => `${files(count)} taken for tests, and ${tell(count)} nothing of production`},
  example: {
    what: 'examples',
    words: (count) => `${files(count)} taken for examples or documentation, and ${tell(count)} nothing of production`,
  },
  doubtful: {
    what: 'names like those of tests or examples',
    words: (count) =>
      `${files(count)} taken for production, though a folder is called as those of tests or examples are: exclude it if it is one`,
  },
}

const unread: readonly (Kind & {readonly why: string; readonly isFolder: boolean})[] = [
  {
    why: 'vendored',
    isFolder: true,
    what: 'others’ code',
    words: (count) =>
      `${count === 1 ? 'folder' : 'folders'} of others’ code: not looked into, so their files are not counted`,
  },
  {
    why: 'generated',
    isFolder: true,
    what: 'generated folders',
    words: (count) =>
      `${count === 1 ? 'folder' : 'folders'} of what builds write: not looked into, so their files are not counted`,
  },
  {why: 'generated', isFolder: false, what: 'generated files', words: (count) => `generated ${files(count)} not read`},
  {why: 'minified', isFolder: false, what: 'minified files', words: (count) => `minified ${files(count)} not read`},
]

/** Which files of a tree do not count as production or are not read, and which folders tell it. */
export function setAsideNotes(
  seen: readonly Pick<FileSeen, 'path'>[],
  leftOutAt: ReadonlyMap<string, number>,
): readonly CoverageNote[] {
  const told = {
    test: new Map<string, number>(),
    example: new Map<string, number>(),
    doubtful: new Map<string, number>(),
  }
  for (const {path} of seen) {
    const {role, folder = byName, doubtful} = roleFound(path)
    if (role !== 'production') add(told[role], folder, 1)
    else if (doubtful !== undefined) add(told.doubtful, doubtful, 1)
  }
  return [
    ...(['test', 'example', 'doubtful'] as const).flatMap((role) => noteOf(roles[role], told[role])),
    ...unread.flatMap((kind) => {
      const own = [...leftOutAt].flatMap(([key, count]) => {
        const [why, at] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)]
        return why === kind.why && !at.endsWith('/') === kind.isFolder ? [[at.replace(/\/$/, ''), count] as const] : []
      })
      return noteOf(kind, new Map(own), kind.isFolder)
    }),
  ]
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

function noteOf({what, words}: Kind, folders: ReadonlyMap<string, number>, isFolder = false): readonly CoverageNote[] {
  const count = [...folders.values()].reduce((sum, one) => sum + one, 0)
  if (count === 0) return []
  const largest = [...folders].toSorted(([a, m], [b, n]) => n - m || compareText(a, b))
  const said = `${count} ${words(count)}`
  return [
    {code: 'set-aside', what, count, message: `${said} (${listed(largest, mostOfMessage - said.length, isFolder)})`},
  ]
}

/** As many as a report has room for, those with the most files first. */
function listed(
  folders: readonly (readonly [folder: string, count: number])[],
  room: number,
  isFolder: boolean,
): string {
  const shown: string[] = []
  for (const [folder, count] of folders) {
    const name = folder === byName ? 'by their names' : printable(folder).slice(-80)
    const text = isFolder ? name : `${name}: ${count}`
    if (shown.length > 0 && [...shown, text].join(', ').length > room) break
    shown.push(text)
  }
  const others = folders.length - shown.length
  return [...shown, ...(others > 0 ? [`and ${others} more ${others === 1 ? 'folder' : 'folders'}`] : [])].join(', ')
}
