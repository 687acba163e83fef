import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {readCell, type ReadingRules, unknownWords} from '../../../src/collect/spreadsheet/read-cell.ts'
import {serialDate} from '../../../src/collect/spreadsheet/serial-dates.ts'
import {type Cell, numberCell} from '../../../src/collect/spreadsheet/workbook.ts'
import type {FieldKind} from '../../../src/model/mapped-fields.ts'

const rules = (kind: FieldKind, more: Partial<ReadingRules> = {}): ReadingRules => ({
  kind,
  dates: 'dd/mm/yyyy',
  from1904: false,
  unknownWords: new Set(unknownWords),
  choices: new Map(),
  separator: undefined,
  unit: undefined,
  ...more,
})

/** The value, `unknown`, or `fault`. */
function read(cell: Cell | string, kind: FieldKind, more: Partial<ReadingRules> = {}): unknown {
  const found = readCell(typeof cell === 'string' ? {is: 'text', text: cell} : cell, rules(kind, more))
  if ('value' in found) return found.value
  return 'unknown' in found ? 'unknown' : 'fault'
}

describe('money', () => {
  const money = {reads: 'money'} as const

  it('comes to exact pounds, whatever signs and separators it wears', () => {
    const written = {
      '£1,234,567.89': '1234567.89',
      '410000': '410000',
      '£ 410,000.50': '410000.5',
      'GBP 12': '12',
      '£410k': '410000',
      '£1.2m': '1200000',
      '1.2345m': '1234500',
      '0.1': '0.1',
      '-0.00': '0',
      '1.2000': '1.2',
      '1,200 per annum': '1200',
      '00012': '12',
      '99999999999999999999.01': '99999999999999999999.01',
    }

    for (const [text, pounds] of Object.entries(written)) expect([text, read(text, money)]).toEqual([text, pounds])
  })

  it('of other currencies, wrong groups or about something is not guessed', () => {
    for (const text of [
      '€100',
      '$5',
      '1,23',
      '1.234,56',
      'about 400',
      '£',
      '(12',
      '12-14',
      '1e6',
      '(1,200)',
      '-£400',
      '1.200',
    ])
      expect([text, read(text, money)]).toEqual([text, 'fault'])
  })

  it('is counted in thousands or millions where the mapping says so', () => {
    expect(read('410.25', money, {unit: 'thousands'})).toBe('410250')
    expect(read('1.2345678', money, {unit: 'millions'})).toBe('1234567.8')
    for (const text of ['410k', '£1.2m'])
      expect([text, read(text, money, {unit: 'thousands'})]).toEqual([text, 'fault'])
  })

  it('from a number of a sheet is what a person saw there', () => {
    const seen = (written: string): unknown => read(numberCell(written), money)

    expect(seen('1234.5699999999999')).toBe('1234.57')
    expect(seen('0.10000000000000001')).toBe('0.1')
    expect(seen('4.1E5')).toBe('410000')
    expect(seen('1E-2')).toBe('0.01')
  })
})

describe('dates', () => {
  const date = {reads: 'date'} as const

  it('are read day first, unless the mapping says otherwise', () => {
    expect(read('03/04/2027', date)).toBe('2027-04-03')
    expect(read('03/04/2027', date, {dates: 'mm/dd/yyyy'})).toBe('2027-03-04')
    expect(read('3.4.2027', date)).toBe('2027-04-03')
    expect(read('2027-04-03', date, {dates: 'mm/dd/yyyy'})).toBe('2027-04-03')
    expect(read('2027-04-03T10:00:00', date)).toBe('2027-04-03')
    expect(read('3rd April 2027', date)).toBe('2027-04-03')
    expect(read('3-Apr-2027', date)).toBe('2027-04-03')
  })

  it('that do not exist, or are not whole, are told', () => {
    for (const text of ['31/02/2027', '03/04/27', 'April 2027', '2027', '13/13/2027', '0/1/2027', '46477'])
      expect([text, read(text, date)]).toEqual([text, 'fault'])
  })

  it('as days of a workbook are counted from 1900 or 1904, its false leap day left out', () => {
    expect(serialDate(46477, false)).toBe('2027-03-31')
    expect(serialDate(45015, true)).toBe('2027-03-31')
    expect([1, 59, 60, 61].map((day) => serialDate(day, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      undefined,
      '1900-03-01',
    ])
    expect([0, -1, 3_000_000, Number.NaN].map((day) => serialDate(day, false))).toEqual(Array(4).fill(undefined))
    expect(serialDate(0, true)).toBe('1904-01-01')
    expect(read('46477', date, {dates: 'serial-1900'})).toBe('2027-03-31')
    expect(read({is: 'number', text: '46477.75'}, date)).toBe('2027-03-31')
  })

  it('follow each other as days do, from the leap day that never was on', () => {
    fc.assert(
      fc.property(fc.integer({min: 61, max: 2_958_464}), (day) => {
        const [today, tomorrow] = [serialDate(day, false), serialDate(day + 1, false)]
        expect(Date.parse(tomorrow ?? '') - Date.parse(today ?? '')).toBe(86_400_000)
      }),
    )
  })
})

describe('words for what nobody knows', () => {
  it('are unknown in every kind of field, and neither none nor a value', () => {
    for (const kind of [{reads: 'text'}, {reads: 'money'}, {reads: 'date'}, {reads: 'yes-no'}] as const)
      for (const word of ['n/a', 'N/A', ' Unknown ', 'TBC', 'to be  confirmed', '-', '?'])
        expect([word, read(word, kind)]).toEqual([word, 'unknown'])
    expect(read('none', {reads: 'text'})).toBe('none')
    expect(read('zu klären', {reads: 'text'}, {unknownWords: new Set(['zu klären'])})).toBe('unknown')
  })
})

describe('choices', () => {
  it('map the words of a file to values, or to unknown', () => {
    const choices = new Map([
      ['high', '5'],
      ['not rated', 'unknown'],
    ])
    const score = {reads: 'number', least: 1, most: 5, whole: true} as const

    expect(read('High', score, {choices})).toBe(5)
    expect(read('not  rated', score, {choices})).toBe('unknown')
    expect(read('Medium', score, {choices})).toBe('fault')
    expect(read('6', score)).toBe('fault')
    expect(read('On Premises', {reads: 'choice', of: ['on-premises', 'cloud']})).toBe('on-premises')
    expect(['Y', 'yes', 'TRUE', '✓', '0', 'No'].map((word) => read(word, {reads: 'yes-no'}))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('technologies in one cell', () => {
  it('are parted, and a version is what stands last and begins with a digit', () => {
    expect(
      read('Oracle Database 11.2; Windows Server 2008 R2\nOracle 11g;SQL Server;Java 8;TBC', {reads: 'technologies'}),
    ).toEqual([
      {product: 'oracle-database', version: '11.2'},
      {product: 'windows-server', version: '2008 R2'},
      {product: 'oracle', version: '11g'},
      {product: 'sql-server'},
      {product: 'java', version: '8'},
    ])
  })
})

describe('a date in a field of another kind', () => {
  it('is told: a spreadsheet program makes dates of versions', () => {
    expect(read({is: 'date', date: '2011-02-01'}, {reads: 'version'})).toBe('fault')
  })
})
