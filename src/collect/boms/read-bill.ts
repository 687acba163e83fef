import {readXml} from '../source/manifests/xml-tree.ts'
import type {Bill} from './bill.ts'
import {isCycloneDx, readCycloneDx} from './cyclonedx.ts'
import {jsonOfCycloneDxXml} from './cyclonedx-xml.ts'
import {badDocument, type DocumentRead} from './read-document.ts'
import {isSpdx, isSpdx3, readSpdx} from './spdx.ts'
import {isSpdxTags, jsonOfSpdxTags} from './spdx-tags.ts'

const hint = 'Read are CycloneDX as JSON or XML, and SPDX 2 as JSON or tags and values.'

/** The bill of materials that a document is. Errors: an InventoryError where it is none of the forms that are read. */
export function readBill(document: DocumentRead, shownAs: string): Bill {
  const bill = billIn(document, shownAs)
  if (bill) return bill
  if (isSpdx3(document.value))
    throw badDocument(
      shownAs,
      'it is SPDX 3, which is not read',
      undefined,
      'Have the tool write SPDX 2.3 or CycloneDX.',
    )
  throw badDocument(shownAs, 'it is no bill of materials that is known here', undefined, hint)
}

/** The same; undefined where the document is something else. */
export function billIn({value, text, form}: DocumentRead, shownAs: string): Bill | undefined {
  if (form === 'json') return isCycloneDx(value) ? readCycloneDx(value) : isSpdx(value) ? readSpdx(value) : undefined
  if (form === 'text') return isSpdxTags(text) ? readSpdx(jsonOfSpdxTags(text)) : undefined
  const xml = readXml({path: shownAs, sha256: '', text}, (_, message, more) => {
    throw badDocument(shownAs, message, more?.line)
  })
  const json = xml && jsonOfCycloneDxXml(xml)
  return json === undefined ? undefined : readCycloneDx(json)
}
