import {EntityKind} from '../../model/entity.ts'
import {Certainty, relationTypeNames} from '../../model/relation-types.ts'
import {afterObject, afterShare, afterText, afterTexts, afterValue, afterWord, bytesOf} from './plain-text.ts'

/** Where in a line a relation has its parts: places of bytes, and of names in their lists. Valid until the next line. */
export interface PlainRelation {
  from: number
  fromEnd: number
  to: number
  toEnd: number
  type: number
  certainty: number
  attributes: number
  attributesEnd: number
  /** After the opening bracket; each of so many is an id of evidence of our own, in quotes, and a comma or bracket. */
  evidence: number
  evidenceCount: number
  /** Equal where it says none. */
  scopes: number
  scopesEnd: number
}

export interface PlainEntity {
  id: number
  idEnd: number
  organisation: number
  organisationEnd: number
  kind: number
  name: number
  nameEnd: number
  attributes: number
  attributesEnd: number
  scopes: number
  scopesEnd: number
}

const words = {
  relation: bytesOf('{"record":"relation","id":"'),
  from: bytesOf(',"from":"'),
  to: bytesOf(',"to":"'),
  type: bytesOf(',"type":"'),
  certainty: bytesOf(',"certainty":"'),
  attributes: bytesOf(',"attributes":'),
  evidence: bytesOf(',"evidence":['),
  scopes: bytesOf(',"scopes":'),
  entity: bytesOf('{"record":"entity","id":"'),
  organisation: bytesOf(',"organisation":"'),
  kind: bytesOf(',"kind":"'),
  name: bytesOf(',"name":"'),
  value: bytesOf('{"value":'),
  absent: bytesOf('{"state":"absent"'),
  notApplicable: bytesOf('{"state":"not-applicable"'),
  itemEvidence: bytesOf(',"evidence":'),
  confidence: bytesOf(',"confidence":'),
}
const typeWords = relationTypeNames.map((name) => bytesOf(`${name}"`))
const certaintyWords = Certainty.options.map((name) => bytesOf(`${name}"`))
const kindWords = EntityKind.options.map((name) => bytesOf(`${name}"`))
const [comma, openBracket, closeBracket, openBrace, closeBrace] = [0x2c, 0x5b, 0x5d, 0x7b, 0x7d]
const [newline, quote] = [0x0a, 0x22]
/** In quotes: `e` and sixteen digits. */
export const evidenceLength = 19

/**
 * Reads relations from lines as this program writes them, without making a text of any part: they are then exactly what
 * parsing by the schema would give. Of any other line, sound or not, it returns undefined. A line ends with a newline.
 */
export function plainRelations(): (bytes: Uint8Array, start: number) => PlainRelation | undefined {
  const found: PlainRelation = {
    ...{from: 0, fromEnd: 0, to: 0, toEnd: 0, type: 0, certainty: 0, attributes: 0, attributesEnd: 0},
    ...{evidence: 0, evidenceCount: 0, scopes: 0, scopesEnd: 0},
  }
  return (bytes, start) => {
    let at = afterWord(bytes, start, words.relation)
    if (at < 0 || (at = afterText(bytes, at, false)) < 0) return undefined
    if ((found.from = at = afterWord(bytes, at, words.from)) < 0) return undefined
    if ((at = afterText(bytes, at, true)) < 0) return undefined
    found.fromEnd = at - 1
    if ((found.to = at = afterWord(bytes, at, words.to)) < 0) return undefined
    if ((at = afterText(bytes, at, true)) < 0) return undefined
    found.toEnd = at - 1
    if ((at = afterWord(bytes, at, words.type)) < 0) return undefined
    if ((found.type = nameAt(bytes, at, typeWords)) < 0) return undefined
    at += typeWords[found.type]?.length ?? 0
    if ((at = afterWord(bytes, at, words.certainty)) < 0) return undefined
    if ((found.certainty = nameAt(bytes, at, certaintyWords)) < 0) return undefined
    at += certaintyWords[found.certainty]?.length ?? 0
    if ((found.attributes = at = afterWord(bytes, at, words.attributes)) < 0) return undefined
    if ((found.attributesEnd = at = afterObject(bytes, at, afterValue)) < 0) return undefined
    if ((found.evidence = at = afterWord(bytes, at, words.evidence)) < 0) return undefined
    if ((at = afterOwnEvidence(bytes, at)) < 0) return undefined
    found.evidenceCount = Math.floor((at - found.evidence) / (evidenceLength + 1))
    return endsWithScopes(bytes, at, found) ? found : undefined
  }
}

