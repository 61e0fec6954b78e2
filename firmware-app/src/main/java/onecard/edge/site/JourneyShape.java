package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;

import java.util.List;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Whole;

/// The keys of a till that takes people along, where mode is journey.
final class JourneyShape {

    private static final Section FARE =
            new Section(
                    required(
                            "stages",
                            new Whole(0, 98),
                            "a ride of up to so many; a further one costs the last fare",
                            "不超过此站数(分段)的行程;更远者按最后一档"),
                    required("price_fen", new Whole(1, 9_999_999), "what it costs", "票价"));

    static final List<Key> KEYS =
            List.of(
                    optional(
                            "fares",
                            new Seq(FARE, 64),
                            "what rides cost, the further the dearer; the last one is paid on"
                                    + " tapping on",
                            "票价,由近及远递增;上车先扣最后一档"),
                    preset(
                            "stage",
                            new Whole(1, 99),
                            "1",
                            "where the validator is, or is at a start; a driver keys in the next"
                                    + " one at keypad",
                            "验票机所在(或开机时)的站点编号;司机可在键盘上键入下一站"),
                    preset(
                            "journey_max_min",
                            new Whole(10, 1_440),
                            "120",
                            "whoever has not tapped off by then has paid the highest fare",
                            "超过此时间未下车刷卡,按最高票价计"),
                    preset(
                            "again_s",
                            new Whole(0, 300),
                            "60",
                            "the same person is not taken twice within it, on or off; 0: they are",
                            "此时间内同一人不重复受理(上下车均算),0 不限"));

    private JourneyShape() {}
}
