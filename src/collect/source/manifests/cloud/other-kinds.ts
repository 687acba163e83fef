import {productsOfAzureImage} from '../../../../lifecycle/aliases/cloud-images.ts'
import {productsOfCloudSql} from '../../../../lifecycle/aliases/database-engines.ts'
import {productsOfAzureStack, productsOfGoogleRuntime} from '../../../../lifecycle/aliases/function-runtimes.ts'
import {productsOfMachineImage} from '../../../../lifecycle/aliases/machine-image.ts'
import type {ProductFound} from '../../../../lifecycle/aliases/product-found.ts'
import type {Description, PropertyReader, ResourceFacts} from './declared-resource.ts'

function technologies(
  products: readonly ProductFound[],
  confidence?: number,
): NonNullable<ResourceFacts['technologies']> {
  return products.map(({product, version}) => ({
    product,
    ...(version && {version}),
    ...(confidence !== undefined && {confidence}),
  }))
}

const server =
  (product: string): Description =>
  (read) => ({
    is: 'store',
    name: read.text('name'),
    host: read.text('fqdn'),
    technologies: technologies([{product, version: read.text('version')}]),
  })

/** `application_stack { node_version = "14-lts" }`. */
const stackVersions: Readonly<Record<string, string>> = {
  node_version: 'nodejs',
  python_version: 'python',
  php_version: 'php',
  ruby_version: 'ruby',
  java_version: 'java',
  dotnet_version: 'dotnet',
  go_version: 'go',
}

const site: Description = (read) => {
  const settings = read.inside('site_config')
  const stacks = settings.flatMap((one) => one.inside('application_stack'))
  const stated = stacks.flatMap((stack) =>
    Object.entries(stackVersions).flatMap(([key, product]) => {
      const version = /^[~v]*(\d+(?:\.\d+)*)/.exec(stack.text(key) ?? '')?.[1]
      return version ? [{product, version}] : []
    }),
  )
  const images = stacks.flatMap((stack) => stack.text('docker_image_name', 'docker_image') ?? [])
  return {
    is: 'workload',
    name: read.text('name'),
    host: read.text('default_hostname'),
    technologies: technologies([
      ...stated,
      ...settings.flatMap((one) => productsOfAzureStack(one.text('linux_fx_version'))),
    ]),
    images,
    attributes: {kind: 'Azure web or function app'},
    variables: read.inside('app_settings').flatMap((one) => one.names()),
  }
}

const machine: Description = (read) => {
  const images = read.inside('source_image_reference', 'storage_image_reference')
  const found = images.flatMap((one) =>
    productsOfAzureImage({
      publisher: one.text('publisher')?.toLowerCase() ?? '',
      offer: one.text('offer')?.toLowerCase() ?? '',
      sku: one.text('sku')?.toLowerCase() ?? '',
    }),
  )
  return {
    is: 'workload',
    name: read.text('name'),
    technologies: technologies(found),
    attributes: {kind: 'virtual machine'},
  }
}

const queue =
  (product: string): Description =>
  (read) => ({is: 'queue', product, name: read.text('name')})

const store: Description = (read) => ({is: 'store', name: read.text('name')})

const cloudSql: Description = (read) => ({
  is: 'store',
  name: read.text('name'),
  host: read.text('dns_name'),
  technologies: technologies(productsOfCloudSql(read.text('database_version'))),
})

const cloudFunction: Description = (read) => {
  const [build] = read.inside('build_config')
  return {
    is: 'workload',
    name: read.text('name'),
    technologies: technologies(productsOfGoogleRuntime(read.text('runtime') ?? build?.text('runtime'))),
    attributes: {kind: 'Cloud function'},
    variables: read.inside('environment_variables').flatMap((one) => one.names()),
  }
}

const googleMachine: Description = (read) => {
  const images = read
    .inside('boot_disk')
    .flatMap((disk) => disk.inside('initialize_params'))
    .flatMap((one) => one.text('image') ?? [])
  return {
    is: 'workload',
    name: read.text('name'),
    technologies: technologies(
      images.flatMap((image) => productsOfMachineImage(image)),
      0.6,
    ),
    attributes: {kind: 'virtual machine'},
  }
}

function containersOf(read: PropertyReader): readonly PropertyReader[] {
  return read
    .inside('template')
    .flatMap((one) => [one, ...one.inside('spec'), ...one.inside('template')])
    .flatMap((one) => one.inside('containers'))
}

const cloudRun: Description = (read) => ({
  is: 'workload',
  name: read.text('name'),
  images: containersOf(read).flatMap((one) => one.text('image') ?? []),
  attributes: {kind: 'Cloud Run service'},
  variables: containersOf(read).flatMap((one) => one.inside('env').flatMap((variable) => variable.text('name') ?? [])),
})

/** Resources of Azure and Google Cloud by what Terraform calls them. */
export const otherKinds: Readonly<Record<string, Description>> = {
  azurerm_postgresql_server: server('postgresql'),
  azurerm_postgresql_flexible_server: server('postgresql'),
  azurerm_mysql_server: server('mysql'),
  azurerm_mysql_flexible_server: server('mysql'),
  azurerm_mariadb_server: server('mariadb'),
  // Its version is that of the service, not of the product.
  azurerm_mssql_server: (read) => ({
    is: 'store',
    name: read.text('name'),
    host: read.text('fully_qualified_domain_name'),
  }),
  azurerm_sql_server: (read) => ({
    is: 'store',
    name: read.text('name'),
    host: read.text('fully_qualified_domain_name'),
  }),
  azurerm_cosmosdb_account: store,
  azurerm_storage_account: store,
  azurerm_redis_cache: (read) => ({
    is: 'store',
    name: read.text('name'),
    host: read.text('hostname'),
    technologies: technologies([{product: 'redis', version: read.text('redis_version')}]),
  }),
  azurerm_servicebus_queue: queue('azure-service-bus'),
  azurerm_servicebus_topic: queue('azure-service-bus'),
  azurerm_app_service: site,
  azurerm_linux_web_app: site,
  azurerm_windows_web_app: site,
  azurerm_function_app: site,
  azurerm_linux_function_app: site,
  azurerm_windows_function_app: site,
  azurerm_virtual_machine: machine,
  azurerm_linux_virtual_machine: machine,
  azurerm_windows_virtual_machine: machine,
  azurerm_kubernetes_cluster: (read) => ({
    is: 'other',
    name: read.text('name'),
    technologies: technologies([{product: 'azure-kubernetes-service', version: read.text('kubernetes_version')}]),
  }),
  google_sql_database_instance: cloudSql,
  google_storage_bucket: store,
  google_bigquery_dataset: (read) => ({is: 'store', name: read.text('dataset_id')}),
  google_redis_instance: (read) => ({
    is: 'store',
    name: read.text('name'),
    host: read.text('host'),
    technologies: technologies([
      {product: 'redis', version: /^REDIS_(\d+_\d+)/.exec(read.text('redis_version') ?? '')?.[1]?.replace('_', '.')},
    ]),
  }),
  google_pubsub_topic: queue('google-pubsub'),
  google_cloudfunctions_function: cloudFunction,
  google_cloudfunctions2_function: cloudFunction,
  google_cloud_run_service: cloudRun,
  google_cloud_run_v2_service: cloudRun,
  google_compute_instance: googleMachine,
  google_container_cluster: (read) => ({
    is: 'other',
    name: read.text('name'),
    technologies: technologies([
      {
        product: 'google-kubernetes-engine',
        version: /^\d+\.\d+/.exec(read.text('min_master_version') ?? '')?.[0],
      },
    ]),
  }),
}
