import {type Estate, EstateHeader, EstateRecord, estateRecords, gatherEstate} from './estate.ts'
import {jsonLinesText, readJsonLines} from './json-lines.ts'
import {writeWhole} from './write-whole.ts'

/** Reads an estate as a stream. Errors: an InventoryError with every faulty line. */
export async function readEstate(path: string, shownAs: string): Promise<Estate> {
  const records: EstateRecord[] = []
  const header = await readJsonLines(path, shownAs, EstateHeader, EstateRecord, (record) => records.push(record))
  return gatherEstate(header, records)
}

export async function writeEstate(path: string, estate: Estate): Promise<void> {
  await writeWhole(path, jsonLinesText(estate.header, estateRecords(estate)))
}
