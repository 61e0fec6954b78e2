package onecard.edge.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import onecard.hal.CardFault;
import onecard.hal.CardReader;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.CardGone;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.DeviceEvent.CodeSeen;
import onecard.hal.DeviceEvent.DigitsEntered;
import onecard.hal.DeviceEvent.ReaderBack;
import onecard.hal.DeviceEvent.ReaderLost;
import onecard.hal.Face;
import onecard.hal.PlateEvent;
import onecard.hal.Pseudonym;
import onecard.hal.ScaleEvent;
import onecard.hal.TrayEvent;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Task;
import onecard.hal.card.Collision;
import onecard.hal.card.ReadingPlan;
import onecard.hal.purse.CardPurse;
import onecard.hal.purse.Charge;
import onecard.hal.purse.Debit;
import onecard.hal.purse.Opening;
import onecard.hal.purse.PurseApplication;
import onecard.hal.sim.SimBioSensor;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimDisplay;
import onecard.hal.sim.SimKeypad;
import onecard.hal.sim.SimPlates;
import onecard.hal.sim.SimPurseModule;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimScale;
import onecard.hal.sim.SimScanner;
import onecard.hal.sim.SimTear;
import onecard.hal.sim.SimTrayReader;
import onecard.hal.sim.SimWitness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a line says is done to a device, once and in order; and what no line can do.
class HandsFileTest {

    private static final String CODE = "342500d1560000050000000000000001";
    private static final String CITIZEN = "11010119900307002X";
    private static final String SERIAL = "3104800000000000001";

    /// Hides nothing: the number itself, filled up.
    private static final Pseudonym OPEN =
            (_, id) -> ("0".repeat(32) + id.replace('X', 'a')).substring(id.length());

    private static final long SOON_S = 30;

    @TempDir Path dir;
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final SimReader reader =
            new SimReader(
                    "in",
                    ReadingPlan.of(
                            List.of("ssc", "idcard", "tunion", "uid"),
                            Map.of(),
                            true,
                            ReadingPlan.Slot.ANY),
                    OPEN,
                    true,
                    SimWitness.NOBODY,
                    System::nanoTime);
    private final SimScanner scanner = new SimScanner("qr", System::nanoTime);
    private final SimKeypad keypad = new SimKeypad("pad", System::nanoTime);
    private final SimPlates camera = new SimPlates("camera", System::nanoTime);
    private final SimScale scale = new SimScale("till", System::nanoTime);
    private final SimDisplay glass = new SimDisplay("till", System::nanoTime);
    private final SimTrayReader tray = new SimTrayReader("tray", System::nanoTime);
    private final SimBioSensor sensor =
            new SimBioSensor(
                    "face",
                    Modality.FACE,
                    "simulated",
                    Set.of(
                            new Ability.MatchesMany(10),
                            new Ability.DetectsAttacks(Pad.Evidence.NONE)),
                    1,
                    System::nanoTime);
    private HandsFile hands;

    @BeforeEach
    void open() throws Exception {
        sensor.fill(3);
        hands =
                new HandsFile(
                        dir, List.of(reader, scanner, keypad, camera, scale, glass, tray, sensor));
    }

    @AfterEach
    void close() throws Exception {
        hands.close();
        for (Object device : List.of(reader, scanner, keypad, camera, scale, glass, tray, sensor)) {
            ((AutoCloseable) device).close();
        }
    }

    // --- cards ---

    @ParameterizedTest
    @MethodSource("cards")
    void aCardIsTheOneThatIsDescribed(String described, SimCard card) throws Exception {
        listen(reader);
        reader.present(card, SimTear.NEVER);
        var meant = read();

        hand(present(described));

        assertEquals(meant, read());
    }

    /// What the reader made of the card that came last.
    private Object read() throws Exception {
        return switch (next(DeviceEvent.class)) {
            case CardSeen seen -> seen.facts();
            case CardUnreadable unreadable -> unreadable.why();
            case DeviceEvent other -> throw new AssertionError(other);
        };
    }

