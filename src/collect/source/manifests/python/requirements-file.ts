import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {ApplicationUse, Tell} from '../manifest-kind.ts'
import {soundLines} from '../sound-text.ts'
import {shortText} from '../written-text.ts'
import type {AskedPackage} from './asked-packages.ts'
import {pythonName, readRequirement} from './requirement.ts'

export interface RequirementsRead {
  readonly asked: readonly AskedPackage[]
  readonly uses: readonly ApplicationUse[]
  /** Ranges by package that `-c` lists add without asking for anything. */
  readonly constraints: ReadonlyMap<string, string>
  /** The lists that it includes. */
  readonly includes: readonly string[]
}

interface Statement {
  readonly text: string
  readonly line: number
  /** What stands behind `# via`, by which pip-compile says who asked. */
  readonly via: readonly string[]
}

/** No requirement comes near this; its hashes stand behind it and are not read. */
const longest = 2000

/** A list of pip with all that it includes, each list once. */
export function readRequirements(
  start: SourceFile,
  files: ReadonlyMap<string, SourceFile>,
  tell: Tell,
): RequirementsRead {
  const asked: AskedPackage[] = []
  const uses: ApplicationUse[] = []
  const constraints = new Map<string, string>()
  const seen = new Set<string>()
  const waiting = [{file: start, constrains: false}]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const {file, constrains} = next
    if (seen.has(file.path)) continue
    seen.add(file.path)
    const lines = soundLines(file, tell)
    if (!lines) continue
    const home = parentOf(file.path)
    for (const {text, line, via} of statements(lines)) {
      const [, option, path] = /^(-r|--requirement|-c|--constraint)[\s=]*(\S+)/.exec(text) ?? []
      if (option && path) {
        const other = files.get(joined(home, path))
        if (other) waiting.push({file: other, constrains: constrains || /^-(c|-constraint)$/.test(option)})
        else tellNotThere(file, path, line, tell)
        continue
      }
      const found = settle(text, home, file, line)
      if (!found) continue
      if ('to' in found) uses.push(found)
      else if (constrains) constraints.set(pythonName(found.name), found.range ?? '')
      else asked.push({...found, ...(isBroughtIn(via) && {isTransitive: true})})
    }
  }
  seen.delete(start.path)
  return {asked, uses, constraints, includes: [...seen]}
}

/** Logical lines: a backslash goes on, and what stands indented behind `# via` belongs to the line before. */
function statements(lines: readonly string[]): readonly Statement[] {
  const found: {text: string; line: number; via: string[]}[] = []
  let goesOn = false
  let listsVia = false
  for (const [at, line] of lines.entries()) {
    const comment = /(?:^|\s)#\s*(.*)$/.exec(line)?.[1]
    const code = line.replace(/(^|\s)#.*$/, '$1').trim()
    const last = found.at(-1)
    if (code !== '') {
      if (goesOn && last) last.text += ` ${code.replace(/\\$/, '')}`
      else found.push({text: code.replace(/\\$/, ''), line: at + 1, via: []})
      goesOn = code.endsWith('\\')
      listsVia = false
    }
    if (comment === undefined) continue
    const via = /^via\b\s*(.*)$/.exec(comment)
    listsVia = via !== null || (listsVia && code === '' && comment !== '')
    if (listsVia) found.at(-1)?.via.push(...(via?.[1] ?? comment).split(/,\s*/).filter(Boolean))
  }
  return found
}

function isBroughtIn(via: readonly string[]): boolean {
  return via.length > 0 && !via.some((one) => /^-[rc]\b|\((pyproject\.toml|setup\.(py|cfg))\)/.test(one))
}

function settle(text: string, home: string, file: SourceFile, line: number): AskedPackage | ApplicationUse | undefined {
  const plain = text.replace(/\s--(hash|global-option|install-option|config-settings?)\b.*$/, '').trim()
  if (plain.length > longest) return undefined
  const [, editable] = /^(?:-e|--editable)[\s=]*(\S+)/.exec(plain) ?? []
  const what = editable ?? plain
  const egg = /[#&]egg=([\w.-]+)/.exec(what)?.[1]
  if (/^[a-z][\w+.-]*:\/\//i.test(what) && !what.startsWith('file:'))
    return {name: egg ?? nameOfAddress(what), address: what, extras: [], file, line}
  const path =
    /^(?:file:(?:\/\/)?)?(\.{1,2}(?:\/[^[\]\s;]*)?|[^@\s[\];=<>~!]+\/[^@\s[\];]*)(?:\[[^\]]*\])?(?:\s*;.*)?$/.exec(
      what,
    )?.[1]
  if (path !== undefined && !/\.(whl|zip|tar\.\w+|tgz)$/.test(path))
    return {to: joined(home, path.replace(/\/+$/, '')), how: shortText(plain), file, line}
  if (path !== undefined) return {name: nameOfAddress(path), address: path, extras: [], file, line}
  // Other options say how to install, and may hold passwords.
  const requirement = plain.startsWith('-') ? undefined : readRequirement(plain)
  return requirement && {...requirement, file, line}
}

/** `tides` of `https://host/files/tides-1.2-py3-none-any.whl`, `tides` of `git+https://host/owner/tides.git@v1`. */
function nameOfAddress(address: string): string {
  const last =
    address
      .replace(/[?#].*$/, '')
      .replace(/\.git(@.*)?$/, '')
      .split('/')
      .at(-1) ?? ''
  return /^([A-Za-z][\w.]*?)(?:-\d.*)?(?:\.(?:whl|zip|tar\.\w+|tgz))?(?:@.*)?$/.exec(last)?.[1] ?? (last || 'package')
}

function tellNotThere(file: SourceFile, path: string, line: number, tell: Tell): void {
  tell(
    file,
    `it includes ${shortText(path)}, which is not in this tree, or not called a list of requirements: what that asks for is not known`,
    {
      code: 'unresolved-dependency',
      hint: 'Collect the tree from a folder that holds both; `requirements` belongs into the path of a list.',
      line,
    },
  )
}
