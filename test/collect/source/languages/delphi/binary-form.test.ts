import {describe, expect, it} from '@jest/globals'
import {binaryFormText} from '../../../../../src/collect/source/languages/delphi/binary-form.ts'
import {scanned} from '../../manifests/scan.ts'

const name = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')])
const bytes = (...parts: readonly (number | string | Buffer)[]): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'number' ? Buffer.from([part]) : typeof part === 'string' ? name(part) : part,
    ),
  )
const long = (length: number): Buffer => Buffer.from(Int32Array.of(length).buffer)

/** A data module with a query, a picture, a collection, a set and texts of three kinds. */
const form = bytes(
  ...[Buffer.from('TPF0'), 'TdmClaims', 'dmClaims'],
  ...['Left', 2, 8, 'Tag', 4, long(70_000), 'Visible', 9, 'Style', 11, 'fsBold', 'fsItalic', 0],
  ...['Picture.Data', 10, long(3), Buffer.from([0, 1, 0x27]), 'Ratio', 5, Buffer.alloc(10), 0],
  ...[0xf1, 'TQuery', 'Query1', 'SQL.Strings', 1, 6, 'select * from', 6, "CLAIMS where A = 'x'", 0],
  ...['Params', 14, 1, 'Name', 6, 'p', 0, 0, 'Hint', 18, long(2), Buffer.from('a\n', 'utf16le')],
  ...['DatabaseName', 12, long(6), Buffer.from('CLAIMS'), 'Owner', 7, 'dmClaims', 0, 0, 0],
)

const text = `object dmClaims: TdmClaims
  Left = 8
  Tag = 70000
  Visible = True
  Style = [fsBold, fsItalic]
  inherited Query1: TQuery
    SQL.Strings = (
'select * from'
'CLAIMS where A = ''x''')
    Params = <>
    Hint = 'a'#10
    DatabaseName = 'CLAIMS'
    Owner = dmClaims
  end
end
`

describe('a form that is kept in binary', () => {
  it('is read as the text that it stands for, with the head of a resource or without', () => {
    const head = bytes(0xff, Buffer.from([0x0a, 0]), Buffer.from('TDMCLAIMS\0'), Buffer.from([0x30, 0x10]), long(99))

    expect(binaryFormText(form)).toBe(text)
    expect(binaryFormText(Buffer.concat([head, form]))).toBe(text)
  })

  it('gives what stands before a cut, wherever that is, and nothing for what is none', () => {
    for (let length = 4; length < form.length; length += 1)
      expect(text.startsWith((binaryFormText(form.subarray(0, length)) ?? '?').trimEnd())).toBe(true)
    expect(binaryFormText(Buffer.from('object A: TA\nend'))).toBeUndefined()
    expect(binaryFormText(Buffer.from([0xff, 0x0a, 0, 1, 2]))).toBeUndefined()
    expect(binaryFormText(Buffer.alloc(0))).toBeUndefined()
  })

  it('cannot exhaust its reader by lengths, depth or names', () => {
    const deep = Buffer.concat([Buffer.from('TPF0'), ...Array.from({length: 5000}, () => bytes('T', 'a', 0))])
    const lists = bytes(Buffer.from('TPF0'), 'T', 'a', 'P', Buffer.alloc(100_000, 1))
    const negative = bytes(Buffer.from('TPF0'), 'T', 'a', 'P', 12, long(-5))

    expect(binaryFormText(deep)?.split('\n').length).toBeLessThan(200)
    expect(binaryFormText(lists)).toBe('object a: T\n')
    expect(binaryFormText(negative)).toBe('object a: T\n')
    expect(binaryFormText(bytes(Buffer.from('TPF0'), 'T\nend', 'a\n', 0, 0))).toBe('object a_: T_end\nend\n')
  })

  it('is a module of its tree with the tables that it reads', async () => {
    const {records, problems} = await scanned({'desk/Claims.dfm': form})
    const reads = records.flatMap((record) => (record.record === 'relation' && record.type === 'READS' ? [record] : []))

    expect(reads.map(({from, to}) => [from.replace(/^.*#/, ''), to.replace(/-[\da-f]{8}$/, '')])).toEqual([
      ['desk/Claims.dfm', 'datastore:msti/claims'],
    ])
    expect(problems).toEqual([])
  })
})
