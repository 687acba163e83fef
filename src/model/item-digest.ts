import {sha256} from './ids.ts'

/** What is known of the JSON of an item. */
export interface KnownText {
  readonly digest: string
  /** Of the same text with its lists of ids of evidence emptied. */
  readonly digestWithoutEvidence: string
  readonly bytes: number
}

/** What is known of a text that another process wrote, and the text, which is asked for at most once. */
export interface WrittenText extends KnownText {
  readonly text: () => string
}

/** Items of documents by what their JSON was when they were written. */
const known = new WeakMap<object, KnownText>()

/** Items that were read as they were written before, and were not written again yet. */
const written = new WeakMap<object, () => string>()

/** Says what the JSON of an item is, where it was read from just that. */
export function rememberText(item: object, {text, ...found}: WrittenText): void {
  known.set(item, found)
  written.set(item, text)
}

/** The JSON of an item of a document; what is asked of it below need not be found again. */
export function itemText(item: object): string {
  const before = written.get(item)
  // The text is let go: it would hold on to all that it was read from.
  if (before && written.delete(item)) return before()
  const text = JSON.stringify(item)
  note(item, text)
  return text
}

/** The hash of an item's JSON: the same for items that say the same in the same order. */
export function itemDigest(item: object): string {
  return knownOf(item).digest
}

/**
 * The same, whatever the ids of evidence are: a change of any line of a file gives all that it says new ones, and what
 * shows where evidence is shows no ids.
 */
export function digestWithoutEvidence(item: object): string {
  return knownOf(item).digestWithoutEvidence
}

/** All of it. */
export function knownText(item: object): KnownText {
  return knownOf(item)
}

/** How many bytes an item's JSON has. */
export function itemBytes(item: object): number {
  return knownOf(item).bytes
}

/** Lists of plain ids in JSON; within a text the quotes would be escaped. */
const evidenceList = /"evidence":\[(?:"[^"\\]+",?)+\]/g

/** JSON with its lists of ids of evidence emptied. */
export function withoutEvidenceIds(json: string): string {
  return json.replace(evidenceList, '"evidence":[]')
}

function knownOf(item: object): KnownText {
  return known.get(item) ?? note(item, JSON.stringify(item))
}

function note(item: object, text: string): KnownText {
  const digest = sha256(text)
  const told = withoutEvidenceIds(text)
  const digestWithoutEvidence = told === text ? digest : sha256(told)
  const found = {digest, digestWithoutEvidence, bytes: Buffer.byteLength(text)}
  known.set(item, found)
  return found
}
