package onecard.hal.sim;

import java.util.OptionalInt;
import java.util.Set;
import onecard.hal.BioSensorContract;
import onecard.hal.bio.Ability;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import org.junit.jupiter.api.Nested;

/// On the simulated sensor, with all it can do and with little.
class SimBioContractTest {

    @Nested
    class WithSlots extends OnSim {
        WithSlots() {
            super(
                    Set.of(
                            new Ability.GivesTemplate("vendor:sim"),
                            new Ability.TakesTemplate("vendor:sim"),
                            new Ability.MatchesOne(),
                            new Ability.MatchesMany(8),
                            new Ability.Enrols(8),
                            new Ability.DetectsAttacks(Pad.Evidence.LAB)));
        }

        @Override
        Sample look(int person) {
            return new Sample.Template("vendor:sim", new byte[] {7, (byte) person});
        }
    }

    @Nested
    class AsACamera extends OnSim {
        AsACamera() {
            super(Set.of(new Ability.GivesPicture(OptionalInt.empty())));
        }

        @Override
        Sample look(int person) {
            return new Sample.Picture(
                    Sample.Picture.Colour.GREY,
                    2,
                    1,
                    new byte[] {1, (byte) person},
                    OptionalInt.empty());
        }
    }

    @Nested
    class AsATerminal extends OnSim {
        AsATerminal() {
            super(
                    Set.of(
                            new Ability.MatchesOne(),
                            new Ability.MatchesMany(5),
                            new Ability.Enrols(5),
                            new Ability.BearsMark()));
        }

        @Override
        Sample look(int person) {
            return new Sample.Embedding("of nobody's use", new float[] {person});
        }
    }

    abstract static class OnSim extends BioSensorContract {

        private final SimBioSensor sim;

        OnSim(Set<Ability> abilities) {
            sim = new SimBioSensor("gate", Modality.VEIN, "sim", abilities, 1, System::nanoTime);
        }

        abstract Sample look(int person);

        @Override
        protected BioSensor sensor() {
            return sim;
        }

        @Override
        protected void comes(int person) {
            sim.present(look(person));
        }

        @Override
        protected void leaves() {
            sim.leaves();
        }

        @Override
        protected void unplug() {
            sim.lose();
        }

        @Override
        protected void plugIn() {
            sim.giveBack();
        }
    }
}
