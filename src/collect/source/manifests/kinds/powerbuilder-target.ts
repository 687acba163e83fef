import {lineOf} from '../../languages/line-of.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {type ApplicationFound, type ManifestKind, type Tell, unread} from '../manifest-kind.ts'

/** Targets of PowerBuilder; where none of an application is there, the export of its own object stands for it. */
export const powerBuilderTarget: ManifestKind = {
  id: 'powerbuilder-target',
  files: /\.(?:pbt|sra)$/i,
  read: (files, tell) => {
    const targets = files.filter(({path}) => /\.pbt$/i.test(path)).flatMap((file) => target(file, tell))
    const named = new Set(targets.map(({name}) => name.toLowerCase()))
    const objects = files
      .filter(({path}) => /\.sra$/i.test(path))
      .flatMap(applicationObject)
      .filter(({name}) => !named.has(name.toLowerCase()))
    return {applications: [...targets, ...objects]}
  },
}

function target(file: SourceFile, tell: Tell): readonly ApplicationFound[] {
  const found = /^[^\S\n]*appname\s+"([^"\n]{1,200})"/im.exec(file.text)
  if (!found?.[1]) {
    tell(file, 'no target of PowerBuilder: it has no line appname', unread)
    return []
  }
  return [application(file, found[1], 'target', found.index)]
}

function applicationObject(file: SourceFile): readonly ApplicationFound[] {
  const found = /^[^\S\n]*global\s+type\s+(\w{1,200})\s+from\s+application\b/im.exec(file.text)
  return found?.[1] ? [application(file, found[1], 'application object', found.index)] : []
}

function application(file: SourceFile, name: string, how: string, at: number): ApplicationFound {
  const place = {file, line: lineOf(file.text)(at)}
  return {
    name,
    folder: parentOf(file.path),
    language: 'PowerBuilder',
    file,
    packages: [],
    technologies: [{product: 'powerbuilder', how, confidence: 0.9, ...place}],
  }
}
