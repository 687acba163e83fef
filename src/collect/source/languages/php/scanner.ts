import type {Node} from 'web-tree-sitter'
import {namesAndLines} from '../code-alone.ts'
import {hostsSet, namesHosts} from '../connections.ts'
import type {Fact} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import {findFacts} from '../find-facts.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {isOfInterest, library} from '../library.ts'
import {type ReadValue, valueReader} from '../read-value.ts'
import {sqlFact} from '../sql-text.ts'
import {copiedFiles, copies} from './copies.ts'
import {linkPhp} from './imports.ts'
import {librariesOf, phpKeys, renamedLibraries} from './libraries.ts'
import {codeIgniterPrefix, docBlockFacts, eloquentTables, joinedTables, queryTables} from './mapped-classes.ts'
import {mountsOf} from './mounts.ts'
import {listsRoutes, servedBy} from './routes.ts'
import {ofNoClass, skimPhp} from './skim.ts'
import {phpSyntax} from './syntax.ts'

export const php: LanguageScanner = {
  id: 'php',
  name: 'PHP',
  extensions: ['php', 'phtml', 'php3', 'php4', 'php5', 'php7', 'inc', 'module'],
  grammar: 'php',
  skim,
  facts: (file, root, seen) => (root ? factsOf(file, root, seen) : []),
  link: linkPhp,
}

const translations = /(?:^|\/)(?:i18n|locales?|lang|languages?|translations?)\//i
/** A template is text that a program fills in. */
const template = /\.(?:blade|latte|twig)\.php$/i
const otherwise =
  /\bRoute::|\$(?:router|routes|app|group|r|collector|routeCollector)\s*->|register_rest_route|\$route\s*\[|_menu\s*\(|\bextends\s+[\w\\]*(?:Model|Authenticatable|Pivot|Eloquent)\b|\btable\s*\(/
const inText = /["'][^"'\n]{0,300}:\/\/|@(?:ORM\\)?(?:Entity|Route)\b|['"]wp_ajax_/
const asksDatabase =
  /pdo|sql|oci_|odbc|\bdb|quer(?:y|ies)|prepare|execute|doctrine|eloquent|connection|database|fetch|select\w*\(/i
const databases = library({imports: [''], isDatabase: true})

function skim({path, text}: ScannedFile): Skim {
  if (template.test(path) || !text.includes('<?')) return {imports: [], declares: [], isOfInterest: false}
  const {code, ...skimmed} = skimPhp(text)
  const mounts = {...mountsOf(path, text), ...codeIgniterPrefix(path, text)}
  const hasMounts = Object.keys(mounts).length > 0
  const seen = {...skimmed, ...(hasMounts && {constants: {...skimmed.constants, ...mounts}})}
  const isWanted =
    inText.test(text) ||
    listsRoutes.test(text) ||
    otherwise.test(code) ||
    copies.test(code) ||
    (asksDatabase.test(code) && (isOfInterest(text, [databases]) || text.search(hereDoc) >= 0)) ||
    isOfInterest(code, librariesOf(namesOf(seen))) ||
    namesHosts(text)
  return {...seen, isOfInterest: isWanted}
}

function namesOf({imports, uses}: Pick<Skim, 'imports' | 'uses'>): readonly string[] {
  return [...imports.map(({specifier}) => specifier), ...namesAndLines(uses).map(([name]) => name)]
}

function factsOf({path, text}: ScannedFile, root: Node, seen: Skim): readonly Fact[] {
  // PHP needs no import to ask a database: a file whose words are about one may.
  const libraries = [
    ...librariesOf(namesOf(seen)),
    ...renamedLibraries(text),
    ...(asksDatabase.test(text) ? [databases] : []),
  ]
  const search = {text, root, syntax: phpSyntax, libraries, keys: phpKeys, imported: constantOfNoClass}
  const {value: readValue} = valueReader(search)
  const found = findFacts(search)
  return factsInOrder([
    // Translations are texts for people.
    ...(translations.test(path) ? found.filter(({is}) => is !== 'address') : found),
    ...servedBy({path, text, root, readValue}),
    ...eloquentTables(text, root, readValue),
    ...queryTables(text, root, readValue),
    ...joinedTables(text, root, readValue),
    ...copiedFiles(text, root, readValue),
    ...docBlockFacts(text, namesOf(seen)),
    ...hostsSet(text, root, phpSyntax),
    ...hereSql(text, root, readValue),
  ])
}

/** A name in capitals that no class has before it is what some file defines. */
function constantOfNoClass(name: string): string | undefined {
  return /^[A-Z][A-Z0-9_]*$/.test(name) ? `${ofNoClass}.${name}` : undefined
}

const hereDoc =
  /<<<[ \t]*["']?[A-Za-z_]\w*["']?[ \t]*\r?\n\s*(?=(?:select|insert|update|delete|merge|with|replace|truncate)\b)/gi

/** SQL in texts that begin without a quote. */
function hereSql(text: string, root: Node, readValue: ReadValue): readonly Fact[] {
  return [...text.matchAll(hereDoc)].flatMap(({index}) => {
    let node: Node | null = root.descendantForIndex(index + 3)
    for (let steps = 0; node && steps < 3 && !/^(?:heredoc|nowdoc)$/.test(node.type); steps += 1) node = node.parent
    const value = node && /^(?:heredoc|nowdoc)$/.test(node.type) ? readValue(node) : undefined
    const said = value && 'literal' in value ? sqlFact(value.literal) : undefined
    return node && said ? [{...said, line: node.startPosition.row + 1}] : []
  })
}
