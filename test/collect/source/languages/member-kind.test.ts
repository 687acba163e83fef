import {describe, expect, it} from '@jest/globals'
import {memberKind} from '../../../../src/collect/source/languages/member-kind.ts'

describe('a member without an ending', () => {
  it.each([
    ['cobol', '\n\n000100 IDENTIFICATION DIVISION.'],
    ['cobol', '       ID DIVISION.'],
    ['csd', '\n  DEFINE TRANSACTION(HDIQ) GROUP(HDUES)'],
    ['ims', '         PCB   TYPE=DB'],
    ['ims', 'DUESDBD  DBD NAME=DUES'],
    ['jcl', '//HDDAILY JOB (DUES)'],
  ])('is of %s by what stands in it', (kind, text) => {
    expect(memberKind(text)).toBe(kind)
  })

  it('of blank lines alone is of none, and takes no time', () => {
    const began = process.cpuUsage().user

    expect(memberKind('\n'.repeat(30_000))).toBe(undefined)
    expect(process.cpuUsage().user - began).toBeLessThan(1_000_000)
  })
})
