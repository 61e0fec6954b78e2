package onecard.edge.match.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.face.LoadedNet.Output;
import onecard.hal.bio.Sample.Picture;
import onecard.site.FaceModels;
import onecard.site.FaceModels.Detect;
import onecard.site.FaceModels.Finding;
import onecard.site.FaceModels.Input;

/// Finds the one face of a picture, and how it lies in it. Of the match thread.
sealed interface Finder extends AutoCloseable {

    /// What came of looking.
    sealed interface Found {

        /// @param upright from an upright face, as the embedder is shown one, to the picture
        record Face(Similarity upright) implements Found {}

        /// None, or several, or nothing of it is to be seen.
        record None(String why) implements Found {}

        /// A net could not be run, or gave no numbers.
        record Failed(String net) implements Found {}
    }

    /// What it was shown stays in its nets until [#wipe].
    ///
    /// @param upright what the embedder is shown
    Found find(Picture picture, Levels levels, Input upright);

    void warmUp() throws EngineFailed;

    /// Nothing of a face stays in its nets, whatever came of it.
    void wipe();

    @Override
    void close();

    /// @throws EngineFailed if a net is not what the site file says
    static Finder open(Finding finding) throws EngineFailed {
        return switch (finding) {
            case Finding.Already() -> new Whole();
            case Finding.Landmarks landmarks -> Landmarks.open(landmarks);
            case Finding.FivePoints(var detect) -> new Detected(detect, detector(detect));
        };
    }

    private static LoadedNet detector(Detect detect) throws EngineFailed {
        var outputs = new ArrayList<Output>();
        for (int stride : Boxes.STRIDES) {
            long cells =
                    (long) (detect.net().input().width() / stride)
                            * (detect.net().input().height() / stride);
            outputs.add(new Output("cls_" + stride, 1, cells, 1));
            outputs.add(new Output("obj_" + stride, 1, cells, 1));
            outputs.add(new Output("bbox_" + stride, 1, cells, 4));
            outputs.add(new Output("kps_" + stride, 1, cells, FivePoints.NUMBERS));
        }
        return LoadedNet.open("detect", detect.net(), outputs);
    }

    /// The picture is the face.
    record Whole() implements Finder {

        @Override
        public Found find(Picture picture, Levels levels, Input upright) {
            return new Found.Face(framed(picture, upright, 0));
        }

        @Override
        public void warmUp() {}

        @Override
        public void wipe() {}

        @Override
        public void close() {}
    }

    /// By a detector that gives five points, too.
    record Detected(Detect detect, LoadedNet net) implements Finder {

        @Override
        public Found find(Picture picture, Levels levels, Input upright) {
            var framed = framed(picture, net.shown(), detect.borderPercent());
            net.show(levels, framed);
            if (!net.run()) {
                return new Found.Failed("the detector");
            }
            var seen = new ArrayList<Box>();
            for (int stride : Boxes.STRIDES) {
                seen.addAll(
                        Boxes.ofYuNet(
                                net.output("cls_" + stride),
                                net.output("obj_" + stride),
                                net.output("bbox_" + stride),
                                net.output("kps_" + stride),
                                stride,
                                net.shown(),
                                detect.surePercent() / 100.0));
            }
            var faces = Box.faces(seen);
            return objection(faces)
                    .orElseGet(
                            () ->
                                    upright(
                                            FivePoints.moved(faces.getFirst().points(), framed),
                                            upright));
        }

        @Override
        public void warmUp() throws EngineFailed {
            net.warmUp();
        }

        @Override
        public void wipe() {
            net.wipe();
        }

        @Override
        public void close() {
            net.close();
        }
    }

