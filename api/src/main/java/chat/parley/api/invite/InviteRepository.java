package chat.parley.api.invite;

import chat.parley.api.mail.MailSettings;
import chat.parley.api.participant.Arrivals;
import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The invites as rows.
@Singleton
class InviteRepository {
  private final JdbcOperations jdbc;
  private final MailSettings client;

  /// @param client knows where the web client is
  InviteRepository(JdbcOperations jdbc, MailSettings client) {
    this.jdbc = jdbc;
    this.client = client;
  }

  /// Those that have expired go when the next is made, so no conversation heaps them up.
  private static final String INSERT =
      """
      with expired as (
        delete from invites where conversation_id = ? and expires_at <= clock_timestamp()
      )
      insert into invites (code, conversation_id, created_by, created_at, expires_at, max_uses)
      values (?, ?, ?, clock_timestamp(),
              clock_timestamp() + ?::bigint * interval '1 second', ?)
      returning *
      """;

  Invite insert(InviteCode code, ConversationId conversation, UserId actor, InviteRequest wanted) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, conversation.value());
            statement.setString(2, code.value());
            statement.setObject(3, conversation.value());
            statement.setObject(4, actor.value());
            statement.setObject(5, wanted.expiresIn());
            statement.setObject(6, wanted.maxUses());
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return read(row);
            }
          }
        });
  }

  private static final String PAGE =
      """
      select * from invites
       where conversation_id = ?
         and (expires_at is null or expires_at > clock_timestamp())
         and (?::timestamptz is null or (created_at, code) < (?, ?))
       order by created_at desc, code desc
       limit ?
      """;

  List<Invite> page(ConversationId conversation, @Nullable InvitePlace after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            Object at = after == null ? null : after.createdAt().atOffset(ZoneOffset.UTC);
            statement.setObject(1, conversation.value());
            statement.setObject(2, at);
            statement.setObject(3, at);
            statement.setString(4, after == null ? null : after.code());
            statement.setInt(5, limit);
            List<Invite> page = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                page.add(read(rows));
              }
            }
            return page;
          }
        });
  }

  private static final String DELETE = "delete from invites where conversation_id = ? and code = ?";

  boolean delete(ConversationId conversation, InviteCode code) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, conversation.value());
            statement.setString(2, code.value());
            return statement.executeUpdate() > 0;
          }
        });
  }

  private static final String FIND =
      """
      select i.expires_at, i.uses >= i.max_uses as is_used_up,
             c.id, c.type, c.name, c.description, c.avatar_url, c.participant_count
        from invites i
        join conversations c on c.id = i.conversation_id and c.deleted_at is null
       where i.code = ? and (i.expires_at is null or i.expires_at > clock_timestamp())
      """;

  /// @return empty when it has expired or was taken back
  Optional<Found> find(InviteCode code) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, code.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(new Found(code, preview(code, row), row.getBoolean("is_used_up")))
                  : Optional.empty();
            }
          }
        });
  }

  private static InvitePreview preview(InviteCode code, ResultSet row) throws SQLException {
    return new InvitePreview(
        code.value(),
        Columns.instantOrNull(row, "expires_at"),
        new InvitePreview.Invited(
            new ConversationId(row.getObject("id", UUID.class)),
            Enums.of(Conversation.Type.class, row.getString("type")),
            row.getString("name"),
            row.getString("description"),
            row.getString("avatar_url"),
            row.getInt("participant_count")));
  }

  /// The count goes up under the lock of the row, and only below the maximum: of many who come at
  /// once by one that is good for one, one is let in, whatever else they hold.
  private static final String USE =
      """
      with used as (
        update invites set uses = uses + 1
         where code = ?
           and (expires_at is null or expires_at > clock_timestamp())
           and (max_uses is null or uses < max_uses)
        returning code
      )
      select exists (select from used) as is_taken,
             exists (select from invites
                      where code = ?
                        and (expires_at is null or expires_at > clock_timestamp())) as is_alive
      """;

  Arrivals.Pass use(InviteCode code) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(USE)) {
            statement.setString(1, code.value());
            statement.setString(2, code.value());
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              if (row.getBoolean("is_taken")) {
                return Arrivals.Pass.TAKEN;
              }
              return row.getBoolean("is_alive") ? Arrivals.Pass.USED_UP : Arrivals.Pass.NONE;
            }
          }
        });
  }

  private Invite read(ResultSet row) throws SQLException {
    String code = row.getString("code");
    return new Invite(
        code,
        client.link("invite", code),
        new ConversationId(row.getObject("conversation_id", UUID.class)),
        new UserId(row.getObject("created_by", UUID.class)),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "expires_at"),
        row.getObject("max_uses", Integer.class),
        row.getInt("uses"));
  }

  record Found(InviteCode code, InvitePreview preview, boolean isUsedUp) {}
}
