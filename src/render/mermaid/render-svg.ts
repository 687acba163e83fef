import {inChild, workerBeside} from '../in-child.ts'

/**
 * Draws Mermaid sources as SVG without a browser, in a child process with a time limit.
 * Errors: an Error that says why, when Mermaid refuses, the process dies or the time is up.
 */
export function renderSvgs(
  sources: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  return inChild(workerBeside(import.meta.url, 'draw-worker'), {sources}, signal)
}
