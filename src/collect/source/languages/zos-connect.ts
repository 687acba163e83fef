import {children, parseXml} from '../manifests/xml-tree.ts'
import type {Fact} from './fact.ts'
import type {ScannedFile} from './language-scanner.ts'

const ofApi = /<(?:\w+:)?zosConnectApi\b/

/**
 * What projects of z/OS Connect say: `package.xml` of an API its paths, each with the service behind it;
 * `service.properties` of a service the program of CICS that it runs. A file that is not sound says nothing.
 */
export function zosConnectFacts({path, text}: ScannedFile): readonly Fact[] {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === 'package.xml' && ofApi.test(text)) return pathsOfApi(text)
  return name === 'service.properties' ? programOfService(text) : []
}

function pathsOfApi(text: string): readonly Fact[] {
  try {
    return children(parseXml(text), 'apiSpec').flatMap((api) =>
      children(api, 'path').flatMap((path) =>
        children(path, 'method').flatMap(({attributes, line}): readonly Fact[] => {
          const {type = 'ANY', zosConnectServiceRef: service} = attributes
          const served = joined(api.attributes.basePath ?? '', path.attributes.relativePath ?? '')
          return [{is: 'api-path', method: type.toUpperCase(), path: served, ...(service && {service}), line}]
        }),
      ),
    )
  } catch {
    return []
  }
}

/** `/dues` and `/berths`; either may lack its slash. */
function joined(base: string, path: string): string {
  const parts = [base, path].flatMap((one) => one.split('/')).filter((part) => part !== '')
  return `/${parts.join('/')}`
}

const kept: ReadonlySet<string> = new Set(['name', 'provider', 'servicetype', 'type', 'executablename', 'program'])

function programOfService(text: string): readonly Fact[] {
  const given = new Map<string, {readonly value: string; readonly line: number}>()
  for (const [index, line] of text.slice(0, 100_000).split('\n').entries()) {
    const [, key = '', value = ''] = /^\s*([\w.]{1,60})\s*[=:]\s*(\S.{0,200}?)\s*$/.exec(line) ?? []
    if (kept.has(key.toLowerCase()) && !given.has(key.toLowerCase()))
      given.set(key.toLowerCase(), {value, line: index + 1})
  }
  const service = given.get('name')
  const program = given.get('executablename') ?? given.get('program')
  const kind = ['provider', 'servicetype', 'type'].map((key) => given.get(key)?.value ?? '').join(' ')
  if (!service || !program || !/\bcics/i.test(kind)) return []
  if (!/^[A-Z@#$][A-Z0-9@#$]{0,7}$/i.test(program.value)) return []
  return [{is: 'api-service', service: service.value, program: program.value.toUpperCase(), line: program.line}]
}
