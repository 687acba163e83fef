import type {Node} from 'web-tree-sitter'
import {hostsSet, namesHosts} from '../connections.ts'
import type {Fact} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import {findFacts} from '../find-facts.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {isOfInterest, library} from '../library.ts'
import {valueReader} from '../read-value.ts'
import {constantsIn, sharedConstants} from '../shared-constants.ts'
import {cloudCalls} from './cloud-clients.ts'
import {linkPython} from './imports.ts'
import {librariesOf, pythonKeys} from './libraries.ts'
import {configuredDatabases, driverAddresses, mappedTables} from './mapped-classes.ts'
import {servedBy} from './routes.ts'
import {mountsOf} from './mounts.ts'
import {sftpTransfers} from './sftp.ts'
import {bindingsOf, pythonCode} from './skim.ts'
import {pythonSyntax} from './syntax.ts'
import {settleViewSets, viewSets} from './view-sets.ts'

export const python: LanguageScanner = {
  id: 'python',
  name: 'Python',
  extensions: ['py', 'pyw'],
  grammar: 'python',
  skim,
  facts: (file, root) => (root ? factsOf(file, root) : []),
  settle: settleViewSets,
  link: linkPython,
}

const otherwise =
  /^[ \t]*@[\w.]+\.(?:route|api_route|websocket|get|post|put|patch|delete|head|options)\s*\(|\.add_(?:url_rule|resource|route|get|post|put|delete|api_route)\s*\(|\burlpatterns\b|\b__tablename__\b|\bTable\s*\(|\bModel\b|\bViewSet\b|\w(?:ViewSet|ModelMixin)\b|\bSQLModel\b|\bboto3\b/m
const inText = /["'][^"'\n]{0,300}:\/\/|["']ENGINE["']/
const asksDatabase = /execute|cursor|sql|quer(?:y|ies)|\bdb|psycopg|database|connection|raw\(/i
const databases = library({imports: [''], isDatabase: true})

function skim({path, text}: ScannedFile): Skim {
  const code = pythonCode(text)
  const bindings = bindingsOf(code)
  const imports = bindings.map(({specifier, line}) => ({specifier, line}))
  const isWanted =
    inText.test(text) ||
    otherwise.test(code) ||
    (asksDatabase.test(code) && isOfInterest(text, [databases])) ||
    isOfInterest(code, librariesOf(bindings, text)) ||
    namesHosts(text)
  const constants = {...moduleConstants(path, text, code), ...mountsOf(path, text, code, bindings)}
  const hasConstants = Object.keys(constants).length > 0
  return {imports, declares: [], ...(hasConstants && {constants}), isOfInterest: isWanted}
}

const constant =
  /^[ \t]*([A-Za-z]\w*)[ \t]*(?::[ \t]*[\w.[\]]+[ \t]*)?=[ \t]*(?:'([^'\\\n]{1,200})'|"([^"\\\n]{1,200})")[ \t]*(?:#[^\n]*)?$/gm

/** Constants of the module and of its classes, by whose names other modules may name them. */
function moduleConstants(path: string, text: string, code: string): Readonly<Record<string, string>> {
  const module = moduleName(path)
  const types = [...code.matchAll(/^class[ \t]+(\w+)/gm)]
  const {constants = {}} = sharedConstants(
    constantsIn(text, code, constant).filter(({at, name}) => depthAt(code, at) <= 1 && /^[A-Z]/.test(name)),
    (at) => (depthAt(code, at) === 0 ? module : types.findLast(({index}) => index < at)?.[1]),
  )
  return constants
}

/** 0 at the module's own level, 1 in what stands there. */
function depthAt(code: string, at: number): number {
  const indent = /[ \t]*$/.exec(code.slice(code.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? ''
  return indent === '' ? 0 : /^(?:\t| {1,4})$/.test(indent) ? 1 : 2
}

function moduleName(path: string): string {
  return /([^/]+?)(?:\/__init__)?\.pyw?$/.exec(path)?.[1] ?? ''
}

/** What `from app.queues import ORDERS` brings in is `queues.ORDERS`. */
function importedConstants(bindings: ReturnType<typeof bindingsOf>): (name: string) => string | undefined {
  const known = new Map(
    bindings.flatMap(({specifier, local}) => {
      const whole = specifier.split('.').slice(-2).join('.')
      return /^\w+\.[A-Z][A-Z0-9_]*$/.test(whole) ? [[local, whole] as const] : []
    }),
  )
  return (name) => known.get(name)
}

function factsOf({path, text}: ScannedFile, root: Node): readonly Fact[] {
  const code = pythonCode(text)
  const bindings = bindingsOf(code)
  const libraries = [...librariesOf(bindings, text), ...(asksDatabase.test(code) ? [databases] : [])]
  const imported = importedConstants(bindings)
  const search = {text, root, syntax: pythonSyntax, libraries, keys: pythonKeys, imported}
  const own = {path, text, root, bindings, readValue: valueReader(search)}
  return factsInOrder([
    ...findFacts(search),
    ...servedBy(own),
    ...viewSets(own),
    ...mappedTables(own),
    ...configuredDatabases(own),
    ...driverAddresses(own),
    ...cloudCalls(own),
    ...sftpTransfers(own),
    ...hostsSet(text, root, pythonSyntax),
  ])
}
