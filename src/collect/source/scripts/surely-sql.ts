/** What a name of a table or a column is written as; `{}` is a part that is decided at run time. */
const name = String.raw`["\w.{}$]+`
const insert = new RegExp(String.raw`^insert\s+into\s+${name}\s*\(`, 'i')
const insertMade = /^insert\s+into\s+\w*[._]\w+\s+(?:\{\}|select\b)/i
const update = new RegExp(String.raw`^update\s+${name}(?:\s+(?:as\s+)?\w+)?\s+set\s+${name}\s*=`, 'i')
const query = /^(?:select\b|with\s+\w+\s+as\s*\(|delete\s+from\s)/i
const from = /\bfrom\s+(?!(?:the|an?|your|this|that|these|those|our|my|all|each|any|some|here|there)\s)["\w{(]/i
/** What nobody writes for people. */
const signs = [
  /^select\s+(?:distinct\s+)?(?:\*|count\s*\(|\w+\.\*)/i,
  /\b(?:where|and|on)\s+(?:lower\s*\(|upper\s*\()?["\w.]+\)?\s*(?:[=<>]|!=|@>|in\s*\(|is\s+(?:not\s+)?null\b|i?like\b|between\b)/i,
  /\bjoin\s+["\w.]+\s/i,
  /\b(?:order|group)\s+by\s+["\w.]/i,
]

/** Whether a text is SQL beyond doubt, so that it counts wherever in a tree it stands. */
export function isSurelySql(text: string): boolean {
  const own = text.replace(/^(?:\s+|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)+/, '')
  if (insert.test(own) || insertMade.test(own) || update.test(own)) return true
  return query.test(own) && from.test(own) && signs.some((sign) => sign.test(own))
}
