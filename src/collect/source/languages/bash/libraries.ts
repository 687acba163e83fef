import type {Command, CommandRule} from '../command.ts'
import {serverAddress} from '../connection-text.ts'
import type {FactSaid} from '../library.ts'
import {shellPrograms} from '../shell-programs.ts'
import {textOf} from '../word.ts'

/** Programs of Unix alone; the others are those of every shell. */
export const unixPrograms: Readonly<Record<string, CommandRule>> = {
  crontab: ({input}) => (input ? cronJobs(textOf(input)) : []),
  mount: mounted,
  'mount.cifs': mounted,
  nc: socket,
  ncat: socket,
  telnet: socket,
}

/** Commands that run the command in their words. */
export const wrappers: Readonly<Record<string, RegExp>> = {
  sudo: /^(?:-[ugphCT]|--user|--group)$/,
  nohup: /^$/,
  time: /^-[fo]$/,
  env: /^-[uC]$/,
  exec: /^-a$/,
  nice: /^-n$/,
  ionice: /^-[cnp]$/,
  timeout: /^-[ks]$/,
  xargs: /^-[InPLdsaE]$/,
  command: /^$/,
  setsid: /^$/,
}

const field = String.raw`(?:\*|[\d*][\d*,/-]*|[A-Za-z]{3}(?:[-,][A-Za-z]{3})*)`
const cronLine = new RegExp(
  String.raw`^[^\S\n]*(@(?:hourly|daily|midnight|weekly|monthly|yearly|annually|reboot)|${field}(?:[^\S\n]+${field}){4})[^\S\n]+\S`,
  'gm',
)

/** The lines of a table of cron that run something. */
export function cronJobs(text: string): readonly FactSaid[] {
  return [...text.matchAll(cronLine)]
    .slice(0, 500)
    .map(([, schedule = '']) => ({is: 'job', schedule: {literal: schedule.trim().replace(/\s+/g, ' ')}}))
}

/** `mount -t cifs //server/share /mnt`, `mount server:/export /mnt`. */
function mounted({words}: Command): readonly FactSaid[] {
  return words.flatMap((word): readonly FactSaid[] => {
    const text = textOf(word)
    const [, share, inside = ''] = /^\/\/([\w.-]+)\/(.+)$/.exec(text) ?? []
    if (share)
      return [
        {
          is: 'file',
          protocol: 'smb',
          server: {literal: share},
          path: {literal: `\\\\${share}\\${inside.replaceAll('/', '\\')}`},
        },
      ]
    const [, server = ''] = /^([A-Za-z][\w.-]*):\/\S*$/.exec(text) ?? []
    const address = server ? serverAddress(server, 'nfs') : undefined
    return address ? [address] : []
  })
}

function socket({words}: Command): readonly FactSaid[] {
  const [host, port] = words.filter((word) => !textOf(word).startsWith('-')).map(textOf)
  const address = host === undefined ? undefined : serverAddress(host, 'tcp', undefined, port)
  return address ? [address] : []
}

const names = [...Object.keys(shellPrograms), ...Object.keys(unixPrograms)].map((name) => name.replace(/\W/g, '\\$&'))

/** What a script has that may say something. */
export const ofInterest = new RegExp(
  `\\$\\{?[A-Z]|/cron|(?<![\\w-])(?:${names.join('|')})(?:\\.sh)?(?![\\w-])|(?:^|[;&|(\\s"])(?:\\.{0,2}/|\\$\\w+/)[\\w./-]+`,
  'm',
)
