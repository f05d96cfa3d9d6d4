package chat.parley.api.system;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.FriendRequestId;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.ReportId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.MutableConversionService;
import io.micronaut.core.convert.TypeConverter;
import io.micronaut.core.convert.TypeConverterRegistrar;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/// Lets a controller take a typed id from the path.
@Singleton
class IdConverters implements TypeConverterRegistrar {
  @Override
  public void register(MutableConversionService conversions) {
    conversions.addConverter(
        CharSequence.class, ConversationId.class, converter(ConversationId::parse));
    conversions.addConverter(
        CharSequence.class, FriendRequestId.class, converter(FriendRequestId::parse));
    conversions.addConverter(CharSequence.class, MediaId.class, converter(MediaId::parse));
    conversions.addConverter(CharSequence.class, MessageId.class, converter(MessageId::parse));
    conversions.addConverter(CharSequence.class, ReportId.class, converter(ReportId::parse));
    conversions.addConverter(CharSequence.class, SessionId.class, converter(SessionId::parse));
    conversions.addConverter(CharSequence.class, UserId.class, converter(UserId::parse));
  }

  private static <T> TypeConverter<CharSequence, T> converter(Function<String, T> parse) {
    return (CharSequence text, Class<T> type, ConversionContext context) -> {
      try {
        return Optional.of(parse.apply(text.toString()));
      } catch (MalformedIdException e) {
        context.reject(text, e);
        return Optional.empty();
      }
    };
  }
}
