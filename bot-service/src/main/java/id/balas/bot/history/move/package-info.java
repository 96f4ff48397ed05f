/// Moves what was stored under a customer's hidden number to the chat of the phone number.
@NullMarked
package id.balas.bot.history.move;

import org.jspecify.annotations.NullMarked;
