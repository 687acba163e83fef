import {stat} from 'node:fs/promises'
import {resolve} from 'node:path'
import {InventoryError, UsageError} from '../errors.ts'
import type {SnapshotRecord} from '../model/snapshot.ts'
import {CalendarDate} from '../model/values.ts'
import {changesBetween} from '../render/facts/changes.ts'
import {type AuditDiff, type ComparedAudit, estateChanges} from '../render/facts/estate-changes.ts'
import {type AuditFolder, auditFolder} from './audit-folder.ts'
import {listSnapshots, readSnapshot, snapshotAt, snapshotRecords, type SnapshotName} from './snapshots.ts'

interface Kept extends ComparedAudit {
  readonly records: readonly SnapshotRecord[]
}

/**
 * What two audits found otherwise. Each is a date (the last audit as of it or earlier), the number of a snapshot, `last`,
 * or another audit folder (its last audit); left out, they are the last two of this folder.
 * Errors: a UsageError that lists the audits that there are, an InventoryError for a snapshot that is damaged.
 */
export async function diffAudits(root: string, before?: string, now?: string): Promise<AuditDiff> {
  const folder = auditFolder(root)
  // The last is compared with itself by nobody: alone it stands for the one before the newest.
  const since = before === 'last' && now === undefined ? undefined : before
  const [a, b] = [await keptAudit(folder, since, -2), await keptAudit(folder, now, -1)]
  const figures = ({records}: Kept) => records.filter((record) => record.record === 'figures')
  const shown = ({records: _, ...audit}: Kept): ComparedAudit => audit
  return {
    before: shown(a),
    now: shown(b),
    systems: changesBetween(figures(a), figures(b)),
    estate: estateChanges(a.records, b.records),
  }
}

/**
 * An audit of this folder: the last as of a date, that of a number, or `last`. Errors: a UsageError that lists the audits
 * that there are, an InventoryError for a snapshot that is damaged.
 */
export async function auditAt(root: string, given: string): Promise<Kept> {
  const folder = auditFolder(root)
  const snapshots = await listSnapshots(folder)
  const name = chosen(snapshots, given)
  if (!name) throw noSuchAudit(snapshots, given, undefined)
  return recordsOf(folder, name)
}

async function recordsOf(folder: AuditFolder, name: SnapshotName): Promise<Kept> {
  const records = [...snapshotRecords(await readSnapshot(folder, name), name)]
  return {number: name.number, asOf: name.asOf, records}
}

async function keptAudit(here: AuditFolder, given: string | undefined, otherwise: -1 | -2): Promise<Kept> {
  const other = given !== undefined && (await isFolder(resolve(here.root, given))) ? given : undefined
  const folder = other === undefined ? here : auditFolder(resolve(here.root, other))
  const snapshots = await listSnapshots(folder)
  const name =
    given === undefined ? snapshots.at(otherwise) : other === undefined ? chosen(snapshots, given) : snapshots.at(-1)
  if (!name) throw noSuchAudit(snapshots, given, other)
  return {...(await recordsOf(folder, name)), ...(other !== undefined && {folder: other})}
}

function chosen(snapshots: readonly SnapshotName[], given: string): SnapshotName | undefined {
  if (given === 'last') return snapshots.at(-1)
  if (CalendarDate.safeParse(given).success) return snapshotAt(snapshots, given)
  return /^\d+$/.test(given) ? snapshots.find(({number}) => number === Number(given)) : undefined
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() === true
}

const mostListed = 12

function noSuchAudit(
  snapshots: readonly SnapshotName[],
  given: string | undefined,
  other: string | undefined,
): UsageError | InventoryError {
  if (other !== undefined)
    return new InventoryError('no-snapshot', `${other} keeps no audit.`, {
      hint: 'An audit keeps what it found in snapshots/: run domesday audit there first.',
    })
  const listed = snapshots.slice(-mostListed).map(({number, asOf}) => `${number} (as of ${asOf})`)
  const message =
    given === undefined
      ? 'There are not yet two audits to compare.'
      : `There is no audit ${given}: it is neither a date on or after the first, nor the number of one, nor a folder that has one.`
  return new UsageError('no-such-audit', message, {
    hint:
      listed.length > 0
        ? `This folder keeps ${snapshots.length > mostListed ? 'among others ' : ''}${listed.join(', ')}.`
        : 'An audit keeps what it found in snapshots/: run domesday audit first.',
  })
}
