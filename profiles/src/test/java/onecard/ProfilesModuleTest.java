package onecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilesModuleTest {

    @Test
    void theCoreRequiresNothingButTheBaseOfTheLanguage() {
        var module =
                ModuleFinder.of(Path.of("target", "classes"))
                        .find("onecard.profiles")
                        .orElseThrow()
                        .descriptor();

        assertEquals(
                List.of("java.base"),
                module.requires().stream().map(required -> required.name()).toList());
    }
}
