import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {linesOf} from '../sound-text.ts'

/** A gem that a Gemfile or a gemspec asks for. */
export interface AskedGem {
  readonly name: string
  /** As it is written, `~> 6.1, >= 6.1.4`. */
  readonly range?: string
  /** The folder that it is taken from. */
  readonly folder?: string
  /** The repository that it is taken from, and what of it. */
  readonly repository?: string
  readonly reference?: string
  /** It only builds or tests. */
  readonly isAside: boolean
  readonly file: SourceFile
  readonly line: number
}

export interface GemList {
  readonly gems: readonly AskedGem[]
  /** `ruby '2.7.5'` with its place. */
  readonly ruby?: {readonly range: string; readonly line: number}
  /** It takes the gems of the gemspec beside it. */
  readonly takesGemspec: boolean
  /** Lines that name a gem by something that only running the file would tell. */
  readonly unsettled: readonly number[]
}

/** Groups that by custom only build, test or help to write. */
const asideGroups = new Set(
  (
    'development test dev ci doc docs documentation lint linting debug spec specs rspec cucumber features integration ' +
    'system_test rubocop guard benchmark profile profiling tools'
  ).split(' '),
)
const longestCall = 20

interface Block {
  readonly groups: readonly string[]
  readonly path?: string
  readonly git?: string
}

/** A Gemfile, read as text: what is written plainly, by groups; what has to be run to be known is told. */
export function readGemfile(file: SourceFile): GemList {
  const lines = linesOf(file)
  const home = parentOf(file.path)
  const gems: AskedGem[] = []
  const unsettled: number[] = []
  const blocks: Block[] = []
  let ruby: GemList['ruby']
  let takesGemspec = false
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1
    let code = withoutComment(lines[at] ?? '').trim()
    for (let more = 0; /[,(]$/.test(code) && more < longestCall && at + 1 < lines.length; more += 1)
      code = `${code} ${withoutComment(lines[++at] ?? '').trim()}`
    if (/^end\b/.test(code)) blocks.pop()
    else if (/\bdo(\s*\|[^|]*\|)?$/.test(code) || /^(if|unless|case|begin|def|class|module|while)\b/.test(code))
      blocks.push(blockOf(code))
    else if (/^gemspec\b/.test(code)) takesGemspec = true
    else if (/^ruby\b/.test(code)) {
      const range = literals(code.replace(/\b\w+:.*$/, '')).join(', ')
      if (range) ruby = {range, line}
    } else if (/^gem\b/.test(code)) {
      const gem = gemOf(code, blocks, home)
      if (gem) gems.push({...gem, file, line})
      else unsettled.push(line)
    } else if (/^eval_gemfile\b/.test(code)) unsettled.push(line)
  }
  return {gems, ...(ruby && {ruby}), takesGemspec, unsettled}
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s)#(?!\{).*$/, '$1')
}

function literals(code: string): readonly string[] {
  return [...code.matchAll(/(["'])((?:(?!\1)[^\\#]|#(?!\{)){0,200})\1/g)].map(([, , text = '']) => text)
}

function blockOf(code: string): Block {
  const [path] = /^path\b/.test(code) ? literals(code) : []
  const [git] = /^git\b/.test(code) ? literals(code) : []
  return {groups: /^group\b/.test(code) ? symbols(code) : [], ...(path && {path}), ...(git && {git})}
}

function symbols(code: string): readonly string[] {
  return [...code.matchAll(/:(\w+)|["'](\w+)["']/g)].map(([, symbol, text]) => symbol ?? text ?? '')
}

function gemOf(code: string, blocks: readonly Block[], home: string): Omit<AskedGem, 'file' | 'line'> | undefined {
  const [, name] = /^gem[\s(]+["']([\w.-]+)["']/.exec(code) ?? []
  if (!name) return undefined
  const options = /,\s*(?::?\w+\s*(?:=>|:)|\w+:)\s*.*$/s.exec(code)?.[0] ?? ''
  const option = (key: string): string | undefined =>
    new RegExp(`(?:\\b${key}:|:${key}\\s*=>)\\s*["']([^"'#]{1,300})["']`).exec(options)?.[1]
  const groups = /(?:\bgroups?:|:groups?\s*=>)\s*(\[[^\]]*\]|%i\[[^\]]*\]|[:"']\w+)/.exec(options)?.[1]
  const own = groups === undefined ? [] : groups.startsWith('%i') ? (groups.match(/\w{2,}/g) ?? []) : symbols(groups)
  const within = [...blocks.flatMap((block) => block.groups), ...own]
  const ranges = literals(code.slice(0, code.length - options.length)).slice(1)
  const path = option('path') ?? blocks.findLast((block) => block.path)?.path
  const repository = option('git') ?? option('github') ?? blocks.findLast((block) => block.git)?.git
  const reference = option('ref') ?? option('tag') ?? option('branch')
  return {
    name,
    ...(ranges.length > 0 && {range: ranges.join(', ')}),
    ...(path !== undefined && {folder: joined(home, option('path') ? path : `${path}/${name}`)}),
    ...(repository !== undefined && {repository}),
    ...(reference !== undefined && {reference}),
    isAside: within.length > 0 && within.every((group) => asideGroups.has(group)),
  }
}

export interface Gemspec {
  readonly name: string | undefined
  readonly version: string | undefined
  readonly ruby?: {readonly range: string; readonly line: number}
  readonly gems: readonly AskedGem[]
}

/** A gemspec, read as text. */
export function readGemspec(file: SourceFile): Gemspec {
  const lines = linesOf(file).map(withoutComment)
  const stated = (key: string): string | undefined =>
    lines.map((line) => new RegExp(`\\.${key}\\s*=\\s*["']([\\w.-]{1,100})["']`).exec(line)?.[1]).find(Boolean)
  const gems = lines.flatMap((line, at): readonly AskedGem[] => {
    const [, kind] = /\.add_((?:runtime_|development_)?dependency)\b/.exec(line) ?? []
    const [name, ...ranges] = kind === undefined ? [] : literals(line)
    if (!name) return []
    const range = ranges.length > 0 && {range: ranges.join(', ')}
    return [{name, ...range, isAside: kind === 'development_dependency', file, line: at + 1}]
  })
  const at = lines.findIndex((line) => /\.required_ruby_version\s*=/.test(line))
  const range = literals(lines[at] ?? '').join(', ')
  return {name: stated('name'), version: stated('version'), ...(range && {ruby: {range, line: at + 1}}), gems}
}
