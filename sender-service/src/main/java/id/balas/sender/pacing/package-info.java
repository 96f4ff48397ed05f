/// Sending limits: budgets, quiet hours, warm-up and pauses of channels.
@NullMarked
package id.balas.sender.pacing;

import org.jspecify.annotations.NullMarked;
