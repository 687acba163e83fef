import type {FactSaid} from '../library.ts'
import {fileSaid} from '../dotnet-types.ts'
import {packageOf} from '../package-executed.ts'
import {windowsCommandFacts} from '../windows-commands.ts'
import type {JobOpen, Reading} from './reading.ts'
import type {Given, SystemCall, SystemRule} from './system-call.ts'

/** Jobs of SQL Server Agent as scripts make them: each with its steps and what starts it. */
export const agentJobs: Readonly<Record<string, SystemRule>> = {
  sp_add_job: ({reading, given, at}) => {
    const name = given.text(0, '@job_name')
    const variable = given.variable(Infinity, '@job_id')
    if (name !== undefined) reading.jobs.push({name, at, variable, schedules: [], steps: []})
    else reading.dynamic.push(at)
    return []
  },
  sp_add_jobstep: stepAdded,
  sp_add_jobschedule: ({reading, given}) => scheduled(jobOf(reading, given), given),
  sp_add_schedule: ({reading, given}) => {
    // Which job has it, another call says: where the script makes one job, it is that.
    const [only, ...others] = reading.jobs
    return scheduled(others.length === 0 ? only : undefined, given)
  },
}

function jobOf({jobs}: Reading, given: Given): JobOpen | undefined {
  const name = given.text(1, '@job_name')?.toLowerCase()
  const variable = given.variable(0, '@job_id')
  if (name !== undefined) return jobs.findLast((job) => job.name.toLowerCase() === name)
  return variable === undefined ? undefined : jobs.findLast((job) => job.variable === variable)
}

function stepAdded({reading, given, at, until}: SystemCall): readonly FactSaid[] {
  const job = jobOf(reading, given)
  const name = given.text(3, '@step_name')
  const runs = given.text(4, '@subsystem')?.toUpperCase() ?? 'TSQL'
  const database = given.text(Infinity, '@database_name')
  if (job) {
    job.steps.push({
      name: name ?? `step ${job.steps.length + 1}`,
      runs,
      at,
      until,
      ...(database !== undefined && {database}),
    })
  }
  return given
    .texts(5, '@command')
    .flatMap((command) => commandFacts(reading, runs, command))
    .map((said) => (said.is === 'sql' && database !== undefined ? {...said, database} : said))
}

/** What the command of a step does, by what runs it. */
function commandFacts(reading: Reading, runs: string, command: string): readonly FactSaid[] {
  if (runs === 'TSQL') return reading.depth > 2 ? [] : reading.inner(command)
  if (runs === 'CMDEXEC') return windowsCommandFacts(command)
  if (runs === 'POWERSHELL') return [{is: 'process', program: {literal: 'powershell'}}]
  if (runs !== 'SSIS' && runs !== 'DTS') return []
  const [, file] = /\/F(?:ILE)?\s+"?\\?"?([^"]+?\.dtsx)/i.exec(command) ?? []
  const read = file === undefined ? undefined : fileSaid({literal: file}, 'reads')
  return [{is: 'process', program: {literal: 'dtexec'}}, ...(read ? [read] : []), ...packageOf(command)]
}

function scheduled(job: JobOpen | undefined, given: Given): readonly FactSaid[] {
  const literal = scheduleOf(given)
  if (job) {
    job.schedules.push(literal ?? 'decided at run time')
  }
  return [{is: 'job', schedule: literal === undefined ? {unresolved: 'decided at run time'} : {literal}}]
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const units: Readonly<Record<string, string>> = {'2': 'seconds', '4': 'minutes', '8': 'hours'}

/** In words: `weekly on Monday at 02:30`. Numbers are those of Microsoft's description of sp_add_schedule. */
function scheduleOf(given: Given): string | undefined {
  const value = (name: string): string | undefined => given.text(Infinity, `@${name}`)
  const type = value('freq_type')
  const interval = value('freq_interval')
  const every = Number(value('freq_recurrence_factor') ?? '1')
  const when = timeOf(value('active_start_time'))
  const subUnit = units[value('freq_subday_type') ?? '']
  const often = value('freq_subday_interval')
  const time =
    subUnit && often ? `, every ${often} ${subUnit}${when ? ` from ${when}` : ''}` : when ? ` at ${when}` : ''
  if (type === '1') return `once${time}`
  if (type === '4') return `${interval === undefined || interval === '1' ? 'daily' : `every ${interval} days`}${time}`
  if (type === '8') {
    const bits = Number(interval)
    const on = days.filter((_, day) => (bits & (1 << day)) !== 0)
    return `${every > 1 ? `every ${every} weeks` : 'weekly'}${on.length > 0 ? ` on ${on.join(', ')}` : ''}${time}`
  }
  if (type === '16')
    return `${every > 1 ? `every ${every} months` : 'monthly'}${interval ? ` on day ${interval}` : ''}${time}`
  if (type === '32') return `${every > 1 ? `every ${every} months` : 'monthly'} on a day of a week${time}`
  if (type === '64') return 'when SQL Server Agent starts'
  return type === '128' ? 'when the computer is idle' : undefined
}

/** `23000` is half past two. */
function timeOf(written: string | undefined): string | undefined {
  if (written === undefined || !/^\d{1,6}$/.test(written)) return undefined
  const six = written.padStart(6, '0')
  return `${six.slice(0, 2)}:${six.slice(2, 4)}`
}
