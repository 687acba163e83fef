import type {CoverageNote} from '../../../model/inventory.ts'
import type {Modules} from '../describe-modules.ts'
import {roleOf} from '../languages.ts'
import type {SourceRecords} from '../source-records.ts'
import {describeOrphan} from './describe-copybook.ts'
import {describeDefinitions} from './describe-definitions.ts'
import {describeDds, describeOverrides} from './describe-ibm-i.ts'
import {describeJobs} from './describe-jobs.ts'
import {describeDdms} from './describe-natural.ts'
import {describePrograms} from './describe-programs.ts'
import {deepest, mostSteps} from './expand-jobs.ts'
import type {TreePlace} from './expanded-job.ts'
import {printable} from '../walk-tree.ts'
import {isOfPrograms} from './mainframe-parts.ts'
import type {OpenKind, Telling} from './telling.ts'

const openWords = {
  call: ['call by a data item whose value is', 'calls by data items whose values are'],
  candidates: [
    'call by a data item that may hold other names than those found is',
    'calls by data items that may hold other names than those found are',
  ],
  dataset: ['dataset named by a symbol is', 'datasets named by symbols are'],
  file: ['file of CICS named by a data item is', 'files of CICS named by data items are'],
  map: ['map named by a data item is', 'maps named by data items are'],
  native: ['file of IBM i named by a data item is', 'files of IBM i named by data items are'],
  area: ['data area named by a data item is', 'data areas named by data items are'],
  view: ['use of a view whose DDM is not in the tree is', 'uses of views whose DDMs are not in the tree are'],
} as const satisfies Partial<Record<OpenKind, readonly [string, string]>>

const missingWords = {
  procedure: ['call of a procedure or group of JCL', 'calls of procedures or groups of JCL'],
  copybook: ['COPY of a member', 'COPYs of members'],
  bound: ['call of a bound procedure', 'calls of bound procedures'],
  scheduled: ['job of a scheduler', 'jobs of a scheduler'],
} as const

/** What is counted in words of its own, of one and of several. */
const toldWords = {
  namesakes: {
    what: 'program of several files',
    words: [
      'call is of a program that several files of the tree are, none nearer than the others: not followed',
      'calls are of a program that several files of the tree are, none nearer than the others: not followed',
    ],
  },
  urimap: {
    what: 'call through a URIMAP',
    words: [
      'call over HTTP is through a URIMAP that is not in the tree, or whose definitions name no one machine: not followed',
      'calls over HTTP are through URIMAPs that are not in the tree, or whose definitions name no one machine: not followed',
    ],
  },
  circular: {
    what: 'call of a procedure that calls itself',
    words: [
      'call of a procedure that calls itself: not followed',
      'calls of procedures that call themselves: not followed',
    ],
  },
  elsewhere: {
    what: 'condition of another data centre',
    words: [
      'condition that a job waits for and only another data centre of Control-M gives: not followed, since each has its own',
      'conditions that jobs wait for and only another data centre of Control-M gives: not followed, since each has its own',
    ],
  },
  'day-before': {
    what: 'condition of the day before',
    words: [
      'condition of the day before lets a job of Control-M go: it puts the jobs of one day in no order',
      'conditions of the day before let jobs of Control-M go: they put the jobs of one day in no order',
    ],
  },
} as const satisfies Partial<Record<OpenKind, {readonly what: string; readonly words: readonly [string, string]}>>

/**
 * The records of programs, jobs, transactions, screens and databases, and notes of what is not known of them. `undecided`
 * is told the place of every call of which only a run decides what it calls.
 */
