import {describe, expect, it} from '@jest/globals'
import {linkCSharp, sharedUsings} from '../../../../../src/collect/source/languages/csharp/imports.ts'
import {found} from '../scan.ts'

async function read(files: Readonly<Record<string, string>>) {
  return Promise.all(
    Object.entries(files).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
  )
}

const project = (inside: string, sdk = 'Microsoft.NET.Sdk'): string => `<Project Sdk="${sdk}">${inside}</Project>`

async function edges(files: Readonly<Record<string, string>>, projects: Readonly<Record<string, string>> = {}) {
  const manifests = Object.entries(projects).map(([path, text]) => ({path, text}))
  return linkCSharp(await read(files), manifests).map(({from, to}) => `${from} -> ${to}`)
}

describe('imports of C#', () => {
  it('are those of the whole project, by a global using in any of its folders and by its project file', async () => {
    const files = {
      'Shop/Properties/Usings.cs': 'global using Shop.Data;',
      'Shop/Data/Order.cs': 'namespace Shop.Data; class Order {}',
      'Shop/Tax/Rate.cs': 'namespace Shop.Tax; class Rate {}',
      'Shop/Web/Page.cs': 'namespace Shop.Web; class Page { Order order; Rate rate; }',
      'Other/Page.cs': 'namespace Other; class Page { Order order; Common all; }',
      'Usings.cs': 'global using Shop.All;',
      'Shop/All.cs': 'namespace Shop.All; class Common {}',
    }
    const projects = {
      'Shop/Shop.csproj': project('<ItemGroup><Using Include="Shop.Tax" /></ItemGroup>'),
      'Other/Other.csproj': project(''),
    }

    expect(await edges(files, projects)).toEqual([
      'Shop/Web/Page.cs -> Shop/Data/Order.cs',
      'Shop/Web/Page.cs -> Shop/Tax/Rate.cs',
      'Other/Page.cs -> Shop/All.cs',
    ])
  })

  it('lead to every part of a partial type', async () => {
    const parts = Object.fromEntries(
      Array.from({length: 7}, (_, at) => [`Api/Big.${at}.cs`, 'namespace Api; public partial class Big {}'] as const),
    )

    expect(await edges({...parts, 'Api/User.cs': 'namespace Api; class User { Big big; }'})).toEqual(
      Object.keys(parts).map((part) => `Api/User.cs -> ${part}`),
    )
  })

  it('lead to the type of their own project, or of one that it is built from, where several are called so', async () => {
    const files = {
      'A/Settings.cs': 'namespace Shop; class Settings {}',
      'A/Use.cs': 'namespace Shop; class Use { Settings own; }',
      'B/Settings.cs': 'namespace Shop; class Settings {}',
      'C/Use.cs': 'namespace Shop; class Use2 { Settings referenced; }',
      'D/Use.cs': 'namespace Shop; class Use3 { Settings whose; }',
    }
    const projects = {
      'A/A.csproj': project(''),
      'B/B.csproj': project(''),
      'C/C.csproj': project('<ItemGroup><ProjectReference Include="..\\B\\B.csproj" /></ItemGroup>'),
      'D/D.csproj': project(''),
    }

    expect(await edges(files, projects)).toEqual(['A/Use.cs -> A/Settings.cs', 'C/Use.cs -> B/Settings.cs'])
  })

  it('are given to the files of a project by its other files, by its project file and by the SDK', async () => {
    const files = await read({
      'Web/Usings.cs': 'global using Dapper;',
      'Web/A.cs': 'class A {}',
      'Old/B.cs': 'class B {}',
    })
    const given = sharedUsings(files, [
      {
        path: 'Web/Web.csproj',
        text: project(
          '<PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup><ItemGroup><Using Include="Npgsql" /><Using Remove="System.IO" /></ItemGroup>',
          'Microsoft.NET.Sdk.Web',
        ),
      },
      {path: 'Old/Old.csproj', text: project('')},
    ])

    expect(given('Web/A.cs')).toEqual(
      expect.arrayContaining(['Dapper', 'Npgsql', 'System.Net.Http', 'Microsoft.AspNetCore.Http']),
    )
    expect(given('Web/A.cs')).not.toContain('System.IO')
    expect(given('Old/B.cs')).toEqual([])
  })
})
