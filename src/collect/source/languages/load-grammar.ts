import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {Language, Parser} from 'web-tree-sitter'

const require = createRequire(import.meta.url)

/** A parser of one language, from the grammar's file; nothing native is loaded. */
export async function loadGrammar(grammar: string): Promise<Parser> {
  await Parser.init()
  const file = require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${grammar}.wasm`)
  return new Parser().setLanguage(await Language.load(await readFile(file)))
}
