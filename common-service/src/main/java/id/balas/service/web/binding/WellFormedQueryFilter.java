package id.balas.service.web.binding;

import id.balas.service.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Rejects a query with invalid percent-encoding or UTF-8. It runs before Spring Security, whose
/// search for a token in the query would fail inside Tomcat. It covers Spring's servlet only: the
/// webhook servlet reads no query.
final class WellFormedQueryFilter extends OncePerRequestFilter {

  private static final String SPRING = "dispatcherServlet";

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getQueryString() == null
        || !SPRING.equals(request.getHttpServletMapping().getServletName());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      var _ = QueryString.parse(request.getQueryString());
    } catch (IllegalArgumentException _) {
      Problem.of(
              HttpStatus.BAD_REQUEST,
              "The query of the address is malformed. Encode its values as UTF-8 and percent-encode them.")
          .write(response);
      return;
    }
    chain.doFilter(request, response);
  }
}
