/** Compiles the report's style sheet to assets/report.css, which the HTML renderer puts into its pages. */
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {compile} from 'sass'

const root = join(import.meta.dirname, '..')
const {css} = compile(join(root, 'src/render/html/report.scss'), {
  loadPaths: [join(root, 'node_modules')],
  style: 'compressed',
  quietDeps: true,
})
if (/@font-face|url\((?!['"]?data:)/.test(css))
  throw new Error('The report may ask for nothing outside of itself: a font or an address is in its style sheet.')
mkdirSync(join(root, 'assets'), {recursive: true})
writeFileSync(join(root, 'assets', 'report.css'), css)
