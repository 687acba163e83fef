package tides.ships;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Which ships lie in a harbour now. */
@RestController
public class ShipsInPort {

    private final JdbcTemplate jdbc;

    public ShipsInPort(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/harbours/{harbour}/ships")
    public List<String> of(@PathVariable String harbour) {
        return jdbc.queryForList(
            "SELECT V.SHIP_NAME FROM DUES.STAY S JOIN DUES.SHIP V ON V.SHIP_NUMBER = S.SHIP_NUMBER"
                + " WHERE S.HARBOUR = ? AND S.LEAVES IS NULL ORDER BY V.SHIP_NAME",
            String.class, harbour);
    }
}
