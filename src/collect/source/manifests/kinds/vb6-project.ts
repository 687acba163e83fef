import {pathFrom, type ProjectLine, projectLines} from '../../languages/vb6/project-lines.ts'
import {parentOf} from '../../resolve-imports.ts'
import {printable, type SourceFile} from '../../walk-tree.ts'
import {crystalLibraries} from '../crystal-libraries.ts'
import type {ApplicationFound, ApplicationUse, ManifestKind, PackageUse, Tell} from '../manifest-kind.ts'

/** Projects of Visual Basic 6, with the libraries of COM and the controls that they are built with. */
export const vb6Project: ManifestKind = {
  id: 'vb6-project',
  files: /\.vb[pg]$/i,
  read: (all, tell) => {
    const files = all.filter(({path}) => /\.vbp$/i.test(path))
    const groups = all.filter(({path}) => /\.vbg$/i.test(path)).map((file) => groupOf(file, files, tell))
    return {applications: files.flatMap((file) => projectOf(file, groups, tell))}
  },
}

function projectOf(file: SourceFile, groups: readonly Group[], tell: Tell): readonly ApplicationFound[] {
  const lines = projectLines(file.text)
  if (!lines.some(({key}) => key === 'type')) {
    tell(file, 'no project of Visual Basic: it has no line Type=', {
      code: 'bad-manifest',
      hint: 'Mend the file: nothing of it was read.',
    })
    return []
  }
  return [application(file, lines, groups)]
}

function application(file: SourceFile, lines: readonly ProjectLine[], groups: readonly Group[]): ApplicationFound {
  const value = (key: string): string =>
    lines
      .find((line) => line.key === key)
      ?.value.replace(/^"|"$/g, '')
      .trim() ?? ''
  const type = lines.find(({key}) => key === 'type')
  const place = {file, line: type?.line ?? 1}
  return {
    name: value('name') || (file.path.split('/').at(-1) ?? '').replace(/\.vbp$/i, ''),
    folder: parentOf(file.path),
    language: 'Visual Basic 6',
    file,
    packages: lines.flatMap((line) => componentOf(file, line)),
    uses: lines.flatMap((line) => [...projectUsed(file, line), ...builtInGroup(file, line, groups)]),
    technologies: [
      {
        product: 'visual-basic-6',
        version: '6.0',
        how: `project of type ${type?.value ?? ''}`,
        confidence: 0.9,
        ...place,
      },
      ...crystalLibraries(file),
    ],
  }
}

/** `*\G{id}#2.8#0#path#Description` of a library, `{id}#2.0#0; NAME.OCX` of a control. */
function componentOf(file: SourceFile, {key, value, line}: ProjectLine): readonly PackageUse[] {
  const library =
    key === 'reference' ? /^\*\\G(\{[\w-]{1,60}\})#([\d.a-f]{1,20})#[^#]*#([^#]*)#?(.*)$/i.exec(value) : undefined
  const control =
    key === 'object' ? /^(?:\*\\G)?(\{[\w-]{1,60}\})#([\d.a-f]{1,20})#[^;]*;\s*(.+)$/i.exec(value) : undefined
  const [, id = '', version = '', path = '', description = ''] = library ?? control ?? []
  const name = path.replaceAll('\\', '/').split('/').at(-1)?.trim() || description.trim()
  if (!name) return []
  return [
    {
      type: 'generic',
      name,
      version: version.toLowerCase(),
      resolved: true,
      said: {component: control ? 'OCX' : 'COM', id, ...(description.trim() && {description: description.trim()})},
      file,
      line,
    },
  ]
}

/** Projects that are opened together: each is used as it is there, not as it was built. */
interface Group {
  readonly members: ReadonlySet<string>
  /** In small letters the file that a project is built to, and the project. */
  readonly built: ReadonlyMap<string, string>
}

function groupOf(group: SourceFile, projects: readonly SourceFile[], tell: Tell): Group {
  const byPath = new Map(projects.map((file) => [file.path.toLowerCase(), file]))
  const members = new Set<string>()
  const built = new Map<string, string>()
  for (const {key, value, line} of projectLines(group.text)) {
    if (!/^(?:startup)?project$/.test(key)) continue
    const path = pathFrom(group.path, value)
    const project = byPath.get(path.toLowerCase())
    if (project) {
      members.add(project.path)
      const name = builtName(project)
      if (name) built.set(name, project.path)
    } else
      tell(group, `names ${printable(path)}, which is not in the tree`, {
        code: 'project-not-in-tree',
        line,
        hint: 'Add the project to the tree, or take it out of the group: what it does is not known.',
      })
  }
  return {members, built}
}

/** `RateLib.dll`: what a project says, or its name with the ending of its type. */
function builtName(project: SourceFile): string | undefined {
  const lines = projectLines(project.text)
  const value = (key: string): string =>
    (lines.find((line) => line.key === key)?.value ?? '').replace(/^"|"$/g, '').trim().toLowerCase()
  const ending = {oledll: 'dll', control: 'ocx', oleexe: 'exe'}[value('type')]
  return value('exename32') || (value('name') && ending ? `${value('name')}.${ending}` : undefined)
}

/** A library or a control that a project of the same group is built to. */
function builtInGroup(
  file: SourceFile,
  {key, value, line}: ProjectLine,
  groups: readonly Group[],
): readonly ApplicationUse[] {
  if (!/^(?:reference|object)$/.test(key)) return []
  const path = key === 'object' ? value.split(';')[1] : value.split('#')[3]
  const name = path?.replaceAll('\\', '/').split('/').at(-1)?.trim().toLowerCase()
  const own = groups.filter(({members}) => members.has(file.path))
  const found = new Set(own.flatMap(({built}) => (name === undefined ? [] : (built.get(name) ?? []))))
  const [to, ...others] = [...found].filter((one) => one !== file.path)
  return to !== undefined && others.length === 0 ? [{to, how: 'built by a project of the same group', file, line}] : []
}

/** `*\A..\rates\Rates.vbp`: another project of the tree. */
function projectUsed(file: SourceFile, {key, value, line}: ProjectLine): readonly ApplicationUse[] {
  const path = /^(?:reference|object)$/.test(key) ? /^\*\\A(.+\.vbp)$/i.exec(value)?.[1] : undefined
  return path ? [{to: pathFrom(file.path, path), how: 'reference of a project', file, line}] : []
}
