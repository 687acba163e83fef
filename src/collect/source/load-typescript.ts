import {createRequire} from 'node:module'
import type * as Morph from 'ts-morph'

const require = createRequire(import.meta.url)

/**
 * TypeScript, as ts-morph carries it. Of ts-morph itself nothing is used: to load that as well takes as long again.
 * It is large: whoever may do without it asks for it only when a module is to be parsed.
 */
export function loadTypescript(): typeof Morph.ts {
  const ofMorph = createRequire(require.resolve('ts-morph'))
  return ofMorph('@ts-morph/common/dist/typescript.js') as typeof Morph.ts // it is what ts-morph gives as `ts`
}
