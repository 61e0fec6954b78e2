package onecard.edge.walk;

import static onecard.edge.words.Message.WALK_FACT_BOARD;
import static onecard.edge.words.Message.WALK_FACT_BUILT;
import static onecard.edge.words.Message.WALK_FACT_CLOCK;
import static onecard.edge.words.Message.WALK_FACT_CONFIG;
import static onecard.edge.words.Message.WALK_FACT_DEVICE;
import static onecard.edge.words.Message.WALK_FACT_ERROR;
import static onecard.edge.words.Message.WALK_FACT_OFFSET;
import static onecard.edge.words.Message.WALK_FACT_SITE;
import static onecard.edge.words.Message.WALK_FACT_SYSTEM;
import static onecard.edge.words.Message.WALK_FACT_TIMEZONE;
import static onecard.edge.words.Message.WALK_FACT_TRUST;
import static onecard.edge.words.Message.WALK_FACT_VERSION;
import static onecard.edge.words.Message.WALK_PAGE_BEGAN;
import static onecard.edge.words.Message.WALK_PAGE_DEVICE_KEY;
import static onecard.edge.words.Message.WALK_PAGE_ENDED;
import static onecard.edge.words.Message.WALK_PAGE_FAILED;
import static onecard.edge.words.Message.WALK_PAGE_FINDINGS;
import static onecard.edge.words.Message.WALK_PAGE_NO_FINDINGS;
import static onecard.edge.words.Message.WALK_PAGE_PASSED;
import static onecard.edge.words.Message.WALK_PAGE_RECEIVED;
import static onecard.edge.words.Message.WALK_PAGE_SIGNATURE;
import static onecard.edge.words.Message.WALK_PAGE_SIGNED;
import static onecard.edge.words.Message.WALK_PAGE_SKIPPED;
import static onecard.edge.words.Message.WALK_PAGE_SUM;
import static onecard.edge.words.Message.WALK_PAGE_TITLE;
import static onecard.edge.words.Message.WALK_PAGE_WALKED_BY;
import static onecard.edge.words.Message.WALK_PAGE_WIRING;

import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.words.Lang;
import onecard.words.Words;

/// A signed report as a page of HTML to print on A4, in one language. It carries the signed report
/// itself, and is made of it alone: who has the page can prove it, and a word that was changed on
/// it does not come out of the report again.
public final class Page {

    private static final String OPENS = "<script type=\"application/json\" id=\"report\">";
    private static final String CLOSES = "</script>";

    private static final String STYLE =
            """
            @page { size: A4; margin: 15mm; }
            body { font: 10pt/1.4 'DejaVu Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; }
            body { color: #111; max-width: 180mm; margin: auto; }
            h1 { font-size: 16pt; } h2 { font-size: 12pt; border-bottom: 1px solid #111; page-break-after: avoid; }
            table { border-collapse: collapse; width: 100%; }
            td, th { text-align: left; vertical-align: top; padding: 1mm 2mm; }
            td, th { border-bottom: 1px solid #bbb; }
            tr { page-break-inside: avoid; } td.r { white-space: nowrap; font-weight: bold; } code { word-break: break-all; }
            .why { font-style: italic; } .sheet { page-break-before: always; } .sheet svg { width: 100%; height: auto; }
            """;

    private final Json.Obj report;
    private final Lang lang;
    private final StringBuilder out = new StringBuilder(32_768);

    private Page(Json.Obj report, Lang lang) {
        this.report = report;
        this.lang = lang;
    }

    /// @param report as it was signed
    public static String of(Json.Obj report, Lang lang) {
        return new Page(report, lang).html();
    }

    /// The report that a page carries, where the page is what that report makes; else empty.
    public static Optional<Json.Obj> report(String html) {
        int from = html.indexOf(OPENS);
        int to = from < 0 ? -1 : html.indexOf(CLOSES, from);
        if (to < 0) {
            return Optional.empty();
        }
        return JsonReader.ownObject(html.substring(from + OPENS.length(), to))
                .filter(
                        found ->
                                of(found, Lang.ZH).equals(html) || of(found, Lang.EN).equals(html));
    }

    private String html() {
        var facts = report.object("facts").orElse(Json.Obj.EMPTY);
        var title =
                say(
                        WALK_PAGE_TITLE.with(
                                facts.text("site").orElse(""), facts.text("device").orElse("")));
        out.append("<!DOCTYPE html>\n<html lang=\"").append(lang.tag()).append("\">\n<head>\n");
        out.append("<meta charset=\"utf-8\">\n<title>").append(title).append("</title>\n<style>\n");
        out.append(STYLE).append("</style>\n</head>\n<body>\n<h1>").append(title).append("</h1>\n");
        summary(facts);
        findings();
        for (var block : Block.values()) {
            block(block);
        }
        signature();
        sheets();
        // As it stands, no text of it can end the element that holds it.
        out.append(OPENS).append(Canonical.text(report).replace("<", "\\u003c")).append(CLOSES);
        return out.append("\n</body>\n</html>\n").toString();
    }

