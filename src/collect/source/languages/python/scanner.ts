import type {Node} from 'web-tree-sitter'
import {hostsSet, namesHosts} from '../connections.ts'
import type {Fact} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import {findFacts} from '../find-facts.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {isOfInterest, library} from '../library.ts'
import {valueReader} from '../read-value.ts'
import {cloudCalls} from './cloud-clients.ts'
import {linkPython} from './imports.ts'
import {librariesOf, pythonKeys} from './libraries.ts'
import {configuredDatabases, driverAddresses, mappedTables} from './mapped-classes.ts'
import {servedBy} from './routes.ts'
import {bindingsOf, pythonCode} from './skim.ts'
import {pythonSyntax} from './syntax.ts'

export const python: LanguageScanner = {
  id: 'python',
  name: 'Python',
  extensions: ['py', 'pyw'],
  grammar: 'python',
  skim,
  facts: (file, root) => (root ? factsOf(file, root) : []),
  link: linkPython,
}

const otherwise =
  /^[ \t]*@[\w.]+\.(?:route|api_route|websocket|get|post|put|patch|delete|head|options)\s*\(|\.add_(?:url_rule|resource|route|get|post|put|delete|api_route)\s*\(|\burlpatterns\b|\b__tablename__\b|\bTable\s*\(|\(\s*(?:\w+\.)?Model\b|\bboto3\b/m
const inText = /["'][^"'\n]{0,300}:\/\/|["']ENGINE["']/
const asksDatabase = /execute|cursor|sql|quer(?:y|ies)|\bdb|psycopg|database|connection|raw\(/i
const databases = library({imports: [''], isDatabase: true})

function skim({text}: ScannedFile): Skim {
  const code = pythonCode(text)
  const bindings = bindingsOf(code)
  const imports = bindings.map(({specifier, line}) => ({specifier, line}))
  const isWanted =
    inText.test(text) ||
    otherwise.test(code) ||
    (asksDatabase.test(code) && isOfInterest(text, [databases])) ||
    isOfInterest(code, librariesOf(bindings, text)) ||
    namesHosts(text)
  return {imports, declares: [], isOfInterest: isWanted}
}

function factsOf({path, text}: ScannedFile, root: Node): readonly Fact[] {
  const code = pythonCode(text)
  const libraries = [...librariesOf(bindingsOf(code), text), ...(asksDatabase.test(code) ? [databases] : [])]
  const search = {text, root, syntax: pythonSyntax, libraries, keys: pythonKeys}
  const own = {path, text, root, readValue: valueReader(search)}
  return factsInOrder([
    ...findFacts(search),
    ...servedBy(own),
    ...mappedTables(own),
    ...configuredDatabases(own),
    ...driverAddresses(own),
    ...cloudCalls(own),
    ...hostsSet(text, root, pythonSyntax),
  ])
}
