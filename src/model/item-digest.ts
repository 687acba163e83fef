import {sha256} from './ids.ts'

/** Objects of documents by the hash of their JSON, as it was when that was written. */
const digests = new WeakMap<object, string>()

/** The JSON of an item of a document; its hash need not be found again. */
export function itemText(item: object): string {
  const text = JSON.stringify(item)
  digests.set(item, sha256(text))
  return text
}

/** The hash of an item's JSON: the same for items that say the same in the same order. */
export function itemDigest(item: object): string {
  return digests.get(item) ?? sha256(itemText(item))
}
