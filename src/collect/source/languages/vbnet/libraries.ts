import {fileSaid} from '../dotnet-types.ts'
import type {Value} from '../fact.ts'
import {atRunTime, type FactSaid, joinedPath} from '../library.ts'

type Rule = (given: readonly Value[]) => readonly FactSaid[]

/** What Visual Basic's own functions and `My` do, by name in lower case. */
export const ownFunctions: Readonly<Record<string, Rule>> = {
  shell: started,
  'microsoft.visualbasic.interaction.shell': started,
  'my.computer.network.downloadfile': web('GET'),
  'my.computer.network.uploadfile': (given) => web('POST')(given.slice(1)),
  'my.computer.filesystem.copyfile': copied,
  'my.computer.filesystem.movefile': copied,
  filecopy: copied,
  'my.computer.filesystem.readalltext': (given) => files(given[0], 'reads'),
  'my.computer.filesystem.writealltext': (given) => files(given[0], 'writes'),
  'my.computer.filesystem.opentextfieldparser': (given) => files(given[0], 'reads'),
  'my.computer.registry.getvalue': registry,
  'my.computer.registry.setvalue': registry,
  getsetting: ([application, section, key]) => setting([application, section, key]),
}

function started([program]: readonly Value[]): readonly FactSaid[] {
  return [{is: 'process', program: program ?? atRunTime}]
}

function web(operation: string): Rule {
  return ([url]) => [{is: 'http', operation, ...(url && {url})}]
}

function files(path: Value | undefined, does: 'reads' | 'writes'): readonly FactSaid[] {
  const fact = fileSaid(path, does)
  return fact ? [fact] : []
}

function copied([from, to]: readonly Value[]): readonly FactSaid[] {
  return [...files(from, 'reads'), ...files(to, 'writes')]
}

function registry([key, name]: readonly Value[]): readonly FactSaid[] {
  return setting([key, name])
}

function setting(parts: readonly (Value | undefined)[]): readonly FactSaid[] {
  const names = parts.map((part) => (part && 'literal' in part ? part.literal : '{}'))
  const key = names.join('\\')
  return key.includes('{}') ? [] : [{is: 'setting', from: 'configuration', key}]
}

/** What an attribute says of the endpoint that it stands on; `base` is the path of its class. */
export function served(
  name: string,
  path: Value | undefined,
  {base, type}: {readonly base: Value | undefined; readonly type: string},
): FactSaid | undefined {
  const short = name.replace(/^.*\./, '').replace(/attribute$/, '')
  if (short === 'webmethod' || short === 'servicecontract') return {is: 'serves', method: 'SOAP', path: {literal: type}}
  const verb = /^http(get|post|put|delete|patch)$/.exec(short)?.[1]
  if (!verb || (!path && !base)) return undefined
  return {is: 'serves', method: verb.toUpperCase(), path: joinedPath(base, path)}
}

/** What a file has that may say something. */
export const ofInterest =
  /:\/\/|\bMy\.(?:Settings|Computer)\b|\b(?:CreateObject|GetObject|Shell|FileCopy|GetSetting|AppSettings|CommandType|GetStoredProcCommand\w*|ConnectionStrings|GetEnvironmentVariable|WebMethod|ServiceContract|Http(?:Get|Post|Put|Delete|Patch))\b/i
