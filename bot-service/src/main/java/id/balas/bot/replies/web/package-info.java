/// REST operations for saved replies and macros.
@NullMarked
package id.balas.bot.replies.web;

import org.jspecify.annotations.NullMarked;
