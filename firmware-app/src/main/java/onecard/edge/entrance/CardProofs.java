package onecard.edge.entrance;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import onecard.edge.crypto.CardCertificates;
import onecard.edge.crypto.KeyFile;
import onecard.edge.crypto.Secrets;
import onecard.edge.lines.Slots;
import onecard.edge.state.StateDir;
import onecard.edge.watch.Device;
import onecard.edge.watch.DeviceAlarms;
import onecard.edge.watch.Liveness.Vital;
import onecard.edge.watch.Metrics;
import onecard.hal.SecurityModule;
import onecard.hal.card.CertificateProof;
import onecard.hal.card.HsmFrame;
import onecard.hal.card.ModuleProof;
import onecard.hal.card.Proofs;
import onecard.hal.pcsc.PcscSam;
import onecard.hal.sam.HsmClient;
import onecard.hal.sam.SharedModule;
import onecard.hal.sim.SimModule;
import onecard.site.Board;
import onecard.site.Board.ModuleSource;
import onecard.site.CardAuthorities;
import onecard.site.SiteProfile;
import onecard.time.Moment;
import org.tinylog.Logger;

/// What chips are asked to prove at each reader, and the modules and lists that it takes: opened
/// before the readers, closed after them.
public final class CardProofs implements AutoCloseable {

    /// How often the files of revocation lists are looked at: far below any grace.
    private static final Duration LOOK = Duration.ofSeconds(10);

    private static final int CHALLENGE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SiteProfile site;
    private final Map<String, SharedModule> modules = new HashMap<>();
    private final Optional<CardCertificates> certificates;
    private final DeviceAlarms alarms;
    private final Metrics metrics;
    private final Set<String> heardOf = ConcurrentHashMap.newKeySet();
    private Set<Path> refused = Set.of(); // of the thread that looks, once it runs
    private Thread lists = Thread.ofPlatform().unstarted(() -> {});

    private CardProofs(
            SiteProfile site,
            Optional<CardCertificates> certificates,
            DeviceAlarms alarms,
            Metrics metrics) {
        this.site = site;
        this.certificates = certificates;
        this.alarms = alarms;
        this.metrics = metrics;
    }

    /// @throws IOException if a key or the issuers cannot be read; modules and lists may come later
    public static CardProofs open(
            SiteProfile site,
            StateDir state,
            Supplier<Moment> clock,
            DeviceAlarms alarms,
            Metrics metrics)
            throws IOException {
        Optional<CardCertificates> certificates = Optional.empty();
        if (site.certificates().isPresent()) {
            certificates = Optional.of(certificates(site.certificates().get(), clock));
        }
        var proofs = new CardProofs(site, certificates, alarms, metrics);
        for (var module : site.board().modules().entrySet()) {
            proofs.modules.put(
                    module.getKey(), proofs.shared(module.getKey(), module.getValue(), state));
        }
        proofs.modules.values().forEach(SharedModule::open);
        proofs.watchLists();
        return proofs;
    }

    private static CardCertificates certificates(CardAuthorities of, Supplier<Moment> clock)
            throws IOException {
        return new CardCertificates(
                Path.of(of.issuers()),
                of.crls().stream().map(Path::of).toList(),
                of.grace(),
                clock);
    }

    /// How a social security card proves itself at that reader; a reader of no point asks nothing.
    Proofs at(String reader) {
        var asked = site.board().readers().get(reader);
        var point =
                site.points().stream()
                        .filter(each -> each.readers().containsKey(reader))
                        .findFirst();
        if (asked == null || point.isEmpty()) {
            return Proofs.NONE;
        }
        var where = site.site() + "/" + point.get().id();
        var certificate =
                certificates
                        .filter(_ -> asked.proofs().certificate())
                        .flatMap(
                                judges ->
                                        site.certificates()
                                                .map(CardAuthorities::application)
                                                .map(
                                                        name ->
                                                                new CertificateProof(
                                                                        name, judges.at(where))));
        return new Proofs(certificate, asked.proofs().module().flatMap(this::module));
    }

    /// How the modules can be seen to answer.
    List<Vital> vitals() {
        return modules.entrySet().stream()
                .map(
                        module ->
                                new Vital(
                                        new Device(Device.Kind.MODULE, module.getKey()),
                                        module.getValue()::progressNanos,
                                        module.getValue()::observed))
                .toList();
    }

    private Optional<ModuleProof> module(String name) {
        var shared = modules.get(name);
        var module = site.board().modules().get(name);
        if (shared == null || module == null) {
            return Optional.empty();
        }
        var key = new SecurityModule.Key(module.keyType(), module.keyId());
        return Optional.of(new ModuleProof(shared, key, () -> random(CHALLENGE_BYTES)));
    }

    private SharedModule shared(String name, Board.Module module, StateDir state)
            throws IOException {
        if (module.source() instanceof ModuleSource.TestKeys) {
            Logger.warn("module {} uses published keys: anybody can make a card for it", name);
            alarms.tell("test_keys", true, name);
        }
        return new SharedModule(
                name, source(module, state), module.deadline(), trouble -> health(name, trouble));
    }

    private static SecurityModule source(Board.Module module, StateDir state) throws IOException {
        return switch (module.source()) {
            case ModuleSource.Slot(var pattern, var provider) ->
                    new PcscSam(pattern, Slots.driver(provider));
            case ModuleSource.Hsm(var host, var port, var key) ->
                    new HsmClient(
                            host,
                            port,
                            KeyFile.secret(Secrets.file(key, state.path())),
                            module.deadline(),
                            () -> random(HsmFrame.ID_BYTES));
            case ModuleSource.TestKeys() -> new SimModule();
        };
    }

    /// A module that is well from the start is no news.
    private void health(String name, Optional<String> trouble) {
        metrics.moduleUp(name, trouble.isEmpty());
        boolean first = heardOf.add(name);
        if (!first || trouble.isPresent()) {
            alarms.tell(
                    "security_module",
                    trouble.isPresent(),
                    trouble.map(why -> name + ": " + why).orElse(name));
        }
    }

    private void watchLists() {
        if (certificates.isEmpty()) {
            return;
        }
        renew(certificates.get());
        lists =
                Thread.ofPlatform()
                        .name("revocation-lists")
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        while (true) {
                                            Thread.sleep(LOOK);
                                            renew(certificates.get());
                                        }
                                    } catch (InterruptedException _) {
                                        // Asked to stop.
                                    }
                                });
    }

    private void renew(CardCertificates judges) {
        var now = judges.renew();
        if (!now.equals(refused)) {
            refused = now;
            alarms.tell(
                    "revocation_list",
                    !now.isEmpty(),
                    String.join(
                            ", ",
                            now.stream().map(file -> file.getFileName() + "").sorted().toList()));
        }
    }

    private static byte[] random(int bytes) {
        var drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return drawn;
    }

    @Override
    public void close() {
        lists.interrupt();
        modules.values().forEach(SharedModule::close);
    }
}
