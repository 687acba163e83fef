import {type Command, type CommandRule, optionsOf} from './command.ts'
import {serverAddress} from './connection-text.ts'
import type {FileExchange, Value} from './fact.ts'
import {brokersSaid} from './brokers.ts'
import {fileSaid} from './dotnet-types.ts'
import type {FactSaid} from './library.ts'
import {databasePrograms} from './shell-databases.ts'
import {cleanAddress} from '../clean-address.ts'
import {addressesIn} from '../addresses-in-text.ts'
import {atRunTime, behind, textOf, valueOf, type Word} from './word.ts'

/** What the programs do that scripts of every shell call, by name in lower case. */
export const shellPrograms: Readonly<Record<string, CommandRule>> = {
  ...databasePrograms,
  curl: (command) =>
    web(
      command,
      '-X --request -d --data --data-binary --data-raw -H --header -o --output -u --user -F -T --upload-file -A -b -c -m --max-time -w --url -x --proxy -E --cert --key --cacert -e',
      '-T --upload-file',
    ),
  wget: (command) =>
    web(
      command,
      '-O --output-document -o --header --post-data --post-file --user --password --method -P -t -T -U --body-data --body-file',
    ),
  scp: (command) => copied(command, '-i -P -o -F -l -c -S'),
  pscp: (command) => copied(command, '-i -P -pw -l'),
  rsync: (command) => copied(command, '-e --rsh --exclude --include --password-file --files-from'),
  sftp: (command) => session(command, 'sftp', '-b -o -i -P -F -c -B -R'),
  psftp: (command) => session(command, 'sftp', '-b -i -P -pw -l'),
  ftp: (command) => session(command, 'ftp', ''),
  ncftpput: (command) => session(command, 'ftp', '-u -p -P'),
  lftp: (command) => session(command, 'ftp', '-u -p -e -c'),
  robocopy: folderCopy,
  xcopy: folderCopy,
  smbclient: ({words}) => share(words.find((word) => /^\/\/|^\\\\/.test(textOf(word)))),
  ssh: (command) => remote(optionsOf(command, '-i -p -o -l -F -L -R -D -b -c -J').rest[0], 'ssh'),
  psexec: remotelyRun,
  psexec64: remotelyRun,
  winscp: filesCarried,
  plink: (command) => remote(optionsOf(command, '-i -P -pw -l').rest[0], 'ssh'),
  mail: mailed,
  mailx: mailed,
  mutt: mailed,
  sendmail: mailed,
  msmtp: mailed,
  blat: mailed,
  aws,
  az: azure,
  gcloud: google,
  gsutil: ({words}) =>
    cloud(
      'google-storage',
      words.find((word) => !textOf(word).startsWith('-')),
    ),
  bq: ({words}) =>
    cloud(
      'google-bigquery',
      words.find((word) => !textOf(word).startsWith('-')),
    ),
  amqsput: ({words}) => queue('ibm-mq', 'sends', words[0]),
  amqsget: ({words}) => queue('ibm-mq', 'receives', words[0]),
  'kafka-console-producer': (command) => kafka(command, 'sends'),
  'kafka-console-consumer': (command) => kafka(command, 'receives'),
  schtasks: scheduled,
  net: ({words}) =>
    /^use$/i.test(words[0] ? textOf(words[0]) : '') ? share(words.find((word) => /^\\\\/.test(textOf(word)))) : [],
  java: (command) => run(command, '-cp -classpath --class-path -jar', '-jar'),
  ...Object.fromEntries(
    ['python', 'python2', 'python3', 'perl', 'php', 'ruby', 'node', 'rscript', 'dotnet', 'cscript', 'wscript'].map(
      (name) => [name, (command: Command) => run(command, '-m -c -e -r -W -X')],
    ),
  ),
  ...Object.fromEntries(
    [
      'docker',
      'podman',
      'kubectl',
      'helm',
      'docker-compose',
      'systemctl',
      'terraform',
      'ansible-playbook',
      'mvn',
      'msbuild',
    ].map((name) => [name, () => [{is: 'process', program: {literal: name}}] as const]),
  ),
}

