import {describe, expect, it} from '@jest/globals'
import {memoText} from '../../../../../src/collect/source/languages/foxpro/memo-text.ts'
import {scanned} from '../../manifests/scan.ts'

const fields = ['BASECLASS', 'CLASSLOC', 'OBJNAME', 'PROPERTIES', 'METHODS'] as const
type Row = Partial<Record<(typeof fields)[number], string>> & {readonly isDeleted?: true}

/** A table of objects and its memos, as Visual FoxPro writes them, with a memo that no record leads to. */
function formOf(rows: readonly Row[]): {readonly table: Buffer; readonly memo: Buffer} {
  const blocks: Buffer[] = []
  let next = 8
  const put = (text: string): number => {
    const at = next
    const size = Math.ceil((8 + text.length) / 64)
    const block = Buffer.alloc(size * 64)
    block.writeUInt32BE(1, 0)
    block.writeUInt32BE(text.length, 4)
    block.write(text, 8, 'latin1')
    blocks.push(block)
    next += size
    return at
  }
  put('PROCEDURE Old\r\nUSE stale\r\nENDPROC')
  const records = rows.map((row) => {
    const record = Buffer.alloc(1 + 4 * fields.length)
    record[0] = row.isDeleted ? 0x2a : 0x20
    for (const [index, field] of fields.entries()) {
      const text = row[field]
      if (text !== undefined) record.writeUInt32LE(put(text), 1 + 4 * index)
    }
    return record
  })
  const head = Buffer.alloc(32 + 32 * fields.length + 1)
  head[0] = 0x30
  head.writeUInt32LE(rows.length, 4)
  head.writeUInt16LE(head.length, 8)
  head.writeUInt16LE(1 + 4 * fields.length, 10)
  for (const [index, field] of fields.entries()) {
    head.write(`${field}\0`, 32 + 32 * index, 'latin1')
    head.write('M', 32 + 32 * index + 11)
    head[32 + 32 * index + 16] = 4
  }
  head[head.length - 1] = 0x0d
  const start = Buffer.alloc(512)
  start.writeUInt16BE(64, 6)
  return {table: Buffer.concat([head, ...records]), memo: Buffer.concat([start, ...blocks])}
}

const form = formOf([
  {
    BASECLASS: 'form',
    OBJNAME: 'frmClaims',
    CLASSLOC: 'lib\\base.vcx',
    METHODS: 'PROCEDURE Load\r\nUSE claims\r\nENDPROC\r\n',
  },
  {
    BASECLASS: 'cursor',
    OBJNAME: 'Cursor1',
    PROPERTIES: 'Alias = "r"\r\nDatabase = f:\\data\\claims.dbc\r\nCursorSource = "rates"\r\n',
  },
  {OBJNAME: 'gone', METHODS: 'PROCEDURE Click\r\nUSE deleted_one\r\nENDPROC', isDeleted: true},
])

describe('a form of Visual FoxPro', () => {
  it('is the methods of its objects, with the library of its class and the sources of its cursors', () => {
    expect(memoText(form.memo, form.table)).toBe(
      `SET CLASSLIB TO "lib\\base.vcx"
PROCEDURE Load
USE claims
ENDPROC

OPEN DATABASE "f:\\data\\claims.dbc"
USE "rates"
`,
    )
  })

  it('is nothing where it is no such table, and gives no more than its bytes where it is cut', () => {
    expect(memoText(form.memo, Buffer.alloc(0))).toBeUndefined()
    expect(memoText(Buffer.alloc(10), form.table)).toBeUndefined()
    expect(memoText(form.memo, Buffer.alloc(5000, 0xff))).toBeUndefined()
    for (let length = 512; length < form.memo.length; length += 7)
      expect(memoText(form.memo.subarray(0, length), form.table)).toBeDefined()
    for (let length = 65; length < form.table.length; length += 1)
      expect(() => memoText(form.memo, form.table.subarray(0, length))).not.toThrow()
    const wild = Buffer.from(form.table)
    wild.writeUInt32LE(0xffffffff, 4)
    wild.fill(0xff, wild.length - 20)
    expect(memoText(form.memo, wild)).toContain('USE claims')
  })

  it('is a module of its tree with its tables; without its table beside it nothing is read', async () => {
    const {records} = await scanned({
      'a/claims.SCT': form.memo,
      'a/claims.scx': form.table,
      'b/alone.sct': form.memo,
    })
    const reads = records.flatMap((record) =>
      record.record === 'relation' && record.type === 'READS'
        ? [`${record.from.replace(/^.*#/, '')} ${record.to.replace(/^.*\//, '').replace(/-[\da-f]{8}$/, '')}`]
        : [],
    )

    expect(reads.toSorted()).toEqual(['a/claims.SCT claims', 'a/claims.SCT rates'])
  })
})
