import {describe, expect, it} from '@jest/globals'
import {neo4jFault} from '../../../src/graph/neo4j/faults.ts'
import {whyUnreachable} from '../../../src/graph/neo4j/why-unreachable.ts'

const place = {uri: 'neo4j://graph.dept.gov.uk:7687', database: 'neo4j'}
const ofDriver = (message: string, cause?: unknown) =>
  Object.assign(new Error(message, {cause}), {name: 'Neo4jError', code: 'ServiceUnavailable'})
const failed = 'Failed to connect to server. Please ensure that it is listening. Caused by: '

describe('why a server of Neo4j is not reached', () => {
  it('is told by the driver behind words of its own', () => {
    expect(whyUnreachable(ofDriver(`${failed}connect ECONNREFUSED 10.0.0.7:7687`))).toBe(
      'the connection was refused (ECONNREFUSED 10.0.0.7:7687)',
    )
    expect(whyUnreachable(ofDriver(`${failed}getaddrinfo ENOTFOUND graph.dept.gov.uk`))).toBe(
      'its name leads to no machine (ENOTFOUND graph.dept.gov.uk)',
    )
  })

  it('is told in a cause, or in one of several tries', () => {
    const routing = ofDriver(
      'Could not perform discovery. No routing servers available.',
      ofDriver(`${failed}connect ECONNREFUSED ::1:7687`),
    )
    const tries = new AggregateError([Object.assign(new Error(''), {code: 'ETIMEDOUT'})], '')

    expect(neo4jFault(place, routing)).toMatchObject({
      code: 'neo4j-unreachable',
      message: 'neo4j://graph.dept.gov.uk:7687 cannot be reached: the connection was refused (ECONNREFUSED ::1:7687)',
    })
    expect(whyUnreachable(ofDriver(failed, tries))).toBe('it did not answer in time (ETIMEDOUT)')
  })

  it('is what the driver says where the network says nothing, without the user of an address', () => {
    expect(whyUnreachable(ofDriver('No way to bolt://clerk:hun/ter2@graph:7687\nmore'))).toBe(
      'No way to bolt://***@graph:7687',
    )
    expect(whyUnreachable(ofDriver(`${failed}the pool is full`))).toBe('the pool is full')
  })

  it('ends where causes go in a circle', () => {
    const error = ofDriver('first')
    error.cause = error

    expect(whyUnreachable(error)).toBe('first')
  })
})
