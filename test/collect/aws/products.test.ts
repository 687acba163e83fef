import {describe, expect, it} from '@jest/globals'
import {productOfEngine, versionOfEngine} from '../../../src/collect/cloud/aws-engines.ts'
import {findCycle} from '../../../src/lifecycle/find-cycle.ts'
import {loadCatalogue} from '../../../src/lifecycle/load-catalogue.ts'

const catalogue = await loadCatalogue()

function cyclesOf(product: string, version: string): readonly string[] {
  return (findCycle(catalogue, product, version)?.matches ?? []).map(
    (match) => `${match.product.id} ${match.cycle.name}`,
  )
}

describe('what services name is in the lifecycle catalogue', () => {
  it.each([
    ['postgres', '13.9', 'amazon-rds-postgresql 13'],
    ['mysql', '5.7.44', 'amazon-rds-mysql 5.7'],
    ['mariadb', '10.6.14', 'amazon-rds-mariadb 10.6'],
    ['aurora-postgresql', '13.9', 'amazon-aurora-postgresql 13'],
    ['aurora-mysql', '8.0.mysql_aurora.3.04.0', 'amazon-aurora-mysql 3'],
    ['aurora-mysql', '5.7.mysql_aurora.2.11.2', 'amazon-aurora-mysql 2'],
    ['aurora-mysql', '5.7', 'amazon-aurora-mysql 2'],
    ['aurora', '5.6.mysql_aurora.1.22.2', 'amazon-aurora-mysql 1'],
    ['oracle-ee', '19.0.0.0.ru-2023-01.rur-2023-01.r1', 'oracle-database 19'],
    ['oracle-se2-cdb', '21.0.0.0.ru-2023-01.rur-2023-01.r1', 'oracle-database 21'],
    ['custom-oracle-ee', '12.1.0.2.v30', 'oracle-database 12.1'],
    ['sqlserver-se', '15.00.4316.3.v1', 'mssqlserver 15.0'],
    ['sqlserver-se', '13.00.5820.21.v1', 'mssqlserver 13.0-sp2'],
    ['sqlserver-web', '12.00.6449.1.v1', 'mssqlserver 12.0-sp3'],
    ['sqlserver-ex', '14.00.3460.9.v1', 'mssqlserver 14.0'],
    ['custom-sqlserver-ee', '16.00.4085.2.v1', 'mssqlserver 16.0'],
    ['db2-se', '11.5.9.0.sb00000000.r1', 'ibm-db2 11.5'],
    ['docdb', '4.0.0', 'amazon-documentdb 4.0'],
    ['neptune', '1.2.1.0', 'amazon-neptune 1.2'],
  ])('RDS %s %s', (engine, version, cycle) => {
    expect(cyclesOf(productOfEngine(engine), versionOfEngine(engine, version))).toEqual([cycle])
  })

  it.each([
    ['aws-lambda', 'nodejs14.x'],
    ['aws-lambda', 'python3.9'],
    ['aws-lambda', 'java8.al2'],
    ['aws-lambda', 'dotnet6'],
    ['aws-lambda', 'go1.x'],
    ['aws-lambda', 'provided'],
    ['amazon-eks', '1.27'],
    ['amazon-elasticache-redis', '5.0.6'],
    ['amazon-elasticache-valkey', '8.0'],
    ['amazon-elasticache-memcached', '1.5.16'],
    ['amazon-opensearch', '2.11'],
    ['amazon-elasticsearch', '7.10'],
    ['amazon-elasticsearch', '6.3'],
    ['amazon-msk', '2.8.1'],
    ['amazon-mq-activemq', '5.15.16'],
    ['amazon-mq-rabbitmq', '3.13.7'],
    ['amazon-redshift', '1.0'],
    ['amazon-glue', '2.0'],
    ['amazon-glue', '4.0'],
  ])('%s %s', (product, version) => {
    expect(cyclesOf(product, version)).not.toEqual([])
  })

  it.each([
    ['Amazon Linux', '2'],
    ['Amazon Linux', '2023'],
    ['Amazon Linux AMI', '2018.03'],
    ['Ubuntu', '18.04'],
    ['Red Hat Enterprise Linux Server', '7.9'],
    ['Red Hat Enterprise Linux', '8.6'],
    ['CentOS Linux', '7.9.2009'],
    ['Debian GNU/Linux', '10'],
    ['Oracle Linux Server', '7.9'],
    ['SLES', '12.5'],
    ['Rocky Linux', '8.8'],
    ['AlmaLinux', '9.2'],
    ['Microsoft Windows Server 2012 R2 Standard', '6.3.9600'],
    ['Microsoft Windows Server 2016 Datacenter', '10.0.14393'],
    ['Microsoft Windows Server 2019 Datacenter', '10.0.17763'],
  ])('the operating system %s %s, as Systems Manager names it', (product, version) => {
    expect(cyclesOf(product, version)).not.toEqual([])
  })
})
