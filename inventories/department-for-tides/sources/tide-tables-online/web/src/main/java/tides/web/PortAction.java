package tides.web;

import com.opensymphony.xwork2.ActionSupport;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import tides.tables.HighWater;
import tides.tables.HighWaterDao;

/** Shows the turns of the tide at one port. */
public class PortAction extends ActionSupport {

    private static final long serialVersionUID = 1L;

    private HighWaterDao highWaterDao;
    private PredictionClient predictionClient;
    private int days = 7;
    private String port;
    private List<HighWater> turns;

    @Override
    public String execute() {
        if (port == null || !port.matches("[A-Z]{4}")) {
            return INPUT;
        }
        Calendar end = Calendar.getInstance();
        end.add(Calendar.DATE, days);
        turns = highWaterDao.findByPort(port, new Date(), end.getTime());
        return SUCCESS;
    }

    public double getHeightNow() {
        return predictionClient.heightAt(port, new Date());
    }

    public List<HighWater> getTurns() {
        return turns;
    }

    public void setPort(String port) {
        this.port = port;
    }

    public void setDays(int days) {
        this.days = days;
    }

    public void setHighWaterDao(HighWaterDao highWaterDao) {
        this.highWaterDao = highWaterDao;
    }

    public void setPredictionClient(PredictionClient predictionClient) {
        this.predictionClient = predictionClient;
    }
}
