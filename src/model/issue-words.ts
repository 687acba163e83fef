import type {z} from 'zod'

/** What the schemas' library says by itself; all else is ours, and stands. */
const theirs = /^(Invalid (?:input|string|option|type|key|union)|Invalid \w+$|Too (?:small|big)|Unrecognized key)/
const mostNamed = 12

/** What a schema refuses, in our words: what was expected. */
export function issueWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || !theirs.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${kindWord(issue.expected)}`
    case 'invalid_value':
      return `expected ${listed(issue.values.map(String))}`
    case 'unrecognized_keys':
      return `unknown key ${issue.keys.map((key) => `'${key}'`).join(', ')}`
    case 'too_small':
      return sizeWords('at least', issue.origin, issue.minimum)
    case 'too_big':
      return sizeWords('at most', issue.origin, issue.maximum)
    case 'invalid_union':
      return 'fits none of the forms that may stand here'
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
      return 'is not written as it must be here'
  }
}

function kindWord(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    tuple: 'a list',
    object: 'an object (keys with values)',
    record: 'an object (keys with values)',
    undefined: 'nothing',
    null: 'nothing',
  }
  return Object.hasOwn(words, expected) ? (words[expected] ?? expected) : expected
}

function sizeWords(bound: string, origin: string, size: number | bigint): string {
  if (origin === 'string')
    return size === 1 && bound === 'at least' ? 'is empty' : `expected ${bound} ${size} characters`
  if (origin === 'array' || origin === 'set') return `expected ${bound} ${size} ${size === 1 ? 'item' : 'items'}`
  return `expected ${bound} ${size}`
}

function listed(values: readonly string[]): string {
  if (values.length > mostNamed)
    return `${values.slice(0, mostNamed).join(', ')} or one of ${values.length - mostNamed} more`
  return values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}
