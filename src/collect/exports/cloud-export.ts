import type {Json} from '../../model/values.ts'
import type {Tag, TechnologySeen} from '../cloud/sighting.ts'
import type {ExportFacts, ExportForm} from './export-items.ts'

/** A resource as an export tells of it. */
export interface ResourceRead {
  /** The provider's full id, the one of its kind in the world. */
  readonly id: string
  readonly name: string
  /** As the provider names it. */
  readonly type: string
  /** The subscription or project. */
  readonly account: string
  readonly region?: string | undefined
  readonly tags: readonly Tag[]
  readonly details: ResourceDetails
}

/** What a description of one type makes of its properties. */
export interface ResourceDetails {
  readonly attributes?: Readonly<Record<string, Json | undefined>>
  readonly technologies?: readonly Pick<TechnologySeen, 'product' | 'version'>[]
  /** Full ids of what it stands in or runs on. */
  readonly within?: readonly string[]
  readonly runsOn?: readonly string[]
  /** It keeps data, reached by this host where one is known. */
  readonly store?: {readonly host?: string | undefined}
}

/** The properties of a resource, whose fields may be of any kind or missing. */
export type Properties = Readonly<Record<string, unknown>>

/** What one type of resources says beyond what all do: about five lines each. */
export type TypeDescription = (properties: Properties, id: string) => ResourceDetails

/** How the exports of one provider are read. */
export interface CloudExport {
  readonly provider: 'azure' | 'gcp'
  readonly collector: {readonly name: string; readonly version: string}
  readonly form: ExportForm
  /** What one item tells of; undefined where it is something else that an export holds, an error's text where it is neither. */
  readonly read: (item: unknown) => ResourceRead | 'other' | {readonly fault: string}
  /** Why the export is known not to be whole. */
  readonly gap: (facts: ExportFacts, items: number) => string | undefined
  readonly notes: readonly string[]
}
