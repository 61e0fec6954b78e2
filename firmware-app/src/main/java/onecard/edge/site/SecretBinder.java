package onecard.edge.site;

import static onecard.edge.words.Message.WRITE_ONE_ONLY;

import java.util.ArrayList;
import java.util.Optional;
import onecard.site.Secret;

/// Binds the secrets of a section: where each is kept, and in one place only.
final class SecretBinder {

    private final Settings section;
    private final Problems problems;

    SecretBinder(Settings section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    Optional<Secret> bind(String key) {
        if (section.at(key).isEmpty()) {
            return Optional.empty();
        }
        var secret = section.section(key);
        var found = new ArrayList<Secret>();
        secret.find("credential").map(Secret.Credential::new).ifPresent(found::add);
        secret.find("file").map(Secret.File::new).ifPresent(found::add);
        if (secret.flag("generate")) {
            found.add(new Secret.Generate());
        }
        if (found.size() != 1) {
            var sources =
                    secret.shape().keys().stream()
                            .filter(one -> !(one.shape() instanceof Shape.Section))
                            .map(Shape.Key::name)
                            .toList();
            problems.add(
                    section,
                    key,
                    "secret",
                    found.size() + " sources",
                    WRITE_ONE_ONLY.with(String.join(", ", sources)));
        }
        return found.stream().findFirst();
    }
}
