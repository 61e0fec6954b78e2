package onecard.hal.sim;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import onecard.hal.Sentence;
import onecard.hal.Sentence.Language;
import onecard.hal.Voice;
import onecard.hal.VoiceContract;

/// On the simulated voice.
class SimVoiceContractTest extends VoiceContract {

    private static final int ALL = 1_000;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Semaphore breath = new Semaphore(ALL);
    private final SimVoice sim = new SimVoice("till", this::hear, System::nanoTime);

    private void hear(Sentence sentence) {
        heard.add(String.join(sentence.language() == Language.ZH ? "，" : ", ", sentence.prompts()));
        breath.acquireUninterruptibly();
    }

    @Override
    protected Voice voice() {
        return sim;
    }

    @Override
    protected List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    protected void hold() {
        breath.drainPermits();
    }

    @Override
    protected void goOn() {
        breath.release(ALL);
    }

    @Override
    protected void lose() {
        sim.lose();
    }

    @Override
    protected void giveBack() {
        sim.giveBack();
    }
}
