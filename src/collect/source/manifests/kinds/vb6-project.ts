import {pathFrom, type ProjectLine, projectLines} from '../../languages/vb6/project-lines.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {ApplicationFound, ApplicationUse, ManifestKind, PackageUse} from '../manifest-kind.ts'

/** Projects of Visual Basic 6, with the libraries of COM and the controls that they are built with. */
export const vb6Project: ManifestKind = {
  id: 'vb6-project',
  files: /\.vbp$/i,
  read: (files, tell) => ({
    applications: files.flatMap((file) => {
      const lines = projectLines(file.text)
      if (!lines.some(({key}) => key === 'type')) {
        tell(file, 'no project of Visual Basic: it has no line Type=', {
          code: 'bad-manifest',
          hint: 'Mend the file: nothing of it was read.',
        })
        return []
      }
      return [application(file, lines)]
    }),
  }),
}

function application(file: SourceFile, lines: readonly ProjectLine[]): ApplicationFound {
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
    uses: lines.flatMap((line) => projectUsed(file, line)),
    technologies: [
      {
        product: 'visual-basic-6',
        version: '6.0',
        how: `project of type ${type?.value ?? ''}`,
        confidence: 0.9,
        ...place,
      },
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

/** `*\A..\rates\Rates.vbp`: another project of the tree. */
function projectUsed(file: SourceFile, {key, value, line}: ProjectLine): readonly ApplicationUse[] {
  const path = /^(?:reference|object)$/.test(key) ? /^\*\\A(.+\.vbp)$/i.exec(value)?.[1] : undefined
  return path ? [{to: pathFrom(file.path, path), how: 'reference of a project', file, line}] : []
}
