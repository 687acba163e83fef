import {nodesOf} from '../connections.ts'
import type {Fact} from '../fact.ts'
import {calledName, callOf, callOn, chainOf, namesGiven} from './calls.ts'
import type {PythonSearch} from './routes.ts'

/** Where the machine's path stands among the arguments, and what is done there. */
const transfers: Readonly<
  Record<string, {readonly at: number; readonly name: string; readonly does: 'reads' | 'writes'}>
> = {
  put: {at: 1, name: 'remotepath', does: 'writes'},
  putfo: {at: 1, name: 'remotepath', does: 'writes'},
  get: {at: 0, name: 'remotepath', does: 'reads'},
  getfo: {at: 0, name: 'remotepath', does: 'reads'},
  listdir: {at: 0, name: 'path', does: 'reads'},
}

/** Files that paramiko takes and brings: `sftp = ssh.open_sftp()` and then `sftp.put(own, theirs)`. */
export function sftpTransfers({text, root, readValue}: PythonSearch): readonly Fact[] {
  if (!/\bparamiko\b/.test(text)) return []
  const holders = new Set(
    [...nodesOf(text, root, ['open_sftp', 'open_sftp_client', 'from_transport'])].flatMap((word) => {
      const call = word.parent?.parent
      if (word.parent?.type !== 'attribute' || call?.type !== 'call' || calledName(call) !== word.text) return []
      return namesGiven(chainOf(call, word.text).end)
    }),
  )
  return [...nodesOf(text, root, [...holders])].flatMap((word): readonly Fact[] => {
    const object = word.parent?.type === 'attribute' && word.parent.lastNamedChild?.equals(word) ? word.parent : word
    const call = callOn(object)
    const name = call ? calledName(call) : ''
    if (!call || !Object.hasOwn(transfers, name)) return []
    const {at = 0, name: key = '', does} = transfers[name] ?? {}
    const {arguments: given, named} = callOf(call, name, undefined)
    const path = named[key] ?? given[at]
    const line = word.startPosition.row + 1
    return [{is: 'file', protocol: 'sftp', ...(does && {does}), ...(path && {path: readValue(path)}), line}]
  })
}
