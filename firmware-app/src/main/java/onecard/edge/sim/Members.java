package onecard.edge.sim;

import java.util.Optional;
import onecard.edge.crypto.Json;

/// What stands in one JSON object of a line, and what is to stand there.
record Members(Json.Obj all) {

    /// @param form of the whole text
    String text(String name, String form) throws Senseless {
        return textIfAny(name, form).orElseThrow(() -> new Senseless("there is no " + name));
    }

    Optional<String> textIfAny(String name, String form) throws Senseless {
        if (all.get(name).isEmpty()) {
            return Optional.empty();
        }
        var text = all.text(name).filter(it -> it.matches(form));
        if (text.isEmpty()) {
            throw new Senseless(name + " is not of the form " + form);
        }
        return text;
    }

    long number(String name, long least, long most) throws Senseless {
        return numberIfAny(name, least, most)
                .orElseThrow(() -> new Senseless("there is no " + name));
    }

    Optional<Long> numberIfAny(String name, long least, long most) throws Senseless {
        if (all.get(name).isEmpty()) {
            return Optional.empty();
        }
        var number = all.number(name).filter(it -> it >= least && it <= most);
        if (number.isEmpty()) {
            throw new Senseless("%s is not a number of %d to %d".formatted(name, least, most));
        }
        return number;
    }

    Members object(String name) throws Senseless {
        return objectIfAny(name).orElseThrow(() -> new Senseless("there is no " + name));
    }

    Optional<Members> objectIfAny(String name) throws Senseless {
        if (all.get(name).isEmpty()) {
            return Optional.empty();
        }
        var object = all.object(name).map(Members::new);
        if (object.isEmpty()) {
            throw new Senseless(name + " is no object");
        }
        return object;
    }
}
