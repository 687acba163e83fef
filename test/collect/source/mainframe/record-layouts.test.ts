import {describe, expect, it} from '@jest/globals'
import {recordLayouts} from '../../../../src/collect/source/mainframe/record-layouts.ts'

const fixed = (...lines: readonly string[]): string => lines.map((line) => `       ${line}`).join('\n')

function fields(text: string, members: Readonly<Record<string, string>> = {}) {
  const {records, missing} = recordLayouts({path: 'CLM.cpy', text}, (member) =>
    members[member] === undefined ? undefined : {path: `${member}.cpy`, text: members[member]},
  )
  return {
    missing,
    lengths: records.map(({name, length}) => `${name} ${length}`),
    places: records.flatMap(({fields: own}) => own.map(({name, offset, length}) => `${name} ${offset} ${length}`)),
    records,
  }
}

describe('the layout of a record', () => {
  it('has the bytes that each form of number and text takes', () => {
    const {lengths, places} = fields(
      fixed(
        '01 R.',
        '   05 TEXT-1      PIC X(10).',
        '   05 ZONED       PIC S9(5)V99.',
        '   05 SEPARATE-1  PIC S9(5) SIGN IS LEADING SEPARATE CHARACTER.',
        '   05 PACKED-ODD  PIC S9(7)V99 COMP-3.',
        '   05 PACKED-EVEN PIC 9(4) PACKED-DECIMAL.',
        '   05 BIN-2       PIC S9(4) COMP.',
        '   05 BIN-4       PIC 9(9) BINARY.',
        '   05 BIN-8       PIC S9(18) COMP-5.',
        '   05 FLOAT-4     COMP-1.',
        '   05 FLOAT-8     USAGE COMP-2.',
        '   05 EDITED      PIC ZZ,ZZ9.99-.',
        '   05 WIDE        PIC N(5) USAGE NATIONAL.',
        '   05 ASSUMED     PIC 9(3)PPP.',
      ),
    )

    expect(places).toEqual([
      'R 0 80',
      'TEXT-1 0 10',
      'ZONED 10 7',
      'SEPARATE-1 17 6',
      'PACKED-ODD 23 5',
      'PACKED-EVEN 28 3',
      'BIN-2 31 2',
      'BIN-4 33 4',
      'BIN-8 37 8',
      'FLOAT-4 45 4',
      'FLOAT-8 49 8',
      'EDITED 57 10',
      'WIDE 67 10',
      'ASSUMED 77 3',
    ])
    expect(lengths).toEqual(['R 80'])
  })

  it('puts fields that lie over others at their place, and the longest counts', () => {
    const {places} = fields(
      fixed(
        '01 R.',
        '   05 A PIC X(4).',
        '   05 B REDEFINES A.',
        '      10 B1 PIC 9(2).',
        '      10 B2 PIC X(6).',
        '   05 C PIC X.',
      ),
    )

    expect(places).toEqual(['R 0 8', 'A 0 4', 'B 0 8', 'B1 0 2', 'B2 2 6', 'C 4 1'])
  })

  it('counts every occurrence, and marks what stands behind one whose number varies', () => {
    const {records, places} = fields(
      fixed(
        '01 R.',
        '   05 N PIC 9(2).',
        '   05 T OCCURS 1 TO 5 TIMES DEPENDING ON N INDEXED BY I.',
        '      10 U OCCURS 3 PIC X(2).',
        '   05 BEHIND PIC X.',
      ),
    )

    expect(places).toEqual(['R 0 33', 'N 0 2', 'T 2 6', 'U 2 2', 'BEHIND 32 1'])
    expect(records[0]?.fields.at(-1)).toMatchObject({name: 'BEHIND', isBehindVariable: true})
    expect(records[0]?.fields[2]).toMatchObject({occurs: 5, dependingOn: 'N'})
  })

  it('takes the usage of its group, and leaves room before numbers that are to begin a word', () => {
    const {places} = fields(
      fixed(
        '01 R COMP.',
        '   05 A PIC 9(4).',
        '   05 B.',
        '      10 C PIC S9(9) SYNC.',
        '   05 D PIC X.',
        '   05 E PIC 9(2) COMP SYNC.',
      ),
    )

    expect(places).toEqual(['R 0 12', 'A 0 2', 'B 2 6', 'C 4 4', 'D 8 1', 'E 10 2'])
  })

  it('holds what it copies, under other names, and tells what it could not find', () => {
    const {places, missing, lengths} = fields(
      fixed('01 R.', '   COPY PART REPLACING ==:T:== BY ==NEW==.', '   05 LAST-1 PIC X.', '   COPY GONE.'),
      {PART: fixed('   05 :T:-KEY PIC X(6).', '   05 :T:-SUM PIC S9(5) COMP-3.')},
    )

    expect(places).toEqual(['R 0 10', 'NEW-KEY 0 6', 'NEW-SUM 6 3', 'LAST-1 9 1'])
    expect(missing).toEqual(['GONE'])
    expect(lengths).toEqual(['R 10'])
  })

  it('of a copybook that begins below a record has the name of its member', () => {
    expect(fields(fixed('05 A PIC X(2).', '05 B PIC X(3).')).places).toEqual(['CLM 0 5', 'A 0 2', 'B 2 3'])
  })

  it('ends where copybooks take each other in', () => {
    expect(
      fields(fixed('01 R.', '   COPY A.'), {A: fixed('   05 X PIC X.', '   COPY B.'), B: '       COPY A.'}).places,
    ).toEqual(['R 0 1', 'X 0 1'])
  })
})
