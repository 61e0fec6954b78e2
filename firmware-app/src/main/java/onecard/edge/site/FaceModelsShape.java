package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ANY;
import static onecard.edge.site.Terms.text;

import java.util.ArrayList;
import java.util.List;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Text;
import onecard.edge.site.Shape.Whole;

/// The keys of nets that faces are compared by. Nothing of what a net is shown has a preset but its
/// layout: a wrong guess would not fail, it would only know people badly.
final class FaceModelsShape {

    private static final Text NODE = text("[!-~]{1,64}", "a name in the model", "模型中的名称");

    private static final Text NUMBER =
            text(
                    "[0-9]{1,3}(\\.[0-9]{1,9})?",
                    "a number of 0 or more, in quotes, as \"127.5\"",
                    "不小于 0 的数,加引号,如 \"127.5\"");

    private static final Text SCALE =
            text(
                    "(1/)?(?=[0-9.]*[1-9])[0-9]{1,3}(\\.[0-9]{1,12})?",
                    "a number above 0, as 1/127.5, or in quotes, as \"0.0078125\"",
                    "大于 0,如 1/127.5 的数,或加引号的小数,如 \"0.0078125\"");

    private static final Whole SIDE = new Whole(32, 1_024);

    private static final Section DETECT =
            net(
                    required(
                            "decoding",
                            new Choice("boxes", "yunet"),
                            "boxes: the outputs boxes and scores, corners in parts of the input,"
                                    + " and landmark finds the points; yunet: boxes with five"
                                    + " points, as YuNet gives them",
                            "boxes:输出 boxes 与 scores,角点为输入的比例,由 landmark 取关键点;yunet:如 YuNet,带五个关键点"),
                    preset("boxes", NODE, "boxes", "the output with the boxes", "边框输出的名称"),
                    preset("scores", NODE, "scores", "the output with the scores", "得分输出的名称"),
                    preset(
                            "sure_percent",
                            new Whole(30, 99),
                            "65",
                            "less sure than that it has seen no face",
                            "低于此置信度视为没有人脸"),
                    preset(
                            "border_percent",
                            new Whole(0, 100),
                            "0",
                            "grey around each picture, of its longer side, for cameras whose"
                                    + " pictures a face fills; whoever is enrolled is enrolled by it",
                            "图像四周的灰边,占长边的百分比,用于人脸占满图像的摄像机;改变后须重新登记"));

    private static final Section LANDMARK =
            net(
                    preset(
                            "output",
                            NODE,
                            "output",
                            "x and y of 68 points, in the order of iBUG 300-W, in parts of the"
                                    + " input",
                            "68 个关键点的 x、y(iBUG 300-W 顺序),为输入的比例"));

    private static final Section EMBED =
            net(
                    preset("output", NODE, "output", "the numbers of a face", "人脸特征的输出名称"),
                    required("dimension", new Whole(16, 4_096), "how many they are", "特征的维数"),
                    preset(
                            "metric",
                            new Choice("cosine"),
                            "cosine",
                            "how two are compared: by their angle",
                            "比对方式:夹角余弦"),
                    optional(
                            "vector",
                            ANY,
                            "file with an input and what must come of it, as 32-bit floats, least"
                                    + " byte first; absent: that is not tried",
                            "检验文件:一组输入及其应有的输出,32 位浮点,小端;省略则不检验"));

    static final Section MODELS =
            new Section(
                    optional(
                            "face",
                            new Section(
                                    optional(
                                            "detect",
                                            DETECT,
                                            "what finds a face; absent: each picture is one face,"
                                                    + " cut out and upright",
                                            "人脸检测;省略则每幅图像即为一张已对齐的人脸"),
                                    optional(
                                            "landmark",
                                            LANDMARK,
                                            "what finds the points of a face that was found",
                                            "人脸关键点"),
                                    required(
                                            "embed",
                                            EMBED,
                                            "what makes numbers of a face",
                                            "人脸特征提取")),
                            "by which faces are compared here; absent: by none",
                            "本机比对人脸所用的模型,省略则不在本机比对"));

    private FaceModelsShape() {}

    private static Section net(Key... more) {
        var keys =
                new ArrayList<>(
                        List.of(
                                required("file", ANY, "path of the model, ONNX", "模型文件(ONNX)的路径"),
                                required(
                                        "sha256",
                                        text(
                                                "[0-9a-f]{64}",
                                                "64 hex digits, as sha256sum prints them",
                                                "64 位十六进制数,如 sha256sum 所示"),
                                        "of that file: no other is used",
                                        "该文件的摘要,不符则不使用"),
                                required(
                                        "licence",
                                        ANY,
                                        "by which the site may use it",
                                        "使用该模型所依据的许可"),
                                preset("input", NODE, "input", "name of its input", "输入的名称"),
                                required("width", SIDE, "of its input", "输入宽度"),
                                required("height", SIDE, "of its input", "输入高度"),
                                preset(
                                        "layout",
                                        new Choice("nchw", "nhwc"),
                                        "nchw",
                                        "channel by channel, or pixel by pixel",
                                        "按通道或按像素排列"),
                                required(
                                        "channels",
                                        new Choice("rgb", "bgr", "grey"),
                                        "in which order, as it was trained",
                                        "通道顺序,与训练时一致"),
                                required(
                                        "mean",
                                        NUMBER,
                                        "taken from each value of 0 to 255, as it was trained",
                                        "从每个 0 至 255 的值中减去的数,与训练时一致"),
                                required(
                                        "scale",
                                        SCALE,
                                        "what is left is multiplied by it",
                                        "减去后所乘的系数")));
        keys.addAll(List.of(more));
        return new Section(keys.toArray(Key[]::new));
    }
}
