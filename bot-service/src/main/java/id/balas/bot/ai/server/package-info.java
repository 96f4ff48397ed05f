/// The client of the AI server and its settings.
@NullMarked
package id.balas.bot.ai.server;

import org.jspecify.annotations.NullMarked;
