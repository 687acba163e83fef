import type {Binding} from './skim.ts'

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