    static Stream<Arguments> cards() {
        var until = Optional.of("20360101");
        return Stream.of(
                Arguments.of(
                        "{'kind':'ssc','generation':1,'code':'" + CODE + "','face':'contact'}",
                        SimCard.socialSecurity(CODE, 1, Optional.empty()).through(Face.CONTACT)),
                Arguments.of(
                        ("{'kind':'ssc','generation':2,'code':'%s','expires':'20360101',"
                                        + "'citizen':'%s'}")
                                .formatted(CODE, CITIZEN),
                        SimCard.socialSecurity(CODE, 2, until).holder(CITIZEN)),
                Arguments.of(
                        ("{'kind':'ssc','generation':3,'code':'%s','expires':'20360101',"
                                        + "'face':'contactless'}")
                                .formatted(CODE),
                        SimCard.socialSecurity(CODE, 3, until)),
                Arguments.of(
                        "{'kind':'tunion','serial':'" + SERIAL + "','until':'20361231'}",
                        SimCard.tunion(SERIAL, "20361231")),
                Arguments.of(
                        "{'kind':'city-union','serial':'" + SERIAL + "','until':'20361231'}",
                        SimCard.cityUnion(SERIAL, "20361231")),
                Arguments.of(
                        "{'kind':'idcard','serial':'0123456789abcdef'}",
                        SimCard.idCard("0123456789abcdef")),
                Arguments.of("{'kind':'bank'}", SimCard.bank()),
                Arguments.of("{'kind':'plain','uid':'04a1b2c3'}", SimCard.plain("04a1b2c3")));
    }

