import {describe, expect, it} from '@jest/globals'
import {blockers} from '../../src/model/blockers.ts'
import {renderBlockersCsv} from '../../src/render/csv/blockers-csv.ts'
import {renderSarif} from '../../src/render/sarif/render-sarif.ts'
import {scanned} from '../collect/source/manifests/scan.ts'
import {reportInput} from './inputs.ts'

const secret = 'Quincunx7'
const files = {
  'main.bas': `Const DB_PASSWORD = "${secret}"\nSub Go()\n  cn.Open "DSN=claims;UID=sa;PWD=${secret}"\nEnd Sub\n`,
  'send.jcl': `//S JOB (A),'A',PASSWORD=${secret}\n//S EXEC PGM=FTP\n//INPUT DD *\nftp.dept.example\nclerk\n${secret}\nquit\n`,
  'A.cbl': `       PROGRAM-ID. A.\n       WORKING-STORAGE SECTION.\n       01 DB-PASSWORD PIC X(9) VALUE '${secret}'.\n`,
  'users.sql': `CREATE USER clerk IDENTIFIED BY ${secret};\n`,
  'run.bat': `isql -U u -P ${secret} -i run.sql\r\n`,
}

describe('a password that stands in code', () => {
  it('is told by its place in SARIF and CSV, and never by its value', async () => {
    const {records} = await scanned(files)
    const {estate, ...input} = reportInput()
    const [system] = estate.entities.filter(({kind}) => kind === 'system')
    const own = <K extends string>(kind: K) => records.flatMap((one) => (one.record === kind ? [one as never] : [])) // by its kind
    const repository = records.find((one) => one.record === 'entity' && one.id === 'component:msti/t')
    const partOf = {
      ...estate.relations[0],
      ...{
        id: 'abcdef0123456789',
        from: 'component:msti/t',
        to: system?.id ?? '',
        type: 'PART_OF' as const,
        evidence: [],
      },
    }
    const whole = {
      ...input,
      estate: {
        ...estate,
        entities: [...estate.entities, ...own('entity')],
        relations: [...estate.relations, ...own('relation'), partOf as never],
        evidence: [...estate.evidence, ...own('evidence')],
      },
    }

    const sarif = [...renderSarif(whole)].map(({content}) => String(content)).join('')
    const csv = [...renderBlockersCsv(whole)].map(({content}) => String(content)).join('')

    expect(repository).toBeDefined()
    const {words} = blockers['hard-coded-credentials']
    for (const place of ['main.bas:1', 'main.bas:3', 'send.jcl:1', 'send.jcl:5', 'A.cbl:3', 'users.sql:1', 'run.bat:1'])
      expect(csv).toContain(`${words},t/${place},`)
    expect(
      JSON.parse(sarif).runs[0].results.filter(({ruleId}: {ruleId: string}) => ruleId === 'hard-coded-credentials'),
    ).toHaveLength(7)
    expect([JSON.stringify(records), sarif, csv].filter((text) => text.includes(secret))).toEqual([])
  })
})
