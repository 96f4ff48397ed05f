/// The REST operations on a single message: react, edit, delete and forward.
@NullMarked
package id.balas.bot.web.message;

import org.jspecify.annotations.NullMarked;
