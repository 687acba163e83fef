import type {Node} from 'web-tree-sitter'
import {nodesOf} from '../connections.ts'
import type {Fact} from '../fact.ts'
import type {ReadValue} from '../read-value.ts'
import {callOf} from './calls.ts'
import {fileNamed} from './makers.ts'

/** A call of PHP's own `copy` whose files stand in it, or in what it is put together of. */
export const copies = /(?<![\w$>:\\])copy\s*\(/

/** `copy('ftp://ftp.shop.gov.uk/in.csv', '/data/in.csv')` reads one file and writes another. */
export function copiedFiles(text: string, root: Node, readValue: ReadValue): readonly Fact[] {
  if (!copies.test(text)) return []
  return [...nodesOf(text, root, ['copy'])].flatMap((word) => {
    const call = word.parent
    if (call?.type !== 'function_call_expression' || !call.childForFieldName('function')?.equals(word)) return []
    const [from, to] = callOf(call, '', undefined).arguments
    const line = word.startPosition.row + 1
    return [from && fileNamed(readValue(from), 'reads'), to && fileNamed(readValue(to), 'writes')].flatMap(
      (said) => (said ? [{...said, line} as Fact] : []), // the line is all that a said fact lacks
    )
  })
}
