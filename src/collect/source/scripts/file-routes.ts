import type {Fact} from '../languages/fact.ts'
import type {Node} from './names.ts'
import type {ScriptSearch} from './script-search.ts'

const verbs = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

/** A place in the tree whose files are endpoints, by their own path. */
interface FileRouter {
  readonly file: RegExp
  /** What the file must name for the place to mean so. */
  readonly text?: RegExp
  readonly pathOf: (found: RegExpExecArray) => string
  /** By the name that is given away, the method. */
  readonly methodOf: (exported: string) => string | undefined
}

const verb = (exported: string): string | undefined => (verbs.has(exported) ? exported : undefined)
const whole = (exported: string): string | undefined => (exported === 'default' ? 'ANY' : undefined)

const routers: readonly FileRouter[] = [
  // Next.js: `app/api/orders/[id]/route.ts`
  {
    file: /(?:^|\/)app\/((?:[^/]+\/)*)route\.[jt]sx?$/,
    pathOf: ([, folders = '']) => `/${bracketed(folders)}`,
    methodOf: verb,
  },
  // Next.js: `pages/api/orders/[id].ts`
  {
    file: /(?:^|\/)pages\/(api\/(?:[^/]+\/)*[^/]+)\.[jt]sx?$/,
    pathOf: ([, path = '']) => `/${bracketed(path.replace(/\/index$/, ''))}`,
    methodOf: whole,
  },
  // SvelteKit
  {
    file: /(?:^|\/)src\/routes\/((?:[^/]+\/)*)\+server\.[jt]s$/,
    pathOf: ([, folders = '']) => `/${bracketed(folders)}`,
    methodOf: verb,
  },
  // Remix and React Router
  {
    file: /(?:^|\/)app\/routes\/(.+)\.[jt]sx?$/,
    text: /["']@remix-run\/|["']react-router["']|["']@react-router\//,
    pathOf: ([, name = '']) => `/${dotted(name)}`,
    methodOf: (exported) => (exported === 'loader' ? 'GET' : exported === 'action' ? 'POST' : undefined),
  },
  // Medusa
  {
    file: /(?:^|\/)src\/api\/((?:[^/]+\/)*)route\.[jt]s$/,
    text: /["']@medusajs\//,
    pathOf: ([, folders = '']) => `/${bracketed(folders)}`,
    methodOf: verb,
  },
]

/** Whether a file's place may make endpoints of what it gives away. */
export function isFileRoute(path: string, text: string): boolean {
  return routers.some((router) => router.file.test(path) && (!router.text || router.text.test(text)))
}

/** Endpoints that frameworks make of files by their place. */
export function fileRoutes({path, names, lineOf}: ScriptSearch): readonly Fact[] {
  const router = routers.find(({file, text}) => file.test(path) && (!text || text.test(names.source.text)))
  const found = router?.file.exec(path)
  if (!router || !found) return []
  const at = router.pathOf(found)
  return [...names.exported].flatMap(([name, exported]): readonly Fact[] => {
    const method = router.methodOf(name)
    if (method === undefined) return []
    const node: Node =
      'node' in exported
        ? exported.node
        : 'local' in exported
          ? (names.declaredAt(exported.local, names.source)?.node ?? names.source)
          : names.source
    return [{is: 'serves', method, path: {literal: at}, line: lineOf(node)}]
  })
}

/** `(group)` and `@slot` are no part of the path; `[id]` and `[...rest]` are parameters. */
function bracketed(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && !/^\(.*\)$|^@/.test(part))
    .map((part) => part.replace(/\[{1,2}(?:\.\.\.)?([\w-]+)(?:=\w+)?\]{1,2}/g, '{$1}'))
    .join('/')
}

/** Remix: `orders.$id.tsx` is at `/orders/{id}`; `_layout` and `_index` are no part of the path. */
function dotted(name: string): string {
  return name
    .replace(/\/(?:route|index)$/, '')
    .replaceAll('/', '.')
    .split('.')
    .filter((part) => !part.startsWith('_') && part !== 'index')
    .map((part) => part.replace(/_$/, '').replace(/^\(?\$(\w*)\)?$/, (_, parameter: string) => `{${parameter || '*'}}`))
    .join('/')
}
