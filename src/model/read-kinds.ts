/** Endings of code and of manifests that the source collector reads itself, in lower case. */
const ownEndings: ReadonlySet<string> = new Set(
  (
    'accda accdb accde alc asa asm asp assemble bas bash bat bdy bms ca7 cbl cblle ccp cjs cl clist clle ' +
    'clleinc clp clp38 cls cmd cntl cob cobol conmgr containerfile controlm cpb cpy crystalrpt cs csd csproj ' +
    'ctl cts dbd dcl ddl dds dfm dob dockerfile dof dpk dpr dproj dspf dsr dtsx exec fnc frm fsproj ftp ' +
    'gemspec go hlasm inc java jcl jenkinsfile js jsx ksh lf lfm lpr mac mda mdb mde mfs mjs mlc module mpr ' +
    'mts ns4 ns7 nsa nsc nsd nsg nsh nsl nsm nsn nsp nss pag pas pbt pck pco pf php php3 php4 php5 php7 ' +
    'phtml pkb pkg pkh pks pl1 plb pld pli plinc pls plsql prc prg proc prtf ps1 psb psd1 psm1 py pyw qpr ' +
    'rake rb rdl rdlc rdo rds rex rexx rpg rpg36 rpg38 rpginc rpgle rpgleinc rpt rsd ru s sc2 sct sh spc spr ' +
    'sqb sql sqlcblle sqlrpg sqlrpgle sra srd srf srj srm srp srq srs sru srw tf tfstate tfvars tofu tpb tps ' +
    'trg ts tsql tsx vb vbg vbp vbproj vbs vc2 vct vw xfm'
  ).split(' '),
)
/** Endings of data of every kind, in which it looks for addresses and settings. */
const dataEndings: ReadonlySet<string> = new Set(
  'cfg conf config env ini json properties template toml xml yaml yml'.split(' '),
)

/** Names of manifests and lock files that it reads itself. */
const ownNames =
  /^(?:(?:Dockerfile|Containerfile|Jenkinsfile)[\w.-]*|(?:Pipfile|Gemfile)(?:\.lock)?|gems\.locked|go\.(?:mod|sum)|package(?:-lock)?\.json|npm-shrinkwrap\.json|packages\.lock\.json|packages(?:\.[^/]+)?\.config|(?:composer|Cargo|poetry|uv|pdm|yarn)\.lock|pnpm-lock\.yaml|pom\.xml|(?:pyproject|Cargo)\.toml|(?:composer|global)\.json|[tj]sconfig[\w.-]*\.json|setup\.cfg|[\w.-]*requirements[\w.-]*\.(?:txt|in)|constraints[\w.-]*\.txt|runtime\.txt|(?:build|settings)\.gradle(?:\.kts)?|gradle\.(?:lockfile|properties)|(?:docker-)?compose[\w.-]*\.ya?ml|Chart\.ya?ml)$/

/**
 * Whether the source collector reads files of this ending itself, so that no plugin's scanner may claim it; a test holds
 * the list and the collector together.
 */
export function isReadEnding(ending: string): boolean {
  return ownEndings.has(ending) || dataEndings.has(ending)
}

/** The same of a whole name of a file. One of the many files of data, as `tide.json`, a plugin may read beside it. */
export function isReadName(name: string): boolean {
  return ownNames.test(name) || ownEndings.has(/\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '')
}
