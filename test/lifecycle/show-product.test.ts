import {expect, it} from '@jest/globals'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import {showProduct} from '../../src/lifecycle/show-product.ts'

const catalogue = await loadCatalogue()

it.each([
  ['rhel', 'rhel', undefined],
  ['Windows Server', 'windows-server', undefined],
  ['python:3.9-slim', 'python', ['container-image', '3.9']],
  ['net472', 'dotnetfx', ['target-framework', '4.7.2']],
  ['NODE|18-lts', 'nodejs', ['azure-stack', '18']],
  ['nodejs18.x', 'aws-lambda', ['lambda-runtime', 'nodejs18.x']],
  ['POSTGRES_14', 'postgresql', ['cloud-sql', '14']],
  ['ubuntu-22.04', 'ubuntu', ['machine-image', '22.04']],
  ['php 7.4', 'php', ['name-and-version', '7.4']],
  ['Go 1.16', 'go', ['name-and-version', '1.16']],
  ['postgres 13.4', 'amazon-rds-postgresql', ['rds-engine', '13']],
])('%s shows %s', (text, id, foundAs) => {
  const shown = showProduct(catalogue, text)

  expect(shown.product.id).toBe(id)
  expect(shown.foundAs && [shown.foundAs.kind, ...shown.foundAs.cycles]).toEqual(foundAs)
})

it.each(['sundial', 'node:99', '17', '', ' ', 'x'.repeat(100_000), 'constructor', '__proto__'])(
  'takes what tells no release of the catalogue for no product: %#',
  (text) => {
    expect(() => showProduct(catalogue, text)).toThrow(expect.objectContaining({code: 'no-such-product'}))
  },
)
