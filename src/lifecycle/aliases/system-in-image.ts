import {debianNames, ubuntuNames} from './code-names.ts'
import type {ProductOfImage} from './product-of-image.ts'

type Versions = Readonly<Record<string, string>>

const named = (product: string, versions: Versions) =>
  Object.entries(versions).map(
    ([word, version]) => [new RegExp(`(?:^|[-.\\d])${word}(?:$|[-_.\\d])`), () => ({product, version})] as const,
  )

const numbered = (product: string, pattern: RegExp) =>
  [pattern, ([, version = '']: readonly string[]) => ({product, version})] as const

/** How tags of images name the system that they are built on. */
const systems: readonly (readonly [RegExp, (found: readonly string[]) => ProductOfImage])[] = [
  ...named('debian', debianNames),
  ...named('ubuntu', ubuntuNames),
  numbered('debian', /(?:^|-)debian-?(\d{1,2})(?:$|-)/),
  numbered('ubuntu', /(?:^|-)ubuntu-?(\d\d\.\d\d)(?:$|-)/),
  numbered('alpine-linux', /alpine-?(\d+\.\d+)/),
  numbered('amazon-linux', /(?:^|-)(?:al|amzn|amazonlinux)-?(2023|2)(?:$|-)/),
  numbered('oracle-linux', /(?:^|-)(?:oraclelinux|ol)-?(\d)(?:$|-)/),
  numbered('rhel', /(?:^|-)(?:ubi|rhel)-?(\d+)(?:$|[-.])/),
  numbered('centos', /(?:^|-)centos-?(\d)(?:$|[-.])/),
]

/** `slim-bullseye`, `alpine3.12`, `jammy-chiseled`, `oraclelinux8`; none where the tag names no release of a system. */
export function systemInTag(tag = ''): readonly ProductOfImage[] {
  if (/windowsservercore|nanoserver|ltsc20\d\d/.test(tag)) return windowsOf(tag)
  for (const [pattern, make] of systems) {
    const found = pattern.exec(tag)
    if (found) return [make(found)]
  }
  return []
}

/** `4.8-windowsservercore-ltsc2019`, `ltsc2022`, `1809`. */
export function windowsOf(tag: string | undefined): readonly ProductOfImage[] {
  const year = /ltsc(20\d\d)|windowsservercore-(20\d\d)/
    .exec(tag ?? '')
    ?.slice(1)
    .find(Boolean)
  const release = /(?:^|-)(1709|1803|1809|1903|1909|2004|20h2)\b/i.exec(tag ?? '')?.[1]
  const version = year ?? release
  return [{product: 'windows-server', ...(version && {version})}]
}
