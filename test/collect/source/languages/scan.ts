import type {Fact, FileFacts} from '../../../../src/collect/source/languages/fact.ts'
import {scannerOf} from '../../../../src/collect/source/languages/all-languages.ts'
import {loadGrammar} from '../../../../src/collect/source/languages/load-grammar.ts'
import {scanFile} from '../../../../src/collect/source/languages/scan-file.ts'

/** What the scanner of a file's language finds in it. */
export async function found(path: string, text: string): Promise<FileFacts> {
  const scanner = scannerOf(path)
  if (!scanner) throw new Error(`no scanner for ${path}`)
  return scanFile(scanner, {path, text}, scanner.grammar ? await loadGrammar(scanner.grammar) : undefined)
}

/** Its facts of one kind. */
export async function factsOf<K extends Fact['is']>(kind: K, path: string, text: string) {
  const {facts} = await found(path, text)
  return facts.filter((fact): fact is Extract<Fact, {is: K}> => fact.is === kind)
}
