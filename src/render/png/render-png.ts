import {inChild, workerBeside} from '../in-child.ts'
import type {RenderedFile} from '../rendered.ts'

/**
 * Diagrams as PNG, for slides and mail. Nothing of the machine is asked: the renderer is WebAssembly and its font comes
 * with the package, with Arial's widths, which the diagrams were measured with; so the bytes are the same everywhere.
 * Errors: as those of drawing the diagrams themselves.
 */
export async function renderPngs(
  svgs: readonly RenderedFile[],
  signal?: AbortSignal,
): Promise<readonly RenderedFile[]> {
  const order = {svgs: Object.fromEntries(svgs.map(({path, content}) => [path, String(content)]))}
  const pngs = await inChild<readonly (readonly [string, Uint8Array])[]>(
    workerBeside(import.meta.url, 'png-worker'),
    order,
    signal,
  )
  return pngs.map(([path, content]) => ({path: path.replace(/\.svg$/, '.png'), content}))
}
