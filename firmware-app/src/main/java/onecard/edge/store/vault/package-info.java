/// `vault.db`: what people agreed to, and sealed templates of those who did.
@NullMarked
package onecard.edge.store.vault;

import org.jspecify.annotations.NullMarked;
