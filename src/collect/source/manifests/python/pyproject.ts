import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asRecord} from '../json-text.ts'
import type {ApplicationUse} from '../manifest-kind.ts'
import {linesOf} from '../sound-text.ts'
import {type TomlLines, tomlLines} from '../toml-lines.ts'
import {asList, asText} from '../written-text.ts'
import {type AskedPackage, isAsideName, type PythonSays} from './asked-packages.ts'
import {pythonName, readRequirement} from './requirement.ts'

type Fields = Readonly<Record<string, unknown>>

/** pyproject.toml by PEP 621, with what Poetry and uv have of their own; undefined where it only sets up tools. */
export function readPyproject(file: SourceFile, fields: Fields): PythonSays | undefined {
  const project = asRecord(fields.project)
  const tools = asRecord(fields.tool)
  const poetry = asRecord(tools.poetry)
  if (fields.project === undefined && tools.poetry === undefined) return undefined
  const lineOf = tomlLines(file)
  const lineOfText = textLines(file)
  const ofPoetry = poetrySays(file, poetry, lineOf)
  const range = asText(project['requires-python'])
  const extras = Object.entries(asRecord(project['optional-dependencies']))
  const groups = Object.values(asRecord(fields['dependency-groups'])).flatMap(asList)
  const aside = extras.filter(([name]) => isAsideName(name)).flatMap(([, list]) => asList(list))
  const uses = uvFolders(file, asRecord(asRecord(tools.uv).sources), lineOf)
  const name = asText(project.name) ?? asText(poetry.name)
  const version = asText(project.version) ?? asText(poetry.version)
  const python =
    range === undefined
      ? ofPoetry.python
      : {range, how: 'requires-python', file, line: lineOf('project', 'requires-python')}
  const own = [
    ...requirements(file, asList(project.dependencies), lineOfText),
    ...extras
      .filter(([extra]) => !isAsideName(extra))
      .flatMap(([, list]) => requirements(file, asList(list), lineOfText).map((one) => ({...one, isOptional: true}))),
  ].filter((one) => !uses.has(pythonName(one.name)))
  return {
    ...(name !== undefined && {name}),
    ...(version !== undefined && {version}),
    ...(python && {python}),
    asked: [...own, ...ofPoetry.asked],
    uses: [...uses.values(), ...ofPoetry.uses],
    aside: groups.filter((one) => typeof one === 'string').length + aside.length + ofPoetry.aside,
  }
}

function requirements(
  file: SourceFile,
  list: readonly unknown[],
  lineOfText: (text: string) => number,
): readonly AskedPackage[] {
  return list.flatMap((item) => {
    const requirement = typeof item === 'string' ? readRequirement(item) : undefined
    return requirement ? [{...requirement, file, line: lineOfText(String(item))}] : []
  })
}

/** The lines of texts in quotes, by what they say. */
function textLines(file: SourceFile): (text: string) => number {
  const lines = new Map<string, number>()
  for (const [at, line] of linesOf(file).entries())
    for (const [, double, single] of line.matchAll(/"([^"]{1,500})"|'([^']{1,500})'/g)) {
      const text = double ?? single ?? ''
      if (!lines.has(text)) lines.set(text, at + 1)
    }
  return (text) => lines.get(text) ?? 1
}

/** `[tool.uv.sources]`: members of the workspace are found by their names, folders by their paths. */
function uvFolders(file: SourceFile, sources: Fields, lineOf: TomlLines): ReadonlyMap<string, ApplicationUse> {
  return new Map(
    Object.entries(sources).flatMap(([name, value]) => {
      const path = asText(asRecord(value).path)
      if (path === undefined || /\.(whl|zip|gz)$/.test(path)) return []
      const use = {to: joined(parentOf(file.path), path), how: `${name} ${path}`, file}
      return [[pythonName(name), {...use, line: lineOf('tool.uv.sources', name)}] as const]
    }),
  )
}

function poetrySays(file: SourceFile, poetry: Fields, lineOf: TomlLines): PythonSays {
  const main = Object.entries(asRecord(poetry.dependencies))
  const groups = Object.values(asRecord(poetry.group)).map((group) => asRecord(asRecord(group).dependencies))
  const aside = [asRecord(poetry['dev-dependencies']), ...groups].flatMap((group) => Object.keys(group)).length
  const asked: AskedPackage[] = []
  const uses: ApplicationUse[] = []
  let python: PythonSays['python']
  for (const [name, value] of main) {
    const line = lineOf('tool.poetry.dependencies', name)
    // Several, each for another Python or system: the first says what it is.
    const entry = asRecord(Array.isArray(value) ? value[0] : value)
    const range = asText(value) ?? asText(entry.version)
    const path = asText(entry.path)
    if (name === 'python') {
      if (range) python = {range, how: 'python', file, line}
    } else if (path !== undefined && !/\.(whl|zip|gz)$/.test(path))
      uses.push({to: joined(parentOf(file.path), path), how: `${name} ${path}`, file, line})
    else {
      const git = asText(entry.git)
      const reference = asText(entry.rev) ?? asText(entry.tag) ?? asText(entry.branch)
      const address = git === undefined ? undefined : `git+${git}${reference ? `@${reference}` : ''}`
      const isOptional = entry.optional === true
      const extras = asList(entry.extras).map(String)
      // Poetry takes a plain version for that one alone.
      const within = range && /^v?\d+(?:\.\d+)*\w*$/.test(range) ? `==${range}` : range
      const from = address === undefined ? within !== undefined && {range: within} : {address}
      asked.push({name, ...from, extras, ...(isOptional && {isOptional}), file, line})
    }
  }
  return {asked, uses, aside, ...(python && {python})}
}
