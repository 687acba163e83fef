import {describe, expect, it} from '@jest/globals'
import {tagWord} from '../../src/model/tag-words.ts'

describe('a tag’s key or value', () => {
  it.each(['System', 'sys-tem', 'SYS_TEM', 'sys tem', 'user:System', ' system/', 'sys.tem', 'sys:tem'])(
    'is one word with System however it is parted: %s',
    (text) => {
      expect(tagWord(text)).toBe('system')
    },
  )

  it('stays apart from another where the separator parts two numbers', () => {
    expect(['form 1.12', 'form-11.2', 'Form 1 - 12', 'form112'].map(tagWord)).toEqual([
      'form1-12',
      'form11-2',
      'form1-12',
      'form112',
    ])
  })

  it('of separators alone is empty', () => {
    expect(tagWord(' -_./: ')).toBe('')
  })
})
