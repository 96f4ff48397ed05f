/// The OpenAPI documents of the services: what they share is added here.
@NullMarked
package id.balas.service.web.openapi;

import org.jspecify.annotations.NullMarked;
