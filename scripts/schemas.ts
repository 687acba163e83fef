/** Writes docs/schema/*.json from the zod schemas; with `--check` fails when they are stale. */
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {z} from 'zod'
import {Assessments} from '../src/model/assessment.ts'
import {AuditDocument} from '../src/model/audit.ts'
import {DeclaredInventory} from '../src/model/declared.ts'
import {EstateHeader, EstateRecord} from '../src/model/estate.ts'
import {InventoryHeader, InventoryRecord} from '../src/model/inventory.ts'
import {Catalogue, RefreshedCatalogue} from '../src/model/lifecycle.ts'
import {Mapping} from '../src/model/mapping.ts'
import {DocumentInParts, DocumentPart} from '../src/model/parts.ts'
import {Roadmap} from '../src/model/roadmap.ts'
import {Settings} from '../src/model/settings.ts'
import {SnapshotGone, SnapshotHeader, SnapshotRecord} from '../src/model/snapshot.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'schema')
const schemas = {
  settings: Settings,
  declared: DeclaredInventory,
  mapping: Mapping,
  'inventory-header': InventoryHeader,
  'inventory-record': InventoryRecord,
  'estate-header': EstateHeader,
  'estate-record': EstateRecord,
  assessments: Assessments,
  roadmap: Roadmap,
  audit: AuditDocument,
  'snapshot-header': SnapshotHeader,
  'snapshot-record': z.union([SnapshotRecord, SnapshotGone]),
  parts: DocumentInParts,
  part: DocumentPart,
  lifecycle: Catalogue,
  'lifecycle-refresh': RefreshedCatalogue,
}

const check = process.argv.includes('--check')
await mkdir(folder, {recursive: true})
for (const [name, schema] of Object.entries(schemas)) {
  const path = join(folder, `${name}.schema.json`)
  const text = `${JSON.stringify(z.toJSONSchema(schema, {io: 'input', unrepresentable: 'any'}), null, 2)}\n`
  if (!check) await writeFile(path, text)
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`docs/schema/${name}.schema.json is stale: npm run schemas\n`)
    process.exitCode = 1
  }
}
