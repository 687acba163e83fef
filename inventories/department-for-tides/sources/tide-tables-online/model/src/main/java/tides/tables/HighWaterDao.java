package tides.tables;

import java.util.Date;
import java.util.List;
import org.hibernate.SessionFactory;

public class HighWaterDao {

    private SessionFactory sessionFactory;

    public void setSessionFactory(SessionFactory sessionFactory) {
        this.sessionFactory = sessionFactory;
    }

    /** The turns of the tide at a port between two moments, in order. */
    @SuppressWarnings("unchecked")
    public List<HighWater> findByPort(String portCode, Date from, Date to) {
        return sessionFactory.getCurrentSession()
            .createQuery("from HighWater w where w.portCode = :port and w.turnsAt between :from and :to order by w.turnsAt")
            .setString("port", portCode)
            .setTimestamp("from", from)
            .setTimestamp("to", to)
            .list();
    }
}
