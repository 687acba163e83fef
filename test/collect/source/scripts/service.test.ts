import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {collectSource} from '../../../../src/collect/source/collect-source.ts'
import {openScanJournal} from '../../../../src/collect/source/scan-journal.ts'
import {isRead, scanTree} from '../../../../src/collect/source/scan-tree.ts'
import {listTree} from '../../../../src/collect/source/walk-tree.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-service-'))
afterAll(() => rmSync(root, {recursive: true}))

const service = {
  'package.json': '{"name": "gauge-readings", "dependencies": {"express": "^4.18.0", "pg": "^8.11.0"}}',
  '.env':
    'READINGS_DB=postgres://reader:opensesame@pg.tides.gov.uk:5432/readings\nALERTS_URL=https://alerts.tides.gov.uk/v2\nALERTS_QUEUE=flood.alerts\n',
  'src/config.ts': 'export const config = {db: process.env.READINGS_DB, alerts: {url: process.env.ALERTS_URL}}\n',
  'src/db.ts':
    "import {Pool} from 'pg'\nimport {config} from './config'\nexport const pool = new Pool({connectionString: config.db})\n",
  'src/alerts.ts':
    "import axios from 'axios'\nimport {config} from './config'\nexport const alerts = axios.create({baseURL: config.alerts.url})\n",
  'src/routes/gauges.ts': `import {Router} from 'express'
import {pool} from '../db'
import {alerts} from '../alerts'
export const gauges = Router()
gauges.get('/:id/readings', async (req, res) => {
  const {rows} = await pool.query('SELECT level FROM readings r JOIN gauges g ON g.id = r.gauge WHERE g.id = $1', [req.params.id])
  res.json(rows)
})
gauges.post('/:id/readings', async (req, res) => {
  await pool.query('INSERT INTO readings (gauge, level) VALUES ($1, $2)', [req.params.id, req.body.level])
  await alerts.post('/levels', req.body)
  res.sendStatus(201)
})
`,
  'src/server.ts': `import express from 'express'
import {gauges} from './routes/gauges'
const app = express()
app.use('/api/gauges', gauges)
app.listen(8080)
`,
  'src/alerts-job.ts': `import cron from 'node-cron'
import amqp from 'amqplib'
import {execFile} from 'node:child_process'
cron.schedule('*/15 * * * *', async () => {
  const channel = await (await amqp.connect(process.env.AMQP_URL)).createChannel()
  channel.sendToQueue(process.env.ALERTS_QUEUE, Buffer.from('x'))
  execFile('gnuplot', ['levels.gp'])
})
`,
  'test/gauges.test.ts': `import express from 'express'
import {Pool} from 'pg'
const app = express()
app.get('/only-in-tests', (req, res) => res.end())
new Pool().query('DELETE FROM test_readings')
`,
  'dist/bundle.min.js': `require("express")().get("/bundled",x);${'a();'.repeat(5000)}`,
}

function written(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'gauges', path)), {recursive: true})
    writeFileSync(join(root, 'gauges', path), text)
  }
}

describe('a service of TypeScript', () => {
  it('is told with what it serves, calls, reads and writes, and tests are no part of it', async () => {
    written(service)
    const {records} = await collectSource({
      auditFolder: root,
      paths: ['gauges'],
      organisation: 'dft',
      sourceId: 'src',
      exclude: [],
      producedBy: {name: 'domesday', version: '0.0.0'},
      observedAt: '2026-11-01T00:00:00Z',
    })
    const names = new Map(records.flatMap((one) => (one.record === 'entity' ? [[one.id, one.name] as const] : [])))
    const relations = records.flatMap((one) =>
      one.record === 'relation' && /^(?:CALLS|READS|WRITES)$/.test(one.type) && one.certainty === 'structural'
        ? [[names.get(one.from), one.type, names.get(one.to), ...[one.attributes.operations ?? []].flat()].join(' ')]
        : [],
    )

    expect(relations.toSorted()).toEqual([
      'src/alerts-job.ts WRITES flood.alerts sendToQueue',
      'src/db.ts CALLS pg.tides.gov.uk',
      'src/db.ts CALLS postgresql database',
      'src/routes/gauges.ts CALLS alerts.tides.gov.uk POST /v2/levels',
      'src/routes/gauges.ts CALLS postgresql database query',
      'src/routes/gauges.ts READS gauges',
      'src/routes/gauges.ts READS readings',
      'src/routes/gauges.ts WRITES readings',
      'test/gauges.test.ts CALLS postgresql database query',
    ])
    expect([...names.values()].filter((name) => /^(?:GET|POST|ANY) /.test(name)).toSorted()).toEqual([
      'GET /api/gauges/:id/readings',
      'POST /api/gauges/:id/readings',
    ])
    const application = records.find((one) => one.record === 'entity' && one.name === 'gauge-readings')
    expect(application).toMatchObject({
      attributes: {programsRun: [{value: ['gnuplot']}], schedules: [{value: ['*/15 * * * *']}]},
    })
    expect(JSON.stringify(records)).not.toMatch(/opensesame|only-in-tests|bundled/)
  })

  it('is told the same by a second scan that parses nothing, and anew where a module that it uses has changed', async () => {
    written(service)
    const path = join(root, 'journal')
    const scan = async () => {
      const journal = openScanJournal({path, code: 'same', stays: true})
      const tree = join(root, 'gauges')
      const found = await scanTree(listTree({root: tree, exclude: [], wanted: isRead}), {
        root: tree,
        journal,
        now: () => Date.now(),
      })
      await journal.finish()
      return found
    }
    const addresses = (found: Awaited<ReturnType<typeof scan>>): readonly unknown[] =>
      (found.facts.get('src/routes/gauges.ts') ?? []).flatMap((fact) => (fact.is === 'http' ? [fact.url] : []))
    const first = await scan()
    const second = await scan()
    written({'src/alerts.ts': service['src/alerts.ts'].replace('config.alerts.url', "'https://new.tides.gov.uk'")})
    const third = await scan()

    expect(second.facts).toEqual(first.facts)
    expect(second.kept).toBe(second.files.length)
    expect(addresses(first)).toEqual([{key: 'ALERTS_URL', rest: '/levels'}])
    expect(addresses(third)).toEqual([{literal: 'https://new.tides.gov.uk/levels'}])
  })
})