export function describeMainframe(
  records: SourceRecords,
  modules: Modules,
  {parts, root, undecided}: Pick<Telling, 'parts' | 'root'> & {readonly undecided: (place: TreePlace) => void},
): readonly CoverageNote[] {
  const files = new Map(modules.scan.files.map((file) => [file.path, file]))
  const counts = new Map<OpenKind, number>()
  /** What something else of the tree needs. */
  const needed = new Set<string>()
  const at: Telling['at'] = (path, line) => ({file: files.get(path) ?? {path, sha256: ''}, line})
  const telling: Telling = {
    ...modules,
    ...{records, parts, root, at},
    relate: ({places, isInferred, ...relation}) => {
      if (relation.type !== 'PART_OF' && relation.from !== relation.to) needed.add(relation.to)
      for (const {path, line} of places)
        records.relation({...relation, certainty: isInferred ? 'inferred' : 'structural', place: at(path, line)})
    },
    open: (what, place) => {
      counts.set(what, (counts.get(what) ?? 0) + 1)
      if (place && (what === 'call' || what === 'candidates')) undecided(place)
    },
  }
  describeDefinitions(telling)
  describeDds(telling)
  describeDdms(telling)
  describePrograms(telling)
  describeOverrides(telling)
  describeJobs(telling)
  const notes = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => noteOf(what, count))
  return [...notes, ...cutShort(parts.jobs), ...uncalled(telling, needed)]
}

const cutWords = {
  deep: `calls of procedures deeper than ${deepest}`,
  long: `more than ${mostSteps} steps, or too many calls of procedures`,
}
const mostNamed = 5

/** Jobs that are not told to their end, by name. */
function cutShort(jobs: Telling['parts']['jobs']): readonly CoverageNote[] {
  return (['deep', 'long'] as const).flatMap((why): readonly CoverageNote[] => {
    const names = jobs.flatMap(({name, cuts}) => (cuts.includes(why) ? [printable(name.slice(0, 40))] : []))
    const count = names.length
    if (count === 0) return []
    const named = names.slice(0, mostNamed).join(', ')
    const more = count > mostNamed ? ` and ${count - mostNamed} more` : ''
    const of = count === 1 ? '1 job has' : `${count} jobs have`
    return [
      {code: 'cut-short', what: 'job', count, message: `${of} ${cutWords[why]}: not followed further: ${named}${more}`},
    ]
  })
}

/** That nothing of what was scanned calls a program does not say that nothing does. */
function uncalled(telling: Telling, needed: ReadonlySet<string>): readonly CoverageNote[] {
  const {records, parts, scan} = telling
  const programs = parts.programs.filter(({id}) => !needed.has(id))
  for (const {id, program} of programs) records.entity('component', id, program.name, {noCallerSeen: true})
  const copied = new Set(scan.imports.map(({to}) => to))
  const held = new Set(parts.programs.map(({path}) => path))
  const copybooks = scan.modules.filter(
    ({path}) => isOfPrograms(path, scan) && !held.has(path) && !copied.has(path) && roleOf(path) === 'production',
  )
  for (const {path} of copybooks) describeOrphan(telling, path)
  return [
    ...noneSeen(programs.length, 'program', 'that nothing in the tree calls: callers may be elsewhere'),
    ...noneSeen(copybooks.length, 'copybook', 'that no program in the tree takes in'),
  ]
}

function noneSeen(count: number, what: string, words: string): readonly CoverageNote[] {
  if (count === 0) return []
  return [{code: 'no-caller', what, count, message: `${count} ${count === 1 ? what : `${what}s`} ${words}`}]
}

function isToldInFull(what: OpenKind): what is keyof typeof toldWords {
  return Object.hasOwn(toldWords, what)
}

function noteOf(what: OpenKind, count: number): CoverageNote {
  const one = count === 1
  if (isToldInFull(what)) {
    const {what: whole, words} = toldWords[what]
    return {code: 'unresolved', what: whole, count, message: `${count} ${words[one ? 0 : 1]}`}
  }
  if (what === 'procedure' || what === 'copybook' || what === 'bound' || what === 'scheduled') {
    const [single, several] = missingWords[what]
    return {
      code: 'not-in-tree',
      what: single,
      count,
      message: `${count} ${one ? `${single} that is` : `${several} that are`} not in the tree: what ${one ? 'it does' : 'they do'} is not known`,
    }
  }
  const [single, several] = openWords[what]
  return {
    code: 'unresolved',
    what: single.replace(/ is$/, ''),
    count,
    message: `${count} ${one ? single : several} decided at run time: counted, not followed`,
  }
}
