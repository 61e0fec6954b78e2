package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Terms.ID;

import java.util.List;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Whole;

/// The keys of a till that people draw water at, where mode is meter.
final class MeterShape {

    private static final Whole FEN = new Whole(1, 9_999_999);

    static final List<Key> KEYS =
            List.of(
                    optional("valve", ID, "the relay that opens it while somebody draws", "水阀继电器"),
                    optional("meter", ID, "the contact that its meter closes", "水表脉冲触点"),
                    optional(
                            "pulses_per_litre",
                            new Whole(1, 10_000),
                            "how many pulses the meter gives",
                            "水表每升脉冲数"),
                    optional(
                            "cubic_metre_fen",
                            FEN,
                            "what 1,000 litres cost; a fen that has begun is not charged",
                            "每立方米价格,不足一分不计"),
                    optional(
                            "draw_most_fen",
                            FEN,
                            "paid on tapping, by whoever may spend it; what was not drawn goes back",
                            "刷卡预扣金额,未用部分退还"),
                    preset(
                            "draw_least_fen",
                            FEN,
                            "10",
                            "whoever may not spend so much draws nothing; between the two, what they"
                                    + " may spend is paid",
                            "可用金额低于此数者不放水;介于两者之间则预扣其可用金额"),
                    preset(
                            "reading_fen",
                            new Whole(1, 1_000),
                            "10",
                            "recorded as so much more was drawn, once a second at most: what a power"
                                    + " cut leaves to go by",
                            "每用水达此金额记录一次(每秒至多一次),断电后据此结算"),
                    preset(
                            "idle_s",
                            new Whole(3, 600),
                            "60",
                            "nobody has drawn for so long: they have left",
                            "停水此时间后视为已离开"),
                    preset(
                            "draw_max_s",
                            new Whole(10, 7_200),
                            "900",
                            "nobody draws for longer",
                            "一次用水的最长时间"));

    private MeterShape() {}
}
