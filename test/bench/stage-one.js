/** Stage one alone as a whole process: walks a tree, scans imports, resolves them, writes the edges. */
import {writeFileSync} from 'node:fs'
import {enableCompileCache} from 'node:module'

enableCompileCache() // as bin/run.js does
const [{ts}, {extensionOf, readLanguages}, {importResolver, scanImports}, {walkTree}] = await Promise.all([
  import('ts-morph'),
  import('../../dist/collect/source/languages.js'),
  import('../../dist/collect/source/resolve-imports.js'),
  import('../../dist/collect/source/walk-tree.js'),
])

const [root, out] = process.argv.slice(2)
const {files} = await walkTree({root, exclude: []})
const scans = files.filter(({path}) => Object.hasOwn(readLanguages, extensionOf(path))).map((file) => scanImports(ts, file))
const resolve = importResolver(ts, files, new Set(scans.map(({file}) => file.path)))
const edges = scans.flatMap(({file, imports}) => imports.flatMap(({specifier, line}) => {
  const to = resolve(file.path, specifier)
  return to === undefined ? [] : [{from: file.path, to, line}]
}))
writeFileSync(out, JSON.stringify({files: scans.map(({file}) => file.path), edges}))
