package id.balas.service.web.errors;

import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Creates the problem documents of every service: it names the parameter or field, the error and
/// the fix. A service's own advice comes before this one.
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final String NOTHING_HERE = "There is nothing at this address.";

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest r) {
    return e.getFieldErrors().stream()
        .min(Comparator.comparing(FieldError::getField))
        .map(error -> answer(problem(error.getField(), error), r))
        .orElseGet(() -> answer(problem("body", e.getAllErrors().getFirst()), r));
  }

  private static ProblemException problem(String name, ObjectError error) {
    if (error.contains(TypeMismatchException.class)) {
      return ProblemException.invalid(
          name, Requirement.of(error.unwrap(TypeMismatchException.class)));
    }
    return ProblemException.invalid(name, message(error.getDefaultMessage()));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest r) {
    if (e.isForReturnValue()) {
      return unexpected(e, r);
    }
    var result = e.getParameterValidationResults().getFirst();
    var error = result.getResolvableErrors().getFirst();
    String name =
        error instanceof FieldError field
            ? field.getField()
            : ParameterNames.of(result.getMethodParameter());
    return answer(ProblemException.invalid(name, message(error.getDefaultMessage())), r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest r) {
    String name =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(e.getPropertyName());
    return answer(ProblemException.invalid(name, Requirement.of(e)), r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest r) {
    return answer(JsonProblems.of(e), r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest r) {
    return answer(ProblemException.invalid(e.getParameterName(), "is missing."), r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMissingServletRequestPart(
      MissingServletRequestPartException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest r) {
    return answer(ProblemException.invalid(e.getRequestPartName(), "is missing."), r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
      ServletRequestBindingException e, HttpHeaders headers, HttpStatusCode status, WebRequest r) {
    if (e instanceof MissingRequestHeaderException missing) {
      String name = missing.getHeaderName();
      String requirement =
          name.equalsIgnoreCase(IdempotencyKey.HEADER)
              ? "is missing. Send a new UUID, and the same one again to repeat the request."
              : "is missing.";
      return answer(ProblemException.invalid(name, requirement), r);
    }
    return e instanceof MissingRequestValueException
        ? answer(ProblemException.badRequest("A required part of the request is missing."), r)
        : super.handleServletRequestBindingException(e, headers, status, r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest r) {
    Set<HttpMethod> supported = e.getSupportedHttpMethods();
    String use =
        supported == null
            ? ""
            : " Use "
                + String.join(
                    " or ", new TreeSet<>(supported.stream().map(HttpMethod::name).toList()))
                + ".";
    return answer(
        ProblemException.of(
            HttpStatus.METHOD_NOT_ALLOWED, e.getMethod() + " is not supported here." + use),
        headers,
        r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest r) {
    return answer(
        ProblemException.of(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "This content type is not supported. Send " + names(e.getSupportedMediaTypes()) + "."),
        headers,
        r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest r) {
    return answer(
        ProblemException.of(
            HttpStatus.NOT_ACCEPTABLE,
            "The Accept header excludes every form of this answer. Accept "
                + names(e.getSupportedMediaTypes())
                + "."),
        headers,
        r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleNoHandlerFoundException(
      NoHandlerFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest r) {
    return answer(ProblemException.notFound(NOTHING_HERE), r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest r) {
    return answer(ProblemException.notFound(NOTHING_HERE), r);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
      MaxUploadSizeExceededException e, HttpHeaders headers, HttpStatusCode status, WebRequest r) {
    return answer(ProblemException.tooLarge("The file is too large. Send a smaller one."), r);
  }

  /// An unexpected exception is logged here, once. The response does not contain its text.
  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Object> on(Exception e, HttpServletRequest request, WebRequest r)
      throws Exception {
    if (e.getClass().getName().startsWith("org.springframework.security.")) {
      // The filters of Spring Security respond to it.
      throw e;
    }
    log.error("{} failed", request.getMethod(), e);
    return unexpected(e, r);
  }

  private @Nullable ResponseEntity<Object> unexpected(Exception e, WebRequest r) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.INTERNAL_SERVER_ERROR, "The request failed. Try again later.");
    return handleExceptionInternal(
        e, problem, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, r);
  }

  private @Nullable ResponseEntity<Object> answer(ErrorResponseException problem, WebRequest r) {
    return answer(problem, problem.getHeaders(), r);
  }

  private @Nullable ResponseEntity<Object> answer(
      ErrorResponseException problem, HttpHeaders headers, WebRequest r) {
    return handleExceptionInternal(problem, problem.getBody(), headers, problem.getStatusCode(), r);
  }

  private static String names(List<MediaType> types) {
    return types.isEmpty()
        ? MediaType.APPLICATION_JSON_VALUE
        : String.join(
            " or ",
            types.stream()
                .map(type -> type.getType() + "/" + type.getSubtype())
                .distinct()
                .toList());
  }

  private static String message(@Nullable String text) {
    return text == null || text.isBlank() ? "is invalid" : text;
  }
}
