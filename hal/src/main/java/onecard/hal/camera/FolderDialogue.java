package onecard.hal.camera;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Task;
import onecard.hal.bio.driver.BioDesk;
import onecard.hal.bio.driver.BioThread;
import onecard.hal.linux.DeviceException;

/// What is asked of a directory of pictures.
final class FolderDialogue implements BioThread.Dialogue {

    /// From one look to the next while somebody is waited for. Looking costs some ten
    /// microseconds, and misses nothing; being told by the kernel has a queue that may be full.
    private static final Duration LOOK = Duration.ofMillis(20);

    private final PictureFolder folder;
    private final String model;
    private final Ability gives;

    FolderDialogue(PictureFolder folder, String model, OptionalInt dpi) {
        this.folder = folder;
        this.model = model;
        this.gives = new Ability.GivesPicture(dpi);
    }

    @Override
    public String model() {
        return model;
    }

    /// It holds nobody who would be somebody else's.
    @Override
    public Optional<String> identity() {
        return Optional.empty();
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(gives);
    }

    @Override
    public Answer perform(BioDesk.Call call) throws DeviceException, InterruptedException {
        return switch (call.task()) {
            case Task.Capture() -> capture(call);
            case Task.Verify _,
                    Task.Identify _,
                    Task.Enrol _,
                    Task.Load _,
                    Task.Mark _,
                    Task.Delete _ ->
                    new Answer.Not(Answer.Why.UNABLE);
        };
    }

    private Answer capture(BioDesk.Call call) throws DeviceException, InterruptedException {
        var late = empty(call);
        if (late.isPresent()) {
            return new Answer.Not(late.get());
        }
        boolean poor = false;
        while (true) {
            switch (folder.look()) {
                case PictureFolder.Seen.Whole(var picture) -> {
                    return new Answer.Captured(picture, OptionalInt.empty(), Pad.NOT_PERFORMED);
                }
                case PictureFolder.Seen.Poor() -> poor = true;
                case PictureFolder.Seen.Nothing() -> {}
            }
            call.pause(LOOK);
            var over = call.over(poor);
            if (over.isPresent()) {
                if (over.get() == Answer.Why.POOR) {
                    folder.giveUp();
                }
                return new Answer.Not(over.get());
            }
        }
    }

    /// Whoever was before the camera until now is not who is asked for.
    ///
    /// @return why it is too late to look, if it is
    private Optional<Answer.Why> empty(BioDesk.Call call) throws DeviceException {
        while (true) {
            var over = call.over(false);
            if (over.isPresent() || folder.empty()) {
                return over;
            }
            call.refuseOthers();
        }
    }

    /// Nobody asks: what is put there is nobody's.
    @Override
    public boolean check() throws DeviceException {
        return folder.empty();
    }
}
