package onecard.edge.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import onecard.edge.update.Standing;
import onecard.edge.words.Message;

/// What became of the last update. A board that never had one has nothing to tell.
public final class UpdateCheck {

    private static final String PART = "update";

    private final Path folder;

    /// @param folder of updates
    public UpdateCheck(Path folder) {
        this.folder = folder;
    }

    /// One finding, or none.
    public List<Finding> check() {
        try {
            return Standing.read(folder).map(UpdateCheck::found).stream().toList();
        } catch (IOException unreadable) {
            return List.of(
                    new Finding.Warn(
                            PART,
                            Message.UPDATE_UNSEEN.with(String.valueOf(unreadable.getMessage())),
                            Message.UPDATE_UNSEEN_NEXT.with()));
        }
    }

    private static Finding found(Standing standing) {
        var said = standing.words();
        return standing.refusal().isPresent()
                ? new Finding.Warn(PART, said, Message.UPDATE_NEXT.with())
                : new Finding.Ok(PART, said);
    }
}
