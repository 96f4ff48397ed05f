/// Budgets: how much a channel may send, and when.
@NullMarked
package id.balas.sender.pacing;

import org.jspecify.annotations.NullMarked;
