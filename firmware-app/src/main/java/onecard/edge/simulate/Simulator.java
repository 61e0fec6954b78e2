package onecard.edge.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import onecard.edge.birth.Birth;
import onecard.edge.crypto.Json;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.SitePoint;
import onecard.words.Words;

/// A simulated site that runs: the real daemon and its power, the cable to its broker, the machines
/// behind its relays, and the people before it; what is done to it comes in by [#play], and what
/// happens goes out by [#feed].
///
/// Thread-safe. What happens is taken in one by one, whichever thread tells.
public final class Simulator implements PageServer.Stage, World, AutoCloseable {

    /// What runs, and where.
    ///
    /// @param file the site file, which this machine can run
    /// @param state directory of the daemon
    /// @param cable between the daemon and its broker; the site file leads to it
    /// @param broker as the page names it: `embedded`, its address, or `none`
    public record Setup(Place place, Path file, Path state, Cable cable, String broker) {}

    /// What is done once the daemon serves for the first time.
    public interface Serving {
        void first() throws IOException;
    }

    private final Setup setup;
    private final Feed feed = new Feed();
    private final Consumer<String> log;
    private final Power power;
    private final Happenings happenings;
    private final Anatomy anatomy;
    private final Machines machines;
    private final Hand hand;
    private final Deeds deeds;
    private final Json.Obj site;

    private volatile long offsetMillis;
    private volatile boolean online;
    private volatile boolean serves;
    private volatile boolean begun; // what is done first is done
    private Optional<Boolean> guests; // guarded by this

    /// @param issuer of the codes that people show
    /// @param guests whether they come by themselves; empty where none ever do
    /// @param log lines that the daemon says
    public Simulator(
            Setup setup,
            Issuer issuer,
            BroughtLists lists,
            Optional<Boolean> guests,
            Consumer<String> log)
            throws IOException {
        this(
                setup,
                issuer,
                lists,
                guests,
                log,
                watcher -> new Power(setup.file(), setup.state(), watcher));
    }

    /// @param plugged the daemon with its power, which tells that watcher
    Simulator(
            Setup setup,
            Issuer issuer,
            BroughtLists lists,
            Optional<Boolean> guests,
            Consumer<String> log,
            Function<Power.Watcher, Power> plugged)
            throws IOException {
        this.setup = setup;
        this.guests = guests;
        this.log = log;
        var place = setup.place();
        var lines = Files.createDirectories(setup.state().resolve("sim"));
        anatomy = new Anatomy(place);
        var contacts = new Contacts(place, lines, this::moved);
        machines = new Machines(place, contacts);
        var codes = new FreshCodes(place, issuer, lists, this::now);
        hand = new Hand(place, lines, codes, this::now);
        deeds = new Deeds(place, contacts, machines, hand, this);
        power = plugged.apply(new Watching());
        happenings = new Happenings(setup.state(), this::happened);
        site = described();
        clock(0);
        machines.rest();
    }

    /// Switches the power on, and returns once the daemon serves. Nobody cuts it meanwhile.
    ///
    /// @param serving what is done then, before this returns
    /// @return whether it serves
    public boolean start(long seconds, Serving serving) throws IOException, InterruptedException {
        happenings.start();
        synchronized (this) {
            guests.ifPresent(coming -> happened(guestsTold(coming)));
        }
        power.restore();
        boolean ready = power.awaitReady(seconds);
        if (ready) {
            serving.first();
            begun = true;
        }
        return ready;
    }

    /// A message that came from the broker.
    public void heard(String topic, String payload) {
        happenings.heard(topic, payload);
    }

    /// What the broker is asked for.
    public String topics() {
        return "oc/v1/%s/#".formatted(setup.place().site().site());
    }

    // --- what happens ---

    @Override
    public Feed feed() {
        return feed;
    }

    private synchronized void happened(Json.Obj happening) {
        feed.tell(happening);
        switch (happening.text("type").orElse("")) {
            case "line" ->
                    machines.changed(
                            happening.text("line").orElse(""),
                            happening.number("level").equals(Optional.of(1L)));
            case "mqtt" -> status(happening);
            default -> {
                // Nothing follows from it by itself.
            }
        }
        anatomy.after(happening).forEach(feed::tell);
    }

    /// Whether the broker says that the device is there.
    private void status(Json.Obj message) {
        var device = setup.place().site();
        var topic = "oc/v1/%s/%s/status".formatted(device.site(), device.device());
        if (message.text("topic").equals(Optional.of(topic))) {
            online =
                    message.object("payload")
                            .flatMap(status -> status.text("state"))
                            .equals(Optional.of("online"));
            cableTold();
        }
    }

    private void cableTold() {
        feed.tell(
                Json.Obj.EMPTY
                        .with("type", "cable")
                        .with("up", setup.cable().isUp())
                        .with("online", online));
    }

    /// While the daemon serves it tells of its contacts itself.
    private void moved(String contact, boolean high) {
        if (!serves) {
            lineTold(contact, high, "pull");
        }
    }

    /// What no daemon traces: it is off.
    private void lineTold(String line, boolean high, String cause) {
        happened(
                Json.Obj.EMPTY
                        .with("type", "line")
                        .with("mono_us", System.nanoTime() / 1_000)
                        .with("line", line)
                        .with("level", high ? 1 : 0)
                        .with("cause", cause));
    }

