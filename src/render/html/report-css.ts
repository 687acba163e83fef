import {readFileSync} from 'node:fs'

/**
 * The style sheet that the build compiles to `assets/report.css`; the same relative path holds from `src/` and `dist/`.
 * Read with the first report, not on import.
 */
export function reportCss(): string {
  return readFileSync(new URL('../../../assets/report.css', import.meta.url), 'utf8').replaceAll('</', '<\\/')
}
