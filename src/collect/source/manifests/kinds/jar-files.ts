import {packageOfJar} from '../java-archives.ts'
import type {ManifestKind} from '../manifest-kind.ts'

/** Archives of Java in folders of libraries: what is run is what lies there, whatever a build asks for. */
export const jarFiles: ManifestKind = {
  id: 'jar-files',
  files: /\.jar$/i,
  holds: (text) => text.startsWith('{"manifest":'),
  read: (files) => ({
    archives: files
      .filter(({path, text}) => text.startsWith('{"manifest":') && !ofBuild.test(path))
      .flatMap((file) => packageOfJar(file) ?? []),
  }),
}

/** What fetches a build tool is no part of what is built. */
const ofBuild = /(^|\/)(?:gradle\/wrapper|\.mvn\/wrapper)\/|(^|\/)(?:gradle|maven)-wrapper\.jar$/
