/// What a service tells of itself. All of it is off until an address is set where it goes.
@NullMarked
package id.balas.service.telemetry;

import org.jspecify.annotations.NullMarked;
