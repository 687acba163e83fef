import {describe, expect, it} from '@jest/globals'
import {InventoryRecord} from '../../src/model/inventory.ts'
import {evidenceOfOperation, keptApart, operationsOfBoth} from '../../src/model/operation-evidence.ts'
import {relation} from '../estates.ts'

const calls = (operations: readonly string[], evidence: readonly string[]) => ({
  ...relation('component:msti/permits', 'CALLS', 'host:msti/mvs1', {operations: [...operations]}),
  evidence,
})

describe('the evidence of what is called', () => {
  it('is kept of each operation that not all the evidence tells of', () => {
    const told = new Map([
      ['GET /b', ['e3', 'e1', 'e3']],
      ['GET /a', ['e1', 'e2', 'e3']],
    ])

    expect(keptApart(told, ['e1', 'e2', 'e3'])).toEqual({operationEvidence: {'GET /b': ['e1', 'e3']}})
    expect(keptApart(new Map([['GET /a', ['e1']]]), ['e1'])).toEqual({})
  })

  it('of one that is not kept apart is all that the relation has', () => {
    const told = {...calls(['GET /a', 'GET /b'], ['e1', 'e2']), operationEvidence: {'GET /b': ['e2']}}

    expect(evidenceOfOperation(told, 'GET /a')).toEqual(['e1', 'e2'])
    expect(evidenceOfOperation(told, 'GET /b')).toEqual(['e2'])
  })

  it('of two relations that become one stays with the operations of each', () => {
    const one = {...calls(['GET /a', 'GET /b'], ['e1', 'e2']), operationEvidence: {'GET /b': ['e2']}}
    const other = calls(['GET /b', 'GET /c'], ['e3'])

    expect(operationsOfBoth(one, other, ['e1', 'e2', 'e3'])).toEqual({
      operationEvidence: {'GET /a': ['e1', 'e2'], 'GET /b': ['e2', 'e3'], 'GET /c': ['e3']},
    })
  })

  it('is no need of an inventory that was written before', () => {
    const {scopes, ...before} = calls(['GET /a'], ['e1'])

    expect(InventoryRecord.parse({...before, ...(scopes && {scopes})})).toEqual({...before, ...(scopes && {scopes})})
  })
})
