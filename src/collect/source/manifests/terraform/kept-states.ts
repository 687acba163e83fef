import type {SourceFile} from '../../walk-tree.ts'
import {owner} from '../infrastructure.ts'
import type {ManifestFindings} from '../manifest-kind.ts'
import type {Value} from '../cloud/value.ts'

/** Where a configuration keeps its state, or reads that of another. */
export interface StateUse {
  readonly does: 'keeps' | 'reads'
  /** `s3`, `azurerm`, `gcs`, ... */
  readonly backend: string | undefined
  readonly config: Value | undefined
  readonly file: SourceFile
  readonly line: number
  readonly belongsTo: string
}

interface Place {
  readonly protocol: string
  readonly server: string
  readonly path: string
}

/**
 * A state is a file that one configuration writes and others read by `terraform_remote_state`: who reads it depends on what
 * writes it, in whichever tree that stands. One on the disk of whoever runs Terraform names no place.
 */
export function findingsOfStates(uses: readonly StateUse[]): ManifestFindings {
  const placed = uses.filter(({backend}) => backend !== 'local').map((use) => ({...use, place: placeOfState(use)}))
  return {
    links: placed.flatMap(({does, place, file, line, belongsTo}) =>
      place
        ? [
            {
              from: owner,
              type: does === 'keeps' ? ('WRITES' as const) : ('READS' as const),
              to: {ref: 'file' as const, ...place},
              attributes: {how: does === 'keeps' ? 'keeps its state of Terraform there' : 'terraform_remote_state'},
              belongsTo,
              file,
              line,
            },
          ]
        : [],
    ),
    unresolved: placed.flatMap(({place, file, line}) =>
      place ? [] : [{what: 'place of a state of Terraform', file, line}],
    ),
  }
}

/** The server and path of a state; undefined where nothing in the tree tells one of them. */
export function placeOfState({backend = '', config}: Pick<StateUse, 'backend' | 'config'>): Place | undefined {
  const text = (name: string): string | undefined => textAt(config, name)
  switch (backend) {
    case 's3': {
      const [bucket, key] = [text('bucket'), text('key')]
      return bucket && key ? {protocol: 's3', server: `${bucket}.s3.amazonaws.com`, path: rooted(key)} : undefined
    }
    case 'azurerm': {
      const [account, container, key] = [text('storage_account_name'), text('container_name'), text('key')]
      if (!account || !container || !key) return undefined
      return {protocol: 'https', server: `${account}.blob.core.windows.net`, path: rooted(`${container}/${key}`)}
    }
    case 'gcs': {
      const [bucket, prefix] = [text('bucket'), text('prefix')]
      if (!bucket) return undefined
      return {
        protocol: 'gs',
        server: 'storage.googleapis.com',
        path: rooted(`${bucket}/${prefix ? `${prefix}/` : ''}default.tfstate`),
      }
    }
    case 'remote':
    case 'cloud': {
      const workspace = textAt(inside(config, 'workspaces'), 'name')
      const organisation = text('organization')
      if (!organisation || !workspace) return undefined
      return {
        protocol: 'https',
        server: text('hostname') ?? 'app.terraform.io',
        path: rooted(`${organisation}/${workspace}`),
      }
    }
    case 'http': {
      const [, protocol = '', server = '', path = ''] =
        /^(https?):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?(\/[^?#]*)$/.exec(text('address') ?? '') ?? []
      return server ? {protocol, server, path} : undefined
    }
    default:
      return undefined
  }
}

function rooted(path: string): string {
  return `/${path.replace(/^\/+/, '')}`
}

function inside(value: Value | undefined, name: string): Value | undefined {
  const found = value?.is === 'map' ? value.entries.get(name) : undefined
  return found?.is === 'list' ? found.items[0] : found
}

function textAt(value: Value | undefined, name: string): string | undefined {
  const found = inside(value, name)
  return found?.is === 'known' && typeof found.value === 'string' && found.value !== '' ? found.value : undefined
}
