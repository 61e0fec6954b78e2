package onecard.hal;

import java.util.List;

/// What is said in one breath, prompt after prompt with a short pause between them: `请付款`, `十二元五角`.
///
/// @param language of all of it
/// @param prompts of [#LENGTH_MAX] characters together, none of them blank, without controls
public record Sentence(Language language, List<String> prompts) {

    /// Some 25 s of Mandarin: already more than anybody listens to while others wait.
    public static final int LENGTH_MAX = 100;

    public Sentence {
        int length = prompts.stream().mapToInt(String::length).sum();
        if (prompts.isEmpty() || length > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "a sentence has 1 to " + LENGTH_MAX + " characters, but was given " + length);
        }
        for (var prompt : prompts) {
            if (prompt.isBlank() || prompt.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "a prompt is text without controls, but was: " + prompt);
            }
        }
        prompts = List.copyOf(prompts);
    }

    /// What it is written and said in.
    public enum Language {
        /// Mandarin, in simplified characters.
        ZH,
        EN
    }
}
