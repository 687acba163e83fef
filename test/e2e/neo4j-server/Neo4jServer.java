import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Starts the server of a home folder by the settings in its conf/neo4j.conf: java -cp 'lib/*' Neo4jServer.java home */
public class Neo4jServer {
    public static void main(String[] words) throws Exception {
        var home = Path.of(words[0]);
        var service = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(home.resolve("conf").resolve("neo4j.conf"))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
