import type {Served} from '../fact.ts'

const siteRoot = /^(?:.*\/)?(?:wwwroot|htdocs|inetpub|webroot|website|www)\//i
/** Folders of parts of pages, which nobody asks for by themselves. */
const parts = /(^|\/)(?:includes?|inc|lib|library|common|_[\w-]+)\//i

/** A page is asked for by its path below the site's folder, as far as the tree shows which that is. */
export function pageServed(path: string): Served | undefined {
  if (!/\.asp$/i.test(path) || parts.test(path)) return undefined
  return {is: 'serves', method: 'ANY', path: {literal: `/${path.replace(siteRoot, '')}`}, line: 1}
}
