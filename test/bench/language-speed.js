/** How fast one core reads, parses and finds the facts of every file of a language in a tree; prints JSON. */
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

const [{scannerOf}, {loadGrammar}, {scanFile}] = await Promise.all([
  import('../../dist/collect/source/languages/all-languages.js'),
  import('../../dist/collect/source/languages/load-grammar.js'),
  import('../../dist/collect/source/languages/scan-file.js'),
])

const [root, extension] = process.argv.slice(2)
const scanner = scannerOf(`any.${extension}`)
const parser = scanner.grammar ? await loadGrammar(scanner.grammar) : undefined
const paths = readdirSync(root, {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && entry.name.endsWith(`.${extension}`))
  .map((entry) => join(entry.parentPath, entry.name))
const found = {files: paths.length, bytes: 0, facts: 0, faults: 0, failed: 0}
const before = process.cpuUsage()
for (const path of paths) {
  const bytes = readFileSync(path)
  found.bytes += bytes.length
  try {
    const {facts, fault} = scanFile(scanner, {path, text: bytes.toString()}, parser)
    found.facts += facts.length
    if (fault) found.faults += 1
  } catch {
    found.failed += 1
  }
}
const {user, system} = process.cpuUsage(before)
process.stdout.write(JSON.stringify({...found, cpuSeconds: (user + system) / 1e6}))
