/** A tag's key or value in one spelling: lower case, each run of spaces and separators one hyphen, no `user:` before. */
export function tagWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*user:/, '')
    .replace(/[\s_./:-]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