/** What a program of a name does; one that a script gives by its path is started, whatever it is. */
export function programFacts(command: Command): readonly FactSaid[] {
  const name = command.name.replace(/\.sh$/, '')
  const rule = Object.hasOwn(shellPrograms, name) ? shellPrograms[name] : undefined
  // `psql --version` asks the program, and nothing that it would connect to.
  const [only, ...others] = command.words.filter((word) => !/^\d?>/.test(textOf(word)))
  if (only && others.length === 0 && /^(?:--?version|-V|--help|-\?)$/.test(textOf(only))) return []
  return rule ? rule({...command, name}) : []
}

/** `uploads` are the options that send a file: of `wget`, `-T` is how long it waits. */
function web(command: Command, valued: string, uploads?: string): readonly FactSaid[] {
  const given = optionsOf(shortApart(command, valued), valued)
  const sent = uploads === undefined ? undefined : given.option(...uploads.split(' '))
  const urls = [...given.rest, given.option('--url') ?? []].filter(isAddress)
  const sends = given.has('-d', '--data', '--data-binary', '--data-raw', '-F', '--post-data', '--post-file')
  const method = given.option('-X', '--request', '--method')
  const operation = method && method.length > 0 ? textOf(method).toUpperCase() : sends ? 'POST' : sent ? 'PUT' : 'GET'
  return urls.flatMap((url): readonly FactSaid[] => {
    const [address] = addressesIn(textOf(url))
    if (address && /^s?ftps?$/.test(address.protocol)) {
      const protocol = address.protocol === 'sftp' ? 'sftp' : 'ftp'
      const path = pathOf(cleanAddress(textOf(url)), sent)
      return [
        {
          is: 'file',
          protocol,
          does: sent ? 'writes' : 'reads',
          server: {literal: address.host},
          ...(path && {path}),
        },
      ]
    }
    return [{is: 'http', operation, url: withoutUser(valueOf(url))}]
  })
}

