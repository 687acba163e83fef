/**
 * Ends a run with `N passed, N failed, N skipped` alone on a line, names what was skipped, and fails the run when
 * anything was skipped where nothing may be (CI=true): a part that is missing on a laptop is forgiven, in CI it is not.
 */
export default class FiguresReporter {
  #skipped = []

  onTestResult(_test, result) {
    for (const one of result.testResults) {
      if (one.status === 'pending' || one.status === 'todo') this.#skipped.push(one.fullName)
    }
  }

  onRunComplete(_contexts, results) {
    for (const name of this.#skipped) process.stdout.write(`skipped: ${name}\n`)
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`)
    this.failedBySkips = process.env.CI === 'true' && skipped > 0
  }

  getLastError() {
    return this.failedBySkips ? new Error('Tests were skipped, and CI=true allows none.') : undefined
  }
}
