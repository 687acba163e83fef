import {describe, expect, it} from '@jest/globals'
import {scanned} from '../manifests/scan.ts'

const usesOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await scanned(files)).uses.map((line) => line.replace('component:msti/', ''))

describe('products of mainframes', () => {
  it('are told by the libraries of steps and jobs, with symbols filled, at their DDs', async () => {
    const files = {
      'jcl/BUILD.jcl': [
        "//BUILD    JOB (A),'BUILD'",
        '// SET COBHLQ=IGY.V6R3M0',
        '//JOBLIB   DD DSN=DSNC10.SDSNLOAD,DISP=SHR',
        '//COMPILE  EXEC PGM=IGYCRCTL',
        '//STEPLIB  DD DSN=&COBHLQ..SIGYCOMP,DISP=SHR',
        '//         DD DSN=CICSTS99.CICS.SDFHLOAD,DISP=SHR',
        '//* STEPLIB DD DSN=IMS.V14R1M0.SDFSRESL,DISP=SHR',
        '//OTHER    DD DSN=IMS.V15R1M0.SDFSRESL,DISP=SHR',
      ].join('\n'),
    }

    expect(await usesOf(files)).toEqual([
      't cics-ts-9-9 at jcl/BUILD.jcl:6',
      't db2-for-z-os-12 at jcl/BUILD.jcl:3',
      't enterprise-cobol-6-3 at jcl/BUILD.jcl:5',
    ])
  })

  it('are of no known release where only the compiler is seen, or its library is named as the site likes', async () => {
    const files = {
      'a.jcl': "//A JOB (A),'A'\n//C EXEC PGM=IGYCRCTL\n",
      'b.jcl': "//B JOB (A),'B'\n//C EXEC PGM=IBMZPLI\n//STEPLIB DD DSN=PROD.PLI.SIBMZCMP,DISP=SHR\n",
      'test/c.jcl': "//C JOB (A),'C'\n//C EXEC PGM=IKFCBL00\n",
    }

    expect(await usesOf(files)).toEqual(['t enterprise-cobol at a.jcl:2', 't enterprise-pl-i at b.jcl:3 b.jcl:2'])
  })
})
