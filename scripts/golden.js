/**
 * Writes reports/, the golden report of the sample: the demo's own, so that the two can be compared byte by byte; and
 * keeps the inventories that it collected anew, so that their day stays the report's.
 */
import {execFileSync} from 'node:child_process'
import {cpSync, mkdtempSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'domesday-golden-'))
try {
  execFileSync(process.execPath, [join(root, 'bin/run.js'), 'demo', '--dir', join(folder, 'sample')], {
    stdio: 'inherit',
  })
  cpSync(join(folder, 'sample/inventories'), join(root, 'inventories'), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || path.endsWith('.jsonl'),
  })
  rmSync(join(root, 'reports'), {recursive: true, force: true})
  cpSync(join(folder, 'sample/reports'), join(root, 'reports'), {recursive: true})
} finally {
  rmSync(folder, {recursive: true, force: true})
}
