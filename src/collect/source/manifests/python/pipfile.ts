import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asRecord} from '../json-text.ts'
import type {ApplicationUse} from '../manifest-kind.ts'
import {tomlLines} from '../toml-lines.ts'
import {asList, asText} from '../written-text.ts'
import type {AskedPackage, PythonSays} from './asked-packages.ts'

/** Pipfile: packages, those of development apart, and the Python that it is for. */
export function readPipfile(file: SourceFile, fields: Readonly<Record<string, unknown>>): PythonSays {
  const asked: AskedPackage[] = []
  const uses: ApplicationUse[] = []
  const lineOf = tomlLines(file)
  for (const [name, value] of Object.entries(asRecord(fields.packages))) {
    const entry = asRecord(value)
    const line = lineOf('packages', name)
    const path = asText(entry.path)
    const git = asText(entry.git)
    const range = [asText(value), asText(entry.version)].find((one) => one !== undefined && one !== '*')
    if (path !== undefined) uses.push({to: joined(parentOf(file.path), path), how: `${name} ${path}`, file, line})
    else {
      const from = git === undefined ? range && {range} : {address: `git+${git}@${asText(entry.ref) ?? ''}`}
      asked.push({name, ...from, extras: asList(entry.extras).map(String), file, line})
    }
  }
  const requires = asRecord(fields.requires)
  const version = asText(requires.python_full_version) ?? asText(requires.python_version)
  const line = lineOf('requires', requires.python_full_version ? 'python_full_version' : 'python_version')
  return {
    ...(version && {python: {range: `==${version}`, how: 'python_version', file, line}}),
    asked,
    uses,
    aside: Object.keys(asRecord(fields['dev-packages'])).length,
  }
}