    /// By a detector and a net that finds 68 points in what it has detected.
    record Landmarks(Finding.Landmarks models, LoadedNet detector, LoadedNet landmark)
            implements Finder {

        static Landmarks open(Finding.Landmarks models) throws EngineFailed {
            var detector =
                    LoadedNet.open(
                            "detect",
                            models.detect().net(),
                            List.of(
                                    new Output(models.boxes(), 1, LoadedNet.ANY, 4),
                                    new Output(models.scores(), 1, LoadedNet.ANY, 2)));
            try {
                int boxes = detector.output(models.boxes()).capacity() / 4;
                int scores = detector.output(models.scores()).capacity() / 2;
                if (boxes != scores) {
                    throw LoadedNet.failed("detect", boxes + " boxes and " + scores + " scores");
                }
                return new Landmarks(
                        models,
                        detector,
                        LoadedNet.open(
                                "landmark",
                                models.landmark(),
                                List.of(new Output(models.points(), 1, POINTS))));
            } catch (EngineFailed failed) {
                detector.close();
                throw failed;
            }
        }

        /// x and y of 68.
        private static final int POINTS = 136;

        @Override
        public Found find(Picture picture, Levels levels, Input upright) {
            var framed = framed(picture, detector.shown(), models.detect().borderPercent());
            detector.show(levels, framed);
            if (!detector.run()) {
                return new Found.Failed("the detector");
            }
            var faces =
                    Box.faces(
                            Boxes.ofCorners(
                                    detector.output(models.boxes()),
                                    detector.output(models.scores()),
                                    detector.shown(),
                                    models.detect().surePercent() / 100.0));
            return objection(faces)
                    .orElseGet(() -> within(faces.getFirst(), framed, levels, upright));
        }

        /// The points of a face are looked for in a square as high as its box.
        private Found within(Box box, Similarity framed, Levels levels, Input upright) {
            var shown = landmark.shown();
            double side = box.height() * framed.scale();
            double scale = side / Math.max(shown.width(), shown.height());
            var of =
                    Similarity.scaled(
                            scale,
                            framed.x(box.middleX(), box.middleY()) - scale * shown.width() / 2,
                            framed.y(box.middleX(), box.middleY()) - scale * shown.height() / 2);
            landmark.show(levels, of);
            if (!landmark.run()) {
                return new Found.Failed("the net for landmarks");
            }
            var points =
                    FivePoints.of68(
                            landmark.output(models.points()), shown.width(), shown.height(), of);
            return upright(points, upright);
        }

        @Override
        public void warmUp() throws EngineFailed {
            detector.warmUp();
            landmark.warmUp();
        }

        @Override
        public void wipe() {
            detector.wipe();
            landmark.wipe();
        }

        @Override
        public void close() {
            detector.close();
            landmark.close();
        }
    }

    /// A picture as a net is shown it: whole, in the middle, not distorted.
    ///
    /// @param borderPercent around it, of its longer side
    private static Similarity framed(Picture picture, Input shown, int borderPercent) {
        double border = 2.0 * borderPercent / 100 * Math.max(picture.width(), picture.height());
        double scale =
                Math.max(
                        (picture.width() + border) / shown.width(),
                        (picture.height() + border) / shown.height());
        return Similarity.scaled(
                scale,
                (picture.width() - scale * shown.width()) / 2,
                (picture.height() - scale * shown.height()) / 2);
    }

    /// Of two people one would be asked for whom the other is; somebody far behind is not there.
    private static Optional<Found> objection(List<Box> faces) {
        if (faces.isEmpty()) {
            return Optional.of(new Found.None("no face"));
        }
        return faces.size() > 1 && faces.get(1).isBeside(faces.getFirst())
                ? Optional.of(new Found.None("more than one face"))
                : Optional.empty();
    }

    private static Found upright(double[] points, Input upright) {
        var face = FivePoints.upright(points, upright.width(), upright.height());
        return face.isFinite() && face.scale() > 0
                ? new Found.Face(face)
                : new Found.None("no points of a face");
    }

    /// What changes what is found, besides the nets.
    static String framing(FaceModels models) {
        return switch (models.finding()) {
            case Finding.Already() -> "whole";
            case Finding.Landmarks(var detect, _, _, _, _) -> "68+" + detect.borderPercent() + "%";
            case Finding.FivePoints(var detect) -> "5+" + detect.borderPercent() + "%";
        };
    }
}
