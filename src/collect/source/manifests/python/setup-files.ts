import type {SourceFile} from '../../walk-tree.ts'
import type {Tell} from '../manifest-kind.ts'
import {lineOf} from '../../languages/line-of.ts'
import {linesOf} from '../sound-text.ts'
import {type AskedPackage, isAsideName, type PythonSays} from './asked-packages.ts'
import {readRequirement} from './requirement.ts'

/** setup.cfg: its sections as text, values that go on indented. */
export function readSetupCfg(file: SourceFile): PythonSays | undefined {
  const values = new Map<string, {readonly text: string; readonly line: number}[]>()
  let section = ''
  let key = ''
  for (const [at, line] of linesOf(file).entries()) {
    if (/^\s*[#;]/.test(line)) continue
    const header = /^\[([^\]]+)\]/.exec(line)?.[1]
    const [, name, value = ''] = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line) ?? []
    if (header !== undefined) [section, key] = [header.trim(), '']
    else if (name) key = name
    const text = (name ? value : line).trim()
    if (!key || header !== undefined || !text) continue
    const known = values.get(`${section} ${key}`)
    if (known) known.push({text, line: at + 1})
    else values.set(`${section} ${key}`, [{text, line: at + 1}])
  }
  const listed = (name: string): readonly AskedPackage[] =>
    (values.get(name) ?? []).flatMap(({text, line}) =>
      text.split(/;(?![^;]*(?:python_version|sys_platform|platform))/).flatMap((one) => {
        const requirement = readRequirement(one)
        return requirement ? [{...requirement, file, line}] : []
      }),
    )
  const [name] = values.get('metadata name') ?? []
  const [version] = values.get('metadata version') ?? []
  const [python] = values.get('options python_requires') ?? []
  if (!name && !values.has('options install_requires')) return undefined
  const extras = [...values.keys()].flatMap((one) => /^options\.extras_require (.+)$/.exec(one)?.[1] ?? [])
  const optional = (extra: string) => listed(`options.extras_require ${extra}`)
  return {
    ...(name && {name: name.text}),
    ...(version && /^\d/.test(version.text) && {version: version.text}),
    ...(python && {python: {range: python.text, how: 'python_requires', file, line: python.line}}),
    asked: [
      ...listed('options install_requires'),
      ...extras.filter((extra) => !isAsideName(extra)).flatMap((extra) => optional(extra).map(asOptional)),
    ],
    uses: [],
    aside: listed('options tests_require').length + extras.filter(isAsideName).flatMap(optional).length,
  }
}

function asOptional(one: AskedPackage): AskedPackage {
  return {...one, isOptional: true}
}

/** setup.py, read as text: a list that is written out is read, one that has to be computed is told. */
export function readSetupPy(file: SourceFile, tell: Tell): PythonSays {
  const code = linesOf(file)
    .map((line) => line.replace(/(^|[\s,[(])#.*$/, '$1'))
    .join('\n')
  const lineAt = lineOf(code)
  const stated = (key: string): {readonly text: string; readonly line: number} | undefined => {
    const found = new RegExp(`\\b${key}\\s*=\\s*(["'])([^"'\\n]{1,200})\\1`).exec(code)
    return found?.[2] ? {text: found[2], line: lineAt(found.index)} : undefined
  }
  const asked = /\binstall_requires\s*=\s*(\[([^[\]]*(?:\[[^[\]]*\][^[\]]*)*)\]\s*[,)\n]|\S)/.exec(code)
  if (asked && asked[2] === undefined)
    tell(file, 'install_requires is computed, so what it asks for is not known', {
      code: 'unresolved-dependency',
      hint: 'Only running setup.py would tell; a lock file beside it is read.',
      line: lineAt(asked.index),
    })
  const name = stated('name')
  const version = stated('version')
  const python = stated('python_requires')
  return {
    ...(name && {name: name.text}),
    ...(version && {version: version.text}),
    ...(python && {python: {range: python.text, how: 'python_requires', file, line: python.line}}),
    asked: [...(asked?.[2] ?? '').matchAll(/(["'])([^"'\n]{1,300}(?:(?!\1)["'][^"'\n]{0,100})*)\1/g)].flatMap(
      (found) => {
        const requirement = readRequirement(found[2] ?? '')
        const at = (asked?.index ?? 0) + (asked?.[0].indexOf('[') ?? 0) + 1 + found.index
        return requirement ? [{...requirement, file, line: lineAt(at)}] : []
      },
    ),
    uses: [],
    aside: 0,
  }
}
