/// The bot: decides each input of a chat once, in order, and yields to people.
@NullMarked
package id.balas.bot;

import org.jspecify.annotations.NullMarked;
