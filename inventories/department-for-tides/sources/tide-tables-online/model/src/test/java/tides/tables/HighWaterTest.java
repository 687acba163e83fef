package tides.tables;

import static org.junit.Assert.assertNull;

import org.junit.Test;

public class HighWaterTest {

    @Test
    public void aNewTurnOfTheTideHasNoHeight() {
        assertNull(new HighWater().getHeight());
    }
}
