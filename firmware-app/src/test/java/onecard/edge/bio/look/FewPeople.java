package onecard.edge.bio.look;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.match.Template;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;

/// What is kept of a few people, in memory; templates are handed out as copies.
public final class FewPeople implements People {

    private final Set<Token> consenting = new HashSet<>();
    private final Map<Token, Instant> since = new HashMap<>();
    private final Map<Token, List<Template>> templates = new LinkedHashMap<>();
    private final Map<Integer, Token> slots = new HashMap<>();
    private final List<Template> given = new ArrayList<>();
    private long version;
    private long enrolments;

    public static Token card(Token person) {
        return new Token(person.high(), ~person.low());
    }

    public synchronized FewPeople agrees(Token person) {
        consenting.add(person);
        version++;
        return this;
    }

    public synchronized FewPeople agrees(Token person, Instant at) {
        since.put(person, at);
        return agrees(person);
    }

    public synchronized FewPeople withdraws(Token person) {
        consenting.remove(person);
        version++;
        return this;
    }

    public synchronized FewPeople keeps(Token person, Template... of) {
        templates.put(person, List.of(of));
        version++;
        enrolments++;
        return this;
    }

    public synchronized FewPeople holds(int slot, Token person) {
        slots.put(slot, person);
        version++;
        enrolments++;
        return this;
    }

    @Override
    public synchronized boolean consents(Token person, Modality modality) {
        return consenting.contains(person);
    }

    @Override
    public synchronized Optional<Instant> agreed(Token person, Modality modality) {
        return Optional.of(since.getOrDefault(person, Instant.EPOCH))
                .filter(_ -> consenting.contains(person));
    }

    @Override
    public synchronized List<Template> references(Token person, Modality modality) {
        var copies =
                templates.getOrDefault(person, List.of()).stream().map(FewPeople::copy).toList();
        given.addAll(copies);
        return copies;
    }

    @Override
    public synchronized OptionalInt slotOf(String sensor, Token person) {
        return slots.entrySet().stream()
                .filter(slot -> slot.getValue().equals(person))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public synchronized Optional<Enrolled> inSlot(String sensor, int slot) {
        return Optional.ofNullable(slots.get(slot))
                .filter(consenting::contains)
                .map(FewPeople::person);
    }

    @Override
    public synchronized List<Enrolled> everybody(Modality modality) {
        return templates.keySet().stream()
                .filter(consenting::contains)
                .map(FewPeople::person)
                .toList();
    }

    @Override
    public synchronized long version() {
        return version;
    }

    @Override
    public synchronized long enrolments() {
        return enrolments;
    }

    public static Enrolled person(Token token) {
        return new Enrolled(token, CredentialKind.SSC, card(token));
    }

    /// How many templates were handed out.
    public synchronized int given() {
        return given.size();
    }

    /// How many of those are not overwritten.
    public synchronized long open() {
        return given.stream()
                .map(Template::payload)
                .filter(payload -> !Arrays.equals(payload, new byte[payload.length]))
                .count();
    }

    private static Template copy(Template of) {
        return new Template(
                of.modality(),
                of.position(),
                of.made(),
                of.sensor(),
                of.dpi(),
                of.quality(),
                of.captured(),
                of.payload().clone());
    }
}
