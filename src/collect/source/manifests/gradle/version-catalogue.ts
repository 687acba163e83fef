import type {SourceFile} from '../../walk-tree.ts'
import {asRecord} from '../json-text.ts'
import type {Tell} from '../manifest-kind.ts'
import {readToml} from '../sound-text.ts'
import {asList, asText} from '../written-text.ts'

export interface Listed {
  readonly notation: string
  readonly version?: string
}

/** gradle/libs.versions.toml: libraries, bundles of them and plugins by the accessors of build scripts. */
export interface VersionCatalogue {
  readonly libraries: ReadonlyMap<string, readonly Listed[]>
  readonly plugins: ReadonlyMap<string, Listed>
}

export function readVersionCatalogue(file: SourceFile, tell: Tell): VersionCatalogue | undefined {
  const fields = readToml(file, tell)
  if (!fields) return undefined
  const versions = asRecord(fields.versions)
  const versionOf = (value: unknown): string | undefined => {
    const reference = asText(asRecord(value).ref)
    const stated = reference === undefined ? value : versions[reference]
    if (reference !== undefined && stated === undefined)
      tell(file, `versions.${reference} is set nowhere in it`, {code: 'unresolved-property', line: 1})
    const rich = asRecord(stated)
    return asText(stated) ?? asText(rich.strictly) ?? asText(rich.require) ?? asText(rich.prefer)
  }
  const libraries = new Map(
    Object.entries(asRecord(fields.libraries)).flatMap(([key, value]) => {
      const listed = libraryOf(value, versionOf)
      return listed ? [[accessor(key), [listed]] as const] : []
    }),
  )
  const bundles = Object.entries(asRecord(fields.bundles)).map(
    ([key, list]) =>
      [
        `bundles.${accessor(key)}`,
        asList(list).flatMap((name) => libraries.get(accessor(String(name))) ?? []),
      ] as const,
  )
  const plugins = Object.entries(asRecord(fields.plugins)).flatMap(([key, value]) => {
    const [id, short] = (asText(value) ?? '').split(':')
    const notation = asText(asRecord(value).id) ?? id
    const version = short ?? versionOf(asRecord(value).version)
    return notation ? [[accessor(key), {notation, ...(version && {version})}] as const] : []
  })
  return {libraries: new Map<string, readonly Listed[]>([...libraries, ...bundles]), plugins: new Map(plugins)}
}

function libraryOf(value: unknown, versionOf: (value: unknown) => string | undefined): Listed | undefined {
  const fields = asRecord(value)
  const [group, name, short] = (asText(value) ?? asText(fields.module) ?? '').split(':')
  const notation = group && name ? `${group}:${name}` : `${asText(fields.group) ?? ''}:${asText(fields.name) ?? ''}`
  const version = short ?? versionOf(fields.version)
  return /^[^:]+:[^:]+$/.test(notation) ? {notation, ...(version && {version})} : undefined
}

/** `spring-boot_web` is `spring.boot.web` in a script. */
function accessor(key: string): string {
  return key.replace(/[-_]/g, '.')
}
