import {child, children, soundXml, type XmlElement} from '../manifests/xml-tree.ts'
import type {Fact} from './fact.ts'
import type {SyntaxFault} from '../syntax-fault.ts'
import type {ScannedFile} from './language-scanner.ts'
import type {PartSeen} from './part-fact.ts'
import {programName} from './command.ts'
import {commandsOf} from './command-line.ts'
import {commandOf, type WindowsCommand, windowsCommandFacts} from './windows-commands.ts'
import {atRunTime, followed, textOf, type Word} from './word.ts'

const product = 'windows-task-scheduler'

/** The task that `schtasks /create` makes; undefined for any other command. */
export function taskMade(command: WindowsCommand, line: number): PartSeen | undefined {
  if (command.name !== 'schtasks' || !command.words.some((word) => /^\/create$/i.test(textOf(word)))) return undefined
  const option = optionsOf(command)
  const name = option('tn')
  if (name === undefined || name.includes('{}')) return undefined
  const schedule = scheduleSaid(option)
  return {
    ...{is: 'part', kind: 'job', name, language: 'Windows batch', product, line, until: line},
    ...(schedule !== undefined && {schedules: [schedule]}),
  }
}

function optionsOf({words}: WindowsCommand): (name: string) => string | undefined {
  return (name) => {
    const at = words.findIndex((word) => textOf(word).toLowerCase() === `/${name}`)
    return at < 0 || words[at + 1] === undefined ? undefined : textOf(words[at + 1] as Word) // it is there
  }
}

function scheduleSaid(option: (name: string) => string | undefined): string | undefined {
  const [every, at, often, on] = [option('sc'), option('st'), option('mo'), option('d')]
  if (every === undefined) return undefined
  return [every.toLowerCase(), often && `every ${often}`, on && `on ${on}`, at && `at ${at}`].filter(Boolean).join(' ')
}

/** The command that a task, or `at 01:00 /every:M`, runs; undefined for any other. */
export function isRunAt(command: WindowsCommand): WindowsCommand | undefined {
  const isTask = command.name === 'schtasks'
  const isAt = command.name === 'at' && /^\d{1,2}:\d\d/.test(textOf(command.words[0] ?? []))
  const written = isTask
    ? optionsOf(command)('tr')
    : isAt
      ? command.words
          .slice(1)
          .filter((word) => !/^\/\w/.test(textOf(word)))
          .map(textOf)
          .join(' ')
      : undefined
  if (written === undefined) return undefined
  const [first] = commandsOf(written.replaceAll('\\"', '"').replaceAll("'", '"').replaceAll('{}', '%{}%'), () => [
    atRunTime,
  ])
  return first && commandOf(first, (pieces) => followed(pieces, new Map()))
}

function isTask(path: string, text: string): boolean {
  return /\.xml$/i.test(path) && text.slice(0, 4000).includes('schemas.microsoft.com/windows/2004/02/mit/task')
}

/** Why an exported task cannot be read. */
export function taskFault({path, text}: ScannedFile): SyntaxFault | undefined {
  if (!isTask(path, text)) return undefined
  const {fault} = soundXml(text)
  const message = `a task of Windows that is ${fault?.message}: it is not read`
  return fault && {line: fault.line, message, hint: 'Export the task anew.'}
}

/** The facts of an exported task: what starts it, and what it runs. Who it runs as is not told. */
export function taskFacts({path, text}: ScannedFile): readonly Fact[] {
  if (!isTask(path, text)) return []
  const {root} = soundXml(text)
  if (!root) return []
  const tasks = root.name === 'Task' ? [root] : children(root, 'Task')
  return tasks.flatMap((task) => taskSaid(task, path, text.split('\n').length))
}

