import {createRequire} from 'node:module'
import type * as Yaml from 'yaml'

const require = createRequire(import.meta.url)

/** The parser of YAML: seventy modules, for a scan in which a file of YAML is read. */
export function loadYaml(): typeof Yaml {
  return require('yaml') as typeof Yaml
}
