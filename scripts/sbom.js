/** Writes sbom.cdx.json, the package's own bill of materials (CycloneDX 1.6), from package-lock.json: the same bytes each time. */
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {installedPackages, ownDependencies, root} from './installed-packages.js'

const {name, version, license, description} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const installed = installedPackages()
const purlOf = new Map(installed.map((one) => [one.place, `pkg:npm/${one.name.replace('@', '%40')}@${one.version}`]))
const own = `pkg:npm/${name}@${version}`
const licencesOf = (licence) => [
  licence.includes(' ') ? {expression: licence.replace(/^\((.*)\)$/, '$1')} : {license: {id: licence}},
]
const sorted = (values) => [...new Set(values)].sort()

const components = new Map(
  installed.map(({place, name, version, licence, integrity}) => [
    purlOf.get(place),
    {
      type: 'library',
      'bom-ref': purlOf.get(place),
      ...(name.startsWith('@') ? {group: name.split('/')[0], name: name.split('/')[1]} : {name}),
      version,
      ...(integrity?.startsWith('sha512-') && {
        hashes: [{alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex')}],
      }),
      licenses: licencesOf(licence),
      purl: purlOf.get(place),
    },
  ]),
)
const needs = new Map([[own, ownDependencies()]])
for (const one of installed)
  needs.set(purlOf.get(one.place), [...(needs.get(purlOf.get(one.place)) ?? []), ...one.needs])
const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    component: {
      type: 'application',
      'bom-ref': own,
      name,
      version,
      description,
      licenses: licencesOf(license),
      purl: own,
    },
  },
  components: sorted(components.keys()).map((purl) => components.get(purl)),
  dependencies: sorted(needs.keys()).map((ref) => ({
    ref,
    dependsOn: sorted(needs.get(ref).flatMap((place) => purlOf.get(place) ?? [])),
  })),
}
writeFileSync(join(root, 'sbom.cdx.json'), `${JSON.stringify(bom, null, 1)}\n`)
