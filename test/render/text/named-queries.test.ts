import {expect, it} from '@jest/globals'
import {namedQueries} from '../../../src/graph/named-queries/all-queries.ts'
import {renderQueries} from '../../../src/render/text/named-queries.ts'

it('lists every named query in 80 columns, with the parameters that it takes', () => {
  const lines = renderQueries(namedQueries).split('\n')

  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines.filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim().split(' ')[0])).toEqual(
    namedQueries.map(({id}) => id),
  )
  expect(lines.filter((line) => line.includes('--param organisation=<'))).toHaveLength(1)
})
