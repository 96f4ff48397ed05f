/// Sends the state of each user to bot-service after each change, until bot-service has stored it.
@NullMarked
package id.balas.auth.usersync;

import org.jspecify.annotations.NullMarked;
