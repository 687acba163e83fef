import type {ProductFound} from './product-found.ts'

/** `nodejs14`, `python38`, `go113`, `java11`, `dotnet3`, `ruby27`, `php74`. */
export function productsOfGoogleRuntime(written: string | undefined): readonly ProductFound[] {
  const [, name = '', digits = ''] = /^([a-z]+)(\d+)$/.exec(written ?? '') ?? []
  const dotted = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits
  const products: Readonly<Record<string, ProductFound>> = {
    nodejs: {product: 'nodejs', version: digits},
    java: {product: 'java', version: digits},
    python: {product: 'python', version: dotted},
    go: {product: 'go', version: dotted},
    ruby: {product: 'ruby', version: dotted},
    php: {product: 'php', version: dotted},
    dotnet: {product: 'dotnet', version: digits},
  }
  return Object.hasOwn(products, name) && products[name] ? [products[name]] : []
}

/** `NODE|14-lts`, `DOTNETCORE|3.1`, `TOMCAT|9.0-java8`. */
export function productsOfAzureStack(stack: string | undefined): readonly ProductFound[] {
  const [name = '', version = ''] = stack?.toLowerCase().split('|') ?? []
  const plain = /^(\d+(?:\.\d+)*)/.exec(version)?.[1]
  const java = /(?:^|java|jre)(\d+)$/.exec(version)?.[1]
  switch (name) {
    case 'node':
      return [{product: 'nodejs', version: plain}]
    case 'python':
    case 'php':
    case 'ruby':
      return [{product: name, version: plain}]
    case 'dotnetcore':
    case 'dotnet':
    case 'dotnet-isolated':
      return [{product: 'dotnet', version: plain}]
    case 'java':
      return [{product: 'java', version: java ?? plain}]
    case 'tomcat':
      return [{product: 'tomcat', version: plain}, ...(java ? [{product: 'java', version: java}] : [])]
    default:
      return []
  }
}
