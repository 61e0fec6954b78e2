package onecard.edge.walk;

import static onecard.edge.words.Message.WALK_FACT_BOARD;
import static onecard.edge.words.Message.WALK_FACT_BUILT;
import static onecard.edge.words.Message.WALK_FACT_CLOCK;
import static onecard.edge.words.Message.WALK_FACT_CONFIG;
import static onecard.edge.words.Message.WALK_FACT_DEVICE;
import static onecard.edge.words.Message.WALK_FACT_ERROR;
import static onecard.edge.words.Message.WALK_FACT_JAVA;
import static onecard.edge.words.Message.WALK_FACT_OFFSET;
import static onecard.edge.words.Message.WALK_FACT_SITE;
import static onecard.edge.words.Message.WALK_FACT_SYSTEM;
import static onecard.edge.words.Message.WALK_FACT_TIMEZONE;
import static onecard.edge.words.Message.WALK_FACT_TRUST;
import static onecard.edge.words.Message.WALK_FACT_VERSION;
import static onecard.edge.words.Message.WALK_PAGE_BEGAN;
import static onecard.edge.words.Message.WALK_PAGE_DEVICE;
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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.words.Message;
import onecard.words.Lang;
import onecard.words.Words;

/// A signed report as a page of HTML to print on A4, in one language. It carries the signed report
/// itself, and is made of it alone: who has the page can prove it, and a word that was changed on
/// it does not come out of the report again.
public final class Page {

    private static final String OPENS = "<script type=\"application/json\" id=\"report\">";
    private static final String CLOSES = "</script>";
    private static final String BAD = " class=\"bad\"";

    /// What a fact is called, in the order in which they stand on the page.
    private static final Map<String, Message> FACTS = facts();

