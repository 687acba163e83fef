import {patternsAt} from '../patterns-at.ts'

/** A token of PL/SQL; a comment is none. */
export interface Token {
  readonly kind: 'word' | 'text' | 'mark'
  /** A word in lower case, without quotes and with what stands before a dot; of a text what stands in it. */
  readonly text: string
  readonly at: number
  readonly end: number
}

const patterns = {
  comment: /--[^\n]*|\/\*[^]*?(?:\*\/|$)/y,
  quoted: /n?q'(?:\[[^]*?\]'|\{[^]*?\}'|\([^]*?\)'|<[^]*?>'|([^\s[{(<])[^]*?\1')/iy,
  text: /n?'(?:[^']|'')*(?:'|$)/iy,
  word: /(?:"[^"\n]{1,128}"|[\p{L}][\p{L}\p{N}_$#]*)(?:\s*\.\s*(?:"[^"\n]{1,128}"|[\p{L}][\p{L}\p{N}_$#]*)){0,4}/uy,
  number: /\d[\w.]*/y,
  mark: /:=|=>|\|\||\.\.|[^]/y,
}

/** The tokens of a text; one that never ends goes to its end. */
export function plsqlTokens(text: string): readonly Token[] {
  const {own, end} = patternsAt(patterns, text)
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    const first = text[at] ?? ''
    if (/\s/.test(first)) {
      at += 1
      continue
    }
    const comment = first === '-' || first === '/' ? end(own.comment, at) : at
    if (comment > at) {
      at = comment
      continue
    }
    const quoted = /[nNqQ]/.test(first) ? end(own.quoted, at) : at
    const written = quoted > at || !/[nN']/.test(first) ? quoted : end(own.text, at)
    if (written > at) {
      const inside = quoted > at ? /^n?q'.([^]*).'$/i : /^n?'([^]*?)'?$/i
      const raw = inside.exec(text.slice(at, written))?.[1] ?? ''
      tokens.push({kind: 'text', text: quoted > at ? raw : raw.replaceAll("''", "'"), at, end: written})
      at = written
      continue
    }
    const word = end(own.word, at)
    if (word > at) tokens.push({kind: 'word', text: plainWord(text.slice(at, word)), at, end: word})
    else tokens.push({kind: 'mark', text: text.slice(at, end(own.number, at) || at + 1), at, end: at})
    const last = tokens.at(-1)
    at = word > at ? word : Math.max(end(own.number, at), end(own.mark, at), at + 1)
    if (last?.kind === 'mark') tokens[tokens.length - 1] = {...last, text: text.slice(last.at, at), end: at}
  }
  return tokens
}

function plainWord(written: string): string {
  return written.replace(/["\s]/g, '').toLowerCase()
}
