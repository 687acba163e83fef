import type {FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {ScheduledJob} from '../definition-fact.ts'

/** What schedulers export of jobs and of those that they wait for: Control-M in XML, CA-7 as it lists jobs. */
export const scheduler: LanguageScanner = {
  id: 'scheduler',
  name: 'Scheduler definitions',
  extensions: ['controlm', 'ca7'],
  read: readSchedule,
  link: () => [],
}

function readSchedule({text}: ScannedFile): FileFacts {
  const jobs = /<(?:DEFTABLE|DEFCAL|FOLDER|SMART_FOLDER|TABLE)\b/i.test(text.slice(0, 4000))
    ? controlM(text)
    : ca7(text)
  return {imports: [], declares: [...new Set(jobs.map(({job}) => job))], facts: jobs}
}

interface Open {
  readonly job: string
  /** The data centre whose scheduler has it: each has conditions of its own. */
  readonly centre: string
  readonly when: string | undefined
  readonly line: number
  readonly waits: string[]
  readonly gives: string[]
  dayBefore: number
}

const element = /<(\/?)(JOB|INCOND|OUTCOND|DOCOND|DEFTABLE|(?:SMART_)?(?:FOLDER|TABLE))\b([^<>]*)>|\n/gi
const attribute = /([A-Z_]+)="([^"]*)"/g

/** A job that waits for a condition comes after each of its data centre that gives it. */
function controlM(text: string): readonly ScheduledJob[] {
  const jobs: Open[] = []
  const centres: string[] = []
  let [line, open]: [number, Open | undefined] = [1, undefined]
  for (const [whole, closes, name = '', rest = ''] of text.matchAll(element)) {
    if (whole === '\n') line += 1
    else {
      const given = Object.fromEntries([...rest.matchAll(attribute)].map(([, key = '', value = '']) => [key, value]))
      const kind = name.toUpperCase()
      if (kind === 'JOB') {
        open = closes ? undefined : jobAt(given, centres.at(-1) ?? '', line)
        if (open?.job) jobs.push(open)
      } else if (/COND$/.test(kind)) condition(open, kind, given)
      else if (closes) centres.pop()
      // A folder without a data centre is in that of the one around it.
      else if (!rest.endsWith('/')) centres.push(given.DATACENTER ?? centres.at(-1) ?? '')
      line += whole.split('\n').length - 1
    }
  }
  return inOrder(ofOneCentre(jobs))
}

type Given = Readonly<Record<string, string>>

function jobAt(given: Given, centre: string, line: number): Open {
  const job = given.MEMNAME ?? given.JOBNAME ?? ''
  return {job, centre, when: whenOf(given), line, waits: [], gives: [], dayBefore: 0}
}

function condition(open: Open | undefined, kind: string, {NAME: name = '', ODATE: day, SIGN: sign}: Given): void {
  if (!open) return
  if (kind === 'INCOND') {
    // What the day before gave lets it go, whatever runs today.
    if (/^PREV$/i.test(day ?? '')) open.dayBefore += 1
    else open.waits.push(name)
  } else if (!/^(?:-|DEL)$/i.test(sign ?? '')) open.gives.push(name)
}

/** Where a whole export names one data centre alone, what names none is of that too. */
function ofOneCentre(jobs: readonly Open[]): readonly Open[] {
  const named = new Set(jobs.flatMap(({centre}) => centre || []))
  const [only = ''] = named.size === 1 ? named : []
  return jobs.map((job) => ({...job, centre: job.centre || only}))
}

function inOrder(jobs: readonly Open[]): readonly ScheduledJob[] {
  const givers = new Map<string, string[]>()
  const given = new Set(jobs.flatMap(({gives}) => gives))
  const key = (centre: string, name: string): string => JSON.stringify([centre, name])
  for (const {job, centre, gives} of jobs)
    for (const name of gives) givers.set(key(centre, name), [...(givers.get(key(centre, name)) ?? []), job])
  return jobs.map(({job, centre, when, line, waits, dayBefore}) => {
    const elsewhere = new Set(waits.filter((name) => given.has(name) && !givers.has(key(centre, name)))).size
    const before = waits.flatMap((name) => givers.get(key(centre, name)) ?? [])
    return {
      is: 'scheduled',
      product: 'control-m',
      job,
      after: [...new Set(before)].filter((name) => name !== job).toSorted(),
      ...(elsewhere > 0 && {elsewhere}),
      ...(dayBefore > 0 && {dayBefore}),
      ...(when && {when}),
      line,
    }
  })
}

function whenOf(given: Readonly<Record<string, string>>): string | undefined {
  const said = ['DAYS', 'WEEKDAYS', 'TIMEFROM', 'TIMETO'].flatMap((key) => (given[key] ? [`${key} ${given[key]}`] : []))
  return said.length > 0 ? said.join(', ') : undefined
}

/** `LJOB` lists a job, and below it those that it triggers, or that it waits for. */
function ca7(text: string): readonly ScheduledJob[] {
  const found = new Map<string, {readonly line: number; readonly after: Set<string>}>()
  const of = (job: string, line: number) => {
    const own = found.get(job) ?? {line, after: new Set<string>()}
    found.set(job, own)
    return own
  }
  let [current, section] = ['', '']
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw.startsWith('*')) continue
    const listed = /^\s*(?:\d?LJOB,)?JOB=([A-Z@#$][A-Z0-9@#$]{0,7})[ ,]+LIST=/.exec(raw)?.[1]
    if (listed) {
      current = listed
      section = ''
      of(current, index + 1)
      continue
    }
    section = /-{5,}\s+([A-Z/ ]+?)\s+-{5,}/.exec(raw)?.[1] ?? section
    const other = /^\s+(?:[A-Z]+\s+)?JOB=([A-Z@#$][A-Z0-9@#$]{0,7})\b/.exec(raw)?.[1]
    if (!current || !other || other === current) continue
    if (/^TRIGGERED JOBS/.test(section)) of(other, index + 1).after.add(current)
    else if (/^(?:REQUIREMENTS|PREDECESSOR|TRIGGERED BY)/.test(section)) of(current, index + 1).after.add(other)
  }
  return [...found].map(([job, {line, after}]) => ({
    is: 'scheduled',
    product: 'ca-7',
    job,
    after: [...after].toSorted(),
    line,
  }))
}
