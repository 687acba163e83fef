import {readFileSync} from 'node:fs'
import {join} from 'node:path'

/** The worked example of docs/plugins.md: a department whose batches are written in a language of its own. */
export function tidePlugin(): string {
  const guide = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'plugins.md'), 'utf8')
  const [, code = ''] = /```js\n([^`]*scanners: [^`]*)```/.exec(guide) ?? []
  return code
}

/** The files of a tree that it reads. */
export const tideTree: Readonly<Record<string, string>> = {
  Tidefile: 'batch tables-by-night\nruntime tide 3.2\nneeds harmonics 1.4\n',
  'night.tide': `-- Tables of the next day. call "https://old.dft.example/"
use lib/harmonics
every "30 2 * * *"
call "https://gauges.dft.example/v2/readings"
call $PRINT_URL
read table TIDES.READINGS
write table TIDES.TABLES
send queue tables-ready
`,
  'lib/harmonics.tide': 'read table TIDES.CONSTANTS\n',
  'settings.properties': 'PRINT_URL=https://press.dft.example/print\n',
}
