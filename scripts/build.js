/** Builds dist/ and what stands beside it: the compiled sources, the report's style sheet, the build's identity, the list of commands. */
import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

const root = join(import.meta.dirname, '..')
const node = (script, ...args) =>
  execFileSync(process.execPath, [join(root, script), ...args], {cwd: root, stdio: 'inherit'})

if (process.argv.includes('--clean')) rmSync(join(root, 'dist'), {recursive: true, force: true})
node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json')
node('scripts/build-css.js')
cpSync(join(root, 'src/lifecycle/catalogue'), join(root, 'dist/lifecycle/catalogue'), {recursive: true})

// What a stage computed is believed only by the same code: the identity is the hash of all that was built.
const hash = createHash('sha256')
const built = readdirSync(join(root, 'dist'), {recursive: true})
  .map(String)
  .filter((name) => /\.(js|json)$/.test(name) && name !== 'build.json')
for (const name of built.sort()) hash.update(name).update(readFileSync(join(root, 'dist', name)))
const css = join(root, 'assets', 'report.css')
if (existsSync(css)) hash.update(readFileSync(css))
writeFileSync(join(root, 'dist', 'build.json'), `${JSON.stringify({id: hash.digest('hex').slice(0, 16)})}\n`)

// Without the list every start of the program loads every command, to see what there is.
execFileSync(process.execPath, [join(root, 'node_modules/oclif/bin/run.js'), 'manifest'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
})
