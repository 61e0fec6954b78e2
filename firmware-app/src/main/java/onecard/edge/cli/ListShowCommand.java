package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListHead;
import onecard.edge.words.Message;
import onecard.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `list show`: what signed lists are there, and whether they are whole.
@Command(name = "show", mixinStandardHelpOptions = true)
final class ListShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR|FILE", descriptionKey = "onecard.list.show.source")
    private Path source = Path.of("");

    @Option(names = "--key", paramLabel = "PUB", descriptionKey = "onecard.list.show.key")
    private Optional<String> key = Optional.empty();

    @Option(names = "--entries")
    private boolean entries;

    private final Console console;

    ListShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(source)) {
            console.complain(Message.FILE_UNREADABLE, source);
            return Exit.PROBLEMS;
        }
        var folder = folder();
        var lists = lists(folder);
        if (lists.isEmpty()) {
            console.complain(Message.LIST_NONE_TO_SEND, source);
            return Exit.PROBLEMS;
        }
        boolean good = true;
        for (var list : lists) {
            good &= list.equals(DenyList.NAME) ? deny(folder) : list(folder, list);
        }
        return good ? 0 : Exit.PROBLEMS;
    }

    /// A head stands in its list's directory, which stands in the folder.
    private ListFolder folder() {
        var file = source.toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            return new ListFolder(file);
        }
        var directory = Optional.ofNullable(file.getParent()).orElse(file);
        return new ListFolder(
                isDeny()
                        ? directory
                        : Optional.ofNullable(directory.getParent()).orElse(directory));
    }

    private boolean isDeny() {
        return source.endsWith("deny.json");
    }

    private List<String> lists(ListFolder folder) throws IOException {
        if (Files.isDirectory(source)) {
            return folder.all();
        }
        if (isDeny()) {
            return List.of(DenyList.NAME);
        }
        var file = source.toAbsolutePath().normalize();
        return folder.all().stream().filter(list -> folder.headFile(list).equals(file)).toList();
    }

    private boolean deny(ListFolder folder) throws IOException {
        var signed = folder.signedDeny();
        var deny = signed.flatMap(DenyList::read);
        if (deny.isEmpty()) {
            console.complain(Message.LIST_NONE_TO_SEND, folder.denyFile());
            return false;
        }
        console.tell(
                Message.LIST_SHOWN_DENY,
                deny.get().site(),
                deny.get().version(),
                deny.get().entries().size(),
                deny.get().issued(),
                limit(deny.get().validUntil().map(Object::toString)));
        boolean good = signature(signed.get());
        print(deny.get().entries());
        return good;
    }

    private boolean list(ListFolder folder, String list) throws IOException {
        var signed = folder.signedHead(list);
        var head = signed.flatMap(ListHead::read);
        if (head.isEmpty()) {
            console.complain(Message.LIST_NONE_TO_SEND, folder.headFile(list));
            return false;
        }
        var one = head.get();
        console.tell(
                Message.LIST_SHOWN,
                one.site(),
                one.list(),
                one.type().wire(),
                one.version(),
                one.entries(),
                one.issued(),
                limit(one.validUntil().map(Object::toString)),
                one.denyMin());
        boolean good = signature(signed.get());
        return buckets(folder, list, one) && good;
    }

    private boolean buckets(ListFolder folder, String list, ListHead head) throws IOException {
        int there = 0;
        int wrong = 0;
        for (int number = 0; number < head.buckets().size(); number++) {
            var part = head.buckets().get(number);
            if (part.sha256().equals(ListBucket.EMPTY)) {
                continue;
            }
            int bits = head.bits();
            int wanted = number;
            var read =
                    folder.bucket(list, part.sha256())
                            .flatMap(plain -> ListBucket.read(plain, bits, wanted))
                            .filter(all -> all.size() == part.count());
            if (read.isPresent()) {
                there++;
                print(read.get());
            } else {
                wrong++;
                console.complain(Message.LIST_BUCKET_MISSING, head.list(), part.sha256());
            }
        }
        console.tell(Message.LIST_SHOWN_PARTS, there, there + wrong);
        return wrong == 0;
    }

    /// By the key that was named, else by the one that it names itself.
    private boolean signature(Json.Obj signed) {
        var own = signed.text("key").orElse("");
        var trusted = new TrustedKeys(List.of(key.orElse(own)));
        boolean good = trusted.verified(Canonical.bytes(signed)).isPresent();
        if (!good) {
            console.complain(Message.LIST_SIGNATURE_BAD, own);
        } else if (key.isPresent()) {
            console.tell(Message.LIST_SIGNATURE_GOOD, own);
        } else {
            console.tell(Message.LIST_SIGNATURE_OWN, own);
        }
        return good;
    }

    private void print(List<ListEntry> some) {
        if (entries) {
            some.forEach(entry -> console.print(Canonical.text(entry.json())));
        }
    }

    private static Words limit(Optional<String> validUntil) {
        return validUntil.map(text -> new Words(text, text)).orElse(Message.LIST_NO_LIMIT.with());
    }
}
