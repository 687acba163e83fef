import {behindBrackets, count, type Handler, isMark, namedAt, plain, type Reading, viewItem, wordAt} from './reading.ts'
import type {Token} from './tokens.ts'

/** A line of DEFINE DATA. */
export function dataAt(reading: Reading, at: number): number {
  const {tokens, items} = reading
  const token = tokens[at]
  if (!token) return at + 1
  const {text} = token
  if (token.kind === 'text') {
    if (isMark(reading, at - 1, '<') && reading.declared) items.value(reading.declared, text.trim().toUpperCase())
    return at + 1
  }
  if (token.kind !== 'word') return at + 1
  if (text === 'END-DEFINE') reading.section = 'none'
  else if (/^(?:LOCAL|PARAMETER|GLOBAL|INDEPENDENT|CONTEXT|OBJECT)$/.test(text) && !isLevel(tokens[at - 1])) {
    reading.section = text === 'PARAMETER' ? 'parameter' : text === 'GLOBAL' ? 'global' : 'local'
    if (wordAt(reading, at + 1) === 'USING') {
      const member = wordAt(reading, at + 2)
      if (member !== undefined)
        reading.copies.push({member, line: token.line, isFromOutside: reading.section !== 'local'})
      count(reading, `${text} USING`)
      return at + 3
    }
  } else if (isLevel(tokens[at - 1]) && !/^\d/.test(text)) {
    reading.fields += 1
    const isView = wordAt(reading, at + 1) === 'VIEW'
    const ddm = isView ? wordAt(reading, wordAt(reading, at + 2) === 'OF' ? at + 3 : at + 2) : undefined
    if (ddm !== undefined) {
      items.value(viewItem + text, ddm)
      return at + 3
    }
    reading.declared = text === 'REDEFINE' ? '' : text
    if (reading.section === 'parameter' && reading.declared) items.open(reading.declared)
  }
  return at + 1
}

function isLevel(token: Token | undefined): boolean {
  return token?.kind === 'word' && /^\d{1,2}$/.test(token.text)
}

/** What a variable is set to: a literal or a variable alone, else what a run decides. */
export function assignAt(reading: Reading, name: string, at: number): number {
  const {tokens, items} = reading
  const value = namedAt(reading, at)
  const next = tokens[at + 1]
  const goesOn = next?.line === tokens[at]?.line && next?.kind === 'mark' && /^[-+*/(]$/.test(next.text)
  if (!value || goesOn) items.open(name)
  else if (value.literal !== undefined) items.value(name, value.literal)
  else if (value.item?.startsWith('*')) items.open(name)
  else items.move(name, value.item ?? '')
  // A function may be called there.
  return isMark(reading, at + 1, '(') ? at : at + 1
}

export const moveAt: Handler = (reading, at) => {
  const {tokens} = reading
  const isPlain = !/^(?:EDITED|LEFT|RIGHT|SUBSTRING|BY|ALL|ROUNDED|ENCODED|NORMALIZED|INDEXED)$/.test(
    tokens[at + 1]?.text ?? '',
  )
  let next = at + 1
  while (next < tokens.length && next - at < 40 && wordAt(reading, next) !== 'TO') next += 1
  if (wordAt(reading, next) !== 'TO') return at + 1
  const isSimple = isPlain && next === at + 2
  for (let target = next + 1; target < next + 20; target += 1) {
    const name = wordAt(reading, target)
    if (name === undefined || !/^[#+@]|\./.test(name)) {
      if (target === next + 1 && name !== undefined && !/^\d/.test(name))
        setFrom(reading, plain(name), at + 1, isSimple)
      break
    }
    setFrom(reading, plain(name), at + 1, isSimple)
    if (isMark(reading, target + 1, '(')) target = behindBrackets(reading, target + 1) - 1
  }
  return next + 1
}

function setFrom(reading: Reading, name: string, at: number, isSimple: boolean): void {
  if (isSimple) assignAt(reading, name, at)
  else reading.items.open(name)
}
