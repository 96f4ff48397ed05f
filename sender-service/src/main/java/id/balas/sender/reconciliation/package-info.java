/// Finds out at the provider whether a message with an unknown result was sent.
@NullMarked
package id.balas.sender.reconciliation;

import org.jspecify.annotations.NullMarked;
