import type {Node} from 'web-tree-sitter'
import {hostsSet, namesHosts} from '../connections.ts'
import type {Fact} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import {findFacts} from '../find-facts.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {isOfInterest, library} from '../library.ts'
import {valueReader} from '../read-value.ts'
import {defaultQueues, jobsEnqueued, queuesOfJobs} from './background-jobs.ts'
import {cloudCalls, databaseClients, notifyClients} from './clients.ts'
import {linkRuby} from './imports.ts'
import {librariesOf, rubyKeys} from './libraries.ts'
import {hereSql, mappedTables, namesSql, resqueQueues, scheduledJobs, shellLines} from './records.ts'
import {applicationsMounted, settleApplications} from './racked-applications.ts'
import {servedBy} from './routes.ts'
import {namesSequel, sequelTables} from './sequel.ts'
import {skimRuby} from './skim.ts'
import {rubySyntax} from './syntax.ts'

export const ruby: LanguageScanner = {
  id: 'ruby',
  name: 'Ruby',
  extensions: ['rb', 'rake', 'ru'],
  grammar: 'ruby',
  skim,
  facts: (file, root, {code = ''}) => (root ? factsOf(file, root, code) : []),
  settle: settleApplications,
  link: linkRuby,
}

const mountsApplications = /\b(?:run|mount)[ (]+(?:::)?[A-Z]|\bURLMap\b/

const otherwise =
  /\broutes\.draw\b|<\s*(?:::)?(?:ApplicationRecord|ActiveRecord::Base)\b|\b(?:Aws|Notifications|Mysql2|TinyTds|Mongo|Elasticsearch|OpenSearch)::|@queue\s*=|\bself\.table_name\s*=|\bevery\b|\bperform_(?:async|in|at|bulk|later)\b|\bSidekiq::Client\b/i
const asksDatabase = /execute|sql|query|\bdb\b|exec|connection|select_|find_by/i
const databases = library({imports: [''], isDatabase: true})

function skim({path, text}: ScannedFile): Skim {
  const {hasTellingText, ...seen} = skimRuby(text, path)
  const {code} = seen
  const isWanted =
    hasTellingText ||
    /\bsinatra\b/i.test(text) ||
    (/\.ru$/.test(path) && mountsApplications.test(code)) ||
    otherwise.test(code) ||
    namesSequel.test(code) ||
    /(?:^|\/)config\/routes\//.test(path) ||
    (asksDatabase.test(code) && (isOfInterest(text, [databases]) || namesSql(text))) ||
    isOfInterest(code, librariesOf(code, text)) ||
    namesHosts(text)
  const queues = queuesOfJobs(text, code)
  const hasQueues = Object.keys(queues).length > 0
  return {
    ...seen,
    ...(hasQueues && {constants: {...seen.constants, ...queues}}),
    isOfInterest: isWanted || hasQueues,
  }
}

function factsOf({path, text}: ScannedFile, root: Node, code: string): readonly Fact[] {
  const libraries = [...librariesOf(code, text), ...(asksDatabase.test(code) ? [databases] : [])]
  const search = {text, root, syntax: rubySyntax, libraries, keys: rubyKeys}
  const own = {path, text, root, readValue: valueReader(search).value}
  return factsInOrder([
    ...findFacts(search),
    ...servedBy(own),
    ...(mountsApplications.test(text) ? applicationsMounted(own) : []),
    ...mappedTables(own),
    ...hereSql(own),
    ...shellLines(own),
    ...scheduledJobs(own),
    ...resqueQueues(own),
    ...jobsEnqueued(own),
    ...defaultQueues(text, code),
    ...cloudCalls(own),
    ...databaseClients(own),
    ...notifyClients(own),
    ...sequelTables(own),
    ...hostsSet(text, root, rubySyntax),
  ])
}
