package onecard.edge.walk;

import java.util.List;
import onecard.edge.words.Message;
import onecard.words.Words;

/// What an installer is asked, so that a person can read it and a program can answer it.
public sealed interface Ask {

    /// For a person.
    Words words();

    /// What may be chosen; empty where something is to be done, or told in words.
    default List<Words> choices() {
        return List.of();
    }

    /// Everything at rest, and nobody near.
    record HandsOff() implements Ask {
        @Override
        public Words words() {
            return Message.WALK_ASK_HANDS_OFF.with();
        }
    }

    /// A contact is to be worked by hand.
    ///
    /// @param back to where it was, after it was worked
    record Work(Sense sense, boolean back) implements Ask {
        @Override
        public Words words() {
            return Hands.work(sense, back);
        }
    }

    /// An output is about to move.
    ///
    /// @param lamp look at the relay's own lamp this time
    record Watch(Move move, boolean lamp) implements Ask {
        @Override
        public Words words() {
            var what = Hands.of(move);
            return lamp ? Message.WALK_ASK_LAMP.with(what) : Message.WALK_ASK_WATCH.with(what);
        }
    }

    /// What moved. The choices are in the order of [Moved.Sight]; the last two want to know which.
    record Saw(Move move) implements Ask {
        @Override
        public Words words() {
            return Message.WALK_ASK_SAW.with(Hands.of(move));
        }

        @Override
        public List<Words> choices() {
            return List.of(
                    Message.WALK_SAW_EXPECTED.with(),
                    Message.WALK_SAW_OPPOSITE.with(),
                    Message.WALK_SAW_NOTHING.with(),
                    Message.WALK_SAW_STAYED.with(),
                    Message.WALK_SAW_TWITCHED.with(),
                    Message.WALK_SAW_TWICE.with(),
                    Message.WALK_SAW_OTHER.with(),
                    Message.WALK_SAW_ALSO.with());
        }
    }

    /// Which other one moved.
    record Which(Move move, List<Move> others) implements Ask {
        public Which {
            others = List.copyOf(others);
        }

        @Override
        public Words words() {
            return Message.WALK_ASK_WHICH.with();
        }

        @Override
        public List<Words> choices() {
            return others.stream().map(Hands::of).toList();
        }
    }

    /// What the relay's lamp did. The choices are in the order of [Moved.Lamp].
    record LampDid(Move move) implements Ask {
        @Override
        public Words words() {
            return Message.WALK_ASK_LAMP_DID.with(move.relay());
        }

        @Override
        public List<Words> choices() {
            return List.of(
                    Message.WALK_LAMP_FOLLOWS.with(),
                    Message.WALK_LAMP_OPPOSITE.with(),
                    Message.WALK_LAMP_DARK.with(),
                    Message.WALK_LAMP_LIT.with(),
                    Message.WALK_LAMP_UNKNOWN.with());
        }
    }

    /// Something is to be done.
    ///
    /// @param step which, for a program
    record Act(String step, Words words) implements Ask {}

    /// Something is so, or not.
    ///
    /// @param step which, for a program
    record Confirm(String step, Words words) implements Ask {
        @Override
        public List<Words> choices() {
            return List.of(Message.WALK_YES.with(), Message.WALK_NO.with());
        }
    }

    /// Something is to be told.
    ///
    /// @param step which, for a program
    record Tell(String step, Words words) implements Ask {}
}
