import type * as Morph from 'ts-morph'
import {sha256} from '../../model/ids.ts'
import type {Fact} from './languages/fact.ts'
import type {ImportEdge} from './languages/language-scanner.ts'
import {tsconfig} from './manifests/kinds/tsconfig.ts'
import {edgesTo} from './import-edges.ts'
import {importResolver, type ModuleScan} from './resolve-imports.ts'
import type {ScanJournal} from './scan-journal.ts'
import {linkScripts} from './scripts/link-scripts.ts'
import {lookAgain} from './scripts/look-at-script.ts'
import type {Given, ScriptScan} from './scripts/script-scan.ts'
import {type SyntaxFault, syntaxFaultOf} from './syntax-fault.ts'
import {readAgain, type SourceFile, type TreeList} from './walk-tree.ts'
import {scriptWithoutSecrets} from './without-secrets.ts'

interface ScriptsRead {
  readonly scans: readonly ModuleScan[]
  /** What the modules say for themselves, by path. */
  readonly looked: ReadonlyMap<string, ScriptScan>
  readonly manifests: readonly SourceFile[]
}

interface LinkOptions {
  readonly root: string
  readonly signal?: AbortSignal | undefined
  readonly journal: ScanJournal
  readonly onFile?: (done: number, total: number, what: string) => void
  readonly faults: Map<string, SyntaxFault>
}

interface ScriptsFound {
  readonly imports: readonly ImportEdge[]
  readonly facts: ReadonlyMap<string, readonly Fact[]>
}

/** Where the imports of TypeScript and JavaScript lead, and what their modules say with what others give them. */
export async function scanScripts(
  ts: typeof Morph.ts,
  list: TreeList,
  {scans, looked, manifests}: ScriptsRead,
  options: LinkOptions,
): Promise<ScriptsFound> {
  for (const file of manifests.filter(({path}) => tsconfig.files.test(path))) {
    const fault = syntaxFaultOf(ts, file)
    if (fault) options.faults.set(file.path, fault)
  }
  const resolve = importResolver(ts, manifests, new Set(scans.map(({file}) => file.path)))
  const facts = await linkScripts({
    modules: scans.map(({file, imports}) => ({path: file.path, specifiers: imports.map(({specifier}) => specifier)})),
    scans: looked,
    resolve,
    scan: secondLook(ts, list, scans, options),
  })
  return {imports: edgesTo(resolve, scans), facts}
}

const filesATurn = 64

/** Stage two: one module again, with what the modules that it imports give away. */
function secondLook(ts: typeof Morph.ts, list: TreeList, scans: readonly ModuleScan[], options: LinkOptions) {
  const {journal, root} = options
  const files = new Map(scans.map(({file}) => [file.path, file]))
  let done = 0
  return async (path: string, given: Given): Promise<ScriptScan | undefined> => {
    done += 1
    if (done % filesATurn === 0) {
      await takeTurn(options)
      options.onFile?.(done, Math.max(done, files.size), 'modules that use others')
    }
    const seen = files.get(path)
    if (!seen) return undefined
    const hash = sha256(JSON.stringify(given))
    const before = journal.known(seen)?.linked
    if (before?.given === hash) return before.scan
    const file = readAgain(root, seen, list)
    const own = file && lookAgain(ts, file, given)
    const scan = own && scriptWithoutSecrets(own)
    if (scan) journal.keep(seen, {linked: {given: hash, scan}})
    return scan
  }
}

async function takeTurn({journal, signal}: LinkOptions): Promise<void> {
  journal.flush()
  await new Promise((resolve) => setImmediate(resolve))
  signal?.throwIfAborted()
}
