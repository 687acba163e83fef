import type {ApplicationCut, CutGroup} from '../../model/application-cut.ts'
import {counted, figure, figured, listed} from './words.ts'

/** `12 programs, 4 jobs and 6 stores`. */
export function groupCounts({programs, jobs, transactions, stores}: CutGroup): string {
  const said = [
    [programs.length, 'program', 'programs'],
    [jobs.length, 'job', 'jobs'],
    [transactions.length, 'transaction', 'transactions'],
    [stores.length, 'store of data', 'stores of data'],
  ] as const
  return listed(said.flatMap(([count, one, many]) => (count > 0 ? [figured(count, one, many)] : [])))
}

/** What a cut rests on, and what it cannot know. */
export function cutBasis({within, edges, openCalls, programsWithOpenCalls}: ApplicationCut): readonly string[] {
  const inferred = edges.filter(({certainty}) => certainty === 'inferred').length
  return [
    `Based on the calls, transactions, tables, datasets and queues that were seen, each relation counting once: ${figure(within)} lie within a group, ${figure(edges.length)} are cut${inferred > 0 ? `, ${figure(inferred)} of them inferred` : ''}. Copybooks in common, and libraries that programs are loaded from, count for nothing.`,
    openCalls === 0
      ? 'No call by a name that only a run decides was seen.'
      : `Not seen: where ${counted(openCalls, 'call')} of ${counted(programsWithOpenCalls, 'program')} may lead whose names a run decides, wholly or in part.`,
    'Nor seen is what is not in the trees that were scanned, and what the data mean: a suggestion to begin with.',
  ]
}

/** The group of a number, in words; 0 is none. */
export function groupName(cut: ApplicationCut, number: number, id: string, nameOf: (id: string) => string): string {
  const group = cut.groups.find((one) => one.number === number)
  if (group) return `${number} ${nameOf(group.around)}`
  return cut.throughout.some((one) => one.id === id) ? 'used throughout' : 'apart'
}
