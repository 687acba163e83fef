import {commandsOf} from '../command-line.ts'
import type {Piece, Settings} from '../word.ts'
import type {Line} from './lines.ts'

export interface Variables {
  /** What each is set to, each time; names in capitals, for they have no case. */
  readonly settings: Settings
  /** Those of a line that no line sets. */
  readonly used: (code: string) => readonly {readonly name: string}[]
}

const open: readonly Piece[] = [{atRunTime: true}]
const assigned = /(?:^|[\s&|(@])set\s+("?)([^\s"=&|<>/%!][^"=&|<>%!]{0,100}?)\s*=(.*)$/i
const asked = /(?:^|[\s&|(@])set\s+\/[ap]\s+"?\s*([A-Za-z_]\w{0,100})\s*=/i

/** `set X=value`, `set "X=value"`; one that is worked out or asked for is decided at run time. */
export function variablesOf(lines: readonly Line[]): Variables {
  const settings = new Map<string, (readonly Piece[])[]>()
  const set = (name: string, pieces: readonly Piece[]): void => {
    const key = name.toUpperCase()
    const before = settings.get(key)
    if (before) before.push(pieces)
    else settings.set(key, [pieces])
  }
  for (const {code} of lines) {
    if (!/set\s/i.test(code)) continue
    const question = asked.exec(code)?.[1]
    if (question) {
      set(question, open)
      continue
    }
    const [, quote = '', name = '', behind = ''] = assigned.exec(code) ?? []
    if (!name) continue
    const value = quote
      ? (/^[^"]*/.exec(behind)?.[0] ?? '')
      : behind
          .replace(/[&|].*$/, '')
          .replace(/\)\s*$/, '')
          .trimEnd()
    const isOwn = new RegExp(`[%!]${name.replace(/[^\w]/g, '\\$&')}[%!:]`, 'i').test(value)
    set(name, isOwn ? open : valuePieces(value))
  }
  return {
    settings,
    used: (code) =>
      [...code.replace(/%%./g, ' ').matchAll(/[%!]([A-Za-z_]\w{0,100})(?::[^%!\n]{1,80})?[%!]/g)].flatMap(
        ([, name = '']) => (settings.has(name.toUpperCase()) ? [] : [{name}]),
      ),
  }
}

function valuePieces(value: string): readonly Piece[] {
  const plain = value.replace(/[&|<>()^]/g, ' ')
  const [only] = commandsOf(`"${plain.replaceAll('"', '')}"`, (name) => piecesOf(name))
  return only?.words[0] ?? [{text: ''}]
}

/** A variable as a part of a word: the folder of the script is `.`, and what it is given only a run knows. */
export function piecesOf(name: string, _?: Variables): readonly Piece[] {
  if (/^~d?p0$/i.test(name) || /^~dp0$/i.test(name)) return [{text: '.\\'}]
  return /^[A-Za-z_]\w{0,100}$/.test(name) && name.length > 1 ? [{variable: name.toUpperCase()}] : open
}
