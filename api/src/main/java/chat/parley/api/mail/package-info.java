/// Mail that this system promises to send: kept in PostgreSQL from the transaction that promises
/// it until a mail server has taken it. At least once: what an api that dies leaves, others send.
/// What a mail says is written when it goes, so no token lies waiting in the database.
@NullMarked
package chat.parley.api.mail;

import org.jspecify.annotations.NullMarked;
