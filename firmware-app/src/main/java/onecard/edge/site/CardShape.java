package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ANY;
import static onecard.edge.site.Terms.text;

import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Text;
import onecard.edge.site.Shape.Whole;
import onecard.hal.card.CertificateProof;

/// What a province's cards hold, and whose certificates on them are believed.
final class CardShape {

    private static final Text HEX_FILE = text("[0-9a-f]{4}", "4 hex digits", "4 位十六进制数");

    private static final Section CARD_ITEM =
            new Section(
                    required(
                            "means",
                            new Choice("id", "version", "expires", "region", "citizen"),
                            "what the item tells of the card",
                            "该数据项的含义"),
                    optional("file", HEX_FILE, "file id, with record", "文件标识,与 record 同用"),
                    optional("record", new Whole(1, 254), "number of the record", "记录号"),
                    optional(
                            "tag",
                            text("[0-9a-f]{2}", "2 hex digits", "2 位十六进制数"),
                            "first byte of the record, before its length; absent: neither stands"
                                    + " there",
                            "记录首字节,其后为长度;省略则两者都没有"),
                    optional(
                            "short_id",
                            new Whole(1, 30),
                            "short id of a file without records",
                            "无记录文件的短标识"),
                    optional(
                            "value_bytes",
                            new Whole(1, LayoutBinder.VALUE_MAX),
                            "length of the whole value; absent: it ends with the item",
                            "整个值的字节数,省略则到该项为止"),
                    preset(
                            "offset",
                            new Whole(0, LayoutBinder.VALUE_MAX - 1),
                            "0",
                            "first byte in the value",
                            "在值中的起始字节"),
                    required(
                            "bytes",
                            new Whole(1, LayoutBinder.VALUE_MAX),
                            "length of the item",
                            "该项的字节数"),
                    required(
                            "coding",
                            new Choice("b", "cn", "cn-tail", "an"),
                            "b binary, cn two digits a byte, cn-tail without the first digit, an"
                                    + " ASCII",
                            "b 二进制,cn 压缩数字,cn-tail 去掉首位数字,an 字母数字"));

    static final Section CARD_LAYOUT =
            new Section(
                    optional(
                            "select",
                            text("([0-9a-f]{2}){5,16}", "5 to 16 bytes in hex", "5 到 16 字节的十六进制数"),
                            "name of the application; absent for ssc, which this adds to",
                            "应用名称;扩展 ssc 时省略"),
                    optional(
                            "kind",
                            new Choice("ssc", "tunion"),
                            "kind of credential in lists and events; absent for ssc",
                            "名单与事件中的凭证类别;扩展 ssc 时省略"),
                    required(
                            "items",
                            new Seq(CARD_ITEM, 5),
                            "what is read, one of each meaning; in ssc each takes the place of the"
                                    + " known one",
                            "读取的数据项,每种含义一项;在 ssc 下取代已知的同义项"));

    static final Section CERTIFICATES =
            new Section(
                    required(
                            "issuers",
                            ANY,
                            "PEM file of SM2 roots and authorities below them",
                            "SM2 根证书与下级机构证书的 PEM 文件"),
                    required(
                            "crls",
                            new Seq(ANY, 64),
                            "files of revocation lists, one an authority; read again when they"
                                    + " change",
                            "吊销列表文件,每个机构一份;变化后自动重读"),
                    preset(
                            "crl_grace_h",
                            new Whole(0, 2_160),
                            "72",
                            "a list past its end still speaks so long; then the level stays lower",
                            "列表到期后仍可使用的时间,超过则安全级别较低"),
                    preset(
                            "application",
                            text("([0-9a-f]{2}){5,16}", "10 to 32 hex digits", "10 到 32 位十六进制数"),
                            CertificateProof.SIMULATED,
                            "name of the card's certificate application; the real card's is not"
                                    + " public, this is the software card's",
                            "卡上证书应用的名称;真卡的未公开,此为软件卡的名称"));

    private CardShape() {}
}
