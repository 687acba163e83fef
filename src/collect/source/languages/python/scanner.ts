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
import {listsPaths} from './django-lists.ts'
import {linkPython} from './imports.ts'
import {librariesOf, pythonKeys} from './libraries.ts'
import {isFileOfModels, modelConstants} from './model-classes.ts'
import {configuredDatabases, driverAddresses, mappedTables} from './mapped-classes.ts'
import {servedBy} from './routes.ts'
import {mountsOf} from './mounts.ts'
import {sftpTransfers} from './sftp.ts'
import {bindingsOf, skimPython} from './skim.ts'
import {plannedTasks, plansTasks} from './beat-schedule.ts'
import {pythonSyntax} from './syntax.ts'
import {settleViewSets, viewSets} from './view-sets.ts'

export const python: LanguageScanner = {
  id: 'python',
  name: 'Python',
  extensions: ['py', 'pyw'],
  grammar: 'python',
  skim,
  facts: (file, root, {code = ''}) => (root ? factsOf(file, root, code) : []),
  settle: settleViewSets,
  link: linkPython,
}

const decorators = /@[\w.]+\.(?:route|api_route|websocket|get|post|put|patch|delete|head|options)\s*\(/
const otherwise =
  /\.add_(?:url_rule|resource|route|get|post|put|delete|api_route)\s*\(|\b__tablename__\b|\bTable\s*\(|[(,]\s*(?:\w+\.)*(?:Model|SQLModel)\s*[,)[]|\bViewSet\b|\w(?:ViewSet|ModelMixin)\b|\bboto3\b/
const asksDatabase = /execute|cursor|sql|quer(?:y|ies)|\bdb|psycopg|database|connection|raw\(/i
const databases = library({imports: [''], isDatabase: true})

function skim({path, text}: ScannedFile): Skim {
  const {code, hasAddress, hasSql} = skimPython(text)
  const bindings = bindingsOf(code)
  const imports = bindings.map(({specifier, line}) => ({specifier, line}))
  const isWanted =
    hasAddress ||
    (hasSql && asksDatabase.test(code)) ||
    /["']ENGINE["']/.test(text) ||
    decorators.test(code) ||
    otherwise.test(code) ||
    isOfInterest(code, librariesOf(bindings, text)) ||
    (code.includes('rest_framework') && /\.register\s*\(/.test(code)) ||
    namesHosts(text) ||
    plansTasks(text) ||
    listsPaths.test(code) ||
    (isFileOfModels(path) && /^class[ \t]+\w+[ \t]*\(/m.test(code))
  const constants = {
    ...moduleConstants(path, text, code),
    ...mountsOf(path, text, code, bindings),
    ...modelConstants(path, text, code, bindings),
  }
  const hasConstants = Object.keys(constants).length > 0
  return {imports, declares: [], ...(hasConstants && {constants}), isOfInterest: isWanted, code}
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

function factsOf({path, text}: ScannedFile, root: Node, code: string): readonly Fact[] {
  const bindings = bindingsOf(code)
  const libraries = [...librariesOf(bindings, text), ...(asksDatabase.test(code) ? [databases] : [])]
  const imported = importedConstants(bindings)
  const search = {text, root, syntax: pythonSyntax, libraries, keys: pythonKeys, imported}
  const own = {path, text, root, bindings, readValue: valueReader(search).value}
  return factsInOrder([
    ...findFacts(search),
    ...servedBy(own),
    ...viewSets(own),
    ...mappedTables(own),
    ...configuredDatabases(own),
    ...driverAddresses(own),
    ...plannedTasks(own),
    ...cloudCalls(own),
    ...sftpTransfers(own),
    ...hostsSet(text, root, pythonSyntax),
  ])
}
