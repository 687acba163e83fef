import {InventoryError} from '../../errors.ts'
import {sha256} from '../../model/ids.ts'
import {filePieces} from '../../model/file-pieces.ts'
import {depthGuard} from '../exports/export-items.ts'
import {faultyLine} from '../source/manifests/json-text.ts'
import {firstBytes, isGzip, unzipped} from '../maybe-gzip.ts'
import {unreadFile} from '../unread-file.ts'

const megabyte = 1024 * 1024
/** A document is held whole, because what it says in one place names what stands in another. */
const mostBytes = {json: 256 * megabyte, text: 64 * megabyte}

/** A document as it was read: JSON as its value, everything else as its text. */
export interface DocumentRead {
  readonly value: unknown
  readonly text: string
  readonly form: 'json' | 'xml' | 'text'
  /** The hash of the file as it lies there. */
  readonly sha256: string
}

/**
 * Reads a JSON, XML or text document, gzipped or not, in UTF-8 or UTF-16. Errors: an InventoryError where it is not
 * there, empty, larger than the limit that it tells, damaged, nested too deep or cut short.
 */
export async function readDocument(file: string, shownAs: string, most = mostBytes): Promise<DocumentRead> {
  const bytes = await allBytes(file, shownAs, most.json)
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  const first = text.trimStart()[0]
  if (first === undefined) throw badDocument(shownAs, 'it is empty')
  const form = first === '{' || first === '[' ? 'json' : first === '<' ? 'xml' : 'text'
  if (form !== 'json' && bytes.byteLength > most.text) throw tooLarge(shownAs, most.text)
  const read = {text, form, sha256: sha256(bytes)} as const
  return {...read, value: form === 'json' ? parsed(text, shownAs) : undefined}
}

async function allBytes(file: string, shownAs: string, most: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  try {
    for await (const piece of isGzip(await firstBytes(file)) ? unzipped(file) : filePieces(file)) {
      length += piece.byteLength
      if (length > most) throw tooLarge(shownAs, most)
      pieces.push(Buffer.from(piece))
    }
  } catch (error) {
    if (error instanceof InventoryError) throw error
    const {code = ''} = error as NodeJS.ErrnoException // errors of the system and of zlib carry codes
    throw code.startsWith('Z_') ? badDocument(shownAs, `it is damaged gzip (${code})`) : unreadFile(shownAs, error)
  }
  return Buffer.concat(pieces)
}

/** Windows' shells write what a program prints in UTF-16, with its mark at the start. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function parsed(text: string, shownAs: string): unknown {
  depthGuard([], () => {
    throw badDocument(shownAs, 'it is nested deeper than a document of its kind can be')
  }).read(text)
  try {
    return JSON.parse(text)
  } catch {
    // The error's own message quotes the file.
    throw badDocument(shownAs, 'it is no whole JSON: cut short, or damaged', faultyLine(text))
  }
}

function tooLarge(shownAs: string, most: number): InventoryError {
  return badDocument(shownAs, `it is larger than ${most / megabyte} MB, the most that is read of such a file`)
}

/** The file is not what it should be, or damaged: nothing was written. */
export function badDocument(
  shownAs: string,
  why: string,
  line?: number,
  hint = 'Have the tool write it anew.',
): InventoryError {
  return new InventoryError('bad-document', `${shownAs} cannot be read: ${why}. Nothing was written.`, {
    faults: [{message: why, where: line === undefined ? shownAs : `${shownAs}:${line}`, hint}],
  })
}
