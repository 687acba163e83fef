interface Described {
  readonly host: string
  readonly port?: string
  readonly database?: string
}

const address = /\(\s*ADDRESS\s*=\s*((?:\(\s*\w{1,20}\s*=\s*[^()=]{0,253}\)\s*){1,8})\)/gi
const service = /\(\s*(?:SERVICE_NAME|SID)\s*=\s*([\w.$#-]{1,128})\s*\)/i
const mostMachines = 20

/**
 * The machines of a description by which Oracle's clients find a database without a file of names:
 * `(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db1.dept.example)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=PAY)))`.
 */
export function machinesDescribed(text: string): readonly Described[] {
  if (!/\(\s*DESCRIPTION(?:_LIST)?\s*=/i.test(text)) return []
  const database = service.exec(text)?.[1]
  return [...text.matchAll(address)].slice(0, mostMachines).flatMap(([, parts = '']) => {
    const part = (name: string): string | undefined =>
      new RegExp(String.raw`\(\s*${name}\s*=\s*([\w.-]{1,253})\s*\)`, 'i').exec(parts)?.[1]
    const [host, port] = [part('HOST'), part('PORT')]
    return host === undefined ? [] : [{host, ...(port && {port}), ...(database && {database})}]
  })
}
