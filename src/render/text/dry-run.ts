import type {DryRun, WouldRead} from '../../model/dry-run.ts'
import type {LoadPreview} from '../../model/graph-answers.ts'
import {changesLine} from './loaded.ts'
import {cleanText, fit, wrap} from './clean.ts'

const mostListed = 200

/** What a command would do, in at most 80 columns but for paths, which stand whole. */
export function renderDryRun({reads, stages, writes, graph, notes}: DryRun): string {
  return [
    'Dry run: nothing was written.',
    ...part('Would read', reads, ({path, ...what}) => [`  ${cleanText(path)}`, ...indented(readNote(what), 4)]),
    ...part('Stages', stages, ({stage, does, why}) => stageLines(stage, does, why)),
    ...part('Would write', writes, ({path, how, files}) => [
      `  ${cleanText(path)}`,
      ...indented(files === undefined ? how : `${counted(files, 'file')}, ${how}`, 4),
    ]),
    ...(graph ? graphLines(graph) : []),
    ...(writes.length === 0 && !graph ? ['', 'Would write nothing.'] : []),
    ...(notes.length > 0 ? ['', ...notes.flatMap((note) => wrap(note, 80))] : []),
  ].join('\n')
}

function graphLines({nodes, edges, added, removed, kept}: LoadPreview): readonly string[] {
  const ids = (title: string, list: readonly string[]) => part(title, list, (id) => [`  ${cleanText(id)}`])
  return [
    ...['', 'Graph', changesLine('nodes', nodes), changesLine('relations', edges)],
    ...ids('Would come', added),
    ...ids('Would go', removed),
    ...ids('Would stay unseen', kept),
  ]
}

function part<T>(title: string, items: readonly T[], lines: (item: T) => readonly string[]): readonly string[] {
  if (items.length === 0) return []
  const more = items.length - mostListed
  return [
    '',
    title,
    ...items.slice(0, mostListed).flatMap(lines),
    ...(more > 0 ? [`  and ${more.toLocaleString('en-GB')} more: --json gives them all`] : []),
  ]
}

function stageLines(stage: string, does: string, why: string): readonly string[] {
  const [first = '', ...rest] = wrap(why, 80 - 28)
  return [`  ${fit(stage, 16)}  ${fit(does, 8)}${first}`, ...rest.map((line) => ' '.repeat(28) + line)]
}

function readNote({what, bytes, files, otherKinds, leftOut = {}, note}: Omit<WouldRead, 'path'>): string {
  const out = Object.entries(leftOut).map(([why, count]) => `${count.toLocaleString('en-GB')} ${why}`)
  return [
    what,
    ...(files === undefined ? [] : [`${counted(files, 'file')} to read`]),
    ...(bytes === undefined ? [] : [counted(bytes, 'byte')]),
    ...(otherKinds ? [`${otherKinds.toLocaleString('en-GB')} of other kinds counted`] : []),
    ...(out.length > 0 ? [`left out: ${out.join(', ')}`] : []),
    ...(note ? [note] : []),
  ].join('; ')
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en-GB')} ${one}${count === 1 ? '' : 's'}`
}

function indented(text: string, by: number): readonly string[] {
  return wrap(text, 80 - by).map((line) => ' '.repeat(by) + line)
}
