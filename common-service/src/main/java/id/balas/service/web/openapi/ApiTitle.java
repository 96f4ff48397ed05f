package id.balas.service.web.openapi;

/// The heading of a service's OpenAPI document. A service that declares it as a bean gets a
/// document with the front door's token and the errors of all operations.
public record ApiTitle(String title, String description) {}