    @Test
    void aCardIsTakenAway() throws Exception {
        listen(reader);
        hand("{'device':'in','do':'remove'}");
        next(CardGone.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'commands':0}", "{'commands':1}", "{'bytes':0}", "{'bytes':30}"})
    void aCardIsTornAway(String tear) throws Exception {
        listen(reader);
        hand(present("{'kind':'ssc','generation':3,'code':'" + CODE + "'},'tear':" + tear));
        assertEquals(CardFault.UNREADABLE, next(CardUnreadable.class).why());
    }

    /// A card that comes again is the same one, whichever face it is held by.
    @Test
    void whatWasTakenFromAPurseIsGone() throws Exception {
        var module = new SimPurseModule("001122334455", 1);
        var left = new LinkedBlockingQueue<Long>();
        reader.open(
                event -> {
                    if (event instanceof CardSeen(_, _, _, var card)) {
                        var purse =
                                new CardPurse(
                                        card.orElseThrow(),
                                        Collision.NONE,
                                        PurseApplication.CITY_UNION,
                                        module,
                                        OPEN);
                        var charge = new Charge(300, LocalDateTime.of(2026, 12, 1, 12, 0, 0));
                        var opened =
                                assertInstanceOf(Opening.Opened.class, purse.initialise(charge));
                        assertInstanceOf(Debit.Done.class, purse.debit(opened));
                        left.add(opened.intent().cardSide().balanceFen());
                    }
                });
        var card =
                "{'kind':'city-union','serial':'%s','until':'20361231','face':'%s',"
                        + "'purse':{'balance_fen':1000,'sequence':7}}";
        hand(present(card.formatted(SERIAL, "contactless")));
        hand(present(card.formatted(SERIAL, "contact")));
        hand(present(card.formatted("3104800000000000002", "contactless")));

        assertEquals(1_000, left.poll(SOON_S, TimeUnit.SECONDS));
        assertEquals(700, left.poll(SOON_S, TimeUnit.SECONDS));
        assertEquals(1_000, left.poll(SOON_S, TimeUnit.SECONDS));
    }

    // --- everything else ---

    @Test
    void aCodeIsShown() throws Exception {
        scanner.open(told::add);
        hand("{'device':'qr','do':'show','text':'SSC 码'}");
        assertEquals("SSC 码", new String(next(CodeSeen.class).code(), StandardCharsets.UTF_8));
    }

    @Test
    void keysArePressedAndAPointMeansNothing() throws Exception {
        keypad.open(told::add);
        hand("{'device':'pad','do':'press','keys':'99*12.5#'}");
        assertEquals(
                "125", new String(next(DigitsEntered.class).digits(), StandardCharsets.US_ASCII));
    }

    @Test
    void aPlateIsRead() throws Exception {
        camera.open(told::add);
        hand("{'device':'camera','do':'read','plate':'沪b·98765','confidence':97}");
        var read = next(PlateEvent.Read.class);
        assertEquals("沪B98765", read.plate());
        assertEquals(97, read.confidencePercent());
    }

    /// Of two devices of one name that which it can be done to.
    @Test
    void somethingIsWeighed() throws Exception {
        scale.open(told::add);
        hand("{'device':'till','do':'load','grams':350}");
        var weight = next(ScaleEvent.Weight.class, it -> it.grams() != 0);
        assertEquals(350, weight.grams());
        assertTrue(weight.stable());
    }

    @Test
    void platesAreLaidOnATray() throws Exception {
        tray.open(told::add);
        hand("{'device':'tray','do':'lay','tags':['E0040100','E0040200']}");
        tray.look();
        assertEquals(Set.of("E0040100", "E0040200"), next(TrayEvent.Inventory.class).tags());
        hand("{'device':'tray','do':'lay','tags':[]}");
        tray.look();
        assertEquals(Set.of(), next(TrayEvent.Inventory.class).tags());
    }

    @Test
    void somebodyComesToASensor() throws Exception {
        sensor.open(told::add);
        next(BioEvent.Back.class);
        assertEquals("same 3", seen("'do':'come','slot':3"));
        assertEquals("different", seen("'do':'come','stranger':true"));
        assertEquals("different", seen("'do':'come','slot':4"));
        assertEquals("different fail", seen("'do':'attack','slot':3"));
        assertEquals("POOR", seen("'do':'blurred'"));
    }

    private String seen(String deed) throws Exception {
        hand("{'device':'face'," + deed + "}");
        sensor.ask(1, new Task.Identify(), System.nanoTime() + TimeUnit.SECONDS.toNanos(SOON_S));
        var answer = next(BioEvent.Answered.class).answer();
        return switch (answer) {
            case Answer.Same(var slot, _) -> "same " + slot;
            case Answer.Different(var pad) ->
                    pad.finding() == Pad.Finding.FAIL ? "different fail" : "different";
            case Answer.Not(var why) -> why.name();
            case Answer.Captured _, Answer.Done() -> throw new AssertionError(answer);
        };
    }

    @Test
    void somebodyLeavesASensor() throws Exception {
        sensor.open(told::add);
        next(BioEvent.Back.class);
        hand("{'device':'face','do':'come','slot':3}", "{'device':'face','do':'leave'}");
        sensor.ask(1, new Task.Identify(), System.nanoTime());
        assertEquals(new Answer.Not(Answer.Why.NOBODY), next(BioEvent.Answered.class).answer());
    }

    @Test
    void aDeviceWithoutItsCableNoticesNothing() throws Exception {
        listen(reader);
        hand(
                "{'device':'in','do':'lose'}",
                present("{'kind':'plain','uid':'04a1b2c3'}"),
                "{'device':'in','do':'remove'}",
                "{'device':'in','do':'give_back'}");
        next(ReaderLost.class);
        assertInstanceOf(ReaderBack.class, told.poll(SOON_S, TimeUnit.SECONDS));

        keypad.open(told::add);
        hand(
                "{'device':'pad','do':'press','keys':'12'}",
                "{'device':'pad','do':'lose'}",
                "{'device':'pad','do':'press','keys':'3#'}",
                "{'device':'pad','do':'give_back'}",
                "{'device':'pad','do':'press','keys':'4#'}");
        assertEquals(
                "4", new String(next(DigitsEntered.class).digits(), StandardCharsets.US_ASCII));
    }

    // --- what stands in the file, and when ---

    @Test
    void whatStoodThereBeforeIsPast() throws Exception {
        listen(reader);
        Files.writeString(dir.resolve("hands"), plain("04000001"));
        try (var later = new HandsFile(dir, List.of(reader))) {
            later.take();
            append(plain("04000002"));
            later.take();
            later.take();
        }
        assertEquals(List.of("04000002"), uids());
    }

    @Test
    void whatIsPastIsCutOffOnceThereIsTooMuchOfIt() throws Exception {
        try (var file = new RandomAccessFile(dir.resolve("hands").toFile(), "rw")) {
            file.setLength(DeviceTrace.BYTES_MAX + 1);
            try (var _ = new HandsFile(dir, List.of())) {
                assertEquals(0, file.length());
            }
            file.setLength(DeviceTrace.BYTES_MAX);
            try (var _ = new HandsFile(dir, List.of())) {
                assertEquals(DeviceTrace.BYTES_MAX, file.length());
            }
        }
    }

    @Test
    void eachIsDoneOnceAndInOrder() throws Exception {
        listen(reader);
        var all = Stream.iterate(0, i -> i < 500, i -> i + 1).map("04%06x"::formatted).toList();
        for (var uid : all) {
            append(plain(uid));
        }
        hands.take();
        hands.take();
        assertEquals(all, uids());
    }

    @Test
    void halfALineWaitsForItsOtherHalf() throws Exception {
        listen(reader);
        var line = plain("04000003");
        for (int cut = 0; cut < line.length(); cut++) {
            append(line.substring(0, cut));
            hands.take();
            append(line.substring(cut));
            hands.take();
        }
        assertEquals(line.length(), uids().size());
    }

    @Test
    void aFileThatIsBegunAnewIsReadFromItsBeginning() throws Exception {
        listen(reader);
        append(plain("04000004") + "{\"device\":");
        hands.take();
        Files.writeString(dir.resolve("hands"), plain("04000005"));
        hands.take();
        assertEquals(List.of("04000004", "04000005"), uids());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "\0",
                "{'device':'in'}",
                "{'do':'remove'}",
                "{'device':'in','do':'remove'} x",
                "{'device':'in','do':'explode'}",
                "{'device':'In','do':'remove'}",
                "{'device':'../in','do':'remove'}",
                "{'device':'out','do':'remove'}",
                "{'device':7,'do':'remove'}",
                "{'device':'qr','do':'remove'}",
                "{'device':'till','do':'remove'}",
                "{'device':'in','do':'show','text':'x'}",
                "{'device':'in','do':'present'}",
                "{'device':'in','do':'present','card':7}",
                "{'device':'in','do':'present','card':{}}",
                "{'device':'in','do':'present','card':{'kind':'gold'}}",
                "{'device':'in','do':'present','card':{'kind':'ssc-3'}}",
                "{'device':'in','do':'present','card':{'kind':'ssc','generation':3}}",
                "{'device':'in','do':'present','card':{'kind':'ssc','generation':4,'code':'CODE'}}",
                "{'device':'in','do':'present','card':{'kind':'ssc','generation':3,'code':'12'}}",
                "{'device':'in','do':'present','card':{'kind':'ssc','generation':3,'code':'CODE',"
                        + "'expires':'soon'}}",
                "{'device':'in','do':'present','card':{'kind':'ssc','generation':3,'code':'CODE',"
                        + "'citizen':'1'}}",
                "{'device':'in','do':'present','card':{'kind':'ssc','generation':3,'code':'CODE',"
                        + "'face':'back'}}",
                "{'device':'in','do':'present','card':{'kind':'plain','uid':'04'}}",
                "{'device':'in','do':'present','card':{'kind':'plain','uid':'04A1B2C3'}}",
                "{'device':'in','do':'present','card':{'kind':'plain','uid':'04a1b2c3',"
                        + "'face':'contact'}}",
                "{'device':'in','do':'present','card':{'kind':'tunion','serial':'1','until':'2'}}",
                "{'device':'in','do':'present','card':{'kind':'city-union','serial':'SERIAL',"
                        + "'until':'20361231','purse':{}}}",
                "{'device':'in','do':'present','card':{'kind':'city-union','serial':'SERIAL',"
                        + "'until':'20361231','purse':{'balance_fen':-1}}}",
                "{'device':'in','do':'present','card':{'kind':'city-union','serial':'SERIAL',"
                        + "'until':'20361231','purse':{'balance_fen':1,'sequence':65536}}}",
                "{'device':'in','do':'present','card':{'kind':'bank'},'tear':{}}",
                "{'device':'in','do':'present','card':{'kind':'bank'},'tear':{'commands':-1}}",
                "{'device':'in','do':'present','card':{'kind':'bank'},'tear':2}",
                "{'device':'qr','do':'show'}",
                "{'device':'qr','do':'show','text':''}",
                "{'device':'pad','do':'press','keys':''}",
                "{'device':'pad','do':'press','keys':'1a'}",
                "{'device':'pad','do':'press','keys':'1'}{}",
                "{'device':'camera','do':'read','plate':'x','confidence':1}",
                "{'device':'camera','do':'read','plate':'沪B98765'}",
                "{'device':'camera','do':'read','plate':'沪B98765','confidence':101}",
                "{'device':'till','do':'load','grams':1000001}",
                "{'device':'till','do':'load','grams':1.5}",
                "{'device':'tray','do':'lay'}",
                "{'device':'tray','do':'lay','tags':['e0040100']}",
                "{'device':'tray','do':'lay','tags':[7]}",
                "{'device':'face','do':'come'}",
                "{'device':'face','do':'come','slot':-1}",
                "{'device':'face','do':'attack','slot':'3'}",
            })
    void aLineThatMakesNoSenseIsPassedOver(String line) throws Exception {
        var text = quoted(line.replace("CODE", CODE).replace("SERIAL", SERIAL));
        passesOver(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLineThatIsTooLongOrNoTextIsPassedOver() throws Exception {
        passesOver("x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
        passesOver(new byte[] {'{', (byte) 0xff, '}'});
        var text = "{\"device\":\"qr\",\"do\":\"show\",\"text\":\"" + "x".repeat(4_097) + "\"}";
        passesOver(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Lines with bytes changed at random: whatever comes of them, the next card is read.
    @Test
    void noLineKeepsTheNextFromBeingDone() throws Exception {
        long seed = 20_261_130;
        var random = new Random(seed);
        listen(reader);
        var card = "{'kind':'ssc','generation':3,'code':'" + CODE + "'}";
        var good = present(card + ",'tear':{'bytes':9}");
        for (int i = 0; i < 3_000; i++) {
            var bytes = quoted(good).getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            append(bytes);
            append("\n");
        }
        append(plain("04000006"));
        hands.take();
        reader.awaitTold();
        assertTrue(told.toString().contains("04000006"), () -> "seed " + seed);
    }

    private void passesOver(byte[] line) throws Exception {
        listen(reader);
        scanner.open(told::add);
        scanner.show(new byte[] {1});
        next(CodeSeen.class); // so that nothing else is told there
        append(line);
        append("\n" + plain("04000007"));
        hands.take();
        assertEquals(List.of("04000007"), uids());
        reader.remove();
        next(CardGone.class);
    }

    // --- the devices of this test ---

    private void listen(CardReader device) throws Exception {
        device.open(told::add);
        next(ReaderBack.class);
    }

    private static String present(String card) {
        return "{'device':'in','do':'present','card':" + card + "}";
    }

    private static String plain(String uid) {
        return quoted(present("{'kind':'plain','uid':'" + uid + "'}")) + "\n";
    }

    private static String quoted(String line) {
        return line.replace('\'', '"');
    }

    /// Somebody does that, and it is noticed.
    private void hand(String... lines) throws Exception {
        for (var line : lines) {
            append(quoted(line) + "\n");
        }
        hands.take();
    }

    private void append(String text) throws Exception {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    private void append(byte[] bytes) throws Exception {
        Files.write(dir.resolve("hands"), bytes, StandardOpenOption.APPEND);
    }

    /// Of every card that the reader has told of by now.
    private List<String> uids() {
        reader.awaitTold();
        return told.stream()
                .filter(DeviceEvent.class::isInstance)
                .map(
                        event -> {
                            var seen = assertInstanceOf(CardSeen.class, event);
                            return seen.facts().pseudonym().substring(24);
                        })
                .toList();
    }

    private <T> T next(Class<T> wanted) throws Exception {
        return next(wanted, _ -> true);
    }

    /// The next of that kind; those before it are passed over.
    private <T> T next(Class<T> wanted, Predicate<T> more) throws Exception {
        while (true) {
            var event = told.poll(SOON_S, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing came, but wanted " + wanted.getSimpleName());
            }
            if (wanted.isInstance(event) && more.test(wanted.cast(event))) {
                return wanted.cast(event);
            }
        }
    }
}
