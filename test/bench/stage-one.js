/** Stage one alone as a whole process: walks a tree, scans imports, resolves them, writes the edges. */
import {writeFileSync} from 'node:fs'
import {enableCompileCache} from 'node:module'

enableCompileCache() // as bin/run.js does
const [{ts}, {scanImports}, {isManifest}, {isScript}, {resolveImports}, {listTree, readSource}] = await Promise.all([
  import('ts-morph'),
  import('../../dist/collect/source/resolve-imports.js'),
  import('../../dist/collect/source/manifests/all-manifests.js'),
  import('../../dist/collect/source/languages/all-languages.js'),
  import('../../dist/collect/source/scan-scripts.js'),
  import('../../dist/collect/source/walk-tree.js'),
])

const [root, out] = process.argv.slice(2)
const list = listTree({root, exclude: [], wanted: (path) => isScript(path) || isManifest(path)})
const scans = []
const manifests = []
for (const path of list.paths) {
  const file = readSource(root, path, list)
  if (file && isManifest(path)) manifests.push(file)
  if (file && isScript(path)) scans.push(scanImports(ts, file))
}
const edges = resolveImports(ts, manifests, scans)
writeFileSync(out, JSON.stringify({files: scans.map(({file}) => file.path), edges}))
