package onecard.edge.bio.recognise;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import onecard.edge.bio.engine.Comparing;
import onecard.edge.bio.engine.Comparing.Outcome;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.bio.look.LookTerms;
import onecard.edge.bio.sensor.SensorDesk;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Sample;

/// Who it is that a sensor saw: in a slot of its own, or by a picture among those who are looked
/// for. Pictures are compared on the match thread, and whoever asks waits for that. Nobody is found
/// who does not agree to be compared: that is asked once more when they are.
final class Search {

    /// Before it compares, everybody who is enrolled is looked up in the lists: so long on a slow
    /// disk where they are as many as are told to the authority.
    static final Duration ASKING = Duration.ofSeconds(30);

    private final LookTerms terms;
    private final Recognition.Ports ports;
    private final Gallery gallery;

    Search(SensorDesk sensor, LookTerms terms, Recognition.Ports ports) {
        this.terms = terms;
        this.ports = ports;
        this.gallery =
                new Gallery(ports.people(), sensor.modality(), ports.coming(), ports.nanos());
    }

    /// Nobody stands there.
    void over() {
        gallery.close();
    }

    /// Nobody knows whether anybody stands there.
    void idle() {
        gallery.closeOver();
    }

    /// Wipes what the answer holds.
    ///
    /// @param device whose slots it is of; absent where those are nobody's
    Looked judge(BioEvent.Back there, Optional<String> device, Answer answer)
            throws InterruptedException {
        return switch (answer) {
            case Answer.Captured(var sample, _, var pad) -> {
                var not = objection(terms.shown(pad));
                if (not.isPresent()) {
                    sample.wipe();
                }
                yield not.isPresent() ? not.get() : compared(sample, there.model());
            }
            case Answer.Same(var slot, var pad) ->
                    objection(terms.shown(pad)).orElseGet(() -> inSlot(device, slot));
            case Answer.Different(var pad) ->
                    objection(terms.shown(pad)).orElseGet(Looked.Stranger::new);
            case Answer.Not(var why) ->
                    why == Answer.Why.NOBODY ? new Looked.Nobody() : new Looked.Nothing();
            case Answer.Done() -> new Looked.Nothing();
        };
    }

    /// A copy is nobody, and not told that it was seen through.
    private static Optional<Looked> objection(LookTerms.Shown shown) {
        return switch (shown) {
            case PERSON -> Optional.empty();
            case COPY -> Optional.of(new Looked.Copy());
            case UNTOLD -> Optional.of(new Looked.Unable("it does not tell copies from people"));
        };
    }

    private Looked inSlot(Optional<String> device, int slot) {
        if (device.isEmpty()) {
            return new Looked.Stranger();
        }
        try {
            return ports.people()
                    .inSlot(device.get(), slot)
                    .<Looked>map(Looked.Known::new)
                    .orElseGet(Looked.Stranger::new);
        } catch (IOException failed) {
            return unreadable(failed);
        }
    }

    private static Looked unreadable(IOException failed) {
        return new Looked.Unable(
                "nothing that is kept of people can be read: " + failed.getMessage());
    }

    // --- among those who are looked for ---

    private Looked compared(Sample sample, String model) throws InterruptedException {
        var comparison = new Comparison(sample, model);
        if (!ports.thread().offer(comparison)) {
            sample.wipe();
            return new Looked.Nothing(); // looked at again in a moment
        }
        try {
            return comparison.looked.get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug);
        } finally {
            comparison.looked.cancel(false); // nobody waits for it any more
        }
    }

    private final class Comparison implements MatchThread.Work {
        private final Sample sample;
        private final String model;
        final CompletableFuture<Looked> looked = new CompletableFuture<>();

        Comparison(Sample sample, String model) {
            this.sample = sample;
            this.model = model;
        }

        @Override
        public void run() {
            if (looked.isCancelled()) {
                sample.wipe();
                return;
            }
            if (!looked.complete(compare())) {
                gallery.close(); // nobody looks any more
            }
        }

        @Override
        public Duration allowance() {
            return ASKING;
        }

        @Override
        public void abandoned() {
            sample.wipe();
            looked.complete(new Looked.Nothing());
        }

        private Looked compare() {
            try {
                var comparing = ports.comparing().get();
                return comparing.isEmpty()
                        ? new Looked.Nothing()
                        : gallery.use(
                                comparing.get()::isComparable,
                                sought -> among(sought, comparing.get()));
            } catch (IOException failed) {
                return unreadable(failed);
            } finally {
                sample.wipe();
            }
        }

        private Looked among(Gallery.Sought sought, Comparing comparing) {
            var outcome =
                    comparing.compare(
                            sample,
                            model,
                            sought.templates(),
                            new Comparing.Target(terms.strangers(), Recognition.LOOKS_MAX),
                            ports.wall().get());
            return switch (outcome) {
                case Outcome.Same(var person) -> agreeing(sought.people().get(person));
                case Outcome.Different(), Outcome.Nobody() -> new Looked.Stranger();
                case Outcome.Alike() -> new Looked.Alike();
                case Outcome.Poor() -> new Looked.Unclear();
                case Outcome.Unable(var why) -> new Looked.Unable(why);
            };
        }

        /// Whoever has withdrawn meanwhile is a stranger.
        private Looked agreeing(Enrolled person) {
            try {
                return gallery.agrees(person.person())
                        ? new Looked.Known(person)
                        : new Looked.Stranger();
            } catch (IOException failed) {
                return unreadable(failed);
            }
        }
    }
}
