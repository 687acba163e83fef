import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {membersOf} from '../members.ts'
import {edgesOf} from '../tree-paths.ts'

/** A COPY leads to the file that is named as its member, an operation to the file that defines a macro of its name. */
export function linkHlasm(files: readonly FileRead[]): readonly ImportEdge[] {
  const others = files.filter(({found}) => !found.facts.some(({is}) => is === 'program'))
  const plain = membersOf(others.map(({file}) => file.path))
  const any = membersOf(files.map(({file}) => file.path))
  const copied = (member: string, from: string): string | undefined => plain(member, from) ?? any(member, from)
  const macros = macrosOf(others)
  return files.flatMap(({file, found}) => {
    const own = new Set(found.declares)
    return edgesOf(file.path, [
      ...found.imports.map(({specifier, line}) => ({to: copied(specifier, file.path), line})),
      ...namesAndLines(found.uses).flatMap(([name, line]) => {
        const to = own.has(`macro ${name}`) ? undefined : macros(name, file.path)
        return to === undefined ? [] : [{to, line}]
      }),
    ])
  })
}

function macrosOf(files: readonly FileRead[]): (name: string, from: string) => string | undefined {
  const byMember = membersOf(files.map(({file}) => file.path))
  const byName = new Map<string, string[]>()
  for (const {file, found} of files)
    for (const declared of found.declares)
      if (declared.startsWith('macro ')) {
        const name = declared.slice('macro '.length)
        byName.set(name, [...(byName.get(name) ?? []), file.path])
      }
  return (name, from) => {
    const own = byName.get(name) ?? []
    if (own.length < 2) return own[0]
    // Of several, the one that is the macro's member, nearest to who takes it in.
    const member = byMember(name, from)
    return member !== undefined && own.includes(member) ? member : undefined
  }
}
