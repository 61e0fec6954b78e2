package onecard.edge.pass;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// All that a pass speaks to.
public sealed interface Audience {

    boolean holds(Address address);

    /// @param addresses 1 to 8
    record Named(Set<Address> addresses) implements Audience {
        public Named {
            addresses = Set.copyOf(addresses);
            if (addresses.isEmpty() || addresses.size() > Address.MOST) {
                throw new IllegalArgumentException(
                        "a pass must have 1.."
                                + Address.MOST
                                + " addresses, but has "
                                + addresses.size());
            }
        }

        @Override
        public boolean holds(Address address) {
            return addresses.contains(address);
        }

        @Override
        public String toString() {
            return addresses.stream().map(Address::text).sorted().collect(Collectors.joining(" "));
        }
    }

    /// One address, known by its hash alone.
    record Hashed(byte[] hash) implements Audience {
        @Override
        public boolean holds(Address address) {
            return Arrays.equals(hash, address.hash(hash.length));
        }
    }
}
