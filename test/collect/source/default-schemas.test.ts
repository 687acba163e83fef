import {describe, expect, it} from '@jest/globals'
import {scanned} from './manifests/scan.ts'

/** The tables that are read, by the names that they have in the inventory. */
async function tablesRead(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const {records} = await scanned(files)
  return records
    .flatMap((record) => (record.record === 'entity' && record.kind === 'datastore' ? [record.name] : []))
    .toSorted()
}

const project = {'Shop.csproj': '<Project Sdk="Microsoft.NET.Sdk"></Project>'}
const context = (name: string, members: string, schema?: string): string =>
  `using Microsoft.EntityFrameworkCore;
public class ${name} : DbContext { ${members}
  protected override void OnModelCreating(ModelBuilder b) { ${schema ? `b.HasDefaultSchema("${schema}");` : ''} } }`
const orders = `using Microsoft.EntityFrameworkCore;
class Orders : IEntityTypeConfiguration<Order> { public void Configure(EntityTypeBuilder<Order> b) { b.ToTable("orders"); } }`

describe('tables of Entity Framework', () => {
  it('are in the schema of their context where they say none of their own', async () => {
    expect(
      await tablesRead({
        ...project,
        'Sales.cs': context('Sales', 'public DbSet<Order> Orders { get; set; }', 'sales'),
        'Orders.cs': orders,
        'Lines.cs': `using Microsoft.EntityFrameworkCore;
class Lines : IEntityTypeConfiguration<Line> { public void Configure(EntityTypeBuilder<Line> b) { b.ToTable("lines", "old"); } }`,
      }),
    ).toEqual(['old.lines', 'sales.orders'])
  })

  it('keep their names where they are of two contexts, or of none that names a schema', async () => {
    const member = 'public DbSet<Order> Orders { get; set; }'
    const named = context('Sales', member, 'sales')

    expect(await tablesRead({...project, 'Sales.cs': context('Sales', member), 'Orders.cs': orders})).toEqual([
      'orders',
    ])
    expect(
      await tablesRead({...project, 'Sales.cs': named, 'Old.cs': context('Old', member), 'Orders.cs': orders}),
    ).toEqual(['orders'])
    expect(await tablesRead({...project, 'Sales.cs': context('Sales', '', 'sales'), 'Orders.cs': orders})).toEqual([
      'orders',
    ])
  })
})
