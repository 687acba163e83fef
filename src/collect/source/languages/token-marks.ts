interface PlainToken {
  readonly kind: string
  readonly text: string
}

/** A word in lower case; empty for what is none. */
export function lowerWord(token: PlainToken | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : ''
}

export function isMark(token: PlainToken | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text
}

/** Where each bracket closes, by where it opens; one that never closes is left out. */
export function closingBrackets(
  tokens: readonly PlainToken[],
  {opens, closes}: {readonly opens: RegExp; readonly closes: RegExp},
): ReadonlyMap<number, number> {
  const places = new Map<number, number>()
  const open: number[] = []
  for (const [at, {kind, text}] of tokens.entries()) {
    if (kind !== 'mark') continue
    if (opens.test(text)) open.push(at)
    else if (closes.test(text)) {
      const opened = open.pop()
      if (opened !== undefined) places.set(opened, at)
    }
  }
  return places
}
