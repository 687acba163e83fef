import {followed, textOf, type Word} from '../word.ts'
import type {CmdletCall} from './libraries.ts'
import type {Argument, Statements} from './statements.ts'

/** Parameters that take no value, of any cmdlet that is looked at. */
const switches = new Set(
  (
    'force recurse container wait passthru verbose debug whatif confirm usessl asjob usebasicparsing nonewwindow append ' +
    'notypeinformation bodyashtml usedefaultcredentials skipcertificatecheck enableexception raw noclobber daily weekly ' +
    'once atlogon atstartup encryptconnection trustservercertificate useculture allowredirection persist'
  ).split(' '),
)

type Variables = Pick<Statements, 'settings' | 'tables'>

/** A word with the variables that the script sets once; its own folder is `.`. */
export function wordOf(pieces: Parameters<typeof followed>[0], {settings}: Pick<Statements, 'settings'>): Word {
  return followed(pieces, settings, (variable) => (variable === 'psscriptroot' ? {text: '.'} : {atRunTime: true}))
}

/** The arguments of a command, by name and by place. */
export function cmdletCall(given: readonly Argument[], variables: Variables): CmdletCall {
  const named: (readonly [name: string, words: readonly Word[]])[] = []
  const placed: (readonly Word[])[] = []
  for (let at = 0; at < given.length; at += 1) {
    const words = (given[at]?.values ?? []).map((value) => wordOf(value, variables))
    const {table} = given[at] ?? {}
    const entries = table === undefined ? undefined : variables.tables.get(table)
    const parameter = parameterOf(words)
    if (entries) for (const [name, value] of entries) named.push([name, [wordOf(value, variables)]])
    else if (parameter === undefined) placed.push(words)
    else if (parameter.value || switches.has(parameter.name)) named.push([parameter.name, [parameter.value ?? []]])
    else {
      const next = (given[at + 1]?.values ?? []).map((value) => wordOf(value, variables))
      const hasValue = next.length > 0 && !parameterOf(next)
      named.push([parameter.name, hasValue ? next : [[]]])
      if (hasValue) at += 1
    }
  }
  return {
    named: (...names) => names.map((name) => named.find(([own]) => isName(own, name))?.[1]).find(Boolean) ?? [],
    at: (index) => placed[index] ?? [],
  }
}

function isName(given: string, whole: string): boolean {
  return (
    given === whole || (given.length >= 3 && whole.startsWith(given)) || (given === 'cn' && whole === 'computername')
  )
}

function parameterOf(words: readonly Word[]): {readonly name: string; readonly value?: Word} | undefined {
  const [first, ...rest] = words[0] ?? []
  const [, name, colon, behind = ''] =
    first && 'text' in first ? (/^-([A-Za-z]\w*)(:?)(.*)$/s.exec(first.text) ?? []) : []
  if (name === undefined || (!colon && rest.length > 0)) return undefined
  return {name: name.toLowerCase(), ...(colon && {value: behind ? [{text: behind}, ...rest] : rest})}
}

/** The command's arguments as a program gets them. */
export function programWords(given: readonly Argument[], variables: Variables): readonly Word[] {
  return given.flatMap(({values}) => values.slice(0, 1).map((value) => wordOf(value, variables)))
}

/** What is called, where the script says it. */
export function calledName(called: Parameters<typeof followed>[0], variables: Variables): string {
  return textOf(wordOf(called, variables))
}
