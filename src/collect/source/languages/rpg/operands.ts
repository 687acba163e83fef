import type {Named} from '../mainframe-fact.ts'

const longestOperand = 4000

/** A literal, or the data item of a name; an expression is neither, and its text stands for it. */
export function operandOf(written: string): Named {
  const text = unwrapped(written.trim())
  const literal = literalOf(text)
  return literal === undefined ? {item: text.slice(0, 60).toUpperCase()} : {literal}
}

/** The text of a literal that is all there is. */
export function literalOf(text: string): string | undefined {
  const inside = /^'([^']*(?:''[^']*)*)'?$/.exec(text)?.[1]
  return inside === undefined ? undefined : inside.replaceAll("''", "'").trim()
}

/** `%TRIM(x)` is x, as far as names go. */
function unwrapped(text: string): string {
  const inside = /^%(?:TRIM[LR]?|UPPER|CHAR)\s*\(([^()]*)\)$/i.exec(text.slice(0, longestOperand))?.[1]
  return inside === undefined ? text : inside.trim()
}

/** What a value is, for those who follow items: a literal, an item, or undefined for what a run decides. */
export function valueOf(written: string): Named | undefined {
  const text = unwrapped(written.trim())
  if (literalOf(text) !== undefined) return {literal: literalOf(text) ?? ''}
  return /^[A-Za-z@#$£§À-ÿ_][\w@#$£§À-ÿ.]*$/.test(text) ? {item: plainItem(text)} : undefined
}

/** The last part of a qualified name, without subscripts, in capitals. */
export function plainItem(written: string): string {
  return (
    written
      .replace(/\([\s\S]*$/, '')
      .trim()
      .split('.')
      .at(-1) ?? ''
  ).toUpperCase()
}

/** The words that stand in no brackets and no literal, in order. */
export function plainWords(text: string): readonly string[] {
  const words: string[] = []
  let [depth, from] = [0, -1]
  for (let at = 0; at <= text.length && words.length < 8; at += 1) {
    const mark = text[at] ?? ' '
    if (mark === "'") {
      const close = text.indexOf("'", at + 1)
      if (close < 0) break
      if (from < 0) from = at
      at = close
    } else if (mark === '(') depth += 1
    else if (mark === ')') depth -= 1
    else if (depth === 0 && /\s/.test(mark)) {
      if (from >= 0) words.push(text.slice(from, at))
      from = -1
      continue
    }
    if (from < 0) from = at
  }
  return words
}

/** What stands between the bracket at a place and the one that closes it, cut at the colons of its own. */
export function argumentsAt(text: string, open: number): readonly string[] {
  const found: string[] = []
  let [depth, from] = [0, open + 1]
  for (let at = open; at < text.length && at - open < longestOperand && found.length < 40; at += 1) {
    const mark = text[at]
    if (mark === "'") {
      const close = text.indexOf("'", at + 1)
      if (close < 0) break
      at = close
    } else if (mark === '(') depth += 1
    else if (mark === ')') {
      depth -= 1
      if (depth === 0) return [...found, text.slice(from, at).trim()]
    } else if (mark === ':' && depth === 1) {
      found.push(text.slice(from, at).trim())
      from = at + 1
    }
  }
  return found
}
