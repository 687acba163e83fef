import type {YAMLError} from 'yaml'

interface Words {
  readonly message: string
  readonly hint?: string
}

const quoted = 'Put the text into quotes.'
const byCode: Partial<Readonly<Record<YAMLError['code'], Words>>> = {
  ALIAS_PROPS: {message: 'an alias (*name) can have nothing beside it'},
  BAD_ALIAS: {message: 'an alias (*name) or an anchor (&name) has no name that can be used', hint: quoted},
  BAD_DIRECTIVE: {message: 'a line that begins with % is none that is known', hint: 'Take the line out.'},
  BAD_DQ_ESCAPE: {
    message: 'a backslash in a text in "..." stands for nothing that is known',
    hint: "Write two for one, or put the text into '...'.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a key stands where the text of another has begun',
    hint: 'Put a text that holds ": " into quotes, and begin the keys of one level in one column.',
  },
  BLOCK_IN_FLOW: {message: 'a list by lines cannot stand inside [ ] or { }', hint: 'Close the bracket before it.'},
  DUPLICATE_KEY: {message: 'this key stands twice', hint: 'Take one out, or put both into one.'},
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key goes over several lines',
    hint: 'Begin the keys of one level in one column, and write a key on one line.',
  },
  MULTIPLE_ANCHORS: {message: 'two anchors (&name) stand at one place', hint: 'Keep one.'},
  MULTIPLE_DOCS: {message: 'a second document begins here (---)', hint: 'Keep one document in a file.'},
  MULTIPLE_TAGS: {message: 'two tags (!name) stand at one place', hint: 'Keep none: they are not needed.'},
  TAB_AS_INDENT: {message: 'a tab is used to indent', hint: 'Indent with spaces.'},
  TAG_RESOLVE_FAILED: {message: 'a tag (!name) does not fit what stands behind it', hint: 'Take the tag out.'},
}

/** What the YAML parser refuses, in our words: what is wrong at that place, and what to do. */
export function yamlWords({code, message, pos}: YAMLError, text: string): Words {
  const at = text.slice(pos[0]).trimStart().slice(0, 1)
  if (code === 'MISSING_CHAR') return missing(message)
  if (code === 'BAD_SCALAR_START') return {message: `a text cannot begin with ${at}`, hint: quoted}
  if (code === 'BAD_INDENT')
    return /end with a|flow/i.test(message)
      ? {message: 'a [ or { is not closed, or what follows in it is not indented', hint: 'Close it with ] or }.'}
      : {message: 'the line is not indented as the others of its level', hint: 'Begin them in one column.'}
  const known = byCode[code]
  if (known) return known
  return {
    message: /^[^\w\s]$/.test(at) ? `${at} cannot stand here` : 'what stands here fits nothing before it',
    hint: 'Look for a comma, a colon or a bracket that is missing or too many before it.',
  }
}

function missing(message: string): Words {
  if (/quote/.test(message)) return {message: 'a text in quotes is not closed', hint: 'Close it with the same sign.'}
  if (/space/i.test(message)) return {message: 'a space is missing', hint: 'Put one behind a colon and before a #.'}
  if (/ , /.test(message)) return {message: 'a comma is missing', hint: 'Put one between the items of [ ] or { }.'}
  if (/map values/.test(message)) return {message: 'a key has no colon behind it', hint: 'Write it as key: value.'}
  return {message: 'a colon, a comma, a bracket or a dash is missing'}
}
