import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {collectSource} from '../../../../src/collect/source/collect-source.ts'

/** Scans a tree of these files and gives what people read of it, in lines that sort. */
export async function scanned(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-manifests-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, 't', path)), {recursive: true})
      writeFileSync(join(folder, 't', path), text)
    }
    const {records} = await collectSource({
      auditFolder: folder,
      paths: ['t'],
      organisation: 'msti',
      sourceId: 'src',
      exclude: [],
      producedBy: {name: 'domesday', version: '0.0.0'},
      observedAt: '2026-11-01T00:00:00Z',
    })
    const places = new Map(
      records.flatMap((record) => (record.record === 'evidence' ? [[record.id, record.locator]] : [])),
    )
    const applications = records.filter(
      (record) => record.record === 'entity' && JSON.stringify(record.attributes.type)?.includes('"application"'),
    )
    const coverage = records.find((record) => record.record === 'coverage')
    const lines = (type: string, verb: string): readonly string[] =>
      records
        .flatMap((record) => {
          if (record.record !== 'relation' || record.type !== type) return []
          const {environment, scope, direct} = record.attributes
          const said = [environment, scope, direct === false ? 'brought in' : undefined].filter(Boolean)
          const place = record.evidence.map((id) => places.get(id)?.replace(/^t\//, '')).join(' ')
          const to = record.to.replace(/^technology:msti\//, '').replace(/^component:.*#/, '')
          return [
            `${record.from.replace(/^.*#/, '')} ${verb}${to} at ${place}${said.length > 0 ? ` (${said.join(', ')})` : ''}`,
          ]
        })
        .toSorted()
    return {
      records,
      applications: applications.map((record) => ('id' in record ? record.id.replace(/^.*#/, '') : '')),
      uses: lines('USES', ''),
      needs: lines('DEPENDS_ON', 'needs '),
      problems: records.flatMap((record) =>
        record.record === 'problem' ? [`${record.where?.replace(/^t\//, '')} ${record.code}: ${record.message}`] : [],
      ),
      notes: (coverage && 'notes' in coverage && coverage.notes?.map(({message}) => message)) || [],
    }
  } finally {
    rmSync(folder, {recursive: true})
  }
}
