import type {Token} from '../vbnet/tokens.ts'
import {isMark} from '../token-marks.ts'

/** A text that is put together over several statements, `s = "a"` and then `s = s & "b"`, as one. */
export function joinedTexts(tokens: readonly Token[]): readonly Token[] {
  const made: Token[] = []
  /** What the statement before sets; none where that is no plain setting. */
  let set = ''
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (!token) break
    if (token.kind !== 'end' && at > 0) {
      made.push(token)
      continue
    }
    const start = token.kind === 'end' ? at + 1 : at
    const name = isMark(tokens[start + 1], '=') ? nameOf(tokens[start]) : ''
    const goesOn = name !== '' && name === set && nameOf(tokens[start + 2]) === name && isMark(tokens[start + 3], '&')
    if (goesOn) {
      at = start + 2
      continue
    }
    set = name
    made.push(token)
  }
  return made
}

function nameOf(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : ''
}
