import {aliases} from '../../../../lifecycle/aliases/all-aliases.ts'
import {lineOf} from '../../languages/line-of.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {type ApplicationFound, type ManifestKind, type TechnologyFound, type Tell, unread} from '../manifest-kind.ts'
import {descendant, readXml} from '../xml-tree.ts'

/** Programs, libraries and packages of Delphi; what is beside them says by which version they were last saved. */
export const delphiProject: ManifestKind = {
  id: 'delphi-project',
  files: /\.(?:dpr|dpk|dproj|dof)$/i,
  read: (files, tell) => {
    const beside = Map.groupBy(files, ({path}) => withoutEnding(path))
    return {
      applications: files.flatMap((file) =>
        /\.dp[rk]$/i.test(file.path) ? application(file, beside.get(withoutEnding(file.path)) ?? [], tell) : [],
      ),
    }
  },
}

function withoutEnding(path: string): string {
  return path.replace(/\.\w+$/, '').toLowerCase()
}

const head = /^[^\S\n]*(program|library|package)\s+([\p{L}_][\p{L}\p{N}_.]{0,200})/imu

function application(file: SourceFile, beside: readonly SourceFile[], tell: Tell): readonly ApplicationFound[] {
  const found = head.exec(file.text)
  if (!found) {
    // The head of a program may be left out, not the block that it runs.
    if (!/\bbegin\b/i.test(file.text))
      tell(file, 'no project of Delphi: it has no line program, library or package', unread)
    return []
  }
  const [, kind = '', name = ''] = found
  return [
    {
      name,
      folder: parentOf(file.path),
      language: 'Delphi',
      file,
      packages: [],
      technologies: [technology(file, {kind: kind.toLowerCase(), at: lineOf(file.text)(found.index)}, beside, tell)],
    },
  ]
}

function technology(
  file: SourceFile,
  {kind, at}: {readonly kind: string; readonly at: number},
  beside: readonly SourceFile[],
  tell: Tell,
): TechnologyFound {
  const saved = beside.flatMap((one) => versionSaid(one, tell))[0]
  if (saved) return {product: 'delphi', confidence: 0.9, ...saved}
  return {product: 'delphi', how: `source of a ${kind}`, confidence: 0.9, file, line: at}
}

type Said = Pick<TechnologyFound, 'version' | 'how' | 'file' | 'line'>

/** Delphi 5, 6 and 7 write their own version into the options of a project; later ones write that of the format. */
function versionSaid(file: SourceFile, tell: Tell): readonly Said[] {
  if (/\.dof$/i.test(file.path)) {
    const found = /^Version=([567])\.0\s*$/m.exec(file.text)
    return found?.[1]
      ? [{version: found[1], how: `options of Delphi ${found[1]}`, file, line: lineOf(file.text)(found.index)}]
      : []
  }
  if (!/\.dproj$/i.test(file.path)) return []
  const version = descendant(readXml(file, tell), 'PropertyGroup', 'ProjectVersion')
  if (!version?.text || !/^[\d.]{1,10}$/.test(version.text)) return []
  const [release] = aliases['delphi-format'](version.text)
  return [
    {
      ...(release?.version !== undefined && {version: release.version}),
      how: `project of format ${version.text}`,
      file,
      line: version.line,
    },
  ]
}
