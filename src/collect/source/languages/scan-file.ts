import type {Node, Parser} from 'web-tree-sitter'
import type {SyntaxFault} from '../syntax-fault.ts'
import type {FileFacts} from './fact.ts'
import type {LanguageScanner, ScannedFile} from './language-scanner.ts'

/** What a language's scanner finds in one file; a parser is given for a language that has a grammar. */
export function scanFile(scanner: LanguageScanner, file: ScannedFile, parser: Parser | undefined): FileFacts {
  if ('read' in scanner) return scanner.read(file)
  const skim = scanner.skim(file)
  const {isOfInterest, ...seen} = skim
  if (!isOfInterest) return {...seen, facts: []}
  if (!parser) return {...seen, facts: scanner.facts(file, undefined, skim)}
  const tree = parser.parse(file.text)
  if (!tree) return {...seen, facts: [], fault: {message: 'cannot be parsed'}}
  try {
    const fault = tree.rootNode.hasError && !scanner.hasWeakGrammar ? firstFault(tree.rootNode) : undefined
    return {...seen, facts: scanner.facts(file, tree.rootNode, skim), ...(fault && {fault})}
  } finally {
    tree.delete()
  }
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