/** `-sST file`: the last of several letters takes the value. */
function shortApart({words, ...command}: Command, valued: string): Command {
  const takes = new Set(valued.split(' '))
  return {
    ...command,
    words: words.flatMap((word) => {
      const [, letters = '', last = ''] = /^-([A-Za-z#]+)([A-Za-z])$/.exec(textOf(word)) ?? []
      const isApart = takes.has(`-${last}`) && ![...letters].some((letter) => takes.has(`-${letter}`))
      return letters && isApart ? [[{text: `-${letters}`}], [{text: `-${last}`}]] : [word]
    }),
  }
}

/** The path of an address; what is sent to a folder keeps its own name there. */
function pathOf(url: string, sent: Word | undefined): Value | undefined {
  const path = /^\w+:\/\/[^/]+(\/[^?#]*)$/.exec(url)?.[1]
  if (!path || path === '/') return undefined
  const name = path.endsWith('/') && sent ? textOf(sent).replace(/^.*\//, '') : ''
  return name.includes('{}') ? {unresolved: 'decided at run time'} : {literal: `${path}${name}`}
}

function isAddress(word: Word): boolean {
  const [first] = word
  if (first === undefined) return false
  return 'text' in first ? /^\w+:\/\//.test(textOf(word)) : textOf(word.slice(1)).startsWith('/') || word.length === 1
}

/** An address without its user and password. */
export function withoutUser(value: Value): Value {
  return 'literal' in value ? {literal: value.literal.replace(/^(\w+:\/\/)[^/@\s]*@/, '$1')} : value
}

type Protocol = FileExchange['protocol']

/** `[user@]host:path`: what is copied from or to another machine. */
function copied(command: Command, valued: string): readonly FactSaid[] {
  const {rest} = optionsOf(command, valued)
  return rest.flatMap((word, at): readonly FactSaid[] => {
    const text = textOf(word)
    const colon = text.search(/:(?![/\\]{2}$)/)
    if (colon < 2 || /^\w+:\/\//.test(text) || /[/\\]/.test(text.slice(0, colon))) return []
    const does = at === rest.length - 1 ? 'writes' : 'reads'
    const path = text.slice(text.indexOf(':') + 1)
    return [{is: 'file', protocol: 'sftp', does, server: serverOf(word), ...(path && {path: pathValue(path)})}]
  })
}

/** A name of a machine before `:`, behind `@`. */
function serverOf(word: Word): Value {
  const text = textOf(word)
  const at = text.indexOf('@')
  const own = at < 0 ? word : behindMark(word, '@')
  const value = valueOf(own)
  if (!('literal' in value)) return 'key' in value ? {key: value.key} : value
  const [server = ''] = value.literal.split(':')
  return server.includes('{}') ? {unresolved: 'decided at run time'} : {literal: server}
}

function behindMark(word: Word, mark: string): Word {
  const part = word.findIndex((one) => 'text' in one && one.text.includes(mark))
  const found = word[part]
  return found && 'text' in found ? behind(word.slice(part), found.text.indexOf(mark) + 1) : word
}

function pathValue(path: string): Value {
  return path.startsWith('{}') ? {unresolved: 'decided at run time'} : {literal: path}
}

/** A session of file transfer: where to, and what its commands put and get. */
function session(command: Command, protocol: Protocol, valued: string): readonly FactSaid[] {
  const {rest, option} = optionsOf(command, valued)
  const own = command.name === 'lftp' ? option('-e', '-c') : undefined
  const input = own ? textOf(own).replaceAll(';', '\n') : command.input ? textOf(command.input) : ''
  const opened = /^\s*open\s+(?:-\S+\s+\S+\s+)*(?:s?ftp:\/\/)?(\S+)/m.exec(input)?.[1]
  const [first] = rest
  const server = first ? serverOf(withoutScheme(first)) : opened ? {literal: opened} : undefined
  const taken = protocol === 'sftp' && first ? /^[^:/]+:(.+)$/.exec(textOf(first))?.[1] : undefined
  const facts = transfers(input).map(({does, path}): FactSaid => {
    return {is: 'file', protocol, does, path: pathValue(path), ...(server && {server})}
  })
  if (facts.length > 0) return facts
  if (!server) return []
  // `sftp server:folder` begins there; what is no folder is got.
  const got = taken && /\.\w+$/.test(taken) ? {does: 'reads' as const, path: pathValue(taken)} : {}
  return [{is: 'file', protocol, ...got, server}]
}

interface Transfer {
  readonly does: 'reads' | 'writes'
  readonly path: string
}

const mostTransfers = 200

/** What the lines of a session put and get, from the folders there that they go to. */
function transfers(input: string): readonly Transfer[] {
  const found: Transfer[] = []
  let folder = ''
  const inFolder = (path: string): string =>
    /^(?:[/~]|\{\}|[A-Za-z]:)/.test(path) || !folder ? path : `${folder}/${path}`
  for (const line of input.split('\n', 2000)) {
    const [verb = '', ...words] = [...line.trim().matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
      ([, double, single, plain]) => double ?? single ?? plain ?? '',
    )
    const [one, two] = words.filter((word) => !/^-\w+$/.test(word))
    const word = verb.replace(/^-/, '').toLowerCase()
    if (word === 'cd' && one) folder = inFolder(one).replace(/\/$/, '')
    if (!/^(?:m?put|m?get|reget|append|send|recv)$/.test(word) || !one || found.length >= mostTransfers) continue
    const does = /put|append|send/.test(word) ? 'writes' : 'reads'
    // What is put without another name has its own there; a folder of this machine is none of the other's.
    const there = does === 'reads' || two === undefined || word === 'mput' ? one : two
    const name = does === 'writes' && there === one ? one.replace(/^.*\//, '') : there
    found.push({does, path: inFolder(name.endsWith('/') ? `${name}${one.replace(/^.*\//, '')}` : name)})
  }
  return found
}

function withoutScheme(word: Word): Word {
  const [first] = word
  const scheme = first && 'text' in first ? /^s?ftps?:\/\//.exec(first.text)?.[0] : undefined
  return scheme ? behind(word, scheme.length) : word
}

/** `//server/share` and `\\server\share`. */
function share(word: Word | undefined): readonly FactSaid[] {
  const [, server = '', inside = ''] = /^(?:\/\/|\\\\)([\w.{}-]+)[\\/](.+)$/.exec(word ? textOf(word) : '') ?? []
  if (!server) return []
  const named: Value = server.includes('{}') ? {unresolved: 'decided at run time'} : {literal: server}
  return [
    {is: 'file', protocol: 'smb', server: named, path: {literal: `\\\\${server}\\${inside.replaceAll('/', '\\')}`}},
  ]
}

function remote(word: Word | undefined, protocol: string): readonly FactSaid[] {
  const server = word && serverOf(word)
  const address = server && 'literal' in server ? serverAddress(server.literal, protocol) : undefined
  return address ? [address] : []
}

/** `psexec \\\\machine program`: what runs there is a program of that machine. */
function remotelyRun({words}: Command): readonly FactSaid[] {
  const machine = words.map(textOf).find((text) => /^\\\\[\w.-]+(?:,[\w.-]+)*$/.test(text))
  return (machine?.slice(2).split(',') ?? []).flatMap((name) => {
    const address = serverAddress(name, 'smb')
    return address ? [address] : []
  })
}

/** `winscp /command "open sftp://machine/" "put a.csv /in/"`. */
function filesCarried({words}: Command): readonly FactSaid[] {
  const said = words.map(textOf).filter((text) => !/^[-/](?:command|script|ini|log|parameter)/i.test(text))
  const text = said.join('\n').replace(/^(?:open\s+)?(s?ftps?|scp):\/\/(?:[^\s@/]*@)?/gim, 'open $1://')
  const [, scheme = '', host] = /^open\s+(s?ftps?|scp):\/\/([\w.-]+)/im.exec(text) ?? []
  if (host === undefined) return []
  const protocol = /^ftp/i.test(scheme) ? 'ftp' : 'sftp'
  const server = {literal: host}
  const facts = transfers(text.replaceAll('\\', '/')).map(({does, path}): FactSaid => ({
    is: 'file',
    protocol,
    does,
    path: pathValue(path),
    server,
  }))
  return facts.length > 0 ? facts : [{is: 'file', protocol, server}]
}

function mailed(command: Command): readonly FactSaid[] {
  const server = /\bsmtp=(?:smtps?:\/\/)?([\w.-]+)/.exec(command.words.map(textOf).join(' '))?.[1]
  const named = server ?? (command.name === 'blat' ? optionText(command, '-server') : undefined)
  const address = named === undefined ? undefined : serverAddress(named, 'smtp')
  return [{is: 'mail', ...(named && {server: {literal: named}})}, ...(address ? [address] : [])]
}

function optionText(command: Command, name: string): string | undefined {
  const word = optionsOf(command, name).option(name)
  return word && word.length > 0 ? textOf(word) : undefined
}

function cloud(service: string, operation: Word | undefined): readonly FactSaid[] {
  const text = operation ? textOf(operation) : ''
  return /^[a-z][\w-]*$/i.test(text) ? [{is: 'cloud', service, operation: text}] : []
}

function aws(command: Command): readonly FactSaid[] {
  const {rest} = optionsOf(command, '--region --profile --output --endpoint-url --query')
  const service = rest[0] ? textOf(rest[0]) : ''
  if (!/^[a-z][a-z\d-]*$/.test(service) || /^(?:configure|help|sso)$/.test(service)) return []
  const queues = service === 'sqs' ? sqs(command, rest[1] && textOf(rest[1])) : []
  return [...cloud(`aws-${service}`, rest[1]), ...queues]
}

/** `az storage blob upload --name x`: the service is the first word, with what of storage is meant. */
function azure({words}: Command): readonly FactSaid[] {
  const [service, ...others] = wordsBeforeOptions(words)
  if (service === undefined || others.length === 0 || /^(?:login|account|config|extension)$/.test(service)) return []
  const [, part] = service === 'storage' ? (/^(blob|queue|table|share)$/.exec(others[0] ?? '') ?? []) : []
  const operation = (part ? others.slice(1) : others).slice(0, 3).join(' ')
  const name = /^(?:group|deployment|resource|role|policy|tag|provider|lock)$/.test(service) ? 'resource' : service
  return [
    {
      is: 'cloud',
      service: `azure-${name}${part ? `-${part}` : ''}`,
      operation: name === service ? operation : `${service} ${operation}`,
    },
  ]
}

function google({words}: Command): readonly FactSaid[] {
  const [service, ...behindService] = wordsBeforeOptions(words).filter((text) => !/^(?:alpha|beta)$/.test(text))
  return service !== undefined && behindService.length > 0 && !/^(?:auth|config|components|info)$/.test(service)
    ? [{is: 'cloud', service: `google-${service}`, operation: behindService.slice(0, 2).join(' ')}]
    : []
}

function wordsBeforeOptions(words: readonly Word[]): readonly string[] {
  const texts = words.map(textOf)
  const end = texts.findIndex((text) => !/^[a-z][a-z\d-]*$/.test(text))
  return texts.slice(0, end < 0 ? undefined : end)
}

/** A topic, and the servers by which it is reached. */
function kafka(command: Command, does: 'sends' | 'receives'): readonly FactSaid[] {
  const given = optionsOf(
    command,
    '--topic --bootstrap-server --broker-list --property --producer-property --consumer-property --producer.config --consumer.config --group --partition --offset --max-messages',
  )
  const servers = given.option('--bootstrap-server', '--broker-list')
  return [
    ...queue('apache-kafka', does, given.option('--topic')),
    ...brokersSaid('kafka', [servers && valueOf(servers)]),
  ]
}

/** A queue of SQS by its address, which ends with its name. */
function sqs(command: Command, operation: string | undefined): readonly FactSaid[] {
  const does = /^send-/.test(operation ?? '') ? 'sends' : operation === 'receive-message' ? 'receives' : undefined
  const url = does && optionsOf(command, '--queue-url --message-body --region --profile').option('--queue-url')
  if (!does || !url) return []
  const value = valueOf(url)
  const named = 'literal' in value ? {literal: value.literal.replace(/^.*\//s, '')} : value
  return [{is: 'queue', product: 'aws-sqs', does, queue: named}]
}

function queue(product: string, does: 'sends' | 'receives', name: Word | undefined): readonly FactSaid[] {
  return name ? [{is: 'queue', product, does, queue: valueOf(name)}] : []
}

/** `schtasks /create /sc daily /st 03:00`. */
function scheduled({words}: Command): readonly FactSaid[] {
  const texts = words.map(textOf)
  const behindOption = (name: string): string | undefined => {
    const at = texts.findIndex((text) => text.toLowerCase() === name)
    return at < 0 ? undefined : texts[at + 1]
  }
  const [every, at] = [behindOption('/sc'), behindOption('/st')]
  if (!every) return []
  return [{is: 'job', schedule: {literal: `${every.toLowerCase()}${at ? ` at ${at}` : ''}`}}]
}

/** The program that an interpreter runs: a file of it, else the interpreter. */
function run(command: Command, valued: string, fileOption?: string): readonly FactSaid[] {
  const given = optionsOf(command, valued)
  const own = fileOption ? given.option(fileOption) : given.rest[0]
  const name = own ? textOf(own).replace(/^.*[\\/]/, '') : ''
  // A name decided at run time, and code that stands in the words, say no more than the interpreter.
  return [{is: 'process', program: {literal: /^[^\s;(){}]+$/.test(name) ? name : command.name}}]
}

/** A program that is called by its path, or started: its name without folders. */
export function pathRun(called: Word): readonly FactSaid[] {
  const text = textOf(called).trim()
  // A page that is opened is no program.
  if (text.includes('://')) return []
  const name = text.replace(/^.*[\\/]/, '')
  return [{is: 'process', program: name && !name.includes('{}') ? {literal: name} : valueOf([atRunTime])}]
}

/** A copy between folders, where one of them is a share or named by its whole path. */
function folderCopy({words}: Command): readonly FactSaid[] {
  const [from, to] = words.filter((word) => !/^[-/]\w+(?::|$)/.test(textOf(word)))
  return [from && fileSaid(valueOf(from), 'reads'), to && fileSaid(valueOf(to), 'writes')].filter(
    (fact) => fact !== undefined,
  )
}
