import {prefixConstants} from '../route-prefixes.ts'

/** What Laravel loads routes from, with the text before it back to where its group begins. */
const loaded = /(?:base_path\(\s*|__DIR__\s*\.\s*)["'](?:\/?\.\.\/)*\/?(routes\/[\w/-]{1,100})\.php["']/g
const longestGroup = 600
const given = /\bprefix(?:["']\s*=>\s*|\(\s*|\s*:\s*)["']([^"'{}\n]{0,200})["']/gi

/** The prefixes that Laravel's providers put before the endpoints of route files: `api` before those of `routes/api.php`. */
export function mountsOf(path: string, text: string): Readonly<Record<string, string>> {
  if (!/(?:^|\/)(?:\w*RouteServiceProvider|bootstrap\/app)\.php$/.test(path)) return {}
  return prefixConstants(
    [...text.matchAll(loaded)].map(({1: file = '', index}) => ({
      router: routesOf(`${file}.php`),
      prefix: prefixBefore(text, index) ?? '',
    })),
  )
}

function prefixBefore(text: string, at: number): string | undefined {
  const before = text.slice(Math.max(0, at - longestGroup), at)
  // Since Laravel 11: `->withRouting(api: __DIR__.'/../routes/api.php', apiPrefix: 'v1')`.
  if (/\bapi:\s*$/.test(before))
    return /\bapiPrefix:\s*["']([^"']{0,200})["']/.exec(text.slice(at, at + longestGroup))?.[1] ?? 'api'
  const begins = Math.max(
    before.lastIndexOf('Route::'),
    before.lastIndexOf('withRouting'),
    before.lastIndexOf('$router->'),
  )
  return [...before.slice(Math.max(0, begins)).matchAll(given)].at(-1)?.[1]
}

/** `shop/routes/api.php` is `routes.api`, below the folder that it stands in. */
export function routesOf(path: string): string {
  return path
    .replace(/\.php$/, '')
    .split('/')
    .join('.')
}
