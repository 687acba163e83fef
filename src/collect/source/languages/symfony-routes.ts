import {posix} from 'node:path'
import {asMap, asText, readYaml} from '../manifests/yaml-tree.ts'
import type {SourceFile} from '../walk-tree.ts'
import type {RoutesMounted} from './fact.ts'

const routeFiles = /(?:^|\/)config\/routes(?:\/[\w-]+)?\.ya?ml$/

/**
 * The folders from which Symfony takes endpoints, with what it puts before their paths: `resource: ../src/v2/` with
 * `prefix: /v2`. A file that is no sound YAML says nothing, nor does what stands for one environment (`when@dev`).
 */
export function symfonyRoutes(file: SourceFile): readonly RoutesMounted[] {
  if (!routeFiles.test(file.path)) return []
  const [document] = readYaml(file, () => undefined)
  if (!document) return []
  return Object.entries(asMap(document.root)).flatMap(([name, entry]): readonly RoutesMounted[] => {
    const {resource, prefix = ''} = asMap(entry)
    const written = asText(resource) ?? asText(asMap(resource).path)
    const before = asText(prefix)
    if (name.startsWith('when@') || written === undefined || before === undefined || /[@*{}]/.test(written)) return []
    const folder = posix.join(posix.dirname(file.path), written).replace(/\/$/, '')
    return [{is: 'routes', folder, prefix: before, line: document.lineOf(document.root, name)}]
  })
}
