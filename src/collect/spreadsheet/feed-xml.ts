import {SaxesParser} from 'saxes'
import {refused} from './open-archive.ts'

const deepest = 256
/** Between two tags there is never more text than this: a cell holds 32,767 characters. */
const longestRun = 4 * 1024 * 1024

export interface XmlEvents {
  /** Names without their prefixes, attributes with them. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/**
 * Feeds XML to handlers chunk by chunk, and gives each chunk's turn back. Entities of the document's own are never
 * expanded. Errors: an InventoryError where it is no sound XML, too deep, or runs on without a tag.
 */
export async function* feedXml(
  chunks: AsyncIterable<string>,
  events: XmlEvents,
  what: {readonly shownAs: string; readonly part: string},
): AsyncGenerator<void> {
  const parser = new SaxesParser({xmlns: false, position: false})
  let depth = 0
  let sinceTag = 0
  parser.on('error', (error) => {
    throw refused(what.shownAs, `its part ${what.part} is no sound XML (${error.message})`)
  })
  parser.on('opentag', ({name, attributes}) => {
    sinceTag = 0
    if (++depth > deepest) throw refused(what.shownAs, `its part ${what.part} is nested deeper than ${deepest} levels`)
    events.open?.(localName(name), attributes)
  })
  parser.on('text', (text) => events.text?.(text))
  parser.on('cdata', (text) => events.text?.(text))
  parser.on('closetag', ({name}) => {
    sinceTag = 0
    depth -= 1
    events.close?.(localName(name))
  })
  for await (const chunk of chunks) {
    sinceTag += chunk.length
    parser.write(chunk)
    if (sinceTag > longestRun) throw refused(what.shownAs, `its part ${what.part} runs on without a tag`)
    yield
  }
  parser.close()
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
