/**
 * The calls of TypeScript and JavaScript through clients' packages, as a whole process: every module's imports, one look at
 * those that hold something of interest, and a second one at those that others give a client. Writes where facts are told;
 * with `followed` each call that leads to a package as well, which is no part of what is measured.
 */
import {writeFileSync} from 'node:fs'
import {enableCompileCache} from 'node:module'
import v8 from 'node:v8'

// As bin/run.js does, and the collector where no other thread runs.
enableCompileCache()
v8.setFlagsFromString('--heap-growing-percent=50')
v8.setFlagsFromString('--semi-space-growth-factor=1')
const [
  {loadTypescript},
  {importResolver},
  {isScript},
  {listTree, readSource},
  {scanImports},
  {readTsconfigs},
  {lookAgain, lookAtScript},
  {isScriptOfInterest},
  {linkScripts},
  {scriptSearch},
  {parsedModule},
] = await Promise.all([
  import('../../dist/collect/source/load-typescript.js'),
  import('../../dist/collect/source/resolve-imports.js'),
  import('../../dist/collect/source/languages.js'),
  import('../../dist/collect/source/walk-tree.js'),
  import('../../dist/collect/source/scripts/scan-imports.js'),
  import('../../dist/collect/source/scripts/read-tsconfigs.js'),
  import('../../dist/collect/source/scripts/look-at-script.js'),
  import('../../dist/collect/source/scripts/skim-script.js'),
  import('../../dist/collect/source/scripts/link-scripts.js'),
  import('../../dist/collect/source/scripts/script-search.js'),
  import('../../dist/collect/source/syntax-fault.js'),
])

const ts = loadTypescript()
const [root, out, wanted] = process.argv.slice(2)
/** What says where imports lead. */
const isManifest = (path) => /(?:^|\/)(?:package|[tj]sconfig[\w.-]*)\.json$/.test(path)
const list = listTree({root, exclude: [], wanted: (path) => isScript(path) || isManifest(path)})
const scans = []
const manifests = []
const looked = new Map()
for (const path of list.paths) {
  const file = readSource(root, path, list)
  if (file && isManifest(path)) manifests.push(file)
  if (!file || !isScript(path)) continue
  scans.push(scanImports(file))
  const script = isScriptOfInterest(file) ? lookAtScript(ts, file).script : undefined
  if (script) looked.set(path, script)
}
const {tsconfigs} = readTsconfigs(manifests)
const given = new Map()
const facts = await linkScripts({
  modules: scans.map(({file, imports}) => ({path: file.path, specifiers: imports.map(({specifier}) => specifier)})),
  scans: looked,
  resolve: importResolver(
    {manifests, tsconfigs},
    scans.map(({file}) => file.path),
  ),
  scan: async (path, exports, sought) => {
    const file = readSource(root, path, list)
    if (!file || (sought && !sought.some((one) => one.test(file.text)))) return undefined
    given.set(path, exports)
    return lookAgain(ts, file, exports)
  },
})
const told = [...facts].flatMap(([path, all]) => all.map(({is, line}) => `${path}:${line} ${is}`))
const read = scans.map(({file}) => file.path)
writeFileSync(out, JSON.stringify({told, ...(wanted && {read, followed: read.flatMap(followedIn)})}))

/** Each call of a module that leads to a package, with what of it. */
function followedIn(path) {
  const {text} = readSource(root, path, list)
  const source = parsedModule(ts, path, text)
  const {names, thingOf} = scriptSearch(ts, path, source, given.get(path) ?? {})
  return names.calls.flatMap((call) => {
    const thing = thingOf(ts.isTaggedTemplateExpression(call) ? call.tag : call.expression)
    if (!thing) return []
    const {line, character} = source.getLineAndCharacterOfPosition(call.getStart(source))
    const end = source.getLineAndCharacterOfPosition(call.end)
    return [`${path}:${line + 1}:${character}-${end.line + 1}:${end.character}`]
  })
}
