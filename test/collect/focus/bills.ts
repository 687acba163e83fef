import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {importFocus} from '../../../src/collect/focus/import-focus.ts'
import {AuditError} from '../../../src/errors.ts'
import type {Cost} from '../../../src/model/cost.ts'
import type {InventoryRecord} from '../../../src/model/inventory.ts'

/** A charge as a bill tells it, so that a test says only what it is about. */
export const usual: Readonly<Record<string, string>> = {
  BilledCost: '1.25',
  BillingAccountId: '000000000001',
  BillingCurrency: 'USD',
  ChargeCategory: 'Usage',
  ChargeClass: '',
  ChargePeriodStart: '2026-01-05T00:00:00Z',
  EffectiveCost: '1.00',
  ProviderName: 'AWS',
  RegionId: 'eu-west-2',
  ResourceId: 'arn:aws:s3:::tide-tables',
  ServiceCategory: 'Storage',
  ServiceName: 'Amazon Simple Storage Service',
  SubAccountId: '012345678901',
  Tags: '{"System":"rota"}',
}

export function csvOf(rows: readonly Readonly<Record<string, string>>[], columns = Object.keys(usual)): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((row) => columns.map((name) => cell({...usual, ...row}[name] ?? '')).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

export async function imported(content: string | Uint8Array, groups?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-bill-'))
  try {
    const file = join(folder, 'bill.csv')
    writeFileSync(file, content)
    const {records: stream} = await importFocus({
      file,
      shownAs: 'bill.csv',
      organisation: 'tides',
      sourceId: 'bill',
      producedBy: {name: 'domesday', version: '0.0.0'},
      observedAt: '2026-11-01T00:00:00Z',
      ...(groups !== undefined && {groups}),
    })
    const records: InventoryRecord[] = []
    for await (const record of stream) records.push(record)
    const only = <K extends InventoryRecord['record']>(kind: K) =>
      records.filter((record): record is Extract<InventoryRecord, {record: K}> => record.record === kind)
    const costs: readonly Cost[] = only('cost')
    return {
      records,
      costs,
      entities: only('entity'),
      relations: only('relation'),
      problems: only('problem').map(({code, message, where}) => `${where} ${code}: ${message}`),
      coverage: only('coverage')[0],
    }
  } finally {
    rmSync(folder, {recursive: true})
  }
}

/** What importing is refused with. */
export async function refusal(content: string | Uint8Array): Promise<readonly string[]> {
  try {
    await imported(content)
  } catch (error) {
    if (error instanceof AuditError) return error.faults.map(({message, where}) => `${where} ${message}`)
    throw error
  }
  throw new Error('it was not refused')
}
