import {wordAt, wordPieces} from '../bash/words.ts'
import {programName} from '../command.ts'
import type {Fact, Value} from '../fact.ts'
import {programFacts} from '../shell-programs.ts'
import {followed, textOf, type Word} from '../word.ts'

const atRunTime: Value = {unresolved: 'decided at run time'}
/** What a shell does itself. */
const builtIn =
  /^(?:cd|export|set|unset|umask|ulimit|echo|print|printf|test|exit|return|sleep|wait|read|trap|true|false)$/
const mostCommands = 500

/**
 * What the commands of a line of a shell do, one after another: the machines that its clients of HTTP, FTP and SSH reach,
 * as in every script, else the program that is started.
 */
export function shellFacts(text: string, line: number): readonly Fact[] {
  return shellCommands(text).flatMap(({words, input}): readonly Fact[] => {
    const at = words.findIndex((word) => !/^(?:[A-Za-z_]\w*=|(?:exec|nohup)$)/.test(textOf(word)))
    const called = words[at]
    if (!called) return []
    const first = textOf(called)
    if (builtIn.test(first)) return []
    const own = clients.test(programName(first))
      ? programFacts({name: programName(first), words: words.slice(at + 1), input})
      : []
    if (own.length > 0) return own.map((said) => ({...said, line}) as Fact) // the line is all that a said fact lacks
    const isNamed = /^[\w./@#-]*[\w#@-]$/.test(first)
    return [{is: 'process', program: isNamed ? {literal: first} : atRunTime, line}]
  })
}

const clients = /^(?:curl|wget|s?ftp|psftp|lftp|scp|rsync|ssh)$/

interface ShellCommand {
  readonly words: readonly Word[]
  /** What a command before it prints into it. */
  readonly input?: Word
}

function shellCommands(text: string): readonly ShellCommand[] {
  const found: ShellCommand[] = []
  let words: Word[] = []
  let piped: Word | undefined
  const end = (operator: string): void => {
    if (words.length > 0) found.push({words, ...(piped && {input: piped})})
    piped = operator === '|' && /^(?:echo|print|printf)$/.test(textOf(words[0] ?? [])) ? printed(words) : undefined
    words = []
  }
  for (let at = 0; at < text.length && found.length < mostCommands;) {
    const operator = /^(?:&&|\|\||[;|&\n()])/.exec(text.slice(at, at + 2))?.[0]
    const redirected = /^[<>]+&?\s*/.exec(text.slice(at, at + 20))?.[0]
    if (operator) end(operator)
    const skipped = operator?.length ?? redirected?.length ?? 0
    const written = operator ? '' : wordAt(text, at + skipped)
    // `2>` names what is led elsewhere.
    const isStream = /^\d$/.test(written) && /[<>]/.test(text[at + 1] ?? '')
    if (written && !redirected && !isStream) words.push(followed(wordPieces(written), new Map()))
    at += skipped + written.length || 1
  }
  end('')
  return found
}

function printed(words: readonly Word[]): Word {
  return words.slice(1).flatMap((word, at) => (at === 0 ? word : [{text: ' '}, ...word]))
}

const joined = /'((?:[^']|'')*)'|(&[\w@#$£§À-ÿ]+)|(\*[BT]?CAT\b|\|\||\|<|\|>)|[^\s]/gi

/**
 * The text of a value of CL, put together of literals and of variables, which stand in it as those of a shell do, so that
 * only a run decides them; undefined where nothing of it is known.
 */
export function textPutTogether(written: string): string | undefined {
  let text = ''
  let knows = false
  for (const [whole, literal, variable, operator] of written.matchAll(joined)) {
    if (literal !== undefined) {
      text += literal.replaceAll("''", "'")
      knows = true
    } else if (variable !== undefined) text += `\${${variable.slice(1).replace(/\W/g, '_')}}`
    else if (operator === undefined) return undefined
    else if (/^(?:\*BCAT|\|>)$/i.test(whole)) text = `${text.trimEnd()} `
    else if (/^(?:\*TCAT|\|<)$/i.test(whole)) text = text.trimEnd()
  }
  return knows ? text : undefined
}
