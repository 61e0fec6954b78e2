package onecard.edge.counter;

import java.util.List;
import java.util.Optional;
import onecard.edge.loop.Counter;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.time.Moment;

/// All that stands on one counter, told in this order.
record Together(List<Counter> parts) implements Counter {

    Together {
        parts = List.copyOf(parts);
    }

    @Override
    public void post(Optional<Price> price, Moment now) {
        parts.forEach(part -> part.post(price, now));
    }

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        parts.forEach(part -> part.tell(sale, left, now));
    }

    @Override
    public void due(Moment now) {
        parts.forEach(part -> part.due(now));
    }
}
