import {resolve} from 'node:path'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'

export default class LifecycleShow extends AuditCommand {
  static override summary = 'Show when support of a product ends, release by release, and where that was read.'
  static override description =
    'Takes an id, a name, or what is found in code, clouds and on machines, as node:18-alpine or net472. Without a product it lists all that the lifecycle catalogue has. In an audit folder it heeds what lifecycle refresh read, and tells which systems run what, as the last resolve left the estate.'
  static override examples = [
    '<%= config.bin %> lifecycle show',
    '<%= config.bin %> lifecycle show "Windows Server"',
    '<%= config.bin %> lifecycle show python:3.9-slim',
    '<%= config.bin %> lifecycle show rhel --json',
  ]
  static override args = {product: argument({description: 'its id, a name of it, or a string that tells it'})}

  async run() {
    const {args, flags} = await this.parse(LifecycleShow)
    const [{catalogueInUse}, {showProduct}, {renderCatalogue, renderProduct}] = await Promise.all([
      import('../../audit/catalogue-in-use.ts'),
      import('../../lifecycle/show-product.ts'),
      import('../../render/text/lifecycle.ts'),
    ])
    const {catalogue, uses} = await catalogueInUse(resolve(flags.folder), () => this.open({...flags, quiet: true}))
    if (args.product === undefined) {
      this.log(renderCatalogue(catalogue, uses))
      return {...catalogue, ...(uses && {uses})}
    }
    const shown = showProduct(catalogue, args.product)
    const own = uses?.filter(({product}) => product === shown.product.id)
    this.log(renderProduct(shown, own))
    return {...shown.product, ...(shown.foundAs && {foundAs: shown.foundAs}), ...(own && {uses: own})}
  }
}
