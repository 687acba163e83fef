import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

describe('a solution of new-style projects', () => {
  it('gives each an application, with central versions, shared properties and what it runs on', async () => {
    const {applications, uses, problems, records} = await scanned({
      'Directory.Build.props':
        '<Project><PropertyGroup><TargetFramework>net8.0</TargetFramework><Serilog>3.1.1</Serilog></PropertyGroup></Project>',
      'Directory.Packages.props':
        '<Project>\n<ItemGroup>\n<PackageVersion Include="Polly" Version="8.2.0" />\n<PackageVersion Include="Serilog" Version="$(Serilog)" />\n</ItemGroup>\n</Project>',
      'global.json': '{\n  // the SDK\n  "sdk": {\n    "version": "9.0.100"\n  }\n}',
      'src/Api/Api.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n<ItemGroup>\n<PackageReference Include="polly" />\n<PackageReference Include="Serilog" />\n<PackageReference Include="Dapper" Version="2.*" />\n<PackageReference Include="Npgsql"><Version>6.0.10</Version></PackageReference>\n<PackageReference Include="StyleCop" Version="1.2" PrivateAssets="all" />\n<PackageReference Include="Missing" />\n</ItemGroup>\n</Project>',
      'src/Lib/Lib.csproj':
        '<Project Sdk="Microsoft.NET.Sdk">\n<PropertyGroup><TargetFrameworks>netstandard2.0;net472;net6.0-windows</TargetFrameworks></PropertyGroup>\n<ItemGroup Condition="\'$(TargetFramework)\'==\'net472\'">\n<PackageReference Include="System.Memory" Version="[4.5.5]" />\n</ItemGroup>\n</Project>',
      'checks/Api.Checks/Api.Checks.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0.0" /></ItemGroup></Project>',
    })

    expect(applications).toEqual(['checks/Api.Checks/Api.Checks.csproj', 'src/Api/Api.csproj', 'src/Lib/Lib.csproj'])
    expect(uses).toEqual([
      'checks/Api.Checks/Api.Checks.csproj dotnet-8-0 at Directory.Build.props:1',
      'checks/Api.Checks/Api.Checks.csproj pkg:nuget/Microsoft.NET.Test.Sdk@17.0.0 at checks/Api.Checks/Api.Checks.csproj:1',
      'component:msti/t dotnet-9-0 at global.json:4 (build)',
      'src/Api/Api.csproj dotnet-8-0 at Directory.Build.props:1',
      'src/Api/Api.csproj pkg:nuget/Dapper at src/Api/Api.csproj:5',
      'src/Api/Api.csproj pkg:nuget/Missing at src/Api/Api.csproj:8',
      'src/Api/Api.csproj pkg:nuget/Npgsql@6.0.10 at src/Api/Api.csproj:6',
      'src/Api/Api.csproj pkg:nuget/Serilog@3.1.1 at src/Api/Api.csproj:4',
      'src/Api/Api.csproj pkg:nuget/polly@8.2.0 at src/Api/Api.csproj:3',
      'src/Lib/Lib.csproj dotnet-6-0 at src/Lib/Lib.csproj:2',
      'src/Lib/Lib.csproj dotnetfx-4-7-2 at src/Lib/Lib.csproj:2',
      'src/Lib/Lib.csproj pkg:nuget/System.Memory@4.5.5 at src/Lib/Lib.csproj:4',
    ])
    expect(problems).toEqual([
      'src/Api/Api.csproj:8 unresolved-property: Missing: no version is set for it, here or in a Directory.Packages.props above',
    ])
    const roles = records.flatMap((record) =>
      record.record === 'entity' && record.name === 'Api.Checks' ? JSON.stringify(record.attributes.role) : [],
    )
    expect(roles[0]).toContain('"test"')
  })
})

describe('old-style projects', () => {
  it('give the framework, packages.config, and libraries that came by hand, each with its line', async () => {
    const {applications, uses} = await scanned({
      'Rota/Rota.csproj': `\ufeff<?xml version="1.0" encoding="utf-8"?>
<Project ToolsVersion="4.0" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
  <PropertyGroup>
    <TargetFrameworkVersion>v4.5.2</TargetFrameworkVersion>
  </PropertyGroup>
  <ItemGroup>
    <Reference Include="System.Web" />
    <Reference Include="Newtonsoft.Json, Version=9.0.0.0, Culture=neutral">
      <HintPath>..\\packages\\Newtonsoft.Json.9.0.1\\lib\\net45\\Newtonsoft.Json.dll</HintPath>
    </Reference>
    <Reference Include="Orbital.Security, Version=1.4.0.0"><HintPath>..\\lib\\Orbital.Security.dll</HintPath></Reference>
  </ItemGroup>
</Project>`,
      'Rota/packages.config':
        '<packages>\n<package id="Newtonsoft.Json" version="9.0.1" />\n<package id="jQuery" version="1.10.2" />\n<package id="Tool" version="1.0" developmentDependency="true" />\n</packages>',
      'Site/packages.config': '<packages><package id="Umbraco.Cms" version="10.2.0"/></packages>',
      'Show/Show.vbproj':
        '<Project><PropertyGroup><TargetFrameworkIdentifier>Silverlight</TargetFrameworkIdentifier><TargetFrameworkVersion>v5.0</TargetFrameworkVersion></PropertyGroup></Project>',
    })

    expect(applications).toEqual(['Rota/Rota.csproj', 'Show/Show.vbproj', 'Site/packages.config'])
    expect(uses).toEqual([
      'Rota/Rota.csproj dotnetfx-4-5-2 at Rota/Rota.csproj:4',
      'Rota/Rota.csproj jquery-1-10-2 at Rota/packages.config:3',
      'Rota/Rota.csproj pkg:generic/Orbital.Security@1.4.0.0 at Rota/Rota.csproj:11',
      'Rota/Rota.csproj pkg:nuget/Newtonsoft.Json@9.0.1 at Rota/packages.config:2',
      'Rota/Rota.csproj pkg:nuget/jQuery@1.10.2 at Rota/packages.config:3',
      'Show/Show.vbproj silverlight-5-0 at Show/Show.vbproj:1',
      'Site/packages.config pkg:nuget/Umbraco.Cms@10.2.0 at Site/packages.config:1',
      'Site/packages.config umbraco-10-2-0 at Site/packages.config:1',
    ])
  })
})

