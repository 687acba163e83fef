/** Namespaces, schemas and documentation: names that look like addresses and lead nowhere. */
const noHosts = wholeName([
  String.raw`(?:.*\.)?localhost`,
  String.raw`(?:host|gateway)\.docker\.internal`,
  String.raw`.*\.example\.(?:com|org|net)`,
  String.raw`.*\.localdomain`,
  String.raw`.*\.tld`,
  String.raw`apache\.org`,
  String.raw`example\..*`,
  String.raw`feross\.org`,
  String.raw`github\.com`,
  String.raw`hibernate\.sourceforge\.net`,
  String.raw`jakarta\.ee`,
  String.raw`java\.sun\.com`,
  String.raw`json-schema\.org`,
  String.raw`kubernetes\.default(?:\.svc(?:\.cluster\.local)?)?`,
  String.raw`maven\.apache\.org`,
  String.raw`opencollective\.com`,
  String.raw`purl\.org`,
  String.raw`raw\.githubusercontent\.com`,
  String.raw`registry\.(?:npmjs\.org|yarnpkg\.com)`,
  String.raw`schemas?\..*`,
  String.raw`struts\.apache\.org`,
  String.raw`tidelift\.com`,
  String.raw`www\.hibernate\.org`,
  String.raw`www\.springframework\.org`,
  String.raw`www\.w3\.org`,
  String.raw`xml\.apache\.org`,
  String.raw`xml\.org`,
  String.raw`xmlns\..*`,
])
/** What a reader is to put another name in place of: `192.168.xx.xx`, `your-domain.com`. */
const placeholder = wholeName([
  String.raw`(?:.*\.)?x{2,}(?:\..*)?`,
  String.raw`(?:[\w-]+\.)?(?:bar|change-?me|domain|foo|host(?:name)?|server|todo)\.(?:com|org|net|tld|local|co\.uk)`,
  String.raw`(?:[\w-]+\.)?(?:my|some)?-?(?:company|domain|host|server|site)\.(?:com|org|net|tld)`,
  String.raw`(?:[\w-]+\.)?my-?(?:company|domain|host|server|site)\.(?:local|co\.uk)`,
  String.raw`(?:[\w-]+\.)?your[-_]?(?:own)?[-_]?(?:app|company|domain|host|name|org(?:anisation|anization)?|server|site)s?\..*`,
  // Organisations that a maker's own examples are about.
  String.raw`(?:.*\.)?(?:contoso|fabrikam|northwindtraders|adventure-?works|tailspintoys|litware(?:inc)?|wingtiptoys|woodgrovebank|proseware)\.(?:com|net|org|local|lab|onmicrosoft\.com|sharepoint\.com|azurewebsites\.net)`,
  String.raw`\d{1,3}(?:\.[\dx]{1,3}){2,}.*`,
])

function wholeName(patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})$`, 'i')
}

/** Whether a name is that of a machine, and no namespace or placeholder. */
export function isMachine(host: string): boolean {
  return !noHosts.test(host) && !placeholder.test(host)
}
