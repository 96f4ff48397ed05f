/// The REST API for admins: deliveries and channels. Owns the table `sender.acts`.
@NullMarked
package id.balas.sender.web;

import org.jspecify.annotations.NullMarked;
