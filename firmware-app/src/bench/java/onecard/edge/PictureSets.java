package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import onecard.edge.match.eval.EvalSet;
import onecard.edge.match.eval.PictureFile;
import onecard.edge.match.finger.MadeFinger;
import onecard.edge.match.vein.MadeVein;
import onecard.hal.bio.Sample.Picture;

/// Pictures to measure with: generated ones, which everybody has, and people's, where they lie
/// beside the project.
final class PictureSets {

    private static final Path FOLDER = Path.of(System.getProperty("bench.sets", "../shared/data"));
    private static final int FINGERS = 20;
    private static final int IMPRESSIONS = 3;

    private PictureSets() {}

    record Named(String name, List<Picture> pictures) {}

    static List<Named> fingers() throws IOException {
        var made = new ArrayList<Picture>();
        for (var finger : MadeFinger.several(FINGERS)) {
            for (int i = 1; i <= IMPRESSIONS; i++) {
                made.add(finger.impression(i));
            }
        }
        var sets = new ArrayList<>(List.of(new Named("generated fingers", made)));
        add(sets, "fingerprints/fvc2002-db1b", OptionalInt.of(500));
        add(sets, "fingerprints/fvc2002-db2b", OptionalInt.of(569));
        return sets;
    }

    static List<Named> veins() throws IOException {
        var made = new ArrayList<Picture>();
        for (int seed = 1; seed <= FINGERS; seed++) {
            made.add(new MadeVein(seed).impression(1));
        }
        var sets = new ArrayList<>(List.of(new Named("generated finger veins", made)));
        add(sets, "veins/device1", OptionalInt.empty());
        return sets;
    }

    private static void add(List<Named> sets, String name, OptionalInt dpi) throws IOException {
        var folder = FOLDER.resolve(name);
        if (!Files.isDirectory(folder)) {
            System.out.println("  not measured, since it is not there: " + folder);
            return;
        }
        var pictures = new ArrayList<Picture>();
        for (var files : EvalSet.read(folder, PictureFile.EXTENSIONS).identities().values()) {
            for (var file : files) {
                pictures.add(PictureFile.read(file, dpi));
            }
        }
        sets.add(new Named(name, pictures));
    }
}
