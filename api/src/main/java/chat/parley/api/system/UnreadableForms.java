package chat.parley.api.system;

import chat.parley.shared.problem.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import jakarta.inject.Singleton;

/// A form that can't be decoded, `a=%` for instance, is the client's fault.
@Singleton
class UnreadableForms implements ExceptionHandler<ErrorDataDecoderException, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public HttpResponse<?> handle(HttpRequest request, ErrorDataDecoderException failure) {
    // Its message is not passed on: it quotes the form, which may hold a password.
    return Problems.refuse(ErrorCode.MALFORMED_REQUEST, "The form can't be decoded.");
  }
}