    private static final String STYLE =
            """
            @page { size: A4; margin: 15mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; } }
            @page sheet { size: A4 landscape; margin: 0; @bottom-right { content: none; } }
            body { font: 10pt/1.4 'DejaVu Sans', 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; color: #111; margin: 0; }
            :lang(zh) body { font-family: 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif; }
            main { max-width: 180mm; margin: auto; }
            @media screen { main { padding: 8mm; } }
            h1 { font-size: 17pt; margin: 0 0 2mm; }
            h2 { font-size: 12pt; margin: 5mm 0 1mm; border-bottom: 0.5mm solid #111; break-after: avoid; }
            table { border-collapse: collapse; width: 100%; table-layout: fixed; }
            td, th { text-align: left; vertical-align: top; padding: 1mm 2mm; border-bottom: 0.2mm solid #bbb; overflow-wrap: anywhere; }
            th { font-weight: normal; color: #555; }
            tr { break-inside: avoid; }
            .sum { font-size: 13pt; font-weight: bold; margin: 0 0 3mm; }
            .r { width: 24mm; font-weight: bold; }
            .n { width: 24mm; text-align: right; }
            .pair { width: 17%; }
            .keep { break-inside: avoid; }
            .facts td, .facts th, .overview td, .overview th { font-size: 9pt; padding: 0.6mm 2mm; }
            .overview { margin-top: 3mm; }
            .bad { border-left: 1.5mm solid #b00020; }
            .left { color: #555; }
            .found { font-weight: bold; }
            .more { color: #555; font-size: 8.5pt; }
            .why { font-style: italic; }
            :lang(zh) .why { font-style: normal; }
            .bad .why { color: #b00020; }
            .key { font: 8.5pt/1.4 'DejaVu Sans Mono', monospace; word-break: break-all; }
            .sign td { height: 18mm; }
            .sheet { page: sheet; }
            .sheet svg { display: block; width: 100%; height: auto; }
            @media print { .sheet svg { width: 297mm; height: 209mm; } }
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
        return carried(html)
                .filter(
                        found ->
                                of(found, Lang.ZH).equals(html) || of(found, Lang.EN).equals(html));
    }

    /// The report that a page carries, whatever else stands on the page: another version of this
    /// program may have laid it out.
    public static Optional<Json.Obj> carried(String html) {
        int from = html.indexOf(OPENS);
        int to = from < 0 ? -1 : html.indexOf(CLOSES, from);
        if (to < 0) {
            return Optional.empty();
        }
        return JsonReader.ownObject(html.substring(from + OPENS.length(), to));
    }

    private String html() {
        var facts = report.object("facts").orElse(Json.Obj.EMPTY);
        var title =
                say(
                        WALK_PAGE_TITLE.with(
                                facts.text("site").orElse(""), facts.text("device").orElse("")));
        out.append("<!DOCTYPE html>\n<html lang=\"").append(lang.tag()).append("\">\n<head>\n");
        out.append("<meta charset=\"utf-8\">\n<title>").append(title).append("</title>\n<style>\n");
        out.append(STYLE).append("</style>\n</head>\n<body>\n<main>\n<h1>").append(title);
        out.append("</h1>\n");
        summary();
        findings();
        device(facts);
        signature(); // here, and whoever receives it signs the page that says what came of it
        for (var block : Block.values()) {
            block(block);
        }
        out.append("</main>\n");
        sheets();
        // As it stands, no text of it can end the element that holds it.
        out.append(OPENS).append(Canonical.text(report).replace("<", "\\u003c")).append(CLOSES);
        return out.append("\n</body>\n</html>\n").toString();
    }

    /// What came of it, when and by whom, and of which block.
    private void summary() {
        out.append("<p class=\"sum\">")
                .append(
                        say(
                                WALK_PAGE_SUM.with(
                                        number("passed"), number("failed"), number("skipped"))))
                .append("</p>\n<table class=\"facts\">\n");
        pairs(
                List.of(
                        new Pair(say(WALK_PAGE_BEGAN.with()), time("began")),
                        new Pair(say(WALK_PAGE_ENDED.with()), time("ended")),
                        new Pair(
                                say(WALK_PAGE_WALKED_BY.with()),
                                report.text("walked_by").orElse(""))));
        out.append("</table>\n<table class=\"overview\">\n<tr><th></th>");
        for (var column : List.of(WALK_PAGE_PASSED, WALK_PAGE_FAILED, WALK_PAGE_SKIPPED)) {
            out.append("<th class=\"n\">").append(say(column.with())).append("</th>");
        }
        out.append("</tr>\n");
        for (var block : Block.values()) {
            var steps = steps(block);
            out.append("<tr").append(count(steps, "failed") > 0 ? BAD : "").append("><td>");
            out.append(say(block.title())).append("</td>");
            for (var result : List.of("passed", "failed", "skipped")) {
                long count = count(steps, result);
                out.append("<td class=\"n\">").append(count == 0 ? "&#8211;" : count);
                out.append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</table>\n");
    }

    private static long count(List<Json.Obj> steps, String result) {
        return steps.stream()
                .filter(step -> step.text("result").filter(result::equals).isPresent())
                .count();
    }

    private List<Json.Obj> steps(Block block) {
        return objects(report, "steps").stream()
                .filter(step -> step.text("block").filter(block.wire()::equals).isPresent())
                .toList();
    }

    /// @param name as HTML
    /// @param value as it is
    private record Pair(String name, String value) {}

    /// Two to a line.
    private void pairs(List<Pair> pairs) {
        for (int i = 0; i < pairs.size(); i += 2) {
            out.append("<tr>");
            pair(pairs.get(i));
            pair(i + 1 < pairs.size() ? pairs.get(i + 1) : new Pair("", ""));
            out.append("</tr>\n");
        }
    }

    private void pair(Pair pair) {
        out.append("<th class=\"pair\">").append(pair.name()).append("</th><td>");
        out.append(escaped(pair.value())).append("</td>");
    }

    private void device(Json.Obj facts) {
        out.append("<h2>").append(say(WALK_PAGE_DEVICE.with()));
        out.append("</h2>\n<table class=\"facts\">\n");
        var pairs = new ArrayList<Pair>();
        FACTS.forEach(
                (name, called) ->
                        facts.text(name)
                                .ifPresent(
                                        value -> pairs.add(new Pair(say(called.with()), value))));
        facts.forEach(
                (name, value) -> {
                    if (!FACTS.containsKey(name) && value instanceof Json.Str(var text)) {
                        pairs.add(new Pair(escaped(name), text));
                    }
                });
        pairs(pairs);
        out.append("</table>\n");
    }

    private static Map<String, Message> facts() {
        var facts = new LinkedHashMap<String, Message>();
        facts.put("site", WALK_FACT_SITE);
        facts.put("device", WALK_FACT_DEVICE);
        facts.put("board", WALK_FACT_BOARD);
        facts.put("config", WALK_FACT_CONFIG);
        facts.put("onecard", WALK_FACT_VERSION);
        facts.put("built", WALK_FACT_BUILT);
        facts.put("system", WALK_FACT_SYSTEM);
        facts.put("java", WALK_FACT_JAVA);
        facts.put("timezone", WALK_FACT_TIMEZONE);
        facts.put("clock", WALK_FACT_CLOCK);
        facts.put("clock_trust", WALK_FACT_TRUST);
        facts.put("clock_offset_us", WALK_FACT_OFFSET);
        facts.put("clock_error_us", WALK_FACT_ERROR);
        return facts;
    }

    /// Date, time and offset, with room for a line to break between them.
    private String time(String name) {
        return report.text(name).orElse("").replaceFirst("^(\\S+)T([0-9:.]+)(\\S*)$", "$1 $2 $3");
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
            out.append("<tr").append(BAD).append("><td><span class=\"found\">");
            out.append(words(each, "found")).append("</span><br>&rarr; ");
            out.append(words(each, "next")).append(" <span class=\"more\">(");
            out.append(escaped(each.text("mistake").orElse(""))).append(")</span></td></tr>\n");
        }
        out.append("</table>\n");
    }

    private void block(Block block) {
        var steps = steps(block);
        out.append("<h2>").append(say(block.title())).append("</h2>\n");
        if (steps.isEmpty()) {
            out.append("<p class=\"left\">&#8211;</p>\n");
            return;
        }
        out.append("<table>\n");
        steps.forEach(this::step);
        out.append("</table>\n");
    }

    private void step(Json.Obj step) {
        var result = step.text("result").orElse("");
        var sign =
                switch (result) {
                    case "passed" -> "&#10003; " + say(WALK_PAGE_PASSED.with());
                    case "failed" -> "&#10007; " + say(WALK_PAGE_FAILED.with());
                    default -> "&#8211; " + say(WALK_PAGE_SKIPPED.with());
                };
        out.append("<tr")
                .append(result.equals("failed") ? BAD : "")
                .append("><td class=\"r")
                .append(result.equals("skipped") ? " left" : "")
                .append("\">");
        out.append(sign).append("</td><td>").append(words(step, "what"));
        if (step.object("why").isPresent()) {
            out.append("<br><span class=\"why\">").append(words(step, "why")).append("</span>");
        }
        var measured = objects(step, "measured");
        if (!measured.isEmpty()) {
            out.append("<br><span class=\"more\">");
            out.append(measured.stream().map(this::in).collect(Collectors.joining(" &#183; ")));
            out.append("</span>");
        }
        out.append("</td></tr>\n");
    }

    private void signature() {
        out.append("<section class=\"keep\">\n<h2>").append(say(WALK_PAGE_SIGNATURE.with()));
        out.append("</h2>\n<table>\n");
        row("", say(WALK_PAGE_DEVICE_KEY.with()), report.text("device_key").orElse(""));
        row("", say(WALK_PAGE_SIGNED.with()), report.text("sig").orElse(""));
        row(" class=\"sign\"", say(WALK_PAGE_RECEIVED.with()), "");
        out.append("</table>\n</section>\n");
    }

    private void row(String kind, String name, String value) {
        out.append("<tr").append(kind).append("><th class=\"pair\">").append(name);
        out.append("</th><td class=\"key\">").append(escaped(value)).append("</td></tr>\n");
    }

    /// Each on a page of its own: it is drawn for one, and says itself what it is.
    private void sheets() {
        var sheets =
                report.object("wiring")
                        .flatMap(all -> all.array(lang == Lang.ZH ? "zh" : "en"))
                        .map(Json.Arr::items)
                        .orElse(List.of());
        for (var sheet : sheets) {
            if (sheet instanceof Json.Str(var svg)) {
                out.append("<div class=\"sheet\">\n").append(svg).append("</div>\n");
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
