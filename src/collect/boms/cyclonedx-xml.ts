import {child, children, descendant, textOf, type XmlElement} from '../source/manifests/xml-tree.ts'

/** A CycloneDX bill in XML as the same bill in JSON has it, with the line of each part; undefined where it is none. */
export function jsonOfCycloneDxXml(bom: XmlElement): unknown {
  const namespace = Object.entries(bom.attributes).find(
    ([name, value]) => name.startsWith('xmlns') && value.includes('cyclonedx.org/schema/bom/'),
  )?.[1]
  if (bom.name !== 'bom' || namespace === undefined) return undefined
  const metadata = child(bom, 'metadata')
  const root = child(metadata, 'component')
  const vulnerabilities = child(bom, 'vulnerabilities')
  return {
    bomFormat: 'CycloneDX',
    specVersion: namespace.slice(namespace.lastIndexOf('/') + 1),
    metadata: {timestamp: textOf(metadata, 'timestamp'), ...(root && {component: componentOf(root)})},
    components: children(child(bom, 'components'), 'component').map(componentOf),
    dependencies: children(child(bom, 'dependencies'), 'dependency').map((dependency) => ({
      ref: dependency.attributes.ref,
      dependsOn: children(dependency, 'dependency').flatMap(({attributes}) => attributes.ref ?? []),
    })),
    ...(vulnerabilities && {vulnerabilities: children(vulnerabilities, 'vulnerability').map(vulnerabilityOf)}),
  }
}

function componentOf(component: XmlElement): unknown {
  const text = (name: string) => textOf(component, name)
  return {
    line: component.line,
    type: component.attributes.type,
    'bom-ref': component.attributes['bom-ref'],
    group: text('group'),
    name: text('name'),
    version: text('version'),
    purl: text('purl'),
    scope: text('scope'),
    licenses: (child(component, 'licenses')?.children ?? []).map((licence) =>
      licence.name === 'expression'
        ? {expression: licence.text}
        : {license: {id: textOf(licence, 'id'), name: textOf(licence, 'name')}},
    ),
    properties: children(child(component, 'properties'), 'property').map(({attributes, text: value}) => ({
      name: attributes.name,
      value,
    })),
    components: children(child(component, 'components'), 'component').map(componentOf),
  }
}

function vulnerabilityOf(vulnerability: XmlElement): unknown {
  return {
    line: vulnerability.line,
    id: textOf(vulnerability, 'id'),
    'bom-ref': vulnerability.attributes['bom-ref'],
    references: children(child(vulnerability, 'references'), 'reference').map((one) => ({id: textOf(one, 'id')})),
    ratings: children(child(vulnerability, 'ratings'), 'rating').map((one) => ({severity: textOf(one, 'severity')})),
    affects: children(child(vulnerability, 'affects'), 'target').map((one) => ({ref: textOf(one, 'ref')})),
    analysis: {
      state: textOf(descendant(vulnerability, 'analysis'), 'state'),
      justification: textOf(descendant(vulnerability, 'analysis'), 'justification'),
    },
  }
}
