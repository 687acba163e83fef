import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'

export default class LifecycleShow extends AuditCommand {
  static override summary = 'Show when support of a product ends, release by release, and where that was read.'
  static override description = 'Without a product it lists all that the lifecycle catalogue has.'
  static override examples = [
    '<%= config.bin %> lifecycle show',
    '<%= config.bin %> lifecycle show "Windows Server"',
    '<%= config.bin %> lifecycle show rhel --json',
  ]
  static override args = {product: argument({description: 'its id, its name or another name of it'})}

  async run() {
    const {args} = await this.parse(LifecycleShow)
    const [{loadCatalogue}, {showProduct}, {renderCatalogue, renderProduct}] = await Promise.all([
      import('../../lifecycle/load-catalogue.ts'),
      import('../../lifecycle/show-product.ts'),
      import('../../render/text/lifecycle.ts'),
    ])
    const catalogue = await loadCatalogue()
    if (args.product === undefined) {
      this.log(renderCatalogue(catalogue))
      return catalogue
    }
    const product = showProduct(catalogue, args.product)
    this.log(renderProduct(product))
    return product
  }
}
