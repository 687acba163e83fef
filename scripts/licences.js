/**
 * Writes docs/third-party-licences.md: what is installed with the package, and under which licence. With `--check` fails
 * when the list is stale or holds a licence that is not allowed.
 */
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {installedPackages, root} from './installed-packages.js'

const path = join(root, 'docs', 'third-party-licences.md')

/** Licences under which a package may be depended on: all let it be used unchanged by a tool under MIT. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'EPL-2.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
])

const installed = installedPackages()
const rows = [...new Set(installed.map(({name, version, licence}) => `| ${name} | ${version} | ${licence} |`))].sort()
const text = `# Licences of what is installed with domesday

Made from package-lock.json by \`npm run licences\`. Where a package offers a choice, the first allowed one is taken.

| package | version | licence |
|---|---|---|
${rows.join('\n')}
`

const refused = installed.filter(
  ({licence}) =>
    !licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((choice) => choice.split(' AND ').every((one) => allowed.has(one))),
)
for (const {name, version, licence} of refused) {
  process.stderr.write(`${name} ${version}: licence ${licence} is not among the allowed ones (scripts/licences.js)\n`)
  process.exitCode = 1
}
if (!process.argv.includes('--check')) writeFileSync(path, text)
else if (readFileSync(path, 'utf8') !== text) {
  process.stderr.write('docs/third-party-licences.md is stale: npm run licences\n')
  process.exitCode = 1
}
