import {catalogueHash} from '../lifecycle/load-catalogue.ts'
import type {ListedPlugin} from '../model/plugin.ts'
import {nextQuarter, quarterOf} from '../model/calendar.ts'
import {hashOfFile} from '../model/write-whole.ts'
import type {AuditContext} from './context.ts'
import type {KeyParts} from './stage-journal.ts'

/** What the keys of the stages are made of. */
export type Keyed = Pick<
  AuditContext,
  'folder' | 'ownSettings' | 'settingsSha256' | 'asOf' | 'planFrom' | 'code' | 'pluginParts'
>

/** A file that `resolve` reads. */
export interface KeyedInput {
  readonly path: string
  readonly sha256: string
  readonly mappingSha256?: string
}

/** Only a run of the plugins shows what could be used of them. */
export const usableOfPlugins = 'what could be used of the plugins'

export function pluginParts(
  listed: readonly Pick<ListedPlugin, 'name' | 'version' | 'sha256'>[],
  key: string | undefined,
): KeyParts {
  return {
    ...Object.fromEntries(listed.map(({name, version, sha256}) => [`plugin ${name}`, [version, sha256]])),
    ...(key !== undefined && {[usableOfPlugins]: key}),
  }
}

export async function resolveParts(
  {code, folder, settingsSha256, pluginParts}: Keyed,
  inputs: readonly KeyedInput[],
): Promise<KeyParts> {
  return {
    'this program': code,
    'domesday.yaml': settingsSha256,
    'the lifecycle catalogue': await catalogueHash(folder.lifecycle),
    ...pluginParts,
    ...Object.fromEntries(inputs.map(({path, sha256, mappingSha256}) => [path, [sha256, mappingSha256]])),
  }
}

export const ofEstate = 'the estate'
/** Found only where the estate is another than that of the last load. */
export const loadedPart = 'what a graph holds of the estate'

export async function loadParts({code, folder}: Keyed): Promise<KeyParts> {
  return {'this program': code, [ofEstate]: await hashOfFile(folder.estate)}
}

export async function assessParts({code, folder, asOf, ownSettings, pluginParts}: Keyed): Promise<KeyParts> {
  return {
    'this program': code,
    [ofEstate]: await hashOfFile(folder.estate),
    'the lifecycle catalogue': await catalogueHash(folder.lifecycle),
    'the as-of date': asOf,
    'the horizon': ownSettings.assess.horizonYears,
    ...pluginParts,
  }
}

/** Left open, work begins with the quarter after the as-of date. */
export function planStart({asOf, planFrom}: Pick<Keyed, 'asOf' | 'planFrom'>) {
  return planFrom ?? nextQuarter(quarterOf(asOf)).start
}

export async function planParts(keyed: Keyed): Promise<KeyParts> {
  const {code, folder, ownSettings, pluginParts} = keyed
  return {
    'this program': code,
    [ofEstate]: await hashOfFile(folder.estate),
    'the assessments': await hashOfFile(folder.assessments),
    'plan in domesday.yaml': ownSettings.plan,
    'the start of the plan': planStart(keyed),
    ...pluginParts,
  }
}

export async function reportParts(keyed: Keyed, before: string | undefined): Promise<KeyParts> {
  const {code, folder, settingsSha256, pluginParts} = keyed
  return {
    'this program': code,
    [ofEstate]: await hashOfFile(folder.estate),
    'the assessments': await hashOfFile(folder.assessments),
    'the roadmap': await hashOfFile(folder.roadmap),
    'the lifecycle catalogue': await catalogueHash(folder.lifecycle),
    'domesday.yaml': settingsSha256,
    'the audit before': before,
    ...pluginParts,
  }
}
