/** Writes reports/, the golden report of the sample: the demo's own, so that the two can be compared byte by byte. */
import {execFileSync} from 'node:child_process'
import {cpSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'domesday-golden-'))
try {
  execFileSync(process.execPath, [join(root, 'bin/run.js'), 'demo', '--dir', join(folder, 'sample')], {
    stdio: 'inherit',
  })
  rmSync(join(root, 'reports'), {recursive: true, force: true})
  cpSync(join(folder, 'sample/reports'), join(root, 'reports'), {recursive: true})
} finally {
  rmSync(folder, {recursive: true, force: true})
}
