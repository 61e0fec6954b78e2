package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.DATE;
import static onecard.edge.site.Terms.ID;
import static onecard.edge.site.Terms.IDS;
import static onecard.edge.site.Terms.text;

import java.util.List;
import java.util.stream.Stream;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Whole;

/// Who may pass a point, whatever its kind.
final class PolicyShape {

    private static final List<Key> RIGHTS =
            List.of(
                    required("lists", IDS, "whose entries count here", "在此有效的名单"),
                    optional("groups", IDS, "groups that may pass; absent: all", "可通行的组,省略则为全部"),
                    optional("schedule", ID, "when cards are decided on", "刷卡有效的时段"),
                    optional("calendar", ID, "holidays and make-up workdays", "节假日与调休工作日"),
                    preset(
                            "least",
                            new Choice("A0", "A1", "A2", "A3", "A4"),
                            "A1",
                            "least assurance; A0 and A1 can be cloned",
                            "最低安全级别,A0 与 A1 可被复制"),
                    optional(
                            "stale_after_h",
                            new Whole(1, 8_760),
                            "a list older than this decides no more",
                            "名单超过此时间不再用于判定"),
                    preset(
                            "untrusted_clock",
                            new Choice("permanent_only", "refuse"),
                            "permanent_only",
                            "what an untrusted clock means for timed rights",
                            "时钟不可信时,限时权限如何处理"),
                    preset(
                            "valid_card_only",
                            new Flag(),
                            "false",
                            "refuse cards past their own expiry date",
                            "拒绝已过自身有效期的卡"),
                    optional(
                            "expired_until",
                            DATE,
                            "last day on which an expired card is taken all the same",
                            "过期卡仍可使用的最后一天"),
                    preset(
                            "renew_within_days",
                            new Whole(0, 3_650),
                            "180",
                            "a card that ends so soon is granted with a prompt, once a day; 0: never",
                            "有效期不足此天数时放行并提示换领,每天一次;0: 不提示"),
                    optional(
                            "regions",
                            new Seq(
                                    text(
                                            "([0-9]{2}){1,3}",
                                            "2, 4 or 6 digits of a region code",
                                            "行政区划代码的前 2、4 或 6 位"),
                                    64),
                            "regions whose social security cards are taken; absent: all",
                            "接受的社保卡发卡地区,省略则为全部"),
                    preset(
                            "exit",
                            new Choice("always", "checked"),
                            "always",
                            "always: an exit grants and notes",
                            "always: 出口始终放行并注明"));

    static final List<Key> KEYS =
            Stream.of(RIGHTS, SafeguardShape.KEYS).flatMap(List::stream).toList();

    private PolicyShape() {}
}
