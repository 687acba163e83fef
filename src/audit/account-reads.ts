import type {WouldRead, WouldWrite} from '../model/dry-run.ts'
import type {AwsAccounts} from '../model/settings.ts'
import {evidencePath, inventoryPath} from './audit-folder.ts'
import {fileWrite} from './would-write.ts'

/** What a collection of accounts would ask, or which evidence it would read instead. */
export function accountReads({accounts, regions, role, replay, costs}: AwsAccounts): WouldRead {
  if (replay !== undefined) return {path: replay, what: 'evidence of AWS', note: 'nothing is asked of AWS'}
  const which = accounts ? `${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'}` : 'all accounts'
  const where = regions ? regions.join(', ') : 'all enabled regions'
  return {
    path: 'AWS',
    what: `${which}, ${where}`,
    note: `asked over the network${role === undefined ? '' : `, by the role ${role}`}${costs ? ', and Cost Explorer of the payer, at $0.01 a request' : ''}; the calls: --print-policy`,
  }
}

/** Why accounts are collected whatever was seen before. */
export function whyCollected(sources: readonly AwsAccounts[]): string {
  return sources.every(({replay}) => replay !== undefined)
    ? 'evidence of AWS is read every time'
    : 'AWS is asked every time, but for what a run of the last day has that broke off or ended with gaps'
}

export async function accountWrites(
  root: string,
  {organisation, id, replay}: AwsAccounts,
  out?: string,
): Promise<readonly WouldWrite[]> {
  const inventory = await fileWrite(root, out ?? inventoryPath(organisation, id), 'may be replaced')
  if (replay !== undefined) return [inventory]
  return [inventory, {path: `${evidencePath(organisation, id)}/`, how: 'new'}]
}
