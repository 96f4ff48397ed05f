/// The records on the wire, the topics they travel on and their JSON: all that the services share.
@NullMarked
package id.balas.events;

import org.jspecify.annotations.NullMarked;
