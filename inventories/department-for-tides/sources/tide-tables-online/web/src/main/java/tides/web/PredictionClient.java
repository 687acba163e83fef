package tides.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.util.Date;
import org.apache.log4j.Logger;

/** Asks the prediction engine for the height between two turns of the tide. */
public class PredictionClient {

    private static final Logger LOG = Logger.getLogger(PredictionClient.class);

    private String url;

    public double heightAt(String port, Date when) {
        try {
            URL question = new URL(url + "?port=" + port + "&at=" + when.getTime());
            BufferedReader reader = new BufferedReader(new InputStreamReader(question.openStream(), "ISO-8859-1"));
            try {
                return Double.parseDouble(reader.readLine());
            } finally {
                reader.close();
            }
        } catch (IOException e) {
            LOG.warn("The engine does not answer", e);
            return Double.NaN;
        }
    }

    public void setUrl(String url) {
        this.url = url;
    }
}