    private final class Watching implements Power.Watcher {
        @Override
        public void is(Power.State state) {
            serves = state == Power.State.READY;
            if (state == Power.State.OFF) {
                happenings.drain(); // or its last lines would go on again without power
                machines.energised().forEach(line -> lineTold(line, false, "power"));
            }
            happened(
                    Json.Obj.EMPTY
                            .with("type", "daemon")
                            .with("state", state.name().toLowerCase(Locale.ROOT)));
        }

        @Override
        public void said(String line) {
            log.accept(line);
        }
    }

    // --- what there is ---

    @Override
    public Json.Obj site() {
        return site;
    }

    private Json.Obj described() {
        var place = setup.place();
        return Json.Obj.EMPTY
                .with("site", place.site().site())
                .with("device", place.site().device())
                .with("version", Birth.VERSION)
                .with("broker", setup.broker())
                .with("points", new Json.Arr(place.points()))
                .with("hand", new Json.Arr(place.items().stream().<Json>map(this::item).toList()))
                .with("deeds", new Json.Arr(deeds.told()))
                .with("anchors", Catalogue.anchors());
    }

    private Json.Obj item(Json.Obj item) {
        return Json.Obj.EMPTY
                .with("id", text(item, "id"))
                .with("kind", text(item, "kind"))
                .with("look", text(item, "look"))
                .with("at", item.array("at").orElseThrow())
                .with("zh", text(item, "zh"))
                .with("en", text(item, "en"))
                .with("note_zh", text(item, "note_zh"))
                .with("note_en", text(item, "note_en"));
    }

    private static String text(Json.Obj item, String member) {
        return item.text(member).orElse("");
    }

    // --- what is done ---

    @Override
    public Optional<Words> play(Json.Obj asked) throws IOException {
        try {
            return played(asked);
        } catch (Failed failed) {
            return Optional.of(failed.words());
        }
    }

    private Optional<Words> played(Json.Obj asked) throws IOException {
        var deed = asked.text("deed");
        var device = asked.text("device").orElse("");
        if (!serves && deed.map(Deeds::isOfDevice).orElse(true)) {
            return Optional.of(Message.SIMULATE_DARK.with()); // what is written now it never reads
        }
        if (!begun && deed.equals(Optional.of("power_cut"))) {
            return Optional.of(Message.SIMULATE_BEGINS.with());
        }
        if (deed.isPresent()) {
            return done(deed.get(), asked);
        }
        if (asked.bool("remove").orElse(false)) {
            return hand.remove(device);
        }
        var item = asked.text("item");
        return item.isPresent()
                ? hand.play(item.get(), device, asked)
                : Optional.of(Message.SIMULATE_REQUEST.with());
    }

    private Optional<Words> done(String deed, Json.Obj asked) throws IOException {
        try {
            var why = deeds.play(deed, asked);
            if (why.isEmpty()) {
                feed.tell(told(deed, asked.text("point")));
            }
            return why;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of(Message.SIMULATE_DEED_NOT_HERE.with(deed));
        }
    }

    private static Json.Obj told(String deed, Optional<String> point) {
        var told = Json.Obj.EMPTY.with("type", "deed").with("id", deed);
        return point.map(at -> told.with("point", at)).orElse(told);
    }

    /// The point that a device reads for.
    public String pointOf(String device) {
        return setup.place().pointOf(device).map(SitePoint::id).orElse("");
    }

    /// A card, a code or a plate that a guest brings.
    ///
    /// @param deed as the daemon's `hands` want it, but for the device
    public void hold(String device, Json.Obj deed) throws IOException {
        hand.write(device, deed);
    }

    @Override
    public void power(boolean on) throws InterruptedException {
        if (on) {
            power.restore();
        } else {
            power.cut();
        }
    }

    @Override
    public void network(boolean up) {
        if (up) {
            setup.cable().mend();
        } else {
            setup.cable().cut();
        }
        cableTold();
    }

    /// As one: a clock that is half written would be another time.
    @Override
    public void clock(long millis) throws IOException {
        var file = setup.state().resolve("sim/clock");
        var next = file.resolveSibling("clock.next");
        Files.writeString(next, Long.toString(millis));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        offsetMillis = millis;
        feed.tell(Json.Obj.EMPTY.with("type", "clock").with("offset_ms", millis));
    }

    /// By the daemon's clock.
    public Instant now() {
        return Instant.now().plusMillis(offsetMillis);
    }

    @Override
    public synchronized Optional<Boolean> guests() {
        return guests;
    }

    /// Returns once guests may come.
    public synchronized void awaitGuests() throws InterruptedException {
        while (guests.equals(Optional.of(false))) {
            wait();
        }
    }

    @Override
    public synchronized void guests(boolean come) {
        guests = Optional.of(come);
        notifyAll();
        feed.tell(guestsTold(come));
    }

    private static Json.Obj guestsTold(boolean coming) {
        return Json.Obj.EMPTY.with("type", "guests").with("coming", coming);
    }

    /// Orderly: the daemon is stopped as a service would be.
    @Override
    public void close() {
        deeds.close();
        power.close();
        machines.close();
        happenings.close();
    }
}
