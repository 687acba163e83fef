/** Stage two as a whole process: the calls through clients in modules that import one, and in what imports those. */
import {writeFileSync} from 'node:fs'
import {enableCompileCache} from 'node:module'

enableCompileCache() // as bin/run.js does
const [
  morph,
  {resolveImports, scanImports},
  {integrationModules},
  {callScanner},
  {isManifest},
  {isScript},
  {listTree, readSource},
] = await Promise.all([
  import('ts-morph'),
  import('../../dist/collect/source/resolve-imports.js'),
  import('../../dist/collect/source/scan-tree.js'),
  import('../../dist/collect/source/scan-calls.js'),
  import('../../dist/collect/source/manifests/all-manifests.js'),
  import('../../dist/collect/source/languages/all-languages.js'),
  import('../../dist/collect/source/walk-tree.js'),
])

const [root, out] = process.argv.slice(2)
const list = listTree({root, exclude: [], wanted: (path) => isScript(path) || isManifest(path)})
const scans = []
const manifests = []
for (const path of list.paths) {
  const file = readSource(root, path, list)
  if (file && isManifest(path)) manifests.push(file)
  if (file && isScript(path)) scans.push(scanImports(morph.ts, file))
}
const scan = callScanner(morph)
const calls = new Set()
for (const {path} of integrationModules(scans, resolveImports(morph.ts, manifests, scans))) {
  const file = readSource(root, path, list)
  if (file) for (const {line} of scan(file)) calls.add(`${path}:${line}`)
}
writeFileSync(out, JSON.stringify([...calls]))
