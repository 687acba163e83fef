import {cycloneDx} from './kinds/cyclonedx.ts'
import {grype} from './kinds/grype.ts'
import {npmAudit} from './kinds/npm-audit.ts'
import {osvScanner} from './kinds/osv-scanner.ts'
import {sarif} from './kinds/sarif.ts'
import {trivy} from './kinds/trivy.ts'
import type {ScanKind} from './scan.ts'

/** Every scanner whose reports are read; the first that knows a document reads it. */
export const scanKinds: readonly ScanKind[] = [cycloneDx, trivy, grype, npmAudit, sarif, osvScanner]
