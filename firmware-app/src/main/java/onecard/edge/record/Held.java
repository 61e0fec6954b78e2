package onecard.edge.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.LetIn;
import onecard.access.Memory;
import onecard.access.Token;
import onecard.access.Tries;
import onecard.access.Uses;
import onecard.access.Visits;
import onecard.access.Whereabouts.Stay;
import onecard.attendance.Attendance;
import onecard.attendance.Presence;
import onecard.attendance.Session;
import onecard.edge.crypto.Json;
import onecard.money.Ledger;
import onecard.money.Line;
import onecard.money.Pickup;
import onecard.time.Moment;

/// What the device remembers about whoever a token stands for, beside what the journal's records
/// say: as the token of a card, of a person, or of what is used up.
///
/// @param area where they are taken to be
/// @param prompts the points at which they were told today that their card ends
/// @param renewal whether it is one of the cards of today that end soon
/// @param tries wrong ones that count no more
/// @param counting wrong ones within their window, by point and kind, and when that ends
/// @param uses what was used up, and may not be once more
/// @param shared what other devices are told was used here
/// @param visits of theirs, or to them, that are over
/// @param visiting the same that are not, or were not two days ago
/// @param sessions that they attended, or signed others in to: what desks count, and a report says
/// @param sales to them, or that handed out an order of that token: what limits count by
public record Held(
        Optional<Stay> area,
        List<String> prompts,
        boolean renewal,
        List<Tries.Key> tries,
        Map<Tries.Key, Instant> counting,
        Optional<Uses.Used> uses,
        Optional<LetIn.Own> shared,
        int visits,
        int visiting,
        List<Session> sessions,
        List<Line> sales) {

    public Held {
        prompts = List.copyOf(prompts);
        tries = List.copyOf(tries);
        counting = Map.copyOf(counting);
        sessions = List.copyOf(sessions);
        sales = List.copyOf(sales);
    }

    public static Held of(
            Memory memory,
            LetIn letIn,
            Prompts prompts,
            Ledger ledger,
            Attendance attended,
            Token token,
            Moment now) {
        var over = new ArrayList<Tries.Key>();
        var counting = new HashMap<Tries.Key, Instant>();
        memory.tries()
                .forEach(
                        (key, tries) -> {
                            if (!key.token().equals(token)) {
                                return;
                            }
                            if (memory.counts(key, now.wall())) {
                                counting.put(key, tries.at().getLast().plus(Memory.WINDOW));
                            } else {
                                over.add(key);
                            }
                        });
        var visits = memory.visits().naming(token);
        int past = (int) visits.stream().filter(it -> Visits.isOver(it, now.wall())).count();
        return new Held(
                memory.people().of(token),
                prompts.of(token),
                prompts.renewals().knows(token),
                over,
                counting,
                Optional.ofNullable(memory.uses().used().get(token)),
                letIn.own(token),
                past,
                visits.size() - past,
                attended.sessions().entrySet().stream()
                        .filter(one -> isOf(one.getValue(), token))
                        .map(Map.Entry::getKey)
                        .toList(),
                ledger.kept().lines().stream().filter(line -> isOf(line, token)).toList());
    }

    /// They attended it, or signed others in.
    private static boolean isOf(Map<Token, Presence> people, Token token) {
        var operator = Optional.of(token);
        return people.containsKey(token)
                || people.values().stream()
                        .anyMatch(
                                it ->
                                        it.first().operator().equals(operator)
                                                || it.last().operator().equals(operator));
    }

    private static boolean isOf(Line line, Token token) {
        var order = line.sale().basis().order().map(Pickup::order);
        return line.sale().diner().equals(token) || order.equals(Optional.of(token));
    }

    public boolean isNothing() {
        return Stream.of(goes(), stays()).allMatch(Json.Obj.EMPTY::equals);
    }

    /// What an erasure takes away, by what it is: how many.
    public Json.Obj goes() {
        var counts = counted(Json.Obj.EMPTY, "areas", area.isPresent() ? 1 : 0);
        counts = counted(counts, "prompts", prompts.size());
        counts = counted(counts, "renewals", renewal ? 1 : 0);
        counts = counted(counts, "tries", tries.size());
        return counted(counts, "visits", visits);
    }

    /// What stays until it lapses.
    public Json.Obj stays() {
        var counts = counted(Json.Obj.EMPTY, "sales", sales.size());
        counts = counted(counts, "sessions", sessions.size());
        counts = counted(counts, "shared", shared.isPresent() ? 1 : 0);
        counts = counted(counts, "tries", counting.size());
        counts = counted(counts, "uses", uses.map(Uses.Used::times).orElse(0));
        return counted(counts, "visits", visiting);
    }

    private static Json.Obj counted(Json.Obj counts, String what, long many) {
        return many == 0 ? counts : counts.with(what, many);
    }
}
