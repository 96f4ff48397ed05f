/// Replies that are sent later: stored, listed, cancelled, and published as commands at their time.
@NullMarked
package id.balas.bot.scheduled;

import org.jspecify.annotations.NullMarked;
