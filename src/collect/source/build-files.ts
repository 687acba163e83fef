const pipelines =
  /(^|\/)(?:\.github|\.gitlab|\.circleci|\.buildkite|\.azuredevops|\.azure-pipelines|\.pipelines|\.teamcity|\.travis)\/|^(?:[^/]+\/)?\.?(?:ci|jenkins)\/|(^|\/)(?:\.?(?:gitlab-ci|travis|appveyor|drone|cirrus)[\w.-]*\.ya?ml|\.?azure-pipelines?[\w.-]*\.ya?ml|bitbucket-pipelines\.ya?ml|buildspec[\w.-]*\.ya?ml|cloudbuild[\w.-]*\.(?:ya?ml|json)|Jenkinsfile[\w.-]*)$/i
const tools =
  /(^|\/)(?:\.mvn|gradle|\.config|\.vscode|\.idea|\.devcontainer|\.husky)\/|(^|\/)(?:sonar-project\.properties|nuget\.config|renovate[\w.-]*\.json|dependabot\.ya?ml|\.?(?:pre-commit|codecov|readthedocs|mkdocs|crowdin|codeclimate|golangci|eslintrc|prettierrc|stylelintrc)[\w.-]*\.(?:ya?ml|json|toml|[cm]?js)|(?:webpack|rollup|vite|gulpfile|Gruntfile|karma|jest|vitest|babel|eslint|playwright|cypress)[\w.-]*\.[cm]?[jt]s|gradle\.properties|[\w.-]*wrapper\.properties)$/i

/** Whether a file of this path serves to build, check or fetch alone: what it names, production does not call. */
export function isBuildFile(path: string): boolean {
  return pipelines.test(path) || tools.test(path)
}
