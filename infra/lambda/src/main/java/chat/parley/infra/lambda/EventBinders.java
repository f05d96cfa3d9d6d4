package chat.parley.infra.lambda;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.DefaultRequestBinderRegistry;
import io.micronaut.http.bind.binders.DefaultBodyAnnotationBinder;
import io.micronaut.http.bind.binders.RequestArgumentBinder;
import io.micronaut.http.codec.MediaTypeCodecRegistry;
import io.micronaut.servlet.http.ServletBinderRegistry;
import io.micronaut.servlet.http.ServletBodyBinder;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// As the framework's own for events; but bodies are read as the api's own server reads them: who
/// wants bytes, to find a file in them, gets them, and of others there is a limit.
///
/// @param <B> of bodies
@Primary
@Singleton
@Replaces(DefaultRequestBinderRegistry.class)
@Requires(env = ApiFunction.ENVIRONMENT)
@SuppressWarnings("deprecation") // as the superclass has it
class EventBinders<B> extends ServletBinderRegistry<B> {
  @SuppressWarnings({"rawtypes", "deprecation"}) // as the superclass has it
  EventBinders(
      MediaTypeCodecRegistry codecs,
      ConversionService conversions,
      List<RequestArgumentBinder> binders,
      DefaultBodyAnnotationBinder<B> bodies) {
    super(codecs, conversions, binders, bodies);
  }

  @Override
  protected ServletBodyBinder<B> newServletBodyBinder(
      MediaTypeCodecRegistry codecs,
      ConversionService conversions,
      DefaultBodyAnnotationBinder<B> bodies) {
    return new Bodies<>(codecs, conversions, bodies);
  }

  private static final class Bodies<B> extends ServletBodyBinder<B> {
    private final DefaultBodyAnnotationBinder<B> others;

    Bodies(
        MediaTypeCodecRegistry codecs,
        ConversionService conversions,
        DefaultBodyAnnotationBinder<B> others) {
      super(conversions, codecs, others);
      this.others = others;
    }

    @Override
    public BindingResult<B> bind(ArgumentConversionContext<B> context, HttpRequest<?> source) {
      Class<B> wanted = context.getArgument().getType();
      if (wanted == InputStream.class && source instanceof EventRequest<?> request) {
        Optional<B> stream = Optional.of(wanted.cast(request.stream()));
        return () -> stream;
      }
      if (source instanceof EventRequest<?> request) {
        request.requireSmall();
      }
      return others.bind(context, source);
    }
  }
}
