/// The settings' names that all services share, read in one place: the same words from the
/// environment and `.env`, and the same sentence when one is missing.
@NullMarked
package id.balas.service.settings;

import org.jspecify.annotations.NullMarked;
