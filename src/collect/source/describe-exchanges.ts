import type {Modules, Owner} from './describe-modules.ts'
import {type Describing, type Directory, relate, relateHost, textsOf} from './describing.ts'
import {roleOf} from './languages.ts'
import type {Fact, FileExchange, Value} from './languages/fact.ts'
import {seenFrom} from './seen-from.ts'

/** By application, where the directories of its database lead; one that two places put elsewhere leads nowhere. */
export function directoriesNamed(
  {facts, files}: Modules['scan'],
  ownerOf: (path: string) => Owner,
): ReadonlyMap<string, ReadonlyMap<string, Directory>> {
  const found = new Map<string, Map<string, Directory>>()
  const several = new Set<string>()
  for (const file of files)
    for (const fact of facts.get(file.path) ?? []) {
      if (fact.is !== 'directory' || roleOf(file.path) !== 'production') continue
      const {id} = ownerOf(file.path)
      const own = found.get(id) ?? new Map<string, Directory>()
      found.set(id, own)
      const [name, path] = [fact.name.toLowerCase(), fact.path.replace(/\/+$/, '')]
      const known = own.get(name)
      if (known && known.path !== path) several.add(`${id} ${name}`)
      else if (!known) own.set(name, {path, place: {file, line: fact.line}})
    }
  for (const [id, own] of found) for (const name of own.keys()) if (several.has(`${id} ${name}`)) own.delete(name)
  return found
}

/** `connect(host)` and then `get(path)`: one machine that is named, and no second that may be meant. */
export function onlyServers(facts: readonly Fact[]): Describing['connectedTo'] {
  const servers = new Map<FileExchange['protocol'], Map<string, Value>>()
  for (const fact of facts) {
    if (fact.is !== 'file' || !fact.server) continue
    const own = servers.get(fact.protocol) ?? new Map<string, Value>()
    servers.set(fact.protocol, own.set(JSON.stringify(fact.server), fact.server))
  }
  return (protocol) => {
    const [first, second] = servers.get(protocol)?.values() ?? []
    return first && !second && !('unresolved' in first) ? first : undefined
  }
}

export function exchange(describing: Describing, fact: FileExchange): void {
  const {records, organisation, owner, file, connectedTo} = describing
  const {protocol, path, server, does, line} = fact
  const machine = server ?? (path && connectedTo(protocol))
  const servers = (machine ? textsOf(describing, machine, 'server') : []).filter(({text}) => isMachine(text))
  for (const {text, places} of servers) relateHost(describing, {host: text.toLowerCase(), protocol}, places, line)
  // Where several machines may be meant, the file is of none of them.
  const only = servers.length === 1 ? servers[0]?.text.toLowerCase() : undefined
  const folder = fact.directory ? describing.directories.get(fact.directory.toLowerCase()) : undefined
  for (const {text: written, places: set} of path ? textsOf(describing, path, 'path') : []) {
    const text = folder ? folder.path + written.slice(fact.directory?.length) : written
    const places = folder ? [...set, folder.place] : set
    const share = protocol === 'local' && !folder ? machineOfShare(text) : undefined
    if (share) relateHost(describing, {host: share, protocol: 'smb'}, places, line)
    const [by, at] = share ? ['smb', share] : [protocol, only]
    const id = seenFrom('interface', organisation, owner.id, [by, at, text].filter(Boolean).join(' '))
    const attributes = {
      ...{type: 'file', protocol: by, path: text},
      ...(at && {server: at}),
      ...(folder && {onDatabaseMachine: true}),
    }
    records.entity('interface', id, text, attributes, {file, line})
    const type = does === 'writes' ? 'WRITES' : does === 'reads' ? 'READS' : 'CALLS'
    relate(describing, {type, to: id, line, places})
  }
}

/** What a path that begins with two strokes may be on a machine of Unix, where one would do. */
const ofUnix = /^(?:app|data|dev|etc|home|media|mnt|opt|proc|root|run|srv|tmp|usr|var)$/

/** The machine of `\\\\files\\share\\a.csv` and `//files/share/a.csv`, however a program opens them. */
function machineOfShare(path: string): string | undefined {
  const [, machine = ''] = /^[\\/]{2}([\w.-]{1,253})[\\/]+[^\\/]/.exec(path) ?? []
  const host = machine.toLowerCase()
  return isMachine(host) && host !== 'localhost' && !ofUnix.test(machine) ? host : undefined
}

function isMachine(name: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)*$/.test(name) && !/^\d+$/.test(name)
}
