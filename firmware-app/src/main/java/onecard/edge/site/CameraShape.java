package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Terms.SECRET;
import static onecard.edge.site.Terms.text;

import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Whole;

/// The keys of a board's cameras that read plates.
final class CameraShape {

    private static final Shape.Text MEMBER =
            text("[A-Za-z0-9_-]{1,64}", "a name in JSON", "JSON 中的名称");

    static final Section CAMERA =
            new Section(
                    optional(
                            "listen",
                            text(
                                    "[a-z0-9.:\\[\\]-]+:[0-9]{1,5}",
                                    "host:port of this board",
                                    "本机的 host:port"),
                            "the camera pushes plates to this address by HTTP",
                            "摄像机以 HTTP 向此地址推送车牌"),
                    preset(
                            "path",
                            text("/[A-Za-z0-9._~/-]{0,99}", "a path as /plates", "路径,如 /plates"),
                            "/plates",
                            "where it pushes to",
                            "推送路径"),
                    optional(
                            "secret",
                            SECRET,
                            "what it must say; on a loopback address it may be left out",
                            "摄像机必须出示的口令,仅监听本机时可省略"),
                    preset(
                            "plate_key",
                            MEMBER,
                            "plate",
                            "the JSON member that holds the plate",
                            "车牌所在的 JSON 成员"),
                    preset(
                            "confidence_key",
                            MEMBER,
                            "confidence",
                            "the JSON member that holds how sure it is, 0 to 100",
                            "置信度(0 至 100)所在的 JSON 成员"),
                    optional(
                            "serial",
                            BoardShape.TTY,
                            "tty of a camera, mostly RS-485",
                            "摄像机的串口,多为 RS-485"),
                    preset("baud", BoardShape.BAUD, "9600", "speed of that tty", "串口速率"),
                    optional("sim", new Flag(), "a simulated camera", "模拟摄像机"),
                    preset(
                            "silent_after_s",
                            new Whole(10, 3_600),
                            "120",
                            "a camera that says nothing for so long is lost: let it send a sign of"
                                    + " life more often",
                            "摄像机超过此时间无消息即视为失联,请设置更短的心跳"),
                    preset(
                            "same_plate_ms",
                            new Whole(2_000, 60_000),
                            "10000",
                            "a plate that was not read for so long counts again",
                            "车牌未再读到达到此时间后重新计"));

    private CameraShape() {}
}
