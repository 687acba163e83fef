import {tagWithoutSecrets} from '../cloud/redact-tags.ts'
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

/** Names of the fields in which a tag tells its key and its value. */
const keyField = /^(?:Key|TagKey|Name)$/i
const valueField = /^(?:Value|TagValue)$/i
const tagsField = /^tags?$/i

/** What is open in a document, and what of a tag it has told so far. */
interface Level {
  readonly isList: boolean
  /** The field that it stands in. */
  readonly field: string
  key?: string
  /** Where its value stands in the document, and what it is. */
  value?: {readonly at: number; readonly text: string}
}

/** Texts to be put in the place of others: where each begins, what it was and what it becomes. */
function openEdits(text: string) {
  const edits = new Map<number, {readonly length: number; readonly by: string}>()
  return {
    put(at: number, before: string, by: string): void {
      if (by !== before) edits.set(at, {length: before.length, by})
    },
    done(): Redacted {
      let clean = ''
      let from = 0
      for (const [at, {length, by}] of [...edits].toSorted(([a], [b]) => a - b)) {
        clean += text.slice(from, at) + by
        from = at + length
      }
      return {text: clean + text.slice(from), count: edits.size}
    },
  }
}

/**
 * Takes texts out of a JSON document and leaves every other byte as it is. What stands under one of the paths, and the
 * value of a tag whose key names a secret, goes whole; anywhere else only what looks like a secret or an e-mail address.
 */
export function redactJson(text: string, paths: readonly string[]): Redacted {
  const rules = paths.map((path) => path.split('.'))
  const open: Level[] = []
  const edits = openEdits(text)
  let key = ''
  let isKey = false
  for (const {0: token, index: at} of text.matchAll(jsonToken)) {
    const here = open.at(-1)
    switch (token) {
      case '{':
      case '[':
        open.push({isList: token === '[', field: key})
        key = ''
        isKey = token === '{'
        continue
      case '}':
      case ']':
        putTagValue(open.pop(), edits.put, jsonText)
        key = here?.field ?? ''
        isKey = false
        continue
      case ',':
        isKey = here !== undefined && !here.isList
        continue
      case ':':
        isKey = false
        continue
      default:
        if (!token.startsWith('"')) continue
        if (isKey) {
          key = unquoted(token)
          continue
        }
    }
    const field = here?.isList ? '' : key
    const path = [...open.map(({field}) => field), field].filter(Boolean)
    const isWhole = isUnder(path, rules)
    edits.put(at, token, isWhole ? JSON.stringify(redactedText) : withoutSecrets(token))
    if (here === undefined || here.isList || isWhole) continue
    if (tagsField.test(here.field)) putTagValue({...here, key, value: {at, text: token}}, edits.put, jsonText)
    else if (keyField.test(key)) here.key = unquoted(token)
    else if (valueField.test(key)) here.value = {at, text: token}
  }
  return edits.done()
}

interface TextForm {
  readonly read: (token: string) => string
  readonly write: (text: string) => string
}

const jsonText: TextForm = {read: unquoted, write: (text) => JSON.stringify(text)}

/** Cleans the value of a tag that has told both its key and its value, if it holds a secret. */
function putTagValue(
  level: Level | undefined,
  put: (at: number, before: string, by: string) => void,
  {read, write}: TextForm,
): void {
  if (level?.key === undefined || level.value === undefined) return
  const value = read(level.value.text)
  const clean = tagWithoutSecrets({key: level.key, value})
  if (clean !== value) put(level.value.at, level.value.text, write(clean))
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
  const open: Level[] = []
  const edits = openEdits(text)
  for (const {0: token, index: at} of text.matchAll(xmlToken)) {
    if (token.startsWith('</')) {
      putTagValue(open.pop(), edits.put, xmlText)
      continue
    }
    if (token.startsWith('<') && !token.startsWith('<![CDATA[')) {
      const name = /^<([^\s/>?!]+)/.exec(token)?.[1]
      if (name && !token.endsWith('/>')) open.push({isList: name === 'member' || name === 'item', field: name})
      continue
    }
    if (token.trim() === '') continue
    const path = open.filter(({isList}) => !isList).map(({field}) => field)
    const isWhole = isUnder(path, rules)
    edits.put(at, token, isWhole ? redactedText : withoutSecrets(token))
    const [around, here] = open.slice(-2)
    if (around === undefined || here === undefined || isWhole) continue
    if (keyField.test(here.field)) around.key = token
    else if (valueField.test(here.field)) around.value = {at, text: token}
  }
  return edits.done()
}

/** Values are compared and written as they stand: an entity in one is part of no secret that is kept. */
const xmlText: TextForm = {read: (token) => token, write: (text) => text}
