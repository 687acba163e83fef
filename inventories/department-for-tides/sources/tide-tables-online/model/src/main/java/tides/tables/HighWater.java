package tides.tables;

import java.math.BigDecimal;
import java.util.Date;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Temporal;
import javax.persistence.TemporalType;

/** One high or low water at a port. */
@Entity
@Table(name = "HIGH_WATER")
public class HighWater {

    @Id
    private Long id;

    @Column(name = "PORT_CODE", length = 4)
    private String portCode;

    @Column(name = "TURNS_AT")
    @Temporal(TemporalType.TIMESTAMP)
    private Date turnsAt;

    /** Metres above chart datum. */
    @Column(name = "HEIGHT_M", precision = 5, scale = 2)
    private BigDecimal height;

    public Long getId() {
        return id;
    }

    public String getPortCode() {
        return portCode;
    }

    public Date getTurnsAt() {
        return turnsAt;
    }

    public BigDecimal getHeight() {
        return height;
    }
}
