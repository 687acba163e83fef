/**
 * A tag's key or value in one spelling: lower case, without spaces and separators (but one between two digits, since
 * 1.12 is not 11.2), no `user:` before.
 */
export function tagWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*user:/, '')
    .replace(/[\s_./:-]+/g, (run: string, at: number, whole: string) =>
      isDigit(whole[at - 1]) && isDigit(whole[at + run.length]) ? '-' : '',
    )
}

function isDigit(sign: string | undefined): boolean {
  return sign !== undefined && /\d/.test(sign)
}