/** As `plainRelations`. */
export function plainEntities(): (bytes: Uint8Array, start: number) => PlainEntity | undefined {
  const found: PlainEntity = {
    ...{id: 0, idEnd: 0, organisation: 0, organisationEnd: 0, kind: 0, name: 0, nameEnd: 0},
    ...{attributes: 0, attributesEnd: 0, scopes: 0, scopesEnd: 0},
  }
  return (bytes, start) => {
    let at = (found.id = afterWord(bytes, start, words.entity))
    if (at < 0 || bytes[at] === quote || (at = afterText(bytes, at, true)) < 0) return undefined
    found.idEnd = at - 1
    if ((found.organisation = at = afterWord(bytes, at, words.organisation)) < 0) return undefined
    if ((at = afterText(bytes, at, false)) < 0) return undefined
    found.organisationEnd = at - 1
    if ((at = afterWord(bytes, at, words.kind)) < 0) return undefined
    if ((found.kind = nameAt(bytes, at, kindWords)) < 0) return undefined
    at += kindWords[found.kind]?.length ?? 0
    if ((found.name = at = afterWord(bytes, at, words.name)) < 0) return undefined
    if ((at = afterText(bytes, at, false)) < 0) return undefined
    found.nameEnd = at - 1
    if ((found.attributes = at = afterWord(bytes, at, words.attributes)) < 0) return undefined
    if ((found.attributesEnd = at = afterObject(bytes, at, afterItems)) < 0) return undefined
    return endsWithScopes(bytes, at, found) ? found : undefined
  }
}

/**
 * Tells lines of records of these kinds, as this program writes them, by how they begin and end. What stands between is not
 * looked at: it is for what nobody reads.
 */
export function plainOthers(kinds: readonly string[]): (bytes: Uint8Array, start: number, end: number) => boolean {
  const beginnings = kinds.map((kind) => bytesOf(`{"record":"${kind}",`))
  return (bytes, start, end) =>
    bytes[end - 1] === closeBrace && beginnings.some((word) => afterWord(bytes, start, word) >= 0)
}

/** Which of the names, each with the quote after it, stands there; -1 where none does. */
function nameAt(bytes: Uint8Array, start: number, names: readonly Uint8Array[]): number {
  for (let place = 0; place < names.length; place += 1) {
    const name = names[place]
    if (name && bytes[start] === name[0] && afterWord(bytes, start, name) >= 0) return place
  }
  return -1
}

function endsWithScopes(bytes: Uint8Array, start: number, found: {scopes: number; scopesEnd: number}): boolean {
  found.scopes = found.scopesEnd = start
  let at = start
  if (bytes[at] === comma) {
    if ((found.scopes = at = afterWord(bytes, at, words.scopes)) < 0) return false
    if ((found.scopesEnd = at = afterTexts(bytes, at)) < 0) return false
  }
  return bytes[at] === closeBrace && bytes[at + 1] === newline
}

/** Ids of our own form alone, from after the opening bracket to after the closing one. */
function afterOwnEvidence(bytes: Uint8Array, start: number): number {
  if (bytes[start] === closeBracket) return start + 1
  for (let at = start; ; at += 1) {
    if (bytes[at] !== quote || bytes[at + 1] !== 0x65 || bytes[at + evidenceLength - 1] !== quote) return -1
    for (let digit = at + 2; digit < at + evidenceLength - 1; digit += 1)
      if (!isHexadecimal(bytes[digit] ?? 0)) return -1
    at += evidenceLength
    if (bytes[at] === closeBracket) return at + 1
    if (bytes[at] !== comma) return -1
  }
}

function isHexadecimal(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66)
}

/** The items of an attribute: each a value or a state, its evidence and its confidence. */
function afterItems(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== openBracket) return -1
  if (bytes[start + 1] === closeBracket) return start + 2
  for (let at = start + 1; ; at += 1) {
    at = afterItem(bytes, at)
    if (at < 0) return -1
    if (bytes[at] === closeBracket) return at + 1
    if (bytes[at] !== comma) return -1
  }
}

function afterItem(bytes: Uint8Array, start: number): number {
  let at = afterWord(bytes, start, words.value)
  if (at >= 0) at = bytes[at] === openBrace ? afterObject(bytes, at, afterValue) : afterValue(bytes, at)
  else at = Math.max(afterWord(bytes, start, words.absent), afterWord(bytes, start, words.notApplicable))
  if (at < 0 || (at = afterWord(bytes, at, words.itemEvidence)) < 0) return -1
  if ((at = afterTexts(bytes, at)) < 0 || (at = afterWord(bytes, at, words.confidence)) < 0) return -1
  at = afterShare(bytes, at)
  return at >= 0 && bytes[at] === closeBrace ? at + 1 : -1
}
