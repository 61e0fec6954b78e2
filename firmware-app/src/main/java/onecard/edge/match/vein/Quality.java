package onecard.edge.match.vein;

import java.util.Optional;

/// What of a picture tells whether its veins are those of the finger. Whoever is refused here may
/// try again, and nobody is taken for a stranger because a lamp has died.
///
/// The limits were set on the shared pictures made darker, lighter, blurred and noisy, and on
/// generated ones. One sensor made the former: those of another may be refused more often.
///
/// @param light of the finger: 0 is black, 1 white
/// @param glare the part of the finger that is white, and shows nothing
/// @param edges by how much a row brightens along the finger's edges
/// @param bent how far they are from straight, in rows
/// @param seen the part of the window that is finger
/// @param veins the part of the finger that has a line through it. Noise alone gives 0.31: lines
///     everywhere. Of the shared pictures it is 0.13 to 0.16
/// @param compared bits of the map that a comparison looks at
record Quality(
        float light, float glare, float edges, float bent, float seen, float veins, int compared) {

    static final float LIGHT_MIN = 0.12f;

    /// Below it, more noise than [#VEINS_DIM] is for want of light.
    static final float LIGHT_DIM = 0.3f;

    static final float GLARE_MAX = 0.5f;

    /// By the finger's own light, so that a dim one is called dim. The shared pictures have 0.15
    /// at least, noise alone 0.02.
    static final float EDGES_MIN = 0.05f;

    /// The shared pictures have 1.2 to 3.8, noise alone 7 to 12.
    static final float BENT_MAX = 6;

    static final float SEEN_MIN = 0.5f;

    /// A picture without noise that shows three veins has a little more.
    static final float VEINS_MIN = 0.04f;

    static final float VEINS_MAX = 0.2f;

    /// Of the shared pictures in a tenth to a half of their light, none with less is below the
    /// other finger's best; with more, one comparison in a thousand is.
    static final float VEINS_DIM = 0.18f;

    /// Of fewer, a handful that lie on each other by chance are a great part. The shared pictures
    /// have 760 at least.
    static final int COMPARED_MIN = 200;

    /// As good as it gets: those of the better shared pictures.
    private static final float VEINS_GOOD = 0.14f;

    private static final float LIGHT_GOOD = 0.24f;

    private static final float WHITE = 0.98f;

    static Quality of(FingerEdges edges, Straightened finger, Plane linked, int compared) {
        int seen = 0;
        int white = 0;
        int veins = 0;
        float light = 0;
        for (int i = 0; i < finger.inside().length; i++) {
            if (finger.inside()[i]) {
                float here = finger.light(i % Straightened.WIDTH, i / Straightened.WIDTH);
                seen++;
                light += here;
                white += here > WHITE ? 1 : 0;
                veins += linked.values()[i] > 0 ? 1 : 0;
            }
        }
        float all = Math.max(1, seen);
        return new Quality(
                light / all,
                white / all,
                edges.strength(),
                edges.bent(),
                (float) seen / finger.inside().length,
                veins / all,
                compared);
    }

    /// Why it is not taken, for people; the first that applies.
    Optional<String> objection() {
        if (seen < SEEN_MIN) {
            return Optional.of("too little of the finger");
        }
        if (light < LIGHT_MIN || light < LIGHT_DIM && veins > VEINS_DIM) {
            return Optional.of("too dark");
        }
        if (glare > GLARE_MAX) {
            return Optional.of("too bright");
        }
        if (edges < EDGES_MIN * light) {
            return Optional.of("no edges of a finger");
        }
        if (bent > BENT_MAX) {
            return Optional.of("edges that are not straight");
        }
        if (veins > VEINS_MAX) {
            return Optional.of("too much noise");
        }
        return veins < VEINS_MIN || compared < COMPARED_MIN
                ? Optional.of("too few veins")
                : Optional.empty();
    }

    /// 0 to 100, of what is taken: how far it is from too dark and too noisy.
    int percent() {
        float clear = (VEINS_MAX - veins) / (VEINS_MAX - VEINS_GOOD);
        float lit = (light - LIGHT_MIN) / (LIGHT_GOOD - LIGHT_MIN);
        return Math.round(100 * Math.clamp(Math.min(clear, lit), 0, 1));
    }
}
