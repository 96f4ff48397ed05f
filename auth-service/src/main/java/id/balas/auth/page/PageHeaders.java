package id.balas.auth.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/// Sets the Content-Security-Policy of a page's files. It replaces that of API responses, which
/// forbids all scripts.
final class PageHeaders implements HandlerInterceptor {

  private final String policy;

  PageHeaders(String policy) {
    this.policy = policy;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof ResourceHttpRequestHandler) {
      response.setHeader("Content-Security-Policy", policy);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
    }
    return true;
  }
}
