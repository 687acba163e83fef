/**
 * Stage one alone as a whole process: walks a tree, scans imports, resolves them, and writes the modules and their imports
 * as an inventory with evidence.
 */
import {enableCompileCache} from 'node:module'
import v8 from 'node:v8'

// As bin/run.js does, and the collector where no other thread runs.
enableCompileCache()
v8.setFlagsFromString('--heap-growing-percent=50')
v8.setFlagsFromString('--semi-space-growth-factor=1')
const [
  {resolveImports},
  {scanImports},
  {readTsconfigs},
  {extensionOf, isScript, scriptLanguages},
  {listTree, readSource},
  {describeModules},
  {SourceRecords},
  {compareRecords, replaceJsonLines},
] = await Promise.all([
  import('../../dist/collect/source/import-edges.js'),
  import('../../dist/collect/source/scripts/scan-imports.js'),
  import('../../dist/collect/source/scripts/read-tsconfigs.js'),
  import('../../dist/collect/source/languages.js'),
  import('../../dist/collect/source/walk-tree.js'),
  import('../../dist/collect/source/describe-modules.js'),
  import('../../dist/collect/source/source-records.js'),
  import('../../dist/model/json-lines.js'),
])

const [root, out] = process.argv.slice(2)
const organisation = 'bench'
const languageOf = (path) => scriptLanguages[extensionOf(path)]
const observedAt = '2026-11-24T00:00:00Z'
/** What says where imports lead. */
const isManifest = (path) => /(?:^|\/)(?:package|[tj]sconfig[\w.-]*)\.json$/.test(path)
const list = listTree({root, exclude: [], wanted: (path) => isScript(path) || isManifest(path)})
const scans = []
const manifests = []
for (const path of list.paths) {
  const file = readSource(root, path, list)
  if (file && isManifest(path)) manifests.push(file)
  if (file && isScript(path)) scans.push(scanImports(file))
}
const {tsconfigs} = readTsconfigs(manifests)
const imports = resolveImports({manifests, tsconfigs}, scans)
const records = new SourceRecords({organisation, sourceId: 'tree', observedAt, seenBy: () => undefined}, 'tree', 's1')
describeModules(records, {
  organisation,
  tree: 'tree',
  scan: {modules: scans.map(({file}) => file), imports, languageOf},
  ownerOf: () => ({id: 'component:bench/tree', name: 'tree'}),
})
const header = {
  schema: 'domesday/inventory@1',
  organisation,
  producedBy: {name: 'domesday', version: '0.0.0'},
  collector: {name: 'source', version: '1.0.0'},
  scope: {path: 'tree'},
  observedAt,
}
await replaceJsonLines(out, header, [...records.records()].sort(compareRecords))