    private void summary(Json.Obj facts) {
        out.append("<p><strong>")
                .append(
                        say(
                                WALK_PAGE_SUM.with(
                                        number("passed"), number("failed"), number("skipped"))))
                .append("</strong></p>\n<table>\n");
        row(say(WALK_PAGE_BEGAN.with()), report.text("began").orElse(""));
        row(say(WALK_PAGE_ENDED.with()), report.text("ended").orElse(""));
        row(say(WALK_PAGE_WALKED_BY.with()), report.text("walked_by").orElse(""));
        facts.forEach(
                (name, value) -> row(fact(name), value instanceof Json.Str(var text) ? text : ""));
        out.append("</table>\n");
    }

    private void row(String name, String value) {
        out.append("<tr><th>").append(name).append("</th><td>").append(escaped(value));
        out.append("</td></tr>\n");
    }

    private String fact(String name) {
        return switch (name) {
            case "site" -> say(WALK_FACT_SITE.with());
            case "device" -> say(WALK_FACT_DEVICE.with());
            case "board" -> say(WALK_FACT_BOARD.with());
            case "onecard" -> say(WALK_FACT_VERSION.with());
            case "built" -> say(WALK_FACT_BUILT.with());
            case "config" -> say(WALK_FACT_CONFIG.with());
            case "system" -> say(WALK_FACT_SYSTEM.with());
            case "timezone" -> say(WALK_FACT_TIMEZONE.with());
            case "clock" -> say(WALK_FACT_CLOCK.with());
            case "clock_trust" -> say(WALK_FACT_TRUST.with());
            case "clock_offset_us" -> say(WALK_FACT_OFFSET.with());
            case "clock_error_us" -> say(WALK_FACT_ERROR.with());
            default -> escaped(name);
        };
    }

    private long number(String name) {
        return report.number(name).orElse(0L);
    }

    private void findings() {
        out.append("<h2>").append(say(WALK_PAGE_FINDINGS.with())).append("</h2>\n");
        var found = objects(report, "findings");
        if (found.isEmpty()) {
            out.append("<p>").append(say(WALK_PAGE_NO_FINDINGS.with())).append("</p>\n");
            return;
        }
        out.append("<table>\n");
        for (var each : found) {
            out.append("<tr><td class=\"r\">").append(escaped(each.text("mistake").orElse("")));
            out.append("</td><td>").append(words(each, "found")).append("<br>&rarr; ");
            out.append(words(each, "next")).append("</td></tr>\n");
        }
        out.append("</table>\n");
    }

    private void block(Block block) {
        out.append("<h2>").append(say(block.title())).append("</h2>\n<table>\n");
        for (var step : objects(report, "steps")) {
            if (step.text("block").filter(block.wire()::equals).isPresent()) {
                step(step);
            }
        }
        out.append("</table>\n");
    }

    private void step(Json.Obj step) {
        var result =
                switch (step.text("result").orElse("")) {
                    case "passed" -> "&#10003; " + say(WALK_PAGE_PASSED.with());
                    case "failed" -> "&#10007; " + say(WALK_PAGE_FAILED.with());
                    default -> "&#8211; " + say(WALK_PAGE_SKIPPED.with());
                };
        out.append("<tr><td class=\"r\">").append(result).append("</td><td>");
        out.append(words(step, "what"));
        for (var measured : objects(step, "measured")) {
            out.append("<br>").append(in(measured));
        }
        if (step.object("why").isPresent()) {
            out.append("<br><span class=\"why\">").append(words(step, "why")).append("</span>");
        }
        out.append("</td></tr>\n");
    }

    private void signature() {
        out.append("<h2>").append(say(WALK_PAGE_SIGNATURE.with())).append("</h2>\n<table>\n");
        row(say(WALK_PAGE_DEVICE_KEY.with()), report.text("device_key").orElse(""));
        row(say(WALK_PAGE_SIGNED.with()), report.text("sig").orElse(""));
        row(say(WALK_PAGE_RECEIVED.with()), "");
        out.append("</table>\n");
    }

    private void sheets() {
        var sheets =
                report.object("wiring")
                        .flatMap(all -> all.array(lang == Lang.ZH ? "zh" : "en"))
                        .map(Json.Arr::items)
                        .orElse(List.of());
        for (var sheet : sheets) {
            if (sheet instanceof Json.Str(var svg)) {
                out.append("<div class=\"sheet\">\n<h2>").append(say(WALK_PAGE_WIRING.with()));
                out.append("</h2>\n").append(svg).append("</div>\n");
            }
        }
    }

    private static List<Json.Obj> objects(Json.Obj of, String name) {
        return of.array(name).map(Json.Arr::items).orElse(List.of()).stream()
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast)
                .toList();
    }

    private String words(Json.Obj of, String name) {
        return of.object(name).map(this::in).orElse("");
    }

    private String in(Json.Obj words) {
        return escaped(words.text(lang == Lang.ZH ? "zh" : "en").orElse(""));
    }

    private String say(Words words) {
        return escaped(words.in(lang));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
