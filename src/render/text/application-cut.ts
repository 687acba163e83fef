import type {ApplicationCut, CutGroup} from '../../model/application-cut.ts'
import {cutBasis, groupCounts} from '../facts/cut-words.ts'
import {counted, figure, figured} from '../facts/words.ts'
import {cleanText, fit, wrap} from './clean.ts'

const width = 80
const mostEdges = 10
const mostApart = 12

interface Names {
  readonly nameOf: (id: string) => string
  readonly placesOf: (evidence: readonly string[]) => readonly string[]
}

/** A suggested cut in 80 columns: the groups with their members, then what is cut, with the places. */
export function renderCut(cut: ApplicationCut, names: Names): string {
  const {groups, apart, throughout, edges} = cut
  return [
    ...wrap(`${names.nameOf(cut.system)} could be cut into ${counted(groups.length, 'group')}`, width),
    ...cutBasis(cut).flatMap((text) => wrap(text, width)),
    ...groups.flatMap((group) => groupLines(cut, group, names)),
    ...list(
      'Used throughout, and set aside',
      throughout.map(({id, users}) => `${names.nameOf(id)} (by ${figure(users)})`),
      Infinity,
    ),
    ...list(
      `Apart: ${figured(apart.length, 'program or job', 'programs and jobs')} in no group, as each would be one alone`,
      apart.map(names.nameOf),
      mostApart,
    ),
    ...(edges.some(({fromGroup}) => fromGroup === 0) ? edgeLines(cut, 0, names) : []),
  ].join('\n')
}

function list(title: string, items: readonly string[], most: number): readonly string[] {
  if (items.length === 0) return []
  const rest = items.length - most
  const text = [...items.slice(0, most), ...(rest > 0 ? [`and ${figure(rest)} more`] : [])].join(', ')
  return ['', ...wrap(title, width), ...wrap(text, width - 2).map((line) => `  ${line}`)]
}

function groupLines(cut: ApplicationCut, group: CutGroup, names: Names): readonly string[] {
  const {number, around, programs, jobs, transactions, stores} = group
  const member = (title: string, ids: readonly string[]): readonly string[] =>
    ids.length === 0
      ? []
      : wrap(ids.map(names.nameOf).join(', '), width - 18).map(
          (line, at) => `  ${fit(at === 0 ? title : '', 14)}  ${line}`,
        )
  return [
    '',
    ...wrap(`Group ${number}, around ${names.nameOf(around)}: ${groupCounts(group)}`, width),
    ...member('programs', programs),
    ...member('jobs', jobs),
    ...member('transactions', transactions),
    ...member('data', stores),
    ...edgeLines(cut, number, names),
  ]
}

/** What leads out of a group, or with 0 out of what is in none; what leads into it stands at the others. */
function edgeLines({edges}: ApplicationCut, number: number, {nameOf, placesOf}: Names): readonly string[] {
  const own = edges.filter(({fromGroup}) => fromGroup === number)
  const lines = own
    .slice(0, mostEdges)
    .flatMap(({from, to, type, toGroup, certainty, evidence}) => [
      `  ${fit(type, 14)}  ${fit(`${nameOf(from)} -> ${nameOf(to)}`, width - 30)} ${(toGroup === 0 ? 'no group' : `group ${toGroup}`).padStart(11)}`,
      `${' '.repeat(18)}${cleanText(placesOf(evidence)[0] ?? 'no place known')}${certainty === 'inferred' ? ', inferred' : ''}`,
    ])
  if (own.length === 0) return ['  nothing leads out of it']
  const rest = own.length - mostEdges
  return [
    `  ${figured(own.length, 'relation')} out of ${number === 0 ? 'them' : 'it'}`,
    ...lines,
    ...(rest > 0 ? [`  and ${figure(rest)} more: --json lists them all`] : []),
  ]
}
