import {resolve} from 'node:path'
import {importDeclaredFiles} from '../collect/declared/import-declared.ts'
import {londonDate} from '../model/calendar.ts'
import {slugOf} from '../model/ids.ts'
import {writeInventory} from '../model/inventory-file.ts'
import {type Collected, summaryOf} from './collect-alone.ts'
import {producedBy} from './produced-by.ts'

interface ImportAlone {
  readonly root: string
  readonly file: string
  readonly organisation: string
  readonly out: string | undefined
}

/** Reads one declared file by itself; its references to other organisations cannot be checked here. */
export async function importAlone({root, file, organisation, out}: ImportAlone): Promise<Collected> {
  const sourceId = slugOf((file.split(/[\\/]/).at(-1) ?? 'declared').replace(/\.ya?ml$/, ''))
  const inventories = await importDeclaredFiles([{file: resolve(root, file), shownAs: file, organisation, sourceId}], {
    producedBy: producedBy(),
    observedAt: `${londonDate(new Date())}T00:00:00Z`,
  })
  const inventory = [...inventories.values()][0]
  if (!inventory) throw new Error(`no inventory came of ${file}`)
  if (out) await writeInventory(resolve(root, out), inventory)
  return {...(out && {inventory: out}), ...summaryOf(inventory)}
}
