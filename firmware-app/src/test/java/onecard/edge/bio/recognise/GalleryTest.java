package onecard.edge.bio.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import onecard.access.Token;
import onecard.edge.bio.engine.ScoreEngine;
import onecard.edge.bio.engine.Views;
import onecard.edge.bio.look.FewPeople;
import onecard.edge.match.Template;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.Test;

/// Whom a sensor looks for, and for how long what is kept of them is open.
class GalleryTest {

    private static final Looked USED = new Looked.Stranger();

    private final FewPeople people = new FewPeople();
    private final AtomicLong now = new AtomicLong();
    private final HashSet<Token> named = new HashSet<>();
    private boolean broken;
    private int asked;
    private final Gallery gallery = new Gallery(people, Modality.FINGER, this::mayCome, now::get);

    private boolean mayCome(Enrolled who) throws IOException {
        asked++;
        if (broken) {
            throw new IOException("no lists");
        }
        return named.contains(who.person());
    }

    private Gallery.Sought sought() throws IOException {
        var seen = new AtomicReference<Optional<Gallery.Sought>>(Optional.empty());
        var looked =
                gallery.use(
                        it -> it.made().equals(ScoreEngine.MADE),
                        sought -> {
                            seen.set(Optional.of(sought));
                            return USED;
                        });
        assertEquals(USED, looked);
        return seen.get().orElseThrow();
    }

    /// Whatever happens before.
    @Test
    void onlyWhoeverAgreesAndMayComeIsLookedFor() throws Exception {
        int many = 0;
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var agree = new HashSet<Token>();
            for (int turn = 0; turn < 20; turn++) {
                var person = new Token(1, random.nextInt(6));
                switch (random.nextInt(5)) {
                    case 0 -> {
                        people.agrees(person).keeps(person, ScoreEngine.template(1));
                        agree.add(person);
                    }
                    case 1 -> {
                        people.withdraws(person);
                        agree.remove(person);
                    }
                    case 2 -> {
                        named.add(person);
                        now.addAndGet(Gallery.KEPT.toNanos());
                    }
                    case 3 -> {
                        named.remove(person);
                        now.addAndGet(Gallery.KEPT.toNanos());
                    }
                    default -> gallery.close();
                }
                var found = sought();
                var expected = new HashSet<>(agree);
                expected.retainAll(named);
                var looked = new HashSet<Token>();
                found.people().forEach(it -> looked.add(it.person()));
                assertEquals(expected, looked, "seed " + seed);
                assertEquals(found.people().size(), people.open(), "of others nothing is open");
                many += found.people().size() > 1 ? 1 : 0;
            }
            for (int person = 0; person < 6; person++) {
                people.withdraws(new Token(1, person));
            }
        }
        assertTrue(many > 100, many + " times several");
    }

    @Test
    void nothingIsOpenForLonger() throws Exception {
        var ann = new Token(1, 1);
        named.add(ann);
        people.agrees(ann).keeps(ann, ScoreEngine.template(1));
        assertEquals(1, sought().people().size());
        now.addAndGet(Gallery.KEPT.toNanos() - 1);
        gallery.closeOver();
        assertEquals(1, people.open());
        now.addAndGet(1);
        gallery.closeOver();
        assertEquals(0, people.open());
        assertEquals(1, sought().people().size());
        gallery.close();
        assertEquals(0, people.open());
    }

    /// Everybody who is enrolled is asked for once, however many walk past.
    @Test
    void whoMayComeIsRememberedForWhoeverComesNext() throws Exception {
        var ann = new Token(1, 1);
        var bob = new Token(2, 2);
        named.add(ann);
        people.agrees(ann).keeps(ann, ScoreEngine.template(1));
        people.agrees(bob).keeps(bob, ScoreEngine.template(2));
        for (int passing = 0; passing < 3; passing++) {
            assertEquals(1, sought().people().size());
            gallery.close();
            assertEquals(0, people.open(), "and nothing of anybody is");
        }
        assertEquals(2, asked);
        now.addAndGet(Gallery.KEPT.toNanos());
        assertEquals(1, sought().people().size());
        assertEquals(4, asked);
        gallery.close();
        people.withdraws(ann);
        assertEquals(0, sought().people().size());
        assertEquals(5, asked, "who agrees is another after each change");
        now.addAndGet(Gallery.KEPT.toNanos());
        gallery.closeOver();
        assertEquals(0, sought().people().size());
        assertEquals(6, asked);
    }

    @Test
    void whileNobodyKnowsWhoMayComeNothingIsOpen() throws Exception {
        var ann = new Token(1, 1);
        named.add(ann);
        people.agrees(ann).keeps(ann, ScoreEngine.template(1));
        assertEquals(1, sought().people().size());
        now.addAndGet(Gallery.KEPT.toNanos());
        broken = true;
        assertThrows(IOException.class, this::sought);
        assertEquals(0, people.open());
        broken = false;
        assertEquals(1, sought().people().size());
    }

    @Test
    void whileSomebodyLooksTheListsAloneAreAskedAnew() throws Exception {
        var ann = new Token(1, 1);
        var bob = new Token(2, 2);
        named.add(ann);
        named.add(bob);
        people.agrees(ann).keeps(ann, ScoreEngine.template(1));
        people.agrees(bob).keeps(bob, ScoreEngine.template(2));
        assertEquals(2, sought().people().size());
        now.addAndGet(Gallery.KEPT.toNanos());
        assertEquals(2, sought().people().size());
        assertEquals(2, people.given(), "what is open is not opened anew");
        named.remove(ann);
        assertEquals(2, sought().people().size());
        now.addAndGet(Gallery.KEPT.toNanos());
        var found = sought();
        assertEquals(1, found.people().size());
        assertEquals(bob, found.people().getFirst().person());
        assertEquals(2, found.templates().getFirst().getFirst().payload()[0]);
        assertEquals(1, people.open(), "what is kept of her is wiped");
    }

    @Test
    void ofOnePersonFiveTemplatesAreUsedAndOfThisEngineAlone() throws Exception {
        var ann = new Token(1, 1);
        named.add(ann);
        var all = new Template[8];
        for (int i = 0; i < all.length; i++) {
            all[i] = ScoreEngine.template(i + 1);
        }
        var mine = all[0];
        all[7] =
                new Template(
                        mine.modality(),
                        mine.position(),
                        new Template.Made("vendor:score", "older", 1, ""),
                        mine.sensor(),
                        mine.dpi(),
                        mine.quality(),
                        mine.captured().plusSeconds(9),
                        new byte[] {9});
        people.agrees(ann).keeps(ann, all);
        var templates = sought().templates().getFirst();
        assertEquals(Views.MAX, templates.size());
        assertEquals(1, templates.getFirst().payload()[0], "the newest first");
        assertEquals(Views.MAX, people.open());
    }
}
