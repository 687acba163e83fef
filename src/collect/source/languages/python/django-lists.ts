import type {Mounted} from '../route-prefixes.ts'
import {moduleOf, wholeRouter} from './module-names.ts'
import type {Binding} from './skim.ts'

/** Whether a file says something of Django's lists of paths. */
export const listsPaths =
  /\burlpatterns\b|\bdjango\.(?:urls|conf\.urls(?:\.\w+)?)\s+import\s*(?:\([^)]{0,300}|[^\n]{0,300})\b(?:path|re_path|url|include)\b/

const including =
  /\b(?:re_path|path|url)\(\s*(?:(f?r?)["']([^"'\n]{0,200})["']|[\w.]{1,100})\s*,\s*include\(\s*\(?\s*(?:["']([\w.]{1,200})["']|([\w.]{1,200})\s*[,)])/g
const assigned = /^(?:(\w{1,100})[ \t]*|[ \t]+(\w{1,100})[ \t]+)(?::[^=\n]{1,100})?(\+?)=[ \t]*(?=[[\w(*])/gm
const joined =
  /(?:^=|\+|(?<!\*)\*)\s*\(?\s*([A-Za-z_][\w.]{0,200})\s*(?=[,\]\n+)]|$)|^=\s*\w{1,60}\(\s*([A-Za-z_][\w.]{0,200})\s*\)/g
const extended = /\b(\w{1,100})\.extend\(\s*([A-Za-z_][\w.]{0,200})\s*\)/g
const longest = 20_000

/** Which lists of paths stand in which, and below what: by `include`, by `+`, by `*` and by `extend`. */
export function includedLists(
  path: string,
  text: string,
  code: string,
  bindings: readonly Binding[],
): readonly Mounted[] {
  if (!listsPaths.test(code)) return []
  const lists = listsOf(code)
  const under = (at: number): string => listName(path, lists.findLast(({start}) => start <= at)?.name)
  const included = [...text.matchAll(including)].flatMap(
    ({1: marks = '', 2: written, 3: module, 4: name = '', index}): readonly Mounted[] => {
      if (!/\w/.test(code[index] ?? '')) return []
      const literal = /f/.test(marks) ? written?.replace(/\{[^{}]*\}/g, '{}') : written
      const prefix = (literal ?? '{}').replace(/^\^/, '')
      const around = under(index)
      const names = module === undefined ? namesOfList(name, path, bindings) : [module]
      return names.map((router) => ({router, prefix, in: around}))
    },
  )
  const inside = (list: string, name: string): readonly Mounted[] =>
    list === name
      ? []
      : namesOfList(list, path, bindings).map((router) => ({router, prefix: '', in: listName(path, name)}))
  return [
    ...included,
    ...lists.flatMap(({name, start, end}) => namesJoined(code.slice(start, end)).flatMap((list) => inside(list, name))),
    ...[...code.matchAll(extended)].flatMap(({1: name = '', 2: list = ''}) => inside(list, name)),
  ]
}

interface PathList {
  readonly name: string
  readonly start: number
  readonly end: number
}

function listsOf(code: string): readonly PathList[] {
  const found = [...code.matchAll(assigned)].map(({0: all, 1: name, 2: inner, index}) => ({
    name: name ?? inner ?? '',
    start: index,
    after: index + all.length,
  }))
  return found.map(({name, start}, at) => ({
    name,
    start,
    end: Math.min(found[at + 1]?.start ?? code.length, start + longest),
  }))
}

/** `urlpatterns = orders + [path(...), *lines, ...] + router.urls` */
function namesJoined(statement: string): readonly string[] {
  const value = statement.slice(Math.max(0, statement.indexOf('=')))
  return [...value.matchAll(joined)].flatMap(({1: plain, 2: wrapped}) => plain ?? wrapped ?? [])
}

/** A list of a module; the module itself where it is the one that others include by the module's name. */
export function listName(path: string, list: string | undefined): string {
  const module = moduleOf(path)
  return list === undefined || list === 'urlpatterns' ? module : `${module}:${list}`
}

/** The paths that are registered with a router of Django's REST framework. */
export function routerPaths(router: string, path: string, bindings: readonly Binding[]): string {
  return asList(wholeRouter(router, path, bindings))
}

function asList(dotted: string): string {
  return dotted.replace(/\.([^.]*)$/, ':$1')
}

/** What a name may stand for: a module, a list of one, or the paths of a router. */
function namesOfList(name: string, path: string, bindings: readonly Binding[]): readonly string[] {
  const whole = wholeRouter(name, path, bindings)
  return [whole, asList(whole), ...(whole.endsWith('.urls') ? [asList(whole.slice(0, -'.urls'.length))] : [])]
}
