package onecard.edge.bio.engine;

import java.util.Optional;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.Template;
import onecard.edge.match.face.FaceEngine;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.vein.VeinEngine;
import onecard.hal.bio.Modality;
import onecard.site.FaceModels;

/// The engines that can be made here: those that the program brings, and what the site's own nets
/// make of faces.
///
/// @param faces by which nets they are compared; absent: they are not, and nothing is loaded
public record EnginesHere(Optional<FaceModels> faces) {

    /// Makes one, which is not warm; whoever has it made closes it.
    ///
    /// @param made what its templates are made by; nothing is loaded to know that
    public record Maker(Template.Made made, Making making) {

        public Engine make() throws EngineFailed {
            return making.make();
        }
    }

    /// How.
    @FunctionalInterface
    public interface Making {
        Engine make() throws EngineFailed;
    }

    /// Empty where there is none to be made.
    public Optional<Maker> maker(Modality modality) {
        return switch (modality) {
            case FINGER -> Optional.of(new Maker(FingerEngine.MADE, FingerEngine::new));
            case VEIN -> Optional.of(new Maker(VeinEngine.MADE, VeinEngine::new));
            case FACE ->
                    faces.map(
                            nets -> new Maker(FaceEngine.made(nets), () -> FaceEngine.open(nets)));
        };
    }

    /// What its templates are made by.
    public Optional<Template.Made> made(Modality modality) {
        return maker(modality).map(Maker::made);
    }
}
