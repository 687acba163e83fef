import {writtenArguments, type WrittenArguments} from '../../literal-arguments.ts'
import {type Mounted, prefixConstants, prefixNamed} from '../route-prefixes.ts'
import {includedLists} from './django-lists.ts'
import {moduleOf, wholeRouter} from './module-names.ts'
import type {Binding} from './skim.ts'

const registered = /(?:([\w.]{1,200})\.)?\b(?:register_blueprint|include_router)\(/g
/** An application below another: `app.mount("/internal", sub)`, `Mount("/internal", app=sub)`. */
const mounted = /(?:([\w.]{1,200})\.mount|\bMount)\(/g
const made = /^(\w{1,100})\s*(?::[^=\n]{1,100})?=\s*(?:\w{1,100}\.)?(?:\w{0,40}Blueprint|\w{0,40}Router)\(/gm

/** The prefixes that a file puts before the endpoints of others: Flask's, FastAPI's and Django's. */
export function mountsOf(
  path: string,
  text: string,
  code: string,
  bindings: readonly Binding[],
): Readonly<Record<string, string>> {
  const puts = /(?:register_blueprint|include_router|[mM]ount|Blueprint|Router|\binclude)\s*\(|\burlpatterns\b/
  if (!puts.test(code)) return {}
  const own = moduleOf(path)
  const isCode = (at: number): boolean => /[\w]/.test(code[at] ?? '')
  const all = (pattern: RegExp): readonly RegExpExecArray[] =>
    [...text.matchAll(pattern)].filter(({index}) => isCode(index))
  const given = ({0: match, index}: RegExpExecArray): WrittenArguments =>
    writtenArguments(text, index + match.length, code)
  return prefixConstants([
    ...all(registered).flatMap((call): readonly Mounted[] => {
      const {placed, named} = given(call)
      const router = placed[0] ?? named.get('blueprint') ?? named.get('router') ?? ''
      if (!/^[\w.]{1,200}$/.test(router)) return []
      const prefix = prefixSaid(named.get('url_prefix') ?? named.get('prefix'), text, bindings)
      const around = call[1] === undefined ? {} : {in: wholeRouter(call[1], path, bindings)}
      return [{router: wholeRouter(router, path, bindings), ...(prefix !== undefined && {prefix}), ...around}]
    }),
    ...all(mounted).flatMap((call): readonly Mounted[] => {
      const {placed, named} = given(call)
      const router = placed[1] ?? named.get('app') ?? ''
      const prefix = prefixSaid(placed[0] ?? named.get('path'), text, bindings)
      if (prefix === undefined || !/^[\w.]{1,200}$/.test(router)) return []
      const around = call[1] === undefined ? {} : {in: wholeRouter(call[1], path, bindings)}
      return [{router: wholeRouter(router, path, bindings), prefix, ...around}]
    }),
    ...all(made).flatMap((call): readonly Mounted[] => {
      const {named} = given(call)
      const written = named.get('url_prefix') ?? named.get('prefix')
      const prefix = prefixSaid(written, text, bindings)
      // Flask's is replaced by what registers the blueprint; FastAPI's stays.
      const isOwn = named.has('url_prefix') ? 'unless-mounted' : 'always'
      return prefix === undefined ? [] : [{router: `${own}.${call[1] ?? ''}`, prefix, isOwn}]
    }),
    ...includedLists(path, text, code, bindings),
  ])
}

/** What is decided at run time is `{}`; a name that the module sets once to a literal is that. */
function prefixSaid(written: string | undefined, text: string, bindings: readonly Binding[]): string | undefined {
  const value = written?.replace(/#[^\n]*/g, '').trim()
  if (value === undefined || value === 'None') return undefined
  const literal = literalPrefix(value)
  if (literal !== undefined || !/^\w{1,100}$/.test(value)) return literal ?? '{}'
  const set = [
    ...text.matchAll(new RegExp(`^[ \\t]*${value}[ \\t]*(?::[ \\t]*\\w+[ \\t]*)?=[ \\t]*([^\\n=].*)$`, 'gm')),
  ]
  const own = set.length === 1 ? literalPrefix(set[0]?.[1]?.replace(/#.*/, '').trim() ?? '') : undefined
  return own ?? (set.length === 0 ? importedConstant(value, bindings) : undefined) ?? '{}'
}

/** `PREFIX` of `from app.conf import PREFIX`, which another file of the tree may set. */
function importedConstant(name: string, bindings: readonly Binding[]): string | undefined {
  const specifier = bindings.find(({local}) => local === name)?.specifier ?? ''
  const whole = specifier.split('.').slice(-2).join('.')
  return /^\w+\.[A-Z][A-Z0-9_]*$/.test(whole) ? prefixNamed(whole) : undefined
}

/** `"/orders"`, `f"{base}/orders"` */
function literalPrefix(written: string): string | undefined {
  const [, marks = '', , text] = /^([rbuf]{0,2})(["'])([^"'\\\n]{0,200})\2$/i.exec(written) ?? []
  if (text === undefined) return undefined
  return /f/i.test(marks) ? text.replace(/\{[^{}]*\}/g, '{}') : text
}
