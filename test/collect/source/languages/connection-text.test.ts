import {describe, expect, it} from '@jest/globals'
import {connectionAddress} from '../../../../src/collect/source/languages/connection-text.ts'
import {connects, readConnection} from '../../../../src/collect/source/languages/connections.ts'
import {scanSettings} from '../../../../src/collect/source/settings/settings-files.ts'
import {factsWithoutSecrets} from '../../../../src/collect/source/without-secrets.ts'

const description = '(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=ora1)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=PAY)))'

describe("a description of Oracle's clients", () => {
  it('says the machine in a connection string, in a text of a driver and in a setting', () => {
    expect(connectionAddress({literal: `Data Source=${description};User Id=a;`}, 'oracle')).toEqual({
      ...{is: 'address', host: 'ora1', protocol: 'oracle', port: '1521', database: 'PAY'},
    })
    expect(readConnection(description)).toEqual({
      ...{product: 'oracle-database', host: 'ora1', port: '1521', database: 'PAY'},
    })
    const [seen] = scanSettings({path: 'a.properties', text: `db.url=jdbc:oracle:thin:@${description}\n`})
    expect(seen?.address).toEqual({host: 'ora1', protocol: 'oracle', port: '1521', database: 'PAY'})
  })
})

describe('an address of SQL Server in a setting', () => {
  it('has its database among the properties, in whatever place', () => {
    const databaseOf = (url: string): string | undefined =>
      scanSettings({path: 'a.properties', text: `db.url=${url}\n`})[0]?.address?.database
    expect(databaseOf('jdbc:sqlserver://sql07:1433;databaseName=Permits')).toBe('Permits')
    expect(databaseOf('jdbc:sqlserver://sql07:1433;encrypt=true;databaseName=Permits')).toBe('Permits')
    expect(databaseOf('jdbc:sqlserver://sql07:1433;encrypt=true')).toBe(undefined)
    expect(databaseOf('jdbc:postgresql://pg1,pg2:5432/permits')).toBe('permits')
  })
})

describe('a connection of which a run decides the machine', () => {
  it('is counted, whatever language says it', () => {
    const connectionOf = (literal: string) => {
      const [fact] = factsWithoutSecrets([{is: 'database', product: 'sql', connection: {literal}, line: 1}])
      return fact?.is === 'database' ? fact.connection : undefined
    }
    expect(connectionOf('jdbc:postgresql://{}:5432/{}')).toEqual({literal: '{}'})
    expect(connectionOf('Server={};Database=Pay')).toEqual({literal: '{}'})
    expect(connectionOf('jdbc:postgresql://pg1:5432/{}')).toEqual({literal: ''})
    expect(connects({operation: 'connect', text: {literal: 'postgresql://u:{}@{}/pay'}})).toEqual([
      {is: 'database', product: 'postgresql', operation: 'connect', connection: {literal: '{}'}},
    ])
  })
})
