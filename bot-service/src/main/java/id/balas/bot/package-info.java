/// The bot: decides each input of a chat once and in order, and stays silent after a person writes.
@NullMarked
package id.balas.bot;

import org.jspecify.annotations.NullMarked;