describe('a project of the old style below properties for others', () => {
  it('runs on the version that it states itself', async () => {
    const {uses} = await scanned({
      'Directory.Build.props':
        '<Project><PropertyGroup><TargetFramework>net6.0</TargetFramework></PropertyGroup></Project>',
      'a/A.csproj': '<Project Sdk="Microsoft.NET.Sdk"></Project>',
      'b/B.csproj':
        '<Project ToolsVersion="4.0"><PropertyGroup><TargetFrameworkVersion>v4.5</TargetFrameworkVersion></PropertyGroup></Project>',
    })

    expect(uses).toEqual([
      'a/A.csproj dotnet-6-0 at Directory.Build.props:1',
      'b/B.csproj dotnetfx-4-5 at b/B.csproj:1',
    ])
  })
})

describe('a target framework that the tree does not settle', () => {
  it('is told with its line and stays unknown: conditions, missing properties, none at all', async () => {
    const sdk = (inside: string): string => `<Project Sdk="Microsoft.NET.Sdk">\n${inside}\n</Project>`
    const {uses, problems} = await scanned({
      'a/A.csproj': sdk('<PropertyGroup><TargetFramework>$(Corporate)</TargetFramework></PropertyGroup>'),
      'b/B.csproj': sdk(
        "<PropertyGroup Condition=\"'$(Configuration)'=='Debug'\"><TargetFramework>net6.0</TargetFramework></PropertyGroup>",
      ),
      'c/C.csproj': '<Project>\n</Project>',
      'd/D.csproj': sdk(
        "<PropertyGroup><TargetFramework Condition=\"'$(TargetFramework)' == ''\">net7.0</TargetFramework></PropertyGroup>",
      ),
    })

    expect(problems).toEqual([
      'a/A.csproj:2 unresolved-property: $(Corporate) is set nowhere in this tree, so the runtime is not known',
      'b/B.csproj:1 unresolved-property: the target framework depends on a condition of the build, so the runtime is not known',
      'c/C.csproj:1 unresolved-property: no target framework is set, here or in a Directory.Build.props above, so the runtime is not known',
    ])
    expect(uses).toEqual([
      'a/A.csproj dotnet at a/A.csproj:1',
      'b/B.csproj dotnet at b/B.csproj:1',
      'c/C.csproj dotnetfx at c/C.csproj:1',
      'd/D.csproj dotnet-7-0 at d/D.csproj:2',
    ])
  })
})

describe('broken files', () => {
  it('are problems, and the rest is read', async () => {
    const {problems, applications} = await scanned({
      'a/A.csproj': '<Project Sdk="Microsoft.NET.Sdk"',
      'b/B.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>',
      'global.json': '{',
    })

    expect(problems).toHaveLength(2)
    expect(applications).toEqual(['b/B.csproj'])
  })
})

describe('projects with packages.lock.json, and of each other', () => {
  it('have the versions of the lock file, what was brought in, and depend on the project that they refer to', async () => {
    const {uses, needs} = await scanned({
      'Web/Web.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup>\n<PackageReference Include="Serilog" Version="[3.0,4.0)" />\n<ProjectReference Include="..\\Core\\Core.csproj" />\n<ProjectReference Include="..\\Core\\Core.csproj" ReferenceOutputAssembly="false" />\n</ItemGroup></Project>',
      'Core/Core.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>',
      'Web/packages.lock.json': `{
  "version": 1,
  "dependencies": {
    "net8.0": {
      "Serilog": {"type": "Direct", "requested": "[3.0, 4.0)", "resolved": "3.1.1", "dependencies": {"Other": "1.0.0"}},
      "Other": {"type": "Transitive", "resolved": "1.0.0"},
      "core": {"type": "Project"}
    }
  }
}`,
    })

    expect(uses.filter((use) => use.includes('pkg:'))).toEqual([
      'Web/Web.csproj pkg:nuget/Other@1.0.0 at Web/packages.lock.json:6 (brought in)',
      'Web/Web.csproj pkg:nuget/Serilog@3.1.1 at Web/Web.csproj:2',
    ])
    expect(needs).toEqual(['Web/Web.csproj needs Core/Core.csproj at Web/Web.csproj:3'])
  })
})

describe('packages of NuGet that only build', () => {
  it('are counted: those of private assets, and those of packages.config that are for development', async () => {
    const {uses, notes} = await scanned({
      'A/A.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="StyleCop" Version="1.2" PrivateAssets="all" /></ItemGroup></Project>',
      'B/B.csproj': '<Project ToolsVersion="12.0"></Project>',
      'B/packages.config':
        '<packages><package id="Tool" version="1.0" developmentDependency="true" /><package id="jQuery" version="1.10.2" /></packages>',
    })

    expect(uses.filter((line) => line.includes('pkg:'))).toEqual([
      'B/B.csproj pkg:nuget/jQuery@1.10.2 at B/packages.config:1',
    ])
    expect(notes).toContain('2 packages are asked for to build or to test only: no production dependencies, not listed')
  })
})
