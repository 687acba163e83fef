import {readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'

/** A database of Access as its generator in `fixtures/` made it. */
export function database(name: 'Tides.accdb' | 'tides-data.mdb'): Buffer {
  return gunzipSync(readFileSync(new URL(`fixtures/${name}.gz`, import.meta.url)))
}
