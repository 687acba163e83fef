import {expect, it} from '@jest/globals'
import {technologyNames} from '../../src/lifecycle/technology-names.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'
import {entity} from '../estates.ts'

const product = (id: string, name: string): Catalogue['products'][number] => ({
  id,
  name,
  category: 'language',
  aliases: [],
  source: 'https://clocks.example',
  cycles: [{name: '1', endOfLife: '2030-01-01'}],
})
const own: Catalogue = {
  schema: 'domesday/lifecycle@1',
  products: [
    product('php', 'PHP'),
    product('windows-7', 'Windows 7'),
    {...product('oracle-jdk', 'Oracle JDK'), aliases: ['java']},
  ],
}
const other: Catalogue = {schema: 'domesday/lifecycle@1', products: []}

const technology = (id: string, name: string, attributes: Record<string, string>) => ({
  ...entity('technology', `technology:${id}`, attributes),
  name,
})

it('technologies that a scan named by an id of the catalogue are called as people call them', () => {
  const names = technologyNames(
    [
      technology('moc/php-8-1', 'php 8.1', {product: 'php', version: '8.1'}),
      technology('moc/php', 'php', {product: 'php'}),
      technology('moc/seven', 'windows-7 7', {product: 'windows-7', version: '7'}),
      technology('moc/java', 'java 8', {product: 'java', version: '8'}),
      technology('moc/oracle', 'oracle-jdk 8', {product: 'oracle-jdk', version: '8'}),
      technology('moc/declared', 'Our PHP', {product: 'php', version: '8.1'}),
      technology('moc/unknown', 'sundial 3', {product: 'sundial', version: '3'}),
      technology('tides/php-8-1', 'php 8.1', {product: 'php', version: '8.1'}),
      {...entity('host', 'host:moc/php'), name: 'php'},
    ],
    (organisation) => (organisation === 'moc' ? own : other),
  )

  expect(Object.fromEntries(names)).toEqual({
    'technology:moc/php-8-1': 'PHP 8.1',
    'technology:moc/php': 'PHP',
    'technology:moc/seven': 'Windows 7',
    // Whose build it is is not said.
    'technology:moc/java': 'Java 8',
    'technology:moc/oracle': 'Oracle JDK 8',
  })
})
