import type {FactSaid} from './library.ts'
import {behind, textOf, type Word} from './word.ts'

/** A command of a script, with its words as far as the file says them. */
export interface Command {
  /** As it is called, without its folder and `.exe`, in lower case. */
  readonly name: string
  readonly words: readonly Word[]
  /** What it is given to read: a here-document. */
  readonly input?: Word | undefined
}

export type CommandRule = (command: Command) => readonly FactSaid[]

/** A program's name, however it is called. */
export function programName(called: string): string {
  return called
    .replace(/^.*[\\/]/, '')
    .replace(/\.(?:exe|com|cmd|bat)$/i, '')
    .toLowerCase()
}

export interface Options {
  /** The value of the first of these options that is given. */
  readonly option: (...names: readonly string[]) => Word | undefined
  readonly has: (...names: readonly string[]) => boolean
  /** What is no option. */
  readonly rest: readonly Word[]
}

/** The options of a program as most have them: `-h db`, `-hdb`, `--host db`, `--host=db`; `valued` take a value. */
export function optionsOf({words}: Pick<Command, 'words'>, valued: string): Options {
  const takes = new Set(valued.split(' '))
  const given = new Map<string, Word>()
  const rest: Word[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? []
    const text = textOf(word)
    const [name = ''] = /^--[\w-]+|^-[\w-]+/.exec(text) ?? []
    const short = text.slice(0, 2)
    if (!name || text === '-') rest.push(word)
    else if (text[name.length] === '=') given.set(name, behind(word, name.length + 1))
    else if (takes.has(name) && text === name) {
      at += 1
      given.set(name, words[at] ?? [])
    } else if (takes.has(short) && !text.startsWith('--')) given.set(short, behind(word, 2))
    else given.set(name, [])
  }
  const option = (...names: readonly string[]): Word | undefined =>
    names.map((name) => given.get(name)).find((value) => value !== undefined)
  return {option, has: (...names) => option(...names) !== undefined, rest}
}
