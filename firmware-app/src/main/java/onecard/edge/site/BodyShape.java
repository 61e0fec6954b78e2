package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ANY;
import static onecard.edge.site.Terms.text;

import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Text;
import onecard.edge.site.Shape.Whole;

/// The keys of a sensor that looks at people.
final class BodyShape {

    private static final Whole PIXELS = new Whole(2, 512);

    private static final Text DIRECTORY =
            text("/[!-~]{1,199}", "an absolute path, as /run/...", "绝对路径,如 /run/...");

    static final Section SENSOR =
            new Section(
                    required(
                            "modality",
                            new Choice("finger", "face", "vein"),
                            "what of a person it looks at",
                            "识别方式:指纹、人脸或静脉"),
                    optional(
                            "serial",
                            BoardShape.TTY,
                            "tty of a fingerprint module of the R503 or AS608 family, or of a palm"
                                    + " or finger vein module that speaks in frames of EF AA",
                            "R503、AS608 系列指纹模块,或 EF AA 帧格式的掌静脉、指静脉模块的串口"),
                    optional(
                            "baud",
                            BoardShape.BAUD,
                            "speed of that tty; absent: 57600 for fingers, 115200 for veins",
                            "串口速率;省略则指纹为 57600,静脉为 115200"),
                    optional(
                            "directory",
                            DIRECTORY,
                            "the pictures of a camera are put here, as .pgm or .ppm, one a file; a"
                                    + " tmpfs keeps them from the disk",
                            "摄像机图像(.pgm 或 .ppm,每个文件一幅)放入此目录;宜用 tmpfs,图像不落盘"),
                    optional(
                            "model",
                            ANY,
                            "of a module that does not say it (AS608; of a vein module it must be"
                                    + " given, with its firmware), or of a camera (camera): what is"
                                    + " enrolled at one model is compared at no other",
                            "模块不报告型号时的型号(AS608;静脉模块必填,含固件版本),或摄像机的型号(camera):不同型号之间不作比对"),
                    optional(
                            "users",
                            new Whole(1, 255),
                            "that a vein module takes, by its data sheet; absent: 100",
                            "静脉模块的用户容量,按数据手册;省略则为 100"),
                    optional(
                            "detects_attacks",
                            new Flag(),
                            "a vein module that tells copies from people, by its maker's word",
                            "静脉模块具备活体检测(厂商声明)"),
                    preset(
                            "level",
                            new Whole(1, 5),
                            "3",
                            "how alike two fingers must be for the module, at least; its maker"
                                    + " does not say how many strangers pass at one",
                            "模块自身比对的最低安全等级,厂商未公布误识率"),
                    preset(
                            "gives",
                            new Choice("nothing", "picture"),
                            "nothing",
                            "nothing: the module compares by itself; picture: compared here",
                            "nothing:由模块比对;picture:由本机比对"),
                    optional("width", PIXELS, "of its picture, an even number", "图像宽度,偶数"),
                    optional("height", PIXELS, "of its picture", "图像高度"),
                    optional(
                            "dpi",
                            new Whole(250, 1_000),
                            "of a finger's picture, by its data sheet: a wrong number makes all of"
                                    + " them useless",
                            "指纹图像分辨率,按数据手册填写,填错则所有图像无用"),
                    optional(
                            "calibration",
                            ANY,
                            "signed record of what scores mean at this sensor, as bio eval writes"
                                    + " it; absent: by the author's word for fingers, and veins"
                                    + " and faces are not compared here",
                            "此设备比对分数的校准记录(已签名,由 bio eval 生成);省略则指纹按引擎作者的说明,静脉与人脸不在本机比对"),
                    optional("sim", new Flag(), "a simulated sensor", "模拟设备"));

    static final Section DATA =
            new Section(
                    required(
                            "purpose",
                            text(
                                    "[A-Za-z0-9][A-Za-z0-9._-]{0,31}",
                                    "a label of letters, digits, . _ and -, as gate",
                                    "由字母、数字、. _ - 组成的标识,如 gate"),
                            "what they are kept for; a consent for anything else is none here",
                            "保存目的;为其他目的所作的同意在此无效"),
                    required("assessment", ANY, "reference of the impact assessment", "影响评估报告的编号"),
                    preset(
                            "retention_days",
                            new Whole(1, 3_650),
                            "365",
                            "no consent lasts longer, and nothing is kept behind its end",
                            "同意的最长期限,到期即删除"));

    private BodyShape() {}
}
