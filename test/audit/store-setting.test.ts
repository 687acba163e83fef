import {describe, expect, it} from '@jest/globals'
import {storeSetting} from '../../src/audit/store-setting.ts'
import {UsageError} from '../../src/errors.ts'
import {StoreSetting} from '../../src/model/settings.ts'

const server = StoreSetting.parse({kind: 'neo4j', uri: 'neo4j://graph.example', database: 'estate', batchRows: 500})

describe('the store of --store', () => {
  it('is that of domesday.yaml without the flag, and the embedded one by its name', () => {
    expect(storeSetting(server, undefined)).toEqual(server)
    expect(storeSetting(server, 'embedded')).toEqual({kind: 'embedded'})
  })

  it('is a server by its address, whose path is the database', () => {
    expect(storeSetting({kind: 'embedded'}, 'bolt+s://other.example:7688/pay')).toMatchObject({
      uri: 'bolt+s://other.example:7688',
      database: 'pay',
    })
    expect(storeSetting(server, 'neo4j://other.example?policy=uk')).toMatchObject({
      uri: 'neo4j://other.example?policy=uk',
      database: 'estate',
      batchRows: 500,
    })
  })

  it.each(['neo4j', 'file:///etc', 'neo4j://u:p@x', ''])('is refused as %s', (text) => {
    expect(() => storeSetting(server, text)).toThrow(UsageError)
  })
})
