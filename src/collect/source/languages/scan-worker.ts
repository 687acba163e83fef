import {parentPort} from 'node:worker_threads'
import type {Parser} from 'web-tree-sitter'
import {scannerOf} from './all-languages.ts'
import {loadGrammar} from './load-grammar.ts'
import {scanFile} from './scan-file.ts'
import type {ScanAnswer, ScanOrder} from './watched-thread.ts'

const parsers = new Map<string, Parser>()

async function parserOf(grammar: string | undefined): Promise<Parser | undefined> {
  if (!grammar) return undefined
  const loaded = parsers.get(grammar) ?? (await loadGrammar(grammar))
  parsers.set(grammar, loaded)
  return loaded
}

/** A fault of the grammar's own machine leaves it in no known state: the thread ends with it, and another begins. */
async function answer(file: ScanOrder[number]): Promise<ScanAnswer> {
  const scanner = scannerOf(file.path, file.text)
  if (!scanner) return {failed: 'no scanner reads it'}
  const parser = await parserOf(scanner.grammar)
  try {
    return {found: scanFile(scanner, file, parser)}
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error
    return {failed: error instanceof Error ? error.name : 'unknown'}
  }
}

// One order after the other: the answers come in the order of the files.
let before = Promise.resolve()
parentPort?.on('message', (order: ScanOrder) => {
  before = before.then(async () => {
    for (const file of order) parentPort?.postMessage(await answer(file))
  })
})
