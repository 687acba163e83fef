import type {Node, Parser} from 'web-tree-sitter'
import {environmentAt, environmentSections} from '../environment-sections.ts'
import type {SyntaxFault} from '../syntax-fault.ts'
import {comparedCode} from './compared-code.ts'
import type {Fact, FileFacts} from './fact.ts'
import type {LanguageScanner, ScannedFile, SkimmedLanguage, Skim} from './language-scanner.ts'
import {reportUses} from './report-uses.ts'
import {withoutTemporaryTables} from './temporary-tables.ts'

/** What a language's scanner finds in one file; a parser is given for a language that has a grammar. */
export function scanFile(scanner: LanguageScanner, file: ScannedFile, parser: Parser | undefined): FileFacts {
  const found = withEnvironments(factsOf(scanner, file, parser), file)
  const reports = reportUses(scanner, file)
  const fingerprints = comparedCode(scanner.id, file)
  return {
    ...found,
    ...(reports.length > 0 && {facts: [...found.facts, ...reports]}),
    ...(fingerprints !== undefined && {fingerprints}),
  }
}

/** Addresses in a part of the file that is for one environment are of that one. */
function withEnvironments(found: FileFacts, file: ScannedFile): FileFacts {
  const sections = environmentSections(file)
  if (sections.length === 0) return found
  const starts = [0, ...[...file.text.matchAll(/\n/g)].map(({index}) => index + 1)]
  const isCode = /\.java$/i.test(file.path)
  // Of code, what a line ends with is in the body that its line begins.
  const placeOf = (line: number): number =>
    isCode ? (starts[line] ?? file.text.length + 1) - 2 : (starts[line - 1] ?? 0)
  const facts = found.facts.map((fact): Fact => {
    if (fact.is !== 'address' && !isCode) return fact
    const environment = environmentAt(sections, placeOf(fact.line))
    return environment === undefined ? fact : ({...fact, environment} as Fact) // which every fact may have
  })
  return {...found, facts}
}

function factsOf(scanner: LanguageScanner, file: ScannedFile, parser: Parser | undefined): FileFacts {
  if ('read' in scanner) return scanner.read(file)
  const skim = scanner.skim(file)
  const {isOfInterest, code: _, ...own} = skim
  const seen = {...own, ...(file.given && file.given.length > 0 && {given: file.given.join(' ')})}
  if (!isOfInterest) return {...seen, facts: []}
  const factsIn = (root: Node | undefined): FileFacts['facts'] =>
    withoutTemporaryTables(scanner.facts(file, root, skim), file.text)
  if (!parser) return {...seen, facts: factsIn(undefined)}
  const tree = parser.parse(scanner.readable?.(file.text) ?? file.text)
  if (!tree) return {...seen, facts: [], fault: {message: 'cannot be parsed'}}
  try {
    const readings = tree.rootNode.hasError ? (scanner.readings?.(file.text) ?? []) : []
    if (readings.length > 0) return {...seen, ...readAll(scanner, file, readings, {parser, skim})}
    const fault = tree.rootNode.hasError && !scanner.hasWeakGrammar ? firstFault(tree.rootNode) : undefined
    return {...seen, facts: factsIn(tree.rootNode), ...(fault && {fault})}
  } finally {
    tree.delete()
  }
}

/** What several readings of one file say together. */
function readAll(
  scanner: SkimmedLanguage,
  file: ScannedFile,
  readings: readonly string[],
  {parser, skim}: {readonly parser: Parser; readonly skim: Skim},
): Pick<FileFacts, 'facts' | 'fault'> {
  const facts = new Map<string, Fact>()
  let fault: SyntaxFault | undefined
  for (const text of readings) {
    const tree = parser.parse(text)
    if (!tree) continue
    try {
      if (tree.rootNode.hasError) fault ??= firstFault(tree.rootNode)
      for (const fact of scanner.facts({...file, text}, tree.rootNode, skim)) facts.set(JSON.stringify(fact), fact)
    } finally {
      tree.delete()
    }
  }
  return {facts: [...facts.values()].toSorted((a, b) => a.line - b.line), ...(fault && {fault})}
}

/** The first place at which the parser had to skip or to supply something: the others mostly follow from it. */
function firstFault(root: Node): SyntaxFault {
  let node = root
  for (;;) {
    const next = node.children.find((child) => child.hasError || child.isMissing)
    if (!next) break
    node = next
    if (node.isError) break
  }
  const what = node.isMissing ? `'${node.type}' expected` : 'this is no sound source'
  return {line: node.startPosition.row + 1, message: `syntax error: ${what}`}
}
