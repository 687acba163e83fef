/** What stands where a text was taken out. */
export const redactedText = '[redacted]'

export interface Redacted {
  readonly text: string
  /** How many texts were taken out, whole or in part. */
  readonly count: number
}

/** Texts that look like secrets or name a person, wherever they stand. */
const secretPatterns = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  /(?<=\b(?:password|passwd|pwd|secret|token|api[_-]?key)\s?[=:]\s?)[^\s"'\\&;,<]{3,}/gi,
  /(?<=:\/\/[^\s/:@"'<]{0,64}:)[^\s/@"'<]{1,256}(?=@)/g,
  /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g,
] as const

function withoutSecrets(text: string): string {
  let clean = text
  for (const pattern of secretPatterns) clean = clean.replace(pattern, redactedText)
  return clean
}

/** Whether a path ends with the keys of one of the rules, at or above where it is. */
function isUnder(path: readonly string[], rules: readonly (readonly string[])[]): boolean {
  return rules.some((rule) => {
    for (let end = path.length; end >= rule.length; end -= 1)
      if (rule.every((key, at) => path[end - rule.length + at] === key)) return true
    return false
  })
}

const jsonToken = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g

/**
 * Takes texts out of a JSON document and leaves every other byte as it is. What stands under one of the paths goes
 * whole; anywhere else only what looks like a secret or an e-mail address.
 */
export function redactJson(text: string, paths: readonly string[]): Redacted {
  const rules = paths.map((path) => path.split('.'))
  const keys: string[] = []
  const open: ('{' | '[')[] = []
  let key = ''
  let isKey = false
  let count = 0
  const clean = text.replace(jsonToken, (token) => {
    switch (token) {
      case '{':
      case '[':
        open.push(token)
        keys.push(key)
        key = ''
        isKey = token === '{'
        return token
      case '}':
      case ']':
        open.pop()
        key = keys.pop() ?? ''
        isKey = false
        return token
      case ',':
        isKey = open.at(-1) === '{'
        return token
      case ':':
        isKey = false
        return token
      default:
        if (!token.startsWith('"')) return token
        if (isKey) {
          key = unquoted(token)
          return token
        }
    }
    const kept = isUnder([...keys, open.at(-1) === '[' ? '' : key].filter(Boolean), rules)
      ? JSON.stringify(redactedText)
      : withoutSecrets(token)
    if (kept !== token) count += 1
    return kept
  })
  return {text: clean, count}
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token))
  } catch {
    return token
  }
}

const xmlToken = /<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->|<[^>]*>|[^<]+/g

/** As `redactJson`, for XML: names of elements are the keys, those of lists (`member`, `item`) left out. */
export function redactXml(text: string, paths: readonly string[]): Redacted {
  const rules = paths.map((path) => path.split('.'))
  const open: string[] = []
  let count = 0
  const clean = text.replace(xmlToken, (token) => {
    if (token.startsWith('</')) {
      open.pop()
      return token
    }
    if (token.startsWith('<') && !token.startsWith('<![CDATA[')) {
      const name = /^<([^\s/>?!]+)/.exec(token)?.[1]
      if (name && !token.endsWith('/>')) open.push(name)
      return token
    }
    if (token.trim() === '') return token
    const path = open.filter((name) => name !== 'member' && name !== 'item')
    const kept = isUnder(path, rules) ? redactedText : withoutSecrets(token)
    if (kept !== token) count += 1
    return kept
  })
  return {text: clean, count}
}
