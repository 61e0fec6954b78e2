package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ID;
import static onecard.edge.site.Terms.IDS;

import java.util.List;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.OneOrMore;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Whole;

/// What a point demands besides a right to pass, whatever its kind.
final class SafeguardShape {

    private static final Key WITHIN =
            preset(
                    "within_ms",
                    new Whole(1_000, 120_000),
                    "15000",
                    "how far apart the two taps may be",
                    "两次刷卡的最长间隔");

    private static final Section ESCORT =
            new Section(
                    required("of", IDS, "groups that pass only with an escort", "须陪同的组"),
                    required("by", IDS, "groups that may escort", "可陪同的组"),
                    WITHIN);

    private static final Section TWO_PERSON =
            new Section(
                    optional(
                            "groups",
                            IDS,
                            "each of the two is of these; absent: whoever may pass",
                            "两人所属的组,省略则为可通行者"),
                    WITHIN);

    static final List<Key> KEYS =
            List.of(
                    optional("area", ID, "the area that `in` leads into", "in 方向进入的区域"),
                    optional(
                            "from_area",
                            ID,
                            "the area that `in` leads from; absent: nobody is counted there",
                            "in 方向离开的区域,省略则该侧不计人"),
                    optional(
                            "first_person",
                            IDS,
                            "groups of which one must pass before others do, since the schedule"
                                    + " opened or since midnight",
                            "时段开始(或零点)后须先有其中一人通行,他人方可进入"),
                    optional(
                            "two_person",
                            TWO_PERSON,
                            "nobody comes in alone: two tap, and are let in together",
                            "双人通行:两人先后刷卡,一同放行"),
                    optional("escort", ESCORT, "some come in only with company", "须陪同方可进入"),
                    optional(
                            "second_factor",
                            new OneOrMore(
                                    new Choice("finger", "face", "vein", "pin", "attendant"), 5),
                            "what else must be proved on the way in: the first, and where that"
                                    + " cannot be, the next; attendant: whoever stands there helps",
                            "进入时还须验证的因子:首选在前,无法验证时用下一项;attendant:由现场人员协助"),
                    optional(
                            "second_factor_groups",
                            IDS,
                            "of whom; absent: everybody. Where a card alone proves less than"
                                    + " least, of everybody",
                            "须验证的组,省略则为所有人;卡低于 least 时一律须验证"),
                    optional(
                            "second_factor_schedule",
                            ID,
                            "when; absent, or while the clock is untrusted: always",
                            "须验证的时段,省略或时钟不可信时始终须验证"),
                    preset(
                            "second_factor_ms",
                            new Whole(3_000, 120_000),
                            "20000",
                            "time for each",
                            "每一项的时限"),
                    optional(
                            "false_match_one_in",
                            new Whole(100, 10_000),
                            "of so many strangers with somebody's card one may be taken for them;"
                                    + " absent: 1000, and 10000 where people pay",
                            "多少个持他人卡者中最多误认一人,省略则为 1000,收费处为 10000"),
                    optional(
                            "lockdown_groups",
                            IDS,
                            "groups that come in during a lockdown; it is noted",
                            "封控期间仍可进入的组,并予记录"),
                    optional(
                            "override_groups",
                            IDS,
                            "groups for whom passback and occupancy are only noted",
                            "不受防反传与人数限制的组,仅予记录"),
                    optional(
                            "duress_groups",
                            IDS,
                            "groups of cards or PINs shown under threat: as ever, and a silent alarm",
                            "胁迫时使用的卡或密码所属的组:照常判定,并静默报警"),
                    optional(
                            "extended_groups",
                            IDS,
                            "groups that have more time to pass",
                            "通行时间延长的组"));

    private SafeguardShape() {}
}
