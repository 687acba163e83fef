import {createRequire} from 'node:module'
import type stringWidth from 'string-width'

const require = createRequire(import.meta.url)

/** Letters, figures and signs of western Europe, each in one column; none that joins another or may be a picture. */
const oneColumnEach = /^[\u0020-\u007e\u00a1-\u00a8\u00aa-\u00ac\u00af-\u00ff]*$/

/** So many columns of a terminal a text takes. What tells it of all scripts takes long to load, and is hardly ever needed. */
export function widthOf(text: string): number {
  if (oneColumnEach.test(text)) return text.length
  const ofAllScripts = require('string-width') as {readonly default: typeof stringWidth} // its one export
  return ofAllScripts.default(text)
}
