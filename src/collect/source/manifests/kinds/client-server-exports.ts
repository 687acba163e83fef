import {aliases} from '../../../../lifecycle/aliases/all-aliases.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {ManifestKind, TechnologyFound} from '../manifest-kind.ts'

/** What tools of client and server write at the head of what they export: which of them it was, and its release. */
interface Export {
  readonly files: RegExp
  /** Its group `version` is the release, where the head tells it. */
  readonly shows: RegExp
  readonly alias: 'oracle-forms-xml' | 'powerbuilder-release'
  readonly how: string
}

const exports: readonly Export[] = [
  {
    files: /\.srd$/i,
    shows: /^release (?<version>\d{1,2}(?:\.\d)?);/m,
    alias: 'powerbuilder-release',
    how: 'a data window as it was exported',
  },
  {
    files: /[._](?:fmb|mmb|olb)\.xml$/i,
    shows: /<Module\b(?=[^>]{0,500}xmlns\.oracle\.com\/Forms)[^>]{0,500}?\sversion="(?<version>[^"]{0,30})"/,
    alias: 'oracle-forms-xml',
    how: 'a module in XML',
  },
]

const head = 4000

function exportOf({path, text}: Pick<SourceFile, 'path' | 'text'>) {
  const start = text.slice(0, head)
  for (const one of exports) {
    const found = one.files.test(path) ? one.shows.exec(start) : undefined
    if (found) return {one, found, line: start.slice(0, found.index).split('\n').length}
  }
  return undefined
}

/** Exports of PowerBuilder and of Oracle Forms, which say by which release they were written. */
export const clientServerExports: ManifestKind = {
  id: 'client-server-exports',
  files: /\.srd$|[._](?:fmb|mmb|olb)\.xml$/i,
  holds: (text) => exports.some(({shows}) => shows.test(text.slice(0, head))),
  read: (files) => ({technologies: files.flatMap(technologiesOf)}),
}

function technologiesOf(file: SourceFile): readonly TechnologyFound[] {
  const told = exportOf(file)
  if (!told) return []
  return aliases[told.one.alias](told.found.groups?.version ?? '').map(({product, version}) => ({
    product,
    ...(version !== undefined && {version}),
    how: told.one.how,
    confidence: 0.9,
    file,
    line: told.line,
  }))
}
