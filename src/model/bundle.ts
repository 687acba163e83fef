import {z} from 'zod'
import {ProducedBy} from './document.ts'

/** What stands first in a bundle: every file that it holds, so that nothing can be lost, changed or added on the way. */
export const BundleManifest = z.strictObject({
  schema: z.literal('domesday/bundle@1'),
  producedBy: ProducedBy,
  files: z.array(
    z.strictObject({
      path: z.string().max(1024),
      bytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type BundleManifest = Readonly<z.infer<typeof BundleManifest>>

export const manifestName = 'manifest.json'

const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i

/** Why a path may not stand in a bundle, or undefined: what leaves the folder, and what some system cannot write. */
export function pathFault(path: string): string | undefined {
  if (path === '' || path.startsWith('/') || /^[a-z]:/i.test(path)) return 'is no relative path'
  if (/[\u0000-\u001f\u007f<>:"|?*\\]/.test(path)) return 'has characters that some systems cannot write'
  for (const part of path.split('/')) {
    if (part === '..' || part === '.' || part === '') return 'leaves its folder or names none'
    if (/[. ]$/.test(part)) return 'has a part that ends with a dot or a space'
    if (deviceName.test(part)) return 'has a part that names a device on Windows'
  }
  return undefined
}

/** Paths that are one on a system that does not tell capital letters apart. */
export function collisions(paths: readonly string[]): readonly string[] {
  const seen = new Map<string, string>()
  return paths.flatMap((path) => {
    const folded = path.normalize('NFC').toLowerCase()
    const before = seen.get(folded)
    seen.set(folded, path)
    return before === undefined ? [] : [`${before} and ${path}`]
  })
}
