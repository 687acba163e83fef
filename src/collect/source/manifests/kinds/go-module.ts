import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {
  ApplicationFound,
  ApplicationUse,
  ManifestKind,
  OwnPackage,
  PackageUse,
  Tell,
  TechnologyFound,
} from '../manifest-kind.ts'
import {packageName} from '../package-url.ts'
import {soundLines} from '../sound-text.ts'
import {shortText} from '../written-text.ts'

/** go.mod: since Go 1.17 it names every module that is built in, those that others bring in marked; go.sum checks it. */
export const goModule: ManifestKind = {
  id: 'go-module',
  files: /(^|\/)go\.(mod|sum)$/,
  read(files, tell) {
    const sums = new Map(
      files.filter(({path}) => path.endsWith('.sum')).map((file) => [parentOf(file.path), file] as const),
    )
    const manifests = files.filter(({path}) => path.endsWith('.mod'))
    return {applications: manifests.flatMap((file) => application(file, sums.get(parentOf(file.path)), tell) ?? [])}
  },
}

interface Directive {
  readonly verb: string
  readonly words: readonly string[]
  readonly comment: string
  readonly line: number
}

/** A line of a block says what `verb` before the bracket says of each. */
function directivesOf(lines: readonly string[]): readonly Directive[] {
  const found: Directive[] = []
  let block: string | undefined
  for (const [at, line] of lines.entries()) {
    const [code = '', comment = ''] = line.split('//', 2)
    const words = code
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => word.replace(/^["`](.*)["`]$/, '$1'))
    if (words[0] === ')') block = undefined
    else if (words.at(-1) === '(') block = words[0]
    else if (words.length > 0 && words[0] !== undefined)
      found.push({
        verb: block ?? words[0],
        words: block === undefined ? words.slice(1) : words,
        comment: comment.trim(),
        line: at + 1,
      })
  }
  return found
}

function application(file: SourceFile, sum: SourceFile | undefined, tell: Tell): ApplicationFound | undefined {
  const lines = soundLines(file, tell)
  if (!lines) return undefined
  const directives = directivesOf(lines)
  const name = directives.find(({verb}) => verb === 'module')?.words[0]
  if (!name) {
    tell(file, 'it names no module', {code: 'bad-manifest', hint: 'A go.mod begins with `module <path>`.'})
    return undefined
  }
  const folder = parentOf(file.path)
  const instead = replacements(directives)
  const settled = directives
    .filter(({verb}) => verb === 'require')
    .flatMap((one) => settle(one, instead, folder, file) ?? [])
  const packages = settled.flatMap((one) => ('type' in one ? [one] : []))
  if (sum) tellUnsummed(sum, packages, tell)
  return {
    name,
    folder,
    language: 'Go',
    file,
    own: modulePackage(name),
    packages,
    uses: settled.flatMap((one) => ('to' in one ? [one] : [])),
    technologies: goOf(directives, file),
  }
}

/** Go builds nothing that go.sum does not have: one that lacks a module was cut, or is not of this go.mod. */
function tellUnsummed(sum: SourceFile, packages: readonly PackageUse[], tell: Tell): void {
  const lines = soundLines(sum, tell)
  if (!lines) return
  const known = new Set(
    lines.map((line) =>
      line
        .split(' ', 2)
        .join(' ')
        .replace(/\/go\.mod$/, ''),
    ),
  )
  const missing = packages
    .map((use) => `${packageName(use)} ${use.version}`)
    .filter((name) => !known.has(name))
    .toSorted()
  if (missing.length === 0) return
  const others = missing.length - 3
  const shown = `${missing.slice(0, 3).map(shortText).join(', ')}${others > 0 ? ` and ${others} more` : ''}`
  tell(sum, `it does not have what go.mod asks for (${shown})`, {
    code: 'stale-lock',
    hint: 'It was cut, or go.mod was changed since: go mod tidy mends both.',
  })
}

function modulePackage(path: string): OwnPackage {
  const namespace = parentOf(path)
  return {type: 'golang', ...(namespace && {namespace}), name: path.slice(namespace ? namespace.length + 1 : 0)}
}

function settle(
  {words, comment, line}: Directive,
  replaced: ReadonlyMap<string, Replacement>,
  folder: string,
  file: SourceFile,
): PackageUse | ApplicationUse | undefined {
  const [path, version] = words
  if (!path || !version) return undefined
  // One for that very version goes before one for all.
  const instead = replaced.get(`${path} ${version}`) ?? replaced.get(path)
  if (instead?.path && /^\.{0,2}\//.test(instead.path))
    return {to: joined(folder, instead.path), how: `${path} => ${instead.path}`, file, line: instead.line}
  const isIndirect = /^indirect\b/.test(comment)
  return {
    ...modulePackage(instead?.path ?? path),
    version: instead?.version ?? version,
    resolved: true,
    ...(isIndirect && {isTransitive: true as const}),
    ...(instead && {said: {replaces: path}}),
    file,
    line,
  }
}

interface Replacement {
  readonly path: string | undefined
  readonly version: string | undefined
  readonly line: number
}

/** `replace old [version] => new [version]`, by the old path and its version where one is named. */
function replacements(directives: readonly Directive[]): ReadonlyMap<string, Replacement> {
  return new Map(
    directives.flatMap(({verb, words, line}) => {
      const arrow = words.indexOf('=>')
      if (verb !== 'replace' || arrow < 1) return []
      const old = words.slice(0, arrow).join(' ')
      return [[old, {path: words[arrow + 1], version: words[arrow + 2], line}] as const]
    }),
  )
}

/** The toolchain that builds it, where one is named; `go` is the version of the language, the least that would do. */
function goOf(directives: readonly Directive[], file: SourceFile): readonly TechnologyFound[] {
  const toolchain = directives.find(({verb}) => verb === 'toolchain')
  const version = /^go(\d+\.\d+(?:\.\d+)?)/.exec(toolchain?.words[0] ?? '')?.[1]
  if (toolchain && version)
    return [{product: 'go', version, how: `toolchain go${version}`, confidence: 0.7, file, line: toolchain.line}]
  const language = directives.find(({verb}) => verb === 'go')
  if (!language?.words[0]) return []
  return [{product: 'go', how: `go ${language.words[0]} or later`, confidence: 0.3, file, line: language.line}]
}
