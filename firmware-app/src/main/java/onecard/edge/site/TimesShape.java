package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.DATES;
import static onecard.edge.site.Terms.TIME;

import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;

/// When: the keys of `schedules` and `calendars`.
final class TimesShape {

    static final Section WINDOW =
            new Section(
                    required(
                            "days",
                            new Seq(new Choice("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 7),
                            "days on which the window begins",
                            "时段开始的星期"),
                    required("from", TIME, "included", "开始,含"),
                    required(
                            "until",
                            TIME,
                            "excluded; not after from: next day",
                            "结束,不含;不晚于 from 则为次日"));

    static final Seq SCHEDULE = new Seq(WINDOW, 64);

    static final Section CALENDAR =
            new Section(
                    optional("holidays", DATES, "closed days", "节假日"),
                    optional("workdays", DATES, "make-up workdays", "调休工作日"));

    private TimesShape() {}
}
