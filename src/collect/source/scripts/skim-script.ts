import type {ScannedFile} from '../languages/language-scanner.ts'
import {asksEnvironment} from './environment-getters.ts'
import {isFileRoute} from './file-routes.ts'
import {importedBy} from './find-script-facts.ts'
import {libraryOf} from './libraries/all-libraries.ts'

const calls = /\bfetch\s*\(|(?:\$|\bjQuery)\.(?:ajax|get|post|getJSON)\s*\(|\bXMLHttpRequest\b/
const routes = /\b(?:app|router|fastify)\s*\.\s*(?:get|post|put|patch|delete|register|route|use)\s*\(/
const asks = /\.\s*\$?\w*(?:[qQ]uer(?:y|ies)|[eE]xecute|[rR]aw|prepare|unsafe)\w*\s*[(`<]|\bsql\s*`/
const sql = /["'`]\s*(?:select|insert|update|delete|merge|with|call|exec(?:ute)?|truncate|replace)\s/i

/** Texts that read as SQL, whoever is given them: see `isSurelySql`. */
const wholeSql =
  /["'`]\s*(?:select\s[^`]{1,4000}?\sfrom\s|insert\s+into\s+["\w.]|update\s+["\w.]+\s(?:\w+\s+)?set\s|delete\s+from\s+["\w.]|with\s+\w+\s+as\s*\()/i

/** Objects in the form of routes: see `tabledRoutes`. */
const tabled = [/\bmethod\s*:\s*['"[]/, /\bpath\s*:/, /\bhandler\b/]

/** Whether something in a module may be a fact, so that its nodes are worth their time. */
export function isScriptOfInterest({path, text}: ScannedFile): boolean {
  return (
    importedBy(text).some((specifier) => libraryOf(specifier) !== undefined) ||
    calls.test(text) ||
    routes.test(text) ||
    (asks.test(text) && sql.test(text)) ||
    wholeSql.test(text) ||
    asksEnvironment.test(text) ||
    tabled.every((pattern) => pattern.test(text)) ||
    isFileRoute(path, text)
  )
}
