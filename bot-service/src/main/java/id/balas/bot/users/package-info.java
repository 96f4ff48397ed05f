/// A copy of the users of auth-service: their names, roles, and who is gone.
@NullMarked
package id.balas.bot.users;

import org.jspecify.annotations.NullMarked;
