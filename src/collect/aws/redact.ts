import {redactedText, withoutSecrets} from '../cloud/redact-text.ts'

export interface Redacted {
  readonly text: string
  /** How many texts were taken out, whole or in part. */
  readonly count: number
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
