/// What the rules need of the world: the listener, the tables, the log.
@NullMarked
package id.balas.bot.chat;

import org.jspecify.annotations.NullMarked;
