import {accessName} from '../../languages/access/scanner.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {ApplicationFound, ManifestKind, TechnologyFound} from '../manifest-kind.ts'

/** Databases of Access: those with forms, reports, macros or modules are applications, others hold data of one. */
export const accessDatabase: ManifestKind = {
  id: 'access-database',
  files: /\.(?:mdb|accdb|mde|accde|mda|accda)$/i,
  holds: (text) => text.startsWith('{"is":"access","made":'),
  read: (files) => ({
    applications: files.filter(isApplication).map(application),
    technologies: files.filter((file) => !isApplication(file)).map(technology),
  }),
}

function isApplication({text}: SourceFile): boolean {
  return /^\{"is":"(?:form|report|macro|module)"/m.test(text)
}

function application(file: SourceFile): ApplicationFound {
  return {
    name: file.path.replace(/^.*\//, '').replace(/\.\w+$/, ''),
    folder: parentOf(file.path),
    language: accessName,
    file,
    packages: [],
    technologies: [technology(file)],
  }
}

/** The layout tells the earliest version that opens the file: which one does is a matter of the machine. */
function technology(file: SourceFile): TechnologyFound {
  const made = /^\{"is":"access","made":"([^"\\]+)"/.exec(file.text)?.[1] ?? 'Access'
  return {product: 'microsoft-access', how: `a database in the layout of ${made}`, confidence: 0.9, file, line: 1}
}
