import type {Fact, FileFacts} from '../../../../src/collect/source/languages/fact.ts'
import {scannerOf} from '../../../../src/collect/source/languages/all-languages.ts'
import {loadGrammar} from '../../../../src/collect/source/languages/load-grammar.ts'
import {scanFile} from '../../../../src/collect/source/languages/scan-file.ts'

const parsers = new Map<string, ReturnType<typeof loadGrammar>>()

/** The one parser of a grammar, as a thread of the scan has one. */
export async function parserOf(
  grammar: string | undefined,
): Promise<Awaited<ReturnType<typeof loadGrammar>> | undefined> {
  if (!grammar) return undefined
  const parser = parsers.get(grammar) ?? loadGrammar(grammar)
  parsers.set(grammar, parser)
  return parser
}

/** What the scanner of a file's language finds in it. */
export async function found(path: string, text: string): Promise<FileFacts> {
  const scanner = scannerOf(path)
  if (!scanner) throw new Error(`no scanner for ${path}`)
  return scanFile(scanner, {path, text}, await parserOf(scanner.grammar))
}

/** Its facts of one kind. */
export async function factsOf<K extends Fact['is']>(kind: K, path: string, text: string) {
  const {facts} = await found(path, text)
  return facts.filter((fact): fact is Extract<Fact, {is: K}> => fact.is === kind)
}
