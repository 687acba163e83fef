import {describe, expect, it} from '@jest/globals'
import {productsOfMachineImage} from '../../../src/lifecycle/aliases/machine-image.ts'
import {findCycle} from '../../../src/lifecycle/find-cycle.ts'
import {loadCatalogue} from '../../../src/lifecycle/load-catalogue.ts'

const catalogue = await loadCatalogue()

describe('the name of a machine image', () => {
  it.each([
    ['Windows_Server-2003-R2_SP2-English-64Bit-Base-2015.06.10', 'windows-server 2003 R2 SP2'],
    ['Windows_Server-2008-R2_SP1-English-64Bit-Base-2019.12.16', 'windows-server 2008 R2 SP1'],
    ['Windows_Server-2012-RTM-English-64Bit-Base-2022.01.12', 'windows-server 2012'],
    ['Windows_Server-2019-English-Full-Base-2023.07.12', 'windows-server 2019'],
    ['ubuntu/images/hvm-ssd/ubuntu-trusty-14.04-amd64-server-20190514', 'ubuntu 14.04'],
    ['ubuntu/images/hvm-ssd/ubuntu-xenial-amd64', 'ubuntu 16.04'],
    ['RHEL-7.4_HVM-20180122-x86_64-1-Hourly2-GP2', 'rhel 7.4'],
    ['amzn-ami-2017.09.l-amazon-ecs-optimized', 'amazon-linux 2017.09'],
    ['amzn-ami-hvm-2018.03.0.20230404-x86_64-gp2', 'amazon-linux 2018.03'],
    ['amzn2-ami-hvm-2.0.20230404.1-x86_64-gp2', 'amazon-linux 2'],
    ['al2023-ami-2023.1.20230809.0-kernel-6.1-x86_64', 'amazon-linux 2023'],
    ['amazon-eks-node-1.24-v20230513', 'amazon-linux 2'],
    ['debian-10-amd64-20200803-347', 'debian 10'],
    ['debian-jessie-amd64-hvm-2018-06-17', 'debian 8'],
    ['CentOS Linux 7 x86_64 HVM EBS ENA 2002_01', 'centos 7'],
    ['Rocky-8-EC2-8.6-20220515.0.x86_64', 'rocky-linux 8'],
    ['AlmaLinux OS 8.4 x86_64', 'almalinux 8.4'],
    ['OL7.9-x86_64-HVM-2020-12-07', 'oracle-linux 7.9'],
    ['suse-sles-12-sp5-v20221108-hvm-ssd-x86_64', 'sles 12.5'],
  ])('%s tells %s, which the catalogue knows', (name, expected) => {
    const found = productsOfMachineImage(name)

    expect(found.map(({product, version}) => `${product} ${version}`)).toEqual([expected])
    for (const {product, version} of found)
      expect(findCycle(catalogue, product, version)?.matches.length).toBeGreaterThan(0)
  })

  it('tells of the database that comes with it', () => {
    expect(productsOfMachineImage('Windows_Server-2012-R2_RTM-English-64Bit-SQL_2014_SP3_Standard-2022.01.12')).toEqual(
      [
        {product: 'windows-server', version: '2012 R2'},
        {product: 'mssqlserver', version: '2014 SP3'},
      ],
    )
  })

  it('gives way to the description where it tells nothing', () => {
    expect(productsOfMachineImage('golden-7', 'Canonical, Ubuntu, 14.04 LTS, amd64 trusty image')).toEqual([
      {product: 'ubuntu', version: '14.04'},
    ])
    expect(productsOfMachineImage('golden-7', 'made by the platform team in 2019')).toEqual([])
  })
})
