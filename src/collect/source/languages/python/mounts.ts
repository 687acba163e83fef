import {prefixConstants} from '../route-prefixes.ts'
import type {Binding} from './skim.ts'

const registered =
  /\b(?:register_blueprint|include_router)\(\s*([\w.]{1,200})\s*,[^()]{0,300}?\b(?:url_prefix|prefix)\s*=\s*["']([^"'{}\n]{0,200})["']/g
const made = /^(\w{1,100})\s*(?::[^=\n]{1,100})?=\s*(?:\w{1,100}\.)?(?:Blueprint|APIRouter)\(([^()]{0,500})\)/gm
const ownPrefix = /\b(?:url_prefix|prefix)\s*=\s*["']([^"'{}\n]{0,200})["']/
const included = /\b(?:re_path|path|url)\(\s*r?["']([^"'\n]{0,200})["']\s*,\s*include\(\s*\(?\s*["']([\w.]{1,200})["']/g

/** The prefixes that a file puts before the endpoints of others: Flask's, FastAPI's and Django's. */
export function mountsOf(
  path: string,
  text: string,
  code: string,
  bindings: readonly Binding[],
): Readonly<Record<string, string>> {
  if (!/\b(?:register_blueprint|include_router|Blueprint|APIRouter|include)\s*\(/.test(code)) return {}
  const own = moduleOf(path)
  const listAt = listsOf(code, own)
  const isCode = (at: number): boolean => /[\w]/.test(code[at] ?? '')
  const all = (pattern: RegExp): readonly RegExpExecArray[] =>
    [...text.matchAll(pattern)].filter(({index}) => isCode(index))
  return prefixConstants([
    ...all(registered).map(([, router = '', prefix = '']) => ({router: wholeRouter(router, path, bindings), prefix})),
    ...all(made).flatMap(([, name = '', given = '']) => {
      const prefix = ownPrefix.exec(given)?.[1]
      return prefix === undefined ? [] : [{router: `${own}.${name}`, prefix, isOwn: true}]
    }),
    ...all(included).map(({1: prefix = '', 2: router = '', index}) => ({
      router,
      prefix: prefix.replace(/^\^/, ''),
      in: listAt(index),
    })),
    ...all(includedList).map(({1: prefix = '', 2: list = '', index}) => ({
      router: `${own}.${list}`,
      prefix: prefix.replace(/^\^/, ''),
      in: listAt(index),
    })),
  ])
}

const includedList = /\b(?:re_path|path|url)\(\s*r?["']([^"'\n]{0,200})["']\s*,\s*include\(\s*\(?\s*(\w{1,100})\s*[,)]/g

/** The list in which a path stands: the module's own, or one that another list of the file includes. */
function listsOf(code: string, own: string): (at: number) => string {
  const lists = [...code.matchAll(/^[ \t]*(\w{1,100})[ \t]*\+?=[ \t]*[[\w]/gm)]
  return (at) => {
    const name = lists.findLast(({index}) => index < at)?.[1]
    return name === undefined || name === 'urlpatterns' ? own : `${own}.${name}`
  }
}

/** `service_blueprint`, `users.router`: by the module that they come from. */
export function wholeRouter(router: string, path: string, bindings: readonly Binding[]): string {
  const [first = '', ...rest] = router.split('.')
  const binding = bindings.find(({local}) => local === first)
  if (!binding) return [moduleOf(path), ...router.split('.')].join('.')
  const {specifier} = binding
  const dots = /^\.+/.exec(specifier)?.[0].length ?? 0
  const around = dots === 0 ? [] : path.split('/').slice(0, -dots)
  return [...around, ...specifier.slice(dots).split('.'), ...rest].join('.')
}

/** `app/service/rest.py` is `app.service.rest`. */
export function moduleOf(path: string): string {
  return path
    .replace(/(?:\/__init__)?\.pyw?$/, '')
    .split('/')
    .join('.')
}
