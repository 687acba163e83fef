import {sha256} from '../../model/ids.ts'
import type {Fact} from './languages/fact.ts'
import type {ImportEdge} from './languages/language-scanner.ts'
import {edgesTo} from './import-edges.ts'
import {importResolver, type ModuleScan} from './resolve-imports.ts'
import type {LinkedScan, ScanJournal} from './scan-journal.ts'
import {linkScripts} from './scripts/link-scripts.ts'
import {readTsconfigs} from './scripts/read-tsconfigs.ts'
import type {Exports, Given, ScriptScan} from './scripts/script-scan.ts'
import type {Sought} from './scripts/sought-names.ts'
import type {SyntaxCheck} from './syntax-check.ts'
import type {SyntaxFault} from './syntax-fault.ts'
import {readAgain, type SourceFile, type TreeList} from './walk-tree.ts'
import {scriptWithoutSecrets} from './without-secrets.ts'

interface ScriptsRead {
  readonly scans: readonly ModuleScan[]
  /** What the modules say for themselves, by path. */
  readonly looked: ReadonlyMap<string, ScriptScan>
  readonly manifests: readonly SourceFile[]
}

interface LinkOptions extends Pick<SyntaxCheck, 'lookAgain'> {
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
  list: TreeList,
  {scans, looked, manifests}: ScriptsRead,
  options: LinkOptions,
): Promise<ScriptsFound> {
  const {tsconfigs, faults} = readTsconfigs(manifests)
  for (const [path, fault] of faults) options.faults.set(path, fault)
  const modules = scans.map(({file}) => file.path)
  const resolve = importResolver({manifests, tsconfigs}, modules)
  const facts = await linkScripts({
    modules: scans.map(({file, imports}) => ({path: file.path, specifiers: imports.map(({specifier}) => specifier)})),
    scans: looked,
    resolve,
    scan: secondLook(list, scans, options),
  })
  return {imports: edgesTo(resolve, scans), facts}
}

const filesATurn = 64
/** A module is looked at so often in one scan, and then as often again. */
const mostLinked = 8

/** Stage two: one module again, with what the modules that it imports give away. */
function secondLook(list: TreeList, scans: readonly ModuleScan[], options: LinkOptions) {
  const {journal, root} = options
  const files = new Map(scans.map(({file}) => [file.path, file]))
  const hashOf = hashOfGiven()
  let done = 0
  return async (path: string, given: Given, sought?: readonly Sought[]): Promise<ScriptScan | undefined> => {
    done += 1
    if (done % filesATurn === 0) {
      await takeTurn(options)
      options.onFile?.(done, Math.max(done, files.size), 'modules that use others')
    }
    const seen = files.get(path)
    if (!seen) return undefined
    const linked = journal.known(seen)?.linked ?? []
    const hash = hashOf(given)
    const before = linked.find((one) => one.given === hash)
    if (before) return before.scan
    const without = sought && `${hash} ${sha256(sought.map(({key}) => key).join('\n'))}`
    if (without !== undefined && linked.some((one) => one.given === without)) return undefined
    const keep = (one: LinkedScan): void => journal.keep(seen, {linked: [one, ...linked].slice(0, mostLinked)})
    const file = readAgain(root, seen, list)
    if (file && without !== undefined && !sought?.some((one) => one.test(file.text))) {
      keep({given: without})
      return undefined
    }
    const own = file && (await options.lookAgain(file, given))
    const scan = own && scriptWithoutSecrets(own)
    if (scan) keep({given: hash, scan})
    return scan
  }
}

/** Of what a module is given, where each part is given to many. */
function hashOfGiven(): (given: Given) => string {
  const known = new WeakMap<Exports, string>()
  const ofOne = (exports: Exports): string => {
    const found = known.get(exports) ?? sha256(JSON.stringify(exports))
    known.set(exports, found)
    return found
  }
  return (given) =>
    sha256(
      Object.entries(given)
        .map(([specifier, exports]) => `${specifier} ${ofOne(exports)}`)
        .join('\n'),
    )
}

async function takeTurn({journal, signal}: LinkOptions): Promise<void> {
  journal.flush()
  await new Promise((resolve) => setImmediate(resolve))
  signal?.throwIfAborted()
}
