package onecard.edge.bio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import onecard.access.Factor;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyFactorTest {

    @ParameterizedTest
    @EnumSource
    void whatIsProvenIsWhatIsLookedAt(Modality modality) {
        var factor = BodyFactor.of(modality);
        assertEquals(modality.name(), factor.name());
        assertEquals(modality, BodyFactor.modality(factor));
    }

    @Test
    void noSensorLooksAtAPin() {
        assertThrows(IllegalArgumentException.class, () -> BodyFactor.modality(Factor.PIN));
    }
}