function taskSaid(task: XmlElement, path: string, last: number): readonly Fact[] {
  const uri = child(child(task, 'RegistrationInfo') ?? task, 'URI')?.text.trim()
  const name = uri || path.replace(/^.*\//, '').replace(/\.xml$/i, '')
  const schedules = child(task, 'Triggers')?.children.flatMap((one) => triggerSaid(one)) ?? []
  const actions = child(task, 'Actions')?.children ?? []
  const isOff = child(child(task, 'Settings') ?? task, 'Enabled')?.text.trim() === 'false'
  const commands = actions.flatMap((action) => (action.name === 'Exec' ? [execOf(action)] : []))
  return [
    {
      ...{is: 'part', kind: 'job', name, language: 'Task Scheduler', product, line: task.line, until: last},
      ...(schedules.length > 0 && {schedules: isOff ? schedules.map((one) => `${one}, switched off`) : schedules}),
      ...(commands.length > 0 && {steps: commands.map(({command}) => programName(command))}),
    },
    ...(isOff ? [] : schedules.map((literal): Fact => ({is: 'job', schedule: {literal}, line: task.line}))),
    ...commands.flatMap(
      ({command, given, line}) =>
        windowsCommandFacts(`${/\s/.test(command) ? `"${command}"` : command} ${given}`).map(
          (said) => ({...said, line}) as Fact,
        ), // the line is all that a said fact lacks
    ),
  ]
}

function execOf(action: XmlElement): {readonly command: string; readonly given: string; readonly line: number} {
  const command = child(action, 'Command')?.text.trim().replace(/^"|"$/g, '') ?? ''
  return {
    command: machinesOwn(command),
    given: machinesOwn(child(action, 'Arguments')?.text.trim() ?? ''),
    line: action.line,
  }
}

/** Variables are those of the machine that it runs on. */
function machinesOwn(text: string): string {
  return text.replace(/%[A-Za-z_]\w*%/g, '{}')
}

const words: Readonly<Record<string, string>> = {
  BootTrigger: 'when the computer starts',
  LogonTrigger: 'when somebody signs in',
  IdleTrigger: 'when the computer is idle',
  EventTrigger: 'when an event is logged',
  RegistrationTrigger: 'when it is registered',
  SessionStateChangeTrigger: 'when a session changes',
  TimeTrigger: 'once',
}

/** In words: `daily at 02:00`. */
function triggerSaid(trigger: XmlElement): readonly string[] {
  if (child(trigger, 'Enabled')?.text.trim() === 'false') return []
  const start = /T(\d\d:\d\d)/.exec(child(trigger, 'StartBoundary')?.text ?? '')?.[1]
  const at = start === undefined ? '' : ` at ${start}`
  const repeated = child(child(trigger, 'Repetition') ?? trigger, 'Interval')?.text.trim()
  const often = repeated ? `, every ${repeated}` : ''
  if (trigger.name !== 'CalendarTrigger') {
    const said = Object.hasOwn(words, trigger.name) ? words[trigger.name] : undefined
    return said === undefined ? [] : [`${said}${trigger.name === 'TimeTrigger' ? at : ''}${often}`]
  }
  return [`${calendarSaid(trigger)}${at}${often}`]
}

function calendarSaid(trigger: XmlElement): string {
  const names = (of: XmlElement | undefined): string =>
    of?.children.map(({name, text}) => text.trim() || name).join(', ') ?? ''
  const day = child(trigger, 'ScheduleByDay')
  const week = child(trigger, 'ScheduleByWeek')
  const month = child(trigger, 'ScheduleByMonth')
  const interval = (of: XmlElement, name: string): string | undefined => {
    const every = child(of, name)?.text.trim()
    return every === undefined || every === '1' ? undefined : every
  }
  if (day) return interval(day, 'DaysInterval') ? `every ${interval(day, 'DaysInterval')} days` : 'daily'
  if (week) {
    const on = names(child(week, 'DaysOfWeek'))
    const every = interval(week, 'WeeksInterval')
    return `${every ? `every ${every} weeks` : 'weekly'}${on ? ` on ${on}` : ''}`
  }
  if (month)
    return `monthly${names(child(month, 'DaysOfMonth')) ? ` on day ${names(child(month, 'DaysOfMonth'))}` : ''}`
  return 'by its calendar'
}
