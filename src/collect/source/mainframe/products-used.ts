import {aliases} from '../../../lifecycle/aliases/all-aliases.ts'
import type {ProductFound} from '../../../lifecycle/aliases/product-found.ts'
import type {TechnologyTold} from '../manifests/infrastructure.ts'
import type {DdExpanded, JobExpanded, StepExpanded, TreePlace} from './expanded-job.ts'

export interface ProductUsed extends Pick<TechnologyTold, 'product' | 'version' | 'how' | 'confidence'> {
  readonly place: TreePlace
}

/** DDs by which a step takes in what a product brings; elsewhere its libraries may be copied or looked at. */
const librariesOfStep = /^(?:STEPLIB|JOBLIB|SYSLIB|DFHRPL|DFSRESLB|TASKLIB|ISPLLIB)$/

/**
 * The products of mainframes that jobs run with: by the libraries of their steps, and by the compilers that they run. A
 * step whose library tells the release of its compiler tells that alone.
 */
export function productsUsed(jobs: readonly JobExpanded[]): readonly ProductUsed[] {
  return jobs.flatMap(({dds, steps}) => [...dds.flatMap(ofLibrary), ...steps.flatMap(ofStep)])
}

function ofStep({program = '', dds, places}: StepExpanded): readonly ProductUsed[] {
  const found = dds.flatMap(ofLibrary)
  const place = places.at(-1)
  const compiler = aliases['mainframe-compiler'](program).filter(
    ({product}) => !found.some((one) => one.product === product && one.version !== undefined),
  )
  return place ? [...found, ...compiler.map((one) => used(one, `EXEC PGM=${program}`, place))] : found
}

function ofLibrary({dd, dataset, places}: DdExpanded): readonly ProductUsed[] {
  const place = places.at(-1)
  if (!dataset || !place || !librariesOfStep.test(dd)) return []
  return aliases['mainframe-library'](dataset.name).map((one) => used(one, `library ${dataset.name}`, place))
}

function used({product, version}: ProductFound, how: string, place: TreePlace): ProductUsed {
  return {product, ...(version !== undefined && {version}), how, confidence: 0.8, place}
}
